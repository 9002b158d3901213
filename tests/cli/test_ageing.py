from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from filmlog.cli.ageing import limit_day
from filmlog.domain.film import Film, Origin
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import log
from tests.program import filmlog

SAID = (
    "Facts from TMDB of {} are over six months old and were taken out, as TMDB's terms ask; "
    "`filmlog film lookup --refresh` fetches them anew.\n"
)
FIELDS = ("runtime", "genres", "overview")


def _films(home: Path, service: str, *days: str) -> None:
    with Diary.open(home / "diary.db", create=True) as diary:
        for number, day in enumerate(days):
            origins = tuple(Origin(name, service, day) for name in FIELDS)
            film = Film(new_ulid(), f"Part {number}", runtime=97, genres=("War",), overview="Love.")
            log(diary, film._replace(origins=origins))


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-11-24", "2026-05-25"),
        ("2026-03-01", "2025-09-01"),
        ("2026-08-31", "2026-03-01"),
        ("2024-08-31", "2024-03-01"),
        ("2026-01-15", "2025-07-16"),
    ],
)
def test_six_months_and_never_more_than_183_days(today: str, first: str) -> None:
    assert limit_day(date.fromisoformat(today)) == date.fromisoformat(first)


def test_old_facts_are_taken_out_once_and_it_is_said(home: Path) -> None:
    _films(home, "tmdb", "2026-05-20", "2026-05-21")
    first = filmlog("show", "#1", "--json")
    assert first.stderr == SAID.format("1 film")
    assert "Love." not in first.stdout
    second = filmlog("show", "#2")
    assert second.stderr == ""
    assert "Facts: TMDB, 21 May 2026" in second.stdout


def test_adding_takes_them_out_too(home: Path) -> None:
    _films(home, "tmdb", "2025-05-20", "2025-05-21")
    assert filmlog("add", "Ran (1985)").stderr.startswith(SAID.format("2 films"))


def test_what_others_know_does_not_age(home: Path) -> None:
    _films(home, "imdb", "2020-01-01")
    shown = filmlog("show", "#1")
    assert shown.stderr == ""
    assert "Facts: IMDb, 1 Jan 2020" in shown.stdout


def test_a_diary_in_use_is_shown_as_it_is(home: Path) -> None:
    _films(home, "tmdb", "2025-05-20")
    with closing(sqlite3.connect(home / "diary.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        shown = filmlog("show", "#1")
    assert (shown.code, shown.stderr) == (0, "")
    assert "1 h 37 min" in shown.stdout


def test_a_diary_that_may_only_be_read_is_shown_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _films(home, "tmdb", "2025-05-20")
    connect = sqlite3.connect

    def read_only(path: Path, **options: object) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True, **options)  # type: ignore[call-overload, no-any-return]  # passed on as they are

    monkeypatch.setattr("filmlog.storage.database.sqlite3.connect", read_only)
    shown = filmlog("show", "#1")
    assert (shown.code, shown.stderr) == (0, "")
    assert "1 h 37 min" in shown.stdout


def _origins(home: Path) -> list[str]:
    with Diary.open(home / "diary.db") as diary:
        return [origin.field for origin in next(diary.films()).origins]


def test_what_is_edited_is_the_persons_own(home: Path) -> None:
    _films(home, "tmdb", "2026-11-01")
    done = filmlog("film", "edit", "#1", "--runtime", "95", "--genre", "War")
    assert done.stderr == "Changed the runtime of Part 0, film #1\n"
    assert _origins(home) == ["genres", "overview"]


def test_what_is_said_on_the_watchlist_is_the_persons_own(home: Path) -> None:
    _films(home, "tmdb", "2026-11-01")
    assert filmlog("watch", "#1", "--genre", "Drama").code == 0
    assert _origins(home) == ["runtime", "overview"]


def test_film_edit_takes_ids_and_addresses(home: Path) -> None:
    _films(home, "imdb", "2026-11-01")
    done = filmlog(
        "film", "edit", "#1", "--wikidata", "https://www.wikidata.org/wiki/Q714524",
        "--letterboxd", "https://letterboxd.com/film/the-cranes-are-flying/",
    )  # fmt: skip
    assert done.stderr == "Changed the Wikidata id and Letterboxd name of Part 0, film #1\n"
    with Diary.open(home / "diary.db") as diary:
        assert [film.number for film in diary.identified("wikidata", "Q714524")] == [1]
        assert [f.number for f in diary.identified("letterboxd", "the-cranes-are-flying")] == [1]
    wrong = filmlog("film", "edit", "#1", "--wikidata", "Cranes")
    assert (wrong.code, wrong.stderr) == (
        2,
        "error: wikidata cannot be 'Cranes'.\nhint: It looks like Q714524.\n",
    )
