from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filmlog.cli.context import Session
from tests.program import filmlog
from tests.starter_films import CRANES, REMAKE, SOLARIS, film, make_catalogue

IVAN = film(56111, "Ivan's Childhood", 1962, "Andrei Tarkovsky", "My Name Is Ivan")


@pytest.fixture(autouse=True)
def diary(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Films logged before there was a catalogue of them."""
    for words in (
        ("The Cranes Are Flying", "--year", "1957", "--runtime", "95", "--language", "russian"),
        ("Solaris",),
        ("Solyaris", "--year", "1972", "--director", "Andrei Tarkovsky"),
        ("My Name Is Ivan",),
        ("A Home Movie of Ours",),
    ):
        assert filmlog("add", *words, "--new").code == 0
    path = make_catalogue(home / "films.db", CRANES, SOLARIS, REMAKE, IVAN)
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(path))


def facts(number: int) -> dict[str, Any]:
    found = json.loads(filmlog("show", f"#{number}", "--json").stdout)["data"]["film"]
    assert isinstance(found, dict)
    return found


def account(*words: str) -> dict[str, list[int]]:
    data = json.loads(filmlog("film", "match", "--json", *words).stdout)["data"]
    return {kind: [one["film"] for one in of] for kind, of in data.items()}


def test_every_open_film_is_in_the_account_once() -> None:
    found = account("--all")
    assert found == {"matched": [1, 4], "unsure": [2, 3], "unknown": [5], "double": []}
    assert account("--all") == {"matched": [], "unsure": [2, 3], "unknown": [5], "double": []}


def test_what_was_typed_stays_and_is_shown_beside_the_other() -> None:
    result = filmlog("film", "match", "the cranes are flying")
    assert result.code == 0
    assert "Filled the " in result.stderr
    assert "yours stays: runtime '95'; the catalogue has '97'" in result.stderr
    assert "language" not in result.stderr
    cranes = facts(1)
    assert cranes["runtime"] == 95
    assert cranes["languages"] == ["russian"]
    assert cranes["directors"] == ["Mikhail Kalatozov"]
    assert cranes["origins"]["directors"] == {"service": "wikidata", "day": "2026-10-18"}
    assert "runtime" not in cranes["origins"]


def test_another_title_of_a_film_finds_it_and_is_kept() -> None:
    filmlog("film", "match", "--all")
    ivan = facts(4)
    assert ivan["title"] == "My Name Is Ivan"
    assert ivan["imdb"] == "tt0056111"


def test_nobody_to_ask_stops_with_the_ids_that_say_which() -> None:
    result = filmlog("film", "match", "#2")
    assert result.code == 3
    assert "tt0069293  Solaris (1972), Andrei Tarkovsky" in result.stderr
    assert filmlog("film", "match", "#2", "--to", "Solaris").code == 3
    assert filmlog("film", "match", "#2", "--to", "Nothing Like It").code == 3
    result = filmlog("film", "match", "#2", "--to", "tt0307479")
    assert result.code == 0
    assert facts(2)["directors"] == ["Steven Soderbergh"]


def test_a_director_says_which_of_two() -> None:
    filmlog("film", "edit", "#2", "--director", "andrei tarkovsky")
    assert account("--all")["matched"] == [1, 2, 4]
    assert facts(2)["year"] == 1972


def test_two_films_of_the_diary_never_become_one() -> None:
    filmlog("add", "The Cranes Are Flying", "--year", "1957", "--new", "--as-typed")
    assert account("--all")["double"] == [6]
    assert account("--all")["double"] == [6]
    result = filmlog("film", "match", "#6")
    assert result.code == 3
    assert "seems to be film #1" in result.stderr


def test_a_dry_run_and_one_with_nobody_to_ask_change_nothing() -> None:
    for words in (("--all", "--dry-run"), ("--dry-run",), ()):
        result = filmlog("film", "match", *words)
        assert result.stdout.startswith("matched      2   to be filled in\n")
        assert facts(1)["directors"] == []
    result = filmlog("film", "match", "#1", "--dry-run")
    assert "Would fill the " in result.stderr
    assert facts(1)["directors"] == []


def test_somebody_at_a_terminal_is_asked_about_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    # Solaris: the second of the two; Solyaris: left open.
    result = filmlog("film", "match", stdin="2\n3\n")
    assert result.code == 0
    assert result.stdout.startswith("matched      3   filled in from the catalogue\n")
    assert "1 of 2: which film is #2 Solaris?" in result.stderr
    assert facts(2)["imdb"] in {"tt0307479", "tt0069293"}
    assert facts(3)["imdb"] == ""


def test_an_empty_answer_stops_and_keeps_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    result = filmlog("film", "match", stdin="1\n\n")
    assert result.stdout.startswith("matched      3   filled in from the catalogue\n")
    assert facts(2)["directors"]


def test_a_film_that_nobody_knows_is_not_asked_about_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = filmlog("film", "match", "#5", "--none")
    assert result.stderr == "A Home Movie of Ours, film #5, is not asked about any more.\n"
    assert account()["unknown"] == []
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    result = filmlog("film", "match", stdin="4\n\n")
    assert "4  none of these; do not ask again" in result.stderr
    assert "unknown      1   left as they are" in result.stdout
    assert account()["unsure"] == [3]
    assert facts(2)["origins"] == {"imdb": {"service": "nobody", "day": "2026-11-20"}}
    assert "Facts" not in filmlog("show", "#2").stdout
    assert "Facts" not in filmlog("export", "markdown", "A Home Movie of Ours").stdout
    # Naming it asks again, and a film that is known after all is as any other.
    assert filmlog("film", "match", "#2", "--to", "tt0069293").code == 0
    assert facts(2)["origins"]["imdb"] == {"service": "wikidata", "day": "2026-10-18"}


def test_one_run_is_one_command_of_the_journal(home: Path) -> None:
    import sqlite3

    filmlog("film", "match", "--all")
    with sqlite3.connect(home / "diary.db") as connection:
        (words,) = connection.execute(
            "SELECT words FROM command ORDER BY number DESC LIMIT 1"
        ).fetchone()
        (changes,) = connection.execute(
            "SELECT count(*) FROM change WHERE command = (SELECT max(number) FROM command)"
        ).fetchone()
    connection.close()
    assert (words, changes) == ("film match --all", 2)


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "Solaris"),
        ("--none",),
        ("#1", "--none", "--to", "Solaris"),
        ("#1", "--all"),
        ("#1", "--json"),
        ("#99",),
        ("Nothing",),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, ...]) -> None:
    result = filmlog("film", "match", *words)
    assert result.code in {2, 3}
    assert result.stderr.startswith("error: ")


def test_no_open_film_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMLOG_DB", str(home / "other.db"))
    filmlog("add", "The Cranes Are Flying")
    result = filmlog("film", "match", "--all")
    assert (result.code, result.stdout, result.stderr) == (0, "", "No film is left open.\n")


def test_a_catalogue_that_is_switched_off_is_said() -> None:
    filmlog("config", "set", "catalogue", "never")
    result = filmlog("film", "match", "--all")
    assert result.code == 9
    assert "switched off" in result.stderr
