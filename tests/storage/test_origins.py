from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film, Origin
from filmlog.domain.viewing import Viewing
from filmlog.errors import DiaryError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import log

ORIGINS = (
    Origin("year", "imdb", "2026-11-24"),
    Origin("runtime", "imdb", "2026-11-24"),
    Origin("genres", "wikidata", "2026-10-18"),
)


_ORIGINS_READ = "SELECT film, field"


def _film(title: str = "Ran", **facts: Any) -> Film:
    return Film(new_ulid(), title, year=1985, runtime=160, genres=("Drama",), **facts)


def _statements(diary: Diary) -> list[str]:
    said: list[str] = []
    diary.connection.set_trace_callback(said.append)
    return said


def test_origins_are_kept_in_the_order_of_the_fields(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = _film()
        known = log(diary, film._replace(origins=ORIGINS), viewing := Viewing(new_ulid(), film.id))
        assert known.origins == ORIGINS
        (entry,) = diary.entries_of(known)
        assert entry.film.origins == ORIGINS
        assert [e.film.origins for e in diary.entries([1])] == [ORIGINS]
        assert [found.origins for found in diary.films()] == [ORIGINS]
        with diary.writing():
            diary.apply([Change(known, known._replace(origins=ORIGINS[:1]))], "fewer")
        assert diary.films_by_id([film.id])[film.id].origins == ORIGINS[:1]
        assert entry.viewing == viewing


def test_an_origin_of_a_field_that_is_not_known_is_passed_over(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        log(diary, _film()._replace(origins=ORIGINS))
        diary.connection.execute(
            "INSERT INTO film_origin VALUES (1, 'colour', 'tmdb', '2026-11-24')"
        )
        assert next(diary.films()).origins == ORIGINS


@pytest.mark.parametrize("day", ["", "2026", "2026-02-30", "2026-1-01"])
def test_an_origin_has_a_day(day: str, tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        with pytest.raises(DiaryError, match="day"):
            log(diary, _film()._replace(origins=(Origin("year", "imdb", day),)))
        assert list(diary.films()) == []


def test_a_film_without_origins_costs_no_statement_more(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        said = _statements(diary)
        film = log(diary, _film())
        assert diary.film(film.number) == film
        assert not any(words.startswith(_ORIGINS_READ) for words in said)
        assert not any("INTO film_origin" in words for words in said)
        log(diary, _film("Ikiru")._replace(origins=ORIGINS))
        assert sum(words.startswith(_ORIGINS_READ) for words in said) == 1


@pytest.mark.parametrize("kind", ["imdb", "tmdb", "wikidata", "letterboxd"])
def test_films_are_found_by_their_ids(kind: str, tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = log(diary, _film(**{kind: "77"}))
        twin = log(diary, _film("Ran again", **{kind: "77"}))
        log(diary, _film("Without"))
        assert diary.identified(kind, "77") == [film, twin]
        assert diary.identified(kind, "78") == []
        assert diary.identified(kind, "") == []
        with diary.writing():
            diary.apply([Change(film, replace(film, deleted="2026-11-24T00:00:00Z"))], "remove")
        said = _statements(diary)
        assert diary.identified(kind, "77") == [twin]
        plan = diary.connection.execute(f"EXPLAIN QUERY PLAN {said[0]}").fetchall()
        assert f"film_{kind}" in plan[0][3]


def test_there_is_no_other_kind_of_id(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary, pytest.raises(ValueError, match="id"):
        diary.identified("title", "Ran")
