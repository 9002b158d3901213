from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.cli import questions
from filmlog.cli.context import Session
from filmlog.storage.diary import Diary
from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.fixture
def ran(home: Path) -> None:
    filmlog("watch", "Ran (1985)")


def said(*words: str) -> list[str]:
    done = filmlog("found", "Ran", *words)
    assert (done.code, done.stdout) == (0, "")
    return done.stderr.splitlines()


def places() -> list[tuple[str, bool, str | None]]:
    film = data("found", "Ran", kind="found")
    assert film["film"]["title"] == "Ran"
    return [(one["source"]["name"], one["is_there"], one["checked"]) for one in film["offers"]]


@pytest.mark.usefixtures("ran")
def test_a_place_has_one_note_a_film() -> None:
    said("--at", "Mosfilm", "--url", "https://a.b", "--price", "5 USD", "--note", "Dubbed.")
    said("--at", "MOSFILM", "--not-there", "--on", "2026-11-10")
    said("--at", "The library", "--on", "")
    assert places() == [("The library", True, None), ("Mosfilm", False, "2026-11-10")]
    gone = data("found", "#1", kind="found")["offers"][1]
    assert (gone["url"], gone["note"], gone["price"]["minor"]) == ("https://a.b", "Dubbed.", 500)
    said("--at", "mosfilm")
    assert places()[0] == ("Mosfilm", True, "2026-11-20")


@pytest.mark.usefixtures("ran")
def test_to_say_the_same_again_changes_nothing(home: Path) -> None:
    assert said("--at", "Mosfilm") == said("--at", "Mosfilm")
    with Diary.open(home / "diary.db") as diary:
        assert diary.connection.execute("SELECT count(*) FROM command").fetchone() == (2,)
        assert len(diary.sources.all()) == 1


@pytest.mark.usefixtures("ran")
def test_the_table_of_places() -> None:
    assert said() == [
        "Nothing is noted of where Ran (1985) can be found.",
        "`filmlog found TITLE --at SOURCE` notes it.",
    ]
    assert places() == []
    said("--at", "Mosfilm", "--price", "5 USD")
    done = filmlog("found", "Ran")
    assert done.stderr == "Ran (1985)\n"
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["Source", "There", "Price", "Checked"],
        ["Mosfilm", "yes", "5.00", "USD", "Fri", "20", "Nov", "2026"],
    ]


@pytest.mark.usefixtures("ran")
def test_what_a_note_hides() -> None:
    said("--at", "Mosfilm", "--note", "Cut: ||the end||.")
    assert (
        "the end" not in filmlog("found", "Ran").stdout + filmlog("found", "Ran", "--json").stdout
    )
    assert "||the end||" in filmlog("found", "Ran", "--spoilers").stdout
    place = data("found", "Ran", "--spoilers", kind="found")["offers"][0]
    assert place["note"] == "Cut: ||the end||."


@pytest.mark.usefixtures("ran")
def test_forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    said("--at", "Mosfilm", "--price", "5 USD")
    assert refused("found", "Ran", "--at", "Mosfilm", "--forget").startswith("Forget what is noted")
    monkeypatch.setattr(Session, "may_ask", True)
    monkeypatch.setattr(questions, "ask", lambda *_, **__: "y")
    assert said("--at", "Mosfilm", "--forget") == [
        "Nothing is noted of Ran (1985) at Mosfilm any more."
    ]
    assert places() == []
    for name in ("Mosfilm", "Elsewhere"):
        assert refused("found", "Ran", "--at", name, "--forget", "--yes", code=3) == (
            f"Nothing is noted of Ran (1985) at {name}."
        )
    said("--at", "Mosfilm")
    assert data("found", "Ran", kind="found")["offers"][0]["price"] is None


def test_a_film_has_to_be_known(home: Path) -> None:
    filmlog("watch", "Ran (1985)")
    done = filmlog("found", "Brazil", "--at", "Mosfilm")
    assert (done.code, done.stderr.splitlines()) == (
        3,
        [
            "error: No film in the diary is called 'Brazil'.",
            "hint: `filmlog watch TITLE` puts a film to see in the diary.",
        ],
    )
    filmlog("watch", "Ran (1990)", "--new")
    several = filmlog("found", "Ran", "--at", "Mosfilm")
    assert several.code == 3
    assert "'#2'  Ran (1990)" in several.stderr
    with Diary.open(home / "diary.db") as diary:
        assert diary.sources.all() == []


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--url", "x"], "Where that is was not said."),
        (["--not-there"], "Where that is was not said."),
        (["--forget"], "What to forget was not said."),
        (["--at", " "], "The source has no name."),
        (["--at", "X", "--json"], "--json shows what is noted."),
        (
            ["--at", "X", "--forget", "--note", ""],
            "--forget takes all away that is noted of a source.",
        ),
        (["--at", "X", "--on", "2030"], "2030 is still to come."),
        (["--at", "X", "--price", "5"], "'5' has no currency, and no default currency is set."),
    ],
)
def test_what_does_not_fit_is_refused(words: list[str], sentence: str) -> None:
    assert refused("found", "Ran", *words) == sentence
    assert places() == []
