from __future__ import annotations

import re
from typing import Any

import pytest

from filmlog.domain.stats import Stats
from tests.cli.commands.asking import data, refused
from tests.program import filmlog
from tests.screen.totals import leaves
from tests.test_docs import HEAVY, _run

pytestmark = pytest.mark.usefixtures("diary")


def figures(*words: str) -> Any:
    return data("stats", *words, kind="stats")


def test_the_whole_diary() -> None:
    done = filmlog("stats")
    assert (done.code, done.stderr) == (0, "")
    first, rule, totals, *_ = done.stdout.splitlines()
    assert (first, set(rule), len(rule)) == ("The whole diary", {"═"}, 80)
    assert totals.startswith("4 films · 5 viewings · 1 rewatch · ")


def test_json_has_every_figure_and_no_fraction() -> None:
    shown = figures()
    assert set(shown) == {"period", "query", "spending", "stats"}
    assert set(shown["stats"]) == set(Stats._fields)
    assert not any(isinstance(leaf, float) for leaf in leaves(shown))
    assert (shown["stats"]["films"], shown["stats"]["viewings"]) == (4, 5)
    assert shown["spending"]["totals"] == [
        {"payments": 1, "total": {"currency": "EUR", "minor": 800}},
        {"payments": 1, "total": {"currency": "USD", "minor": 500}},
    ]


def test_a_year_has_a_calendar_and_what_was_paid_in_it() -> None:
    done = filmlog("stats", "2026")
    assert done.stdout.startswith("2026\n")
    assert "Calendar ───" in done.stdout
    assert "5.00 USD in 1 payment\n" in done.stdout
    shown = figures("2026")
    assert shown["period"] == {"first": "2026-01-01", "last": "2026-12-31"}
    assert (shown["query"], shown["stats"]["viewings"]) == ("", 2)


def test_spending_of_a_query_is_that_of_its_viewings() -> None:
    filmlog("add", "Ran", "--on", "2026-11-20", "--source", "Kino", "--price", "9 EUR")
    assert [one["total"]["minor"] for one in figures("year:1985")["spending"]["totals"]] == [900]
    assert figures("ikiru")["spending"]["totals"] == []
    # The viewing of 2024 is of another period, and so is its ticket.
    cranes = figures("2026", "cranes")
    assert (cranes["query"], cranes["stats"]["viewings"]) == ("cranes", 1)
    assert cranes["spending"]["totals"] == [
        {"payments": 1, "total": {"currency": "USD", "minor": 500}}
    ]


def test_an_alternative_stays_within_the_period() -> None:
    assert figures("2025", "title:cranes,ikiru")["stats"]["films"] == 1


def test_nothing_seen_says_so_and_is_no_failure() -> None:
    for words, said in (
        (("1999",), "1999: no viewing."),
        (("last", "week", "tag:none"), "no viewing."),
        (("tag:none",), "The whole diary: tag:none: no viewing."),
    ):
        done = filmlog("stats", *words)
        assert (done.code, done.stdout) == (0, "")
        assert done.stderr.strip().endswith(said)
    assert figures("1999")["stats"]["viewings"] == 0


def test_an_empty_diary_says_so() -> None:
    for title in ("cranes", "ran", "ikiru", "persona"):
        assert filmlog("remove", title, "--all", "--yes").code == 0
    done = filmlog("stats")
    assert (done.code, done.stdout, done.stderr) == (0, "", "The diary is empty.\n")


def test_so_many_names() -> None:
    filmlog("edit", "ran", "--tag", "a", "--tag", "b", "--tag", "c", "--tag", "d")
    assert len(figures("year:1985")["stats"]["tags"]) == 4
    assert len(figures("year:1985", "--top", "1")["stats"]["tags"]) == 1
    # Of the same count, by name.
    for words, last in (((), "c"), (("--top", "4"), "d")):
        lines = filmlog("stats", "year:1985", *words).stdout.splitlines()
        block = lines[next(n for n, line in enumerate(lines) if "Tags ──" in line) :]
        assert block[block.index("") - 1].split() == [last, "1"]


def test_one_film_does_not_make_a_best_director() -> None:
    filmlog("film", "edit", "ran", "--director", "Akira Kurosawa")
    assert figures()["stats"]["best_directors"] == []
    best = figures("--least", "1")["stats"]["best_directors"]
    assert {"name": "Akira Kurosawa", "films": 1, "total": 100} in best
    refused("stats", "--least", "0")
    refused("stats", "--top", "x")


def test_what_was_typed_wrong() -> None:
    assert refused("stats", "2026..2024") == "2026..2024 runs backwards."
    assert refused("stats", "rating:x").startswith("'x' is ")
    assert refused("stats", "2026", "nofield:x").startswith("There is no field")


def test_ascii_and_the_style_of_ratings() -> None:
    plain = filmlog("stats", "2026", "--ascii").stdout
    assert plain.isascii()
    assert "(each # is 1 viewing)" in plain
    filmlog("config", "set", "rating-style", "ten")
    assert "9.50/10 on average" in filmlog("stats", "2026").stdout
    assert filmlog("stats", "2026", "--ascii").stdout.isascii()


def test_colour_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = filmlog("stats", "2026").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    drawn = filmlog("stats", "2026").stdout
    assert "\x1b[" in drawn
    lines = [line.rstrip() for line in re.sub("\x1b\\[[0-9;]*m", "", drawn).splitlines()]
    assert lines == plain.splitlines()


@pytest.mark.parametrize(
    "words",
    [["stats"], ["stats", "2026"], ["spending"], ["stats", "--json"]],
    ids=" ".join,
)
def test_piped_it_loads_nothing_heavy(words: list[str]) -> None:
    loaded = _run(*words).splitlines()[-1].split()
    assert "filmlog.storage.database" in loaded
    assert not set(loaded) & set(HEAVY.split())
