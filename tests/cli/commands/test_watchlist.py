from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from typer import Context

from filmlog.cli.completion import complete_mood
from filmlog.screen.safe import is_safe
from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.fixture
def wishes(home: Path) -> None:
    """Four films to see: two of them at Mosfilm, one of these 142 minutes long."""
    for words in (
        ["Come and See (1985)", "--priority", "high", "--runtime", "142", "--at", "Mosfilm"],
        ["The Ascent (1977)", "--runtime", "109", "--mood", "heavy", "--at", "Mosfilm"],
        ["Ivan's Childhood (1962)", "--priority", "low", "--recommended-by", "Anna"],
        ["Ariel", "--runtime", "73", "--mood", "light", "--why", "Finland ||and prison||"],
    ):
        assert filmlog("watch", *words).code == 0


def buy(ends: str, kind: str = "one-day", source: str = "Mosfilm") -> None:
    words = ("--kind", kind, "--price", "5 USD", "--starts", "2026-11-20 20:00", "--ends", ends)
    assert filmlog("pass", "add", source, *words).code == 0


def titles(*words: str) -> list[str]:
    done = filmlog("watchlist", *words, "--csv")
    assert done.code == 0
    return [row["title"] for row in csv.DictReader(io.StringIO(done.stdout))]


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["Come and See", "The Ascent", "Ariel", "Ivan's Childhood"]),
        (["--sort", "title"], ["Ariel", "Come and See", "Ivan's Childhood", "The Ascent"]),
        (["--sort", "year", "--reverse", "--limit", "2"], ["Come and See", "The Ascent"]),
        (["runtime:<2h"], ["The Ascent", "Ariel"]),
        (["finland"], ["Ariel"]),
        (["prison"], []),
        (["--mood", "HEAVY"], ["The Ascent"]),
        (["--mood", ""], []),
        (["--shorter-than", "109"], ["Ariel"]),
        (["--shorter-than", ""], ["Come and See", "The Ascent", "Ariel", "Ivan's Childhood"]),
        (["--recommended-by", "anna"], ["Ivan's Childhood"]),
        (["--priority", "high"], ["Come and See"]),
        (["--at", "mosfilm", "-year:1985"], ["The Ascent"]),
    ],
)
def test_filters_and_orders(words: list[str], found: list[str]) -> None:
    assert titles(*words) == found


@pytest.mark.usefixtures("wishes")
def test_what_fits_into_a_pass() -> None:
    buy("2026-11-21 01:00")
    done = filmlog("watchlist", "--pass")
    assert [line[:10] for line in done.stdout.splitlines()[1:]] == ["The Ascent"]
    assert done.stderr.splitlines() == [
        "#1 Mosfilm, one-day pass, 5.00 USD, ends in 1 h 50 min, no film so far",
        "Too long for what is left: 1 film.",
    ]
    filmlog("found", "Ivan's Childhood", "--at", "Mosfilm")
    done = filmlog("watchlist", "--pass", "--json")
    assert done.stderr.splitlines()[-1] == "Perhaps too long, as the runtime is not known: 1 film."
    filmlog("found", "The Ascent", "--at", "Mosfilm", "--not-there")
    assert titles("--pass") == ["Ivan's Childhood"]


@pytest.mark.usefixtures("wishes")
def test_a_subscription_that_renews_has_time_for_any_film() -> None:
    words = ("--kind", "subscription", "--every", "month", "--price", "5 USD")
    filmlog("pass", "add", "Mosfilm", *words, "--starts", "2026-10-20 23:20")
    filmlog("found", "Ivan's Childhood", "--at", "Mosfilm")
    done = filmlog("watchlist", "--pass")
    assert len(done.stdout.splitlines()) == 4
    assert "too long" not in done.stderr.casefold()


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize("kind", ["", "rental", "ticket"])
def test_without_a_pass_for_every_film_nothing_fits(kind: str) -> None:
    if kind:
        buy("2026-11-22 20:00", kind)
    done = filmlog("watchlist", "--pass")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "No pass that covers more than one film runs now; `filmlog pass` shows yours.",
        "No film fits.",
    ]
    assert filmlog("watchlist", "--pass", "--pick").stderr.splitlines()[-1] == "No film fits."


@pytest.mark.usefixtures("wishes")
def test_one_is_drawn_by_chance_and_priority() -> None:
    drawn = Counter(
        data("watchlist", "--pick", "--seed", str(seed), kind="watchlist-pick")["film"]["title"]
        for seed in range(60)
    )
    assert set(drawn) == {"Come and See", "The Ascent", "Ariel", "Ivan's Childhood"}
    assert drawn["Come and See"] > drawn["Ivan's Childhood"]
    assert titles("--pick", "--seed", "5") == titles("--pick", "--seed", "5", "--sort", "title")
    assert len(titles("--pick", "--all")) == 1


@pytest.mark.usefixtures("wishes")
def test_one_that_is_drawn_comes_with_its_pass() -> None:
    buy("2026-11-21 01:00")
    shown = filmlog("watchlist", "--pick", "ascent").stdout
    assert shown.startswith("The Ascent (1977)\n  Runtime   1 h 49 min\n")
    assert "Pass      #1 Mosfilm, one-day pass" in shown
    one = data("watchlist", "--pick", "year:1985", kind="watchlist-pick")
    assert (one["passes"], one["offers"][0]["source"]["name"]) == ([], "Mosfilm")
    assert data("watchlist", "--pick", "nothing", kind="watchlist-pick") is None
    assert "prison" not in filmlog("watchlist", "--pick", "ariel").stdout
    assert "prison" in filmlog("watchlist", "--pick", "ariel", "--spoilers").stdout


def test_an_empty_list() -> None:
    filmlog("add", "Ran")
    assert data("watchlist", kind="watchlist") == []
    empty = ["Your watchlist is empty.", "`filmlog watch TITLE` puts a film on it."]
    assert filmlog("watchlist").stderr.splitlines() == empty
    assert filmlog("watchlist", "--pick").stderr.splitlines() == empty
    assert filmlog("watchlist", "ran").stderr == "No film fits.\n"


def test_a_page_of_a_long_list() -> None:
    for number in range(26):
        filmlog("watch", f"Film {chr(97 + number) * 5}", "--new")
    done = filmlog("watchlist")
    assert len(done.stdout.splitlines()) == 26
    assert done.stderr == "25 of 26 films; --all shows every one.\n"
    assert len(data("watchlist", kind="watchlist")) == 26
    every = filmlog("watchlist", "--all")
    assert (len(every.stdout.splitlines()), every.stderr) == (27, "")
    assert len(titles("--limit", str(10**30))) == 26


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--sort", "mood"], "The watchlist cannot be sorted by 'mood'."),
        (["--json", "--csv"], "--json and --csv say different things."),
        (["--spreadsheet"], "--spreadsheet is about CSV."),
        (["--seed", "4"], "--seed is for drawing one."),
        (["--priority", "urgent"], "There is no priority 'urgent'."),
        (["--shorter-than", "long"], "--shorter-than cannot be 'long'."),
        (["tag:war"], "The watchlist cannot be asked for tag: that is known of a viewing alone."),
        (["--bogus"], "There is no option --bogus."),
    ],
)
def test_what_does_not_fit_is_refused(words: list[str], sentence: str) -> None:
    assert refused("watchlist", *words) == sentence


@pytest.mark.usefixtures("wishes")
def test_a_source_has_to_be_known() -> None:
    assert refused("watchlist", "--at", "x", code=3) == "There is no source called 'x'."


def test_hostile_text_is_safe() -> None:
    text = "\x1b[31mred\x1b]8;;http://evil\x1b\\ \u202e[bold] \x9b2J ||\x07||"
    filmlog(
        "watch", f"Film {text}", "--why", f"{text}\n{text}", "--recommended-by", text,
        "--mood", text, "--at", text, "--url", text, "--genre", text,
    )  # fmt: skip
    filmlog("found", "#1", "--at", text, "--note", text)
    for words in (
        "watchlist",
        "watchlist --pick",
        "watchlist --csv",
        "watchlist --json",
        "found #1",
    ):
        done = filmlog(*words.split())
        assert done.code == 0
        assert is_safe(done.output.replace("\r\n", "\n")), words


@pytest.mark.usefixtures("wishes")
def test_moods_are_completed() -> None:
    root = SimpleNamespace(params={"db": None})
    context = cast("Context", SimpleNamespace(obj=None, find_root=lambda: root))
    assert complete_mood(context, [], "") == ["heavy", "light"]
    filmlog("watch", "Ariel", "--remove", "--yes")
    assert complete_mood(context, [], "") == ["heavy"]
