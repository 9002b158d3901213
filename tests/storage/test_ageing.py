from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.domain.change import Change, replace
from filmlog.domain.filling import by_hand
from filmlog.domain.film import Film, Origin
from filmlog.errors import BusyError
from filmlog.storage import rows
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import log

OLD, LIMIT, NEW = "2026-05-01", "2026-05-24", "2026-11-01"


def _film(title: str, day: str, service: str = "tmdb") -> Film:
    return Film(
        new_ulid(),
        title,
        year=1985,
        overview=f"Secretstory of {title}",
        tagline="mine",
        tmdb="11645",
        origins=tuple(Origin(name, service, day) for name in ("year", "overview", "tmdb")),
    )


def _change(diary: Diary, before: Film, after: Film) -> None:
    with diary.writing():
        diary.apply([Change(before, after)], "edit")


def _journal(diary: Diary) -> list[tuple[str, str]]:
    sql = "SELECT words, ifnull(before, '') FROM change JOIN command ON command.number = command"
    return diary.connection.execute(sql).fetchall()


def test_old_facts_go_and_new_ones_stay(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        log(diary, _film("Ran", OLD))
        new = log(diary, _film("Ikiru", NEW))
        other = log(diary, _film("Mirror", OLD, "imdb"))
        assert diary.oldest_ageing() == OLD
        (ran,) = diary.age_out(LIMIT)
        assert (ran.overview, ran.tagline, ran.tmdb, ran.year) == ("", "mine", "11645", 1985)
        assert [origin.field for origin in ran.origins] == ["year", "tmdb"]
        assert list(diary.films()) == [ran, new, other]
        assert diary.oldest_ageing() == NEW
        assert diary.age_out(LIMIT) == []
        assert [words for words, _ in _journal(diary)][3:] == ["age out TMDB facts"]
        words = "SELECT rowid FROM film_words WHERE film_words MATCH 'secretstory' ORDER BY 1"
        assert diary.connection.execute(words).fetchall() == [(new.number,), (other.number,)]


def test_nothing_ages_in_a_diary_without_tmdb(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        log(diary, _film("Mirror", OLD, "imdb"))
        assert diary.oldest_ageing() == ""


def test_the_text_is_gone_from_the_journal_and_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Diary.open(path, create=True) as diary:
        film = log(diary, _film("Ran", OLD))
        _change(diary, film, replace(film, tagline="ours"))
        assert b"Secretstory" in path.read_bytes()
        assert len(diary.age_out(LIMIT)) == 1
        journal = _journal(diary)
        assert [words for words, _ in journal] == ["test", "edit", "age out TMDB facts"]
        assert '"tagline": "mine"' in journal[1][1]
        assert '"tagline": "ours"' in journal[2][1]
        assert diary.oldest_ageing() == ""
    assert b"secretstory" not in path.read_bytes().lower()


def test_what_a_person_wrote_over_goes_from_the_journal_too(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = log(diary, _film("Ran", OLD))
        mine = by_hand(film, replace(film, overview="My own words."))
        _change(diary, film, mine)
        assert diary.oldest_ageing() == OLD
        assert diary.age_out(LIMIT) == []
        assert diary.film(film.number) == mine
        assert "Secretstory" not in str(_journal(diary))
        assert diary.oldest_ageing() == ""


def test_the_trash_is_not_spared(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = log(diary, _film("Ran", OLD))
        _change(diary, film, replace(film, deleted="2026-05-02T00:00:00Z"))
        diary.age_out(LIMIT)
        assert [kept.overview for kept in diary.trashed_films()] == [""]


def test_ageing_asks_an_index(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        said: list[str] = []
        diary.connection.set_trace_callback(said.append)
        diary.oldest_ageing()
        assert len(said) == 1
        plan = str(diary.connection.execute(f"EXPLAIN QUERY PLAN {said[0]}").fetchall())
        assert "film_origin_ageing" in plan
        assert "change_ageing" in plan
        old = f"SELECT film FROM film_origin WHERE {rows.AGEING} AND day < '2026'"  # noqa: S608 - our own
        plan = str(diary.connection.execute(f"EXPLAIN QUERY PLAN {old}").fetchall())
        assert "film_origin_ageing" in plan


def test_a_diary_in_use_is_hardly_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Diary.open(path, create=True) as diary, closing(sqlite3.connect(path)) as other:
        film = log(diary, _film("Ran", OLD))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            diary.age_out(LIMIT)
        assert diary.film(film.number) == film
        assert diary.connection.execute("PRAGMA busy_timeout").fetchone() == (10_000,)
