from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.domain.film import Film
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.cli.commands.asking import data, refused
from tests.examples import log
from tests.program import filmlog

pytestmark = pytest.mark.usefixtures("diary")


def test_two_viewings_side_by_side() -> None:
    done = filmlog("compare", "cranes")
    assert (done.code, done.stderr) == (0, "")
    rating = next(line for line in done.stdout.splitlines() if line.startswith("Rating"))
    assert rating.split(maxsplit=2) == ["Rating", "★★★★", "★★★★½ ♥ (+½ star)"]


def test_a_film_seen_once_says_so() -> None:
    done = filmlog("compare", "Ran")
    assert (done.code, done.stderr) == (0, "Seen once; nothing to compare yet.\n")
    assert "1st time" in done.stdout


def test_json_tells_the_changes_and_nothing_else() -> None:
    compared = data("compare", "cranes", kind="comparison")
    assert set(compared["film"]) == set("film_rating id number rated title year".split())
    assert [viewing["rating_change"] for viewing in compared["viewings"]] == [None, 10]
    assert len(data("compare", "Ran", kind="comparison")["viewings"]) == 1


def test_the_setting_rules_the_style_of_a_change() -> None:
    filmlog("config", "set", "rating_style", "ten")
    assert "9/10 ♥ (+1.0)" in filmlog("compare", "cranes").stdout


def test_spoilers_are_shown_to_those_who_ask() -> None:
    assert "[spoiler, 1 word]" in filmlog("compare", "Persona").stdout
    assert "She is she" in filmlog("compare", "Persona", "--spoilers").stdout
    assert "||is||" in filmlog("compare", "Persona", "--spoilers", "--json").stdout


def test_a_film_without_a_viewing_cannot_be_compared(home: Path) -> None:
    with Diary.open(home / "diary.db") as diary:
        log(diary, Film(new_ulid(), "Stalker", year=1979))
    for words in (("compare", "Stalker"), ("compare", "Stalker", "--json")):
        assert refused(*words, code=3) == "Stalker (1979) has no viewing."


def test_the_year_picks_one_of_several() -> None:
    filmlog("add", "Ran (2020)", "--new", "--on", "2026-01-01")
    assert refused("compare", "Ran", code=3) == "Several films are called 'Ran'."
    assert "Ran (2020)" in filmlog("compare", "Ran", "--year", "2020").stdout


def test_colour_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    drawn = filmlog("compare", "cranes").stdout
    assert "\x1b[" in drawn
    assert "(+½ star)" in drawn
