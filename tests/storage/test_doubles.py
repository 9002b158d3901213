from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.uniting import united
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.doubles import doubles
from filmlog.storage.holdings import holdings
from filmlog.storage.ulid import new_ulid
from tests.examples import log

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOLARIS = Film("", "Solaris", year=1972)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        yield diary


def put(diary: Diary, *films: Film) -> None:
    with diary.writing():
        diary.apply([Change(None, film._replace(id=new_ulid())) for film in films], "test")


def found(diary: Diary) -> list[tuple[int, int, str]]:
    return [(keep.number, other.number, why) for keep, other, why in doubles(diary.connection)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (SOLARIS, SOLARIS, "the same title and year"),
        (SOLARIS, SOLARIS._replace(title="SOLARIS!"), "the same title and year"),
        (SOLARIS, Film("", "Соларис", year=1972, original_title="Solaris"),
         "the same title and year"),
        (Film("", "The Thing", year=1982), Film("", "Thing", year=1982), "the same title and year"),
        (SOLARIS, SOLARIS._replace(year=1973), "the same title, a year apart"),
        (SOLARIS, SOLARIS._replace(year=None), "the same title, and one has no year"),
        (Film("", "Solaris"), Film("", "Solaris"), "the same title, no year"),
        (SOLARIS._replace(imdb="tt1"), Film("", "Sol", year=2005, imdb="tt1"),
         "the same id at IMDb, tt1"),
        (SOLARIS._replace(letterboxd="solaris"), Film("", "Sol", letterboxd="solaris"),
         "the same id at Letterboxd, solaris"),
        (SOLARIS._replace(letterboxd="solaris"), SOLARIS._replace(letterboxd="https://boxd.it/a"),
         "the same title and year"),
    ],
)  # fmt: skip
def test_films_that_are_one(diary: Diary, one: Film, other: Film, why: str) -> None:
    put(diary, one, other)
    assert {frozenset(pair) for *pair, _ in found(diary)} == {frozenset({1, 2})}
    assert found(diary)[0][2] == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SOLARIS, SOLARIS._replace(year=2002)),
        (SOLARIS, SOLARIS._replace(title="Stalker")),
        (SOLARIS, SOLARIS._replace(deleted="2026-01-01T00:00:00Z")),
        (SOLARIS._replace(imdb="tt1"), SOLARIS._replace(imdb="tt2")),
        (SOLARIS._replace(imdb="tt1", tmdb="5"), Film("", "Sol", imdb="tt1", tmdb="6")),
    ],
)
def test_films_that_are_two(diary: Diary, one: Film, other: Film) -> None:
    put(diary, one, other)
    assert found(diary) == []


def test_the_one_seen_more_is_kept_then_the_one_better_known_then_the_older(diary: Diary) -> None:
    ids = [new_ulid() for _ in range(6)]
    for id_, film in zip(
        ids,
        [
            Film("", "Seen", genres=("War", "Drama")), Film("", "Seen"),
            Film("", "Known"), Film("", "Known", genres=("War",)),
            Film("", "Old", directors=("A",)), Film("", "Old", genres=("War",)),
        ],
        strict=True,
    ):  # fmt: skip
        log(diary, film._replace(id=id_))
    with diary.writing():
        diary.apply([Change(None, Viewing(new_ulid(), ids[1], PartialDate(2026)))], "test")
    assert {(keep, other) for keep, other, _ in found(diary)} == {(2, 1), (4, 3), (5, 6)}


def test_a_film_without_a_year_is_the_best_of_several(diary: Diary) -> None:
    put(diary, SOLARIS, SOLARIS._replace(year=2002, runtime=99), Film("", "Solaris"))
    assert found(diary) == [(2, 3, "the same title, and one has no year")]


def test_all_can_be_merged_one_after_the_other(diary: Diary) -> None:
    put(
        diary,
        SOLARIS._replace(imdb="tt1"),
        Film("", "Sol", imdb="tt1", year=1972),
        Film("", "Sol", year=1971),
        Film("", "Sol"),
        Film("", "Solaris", year=1973, runtime=166, imdb="tt2"),
        Film("", "Solaris", year=1972, tmdb="6"),
    )
    proposed = doubles(diary.connection)
    assert len({other.number for _, other, _ in proposed}) == len(proposed) == 4
    for keep, other, _ in proposed:
        now = diary.film(keep.number), diary.film(other.number)
        assert now[0] is not None
        assert now[1] is not None
        kept, gone = (holdings(diary.connection, film) for film in now if film is not None)
        with diary.writing():
            diary.apply(united(kept, gone, stamp(NOON)).changes, "test")
    assert found(diary) == []
    assert len(list(diary.films())) == 2


def test_many_films_of_one_name_are_not_compared_pair_by_pair(diary: Diary) -> None:
    films = [Film(new_ulid(), "Home", year=1900 + at % 100, imdb=f"tt{at}") for at in range(3_000)]
    with diary.writing():
        diary.apply([Change(None, film) for film in films], "test")
    began = time.perf_counter()
    assert found(diary) == []
    assert time.perf_counter() - began < 5
