from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Credit, Film, Origin
from filmlog.storage.diary import Diary
from filmlog.storage.namesakes import faces, groups

GONE = "2026-11-01T00:00:00Z"
SOLARIS = Film("01A", "Solaris", year=1972, directors=("Tarkovsky",), overview="Water.")


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        yield diary


def put(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def found(diary: Diary, *ids: str) -> list[list[str]]:
    return sorted([film.id for film in group] for group in groups(diary.connection, ids))


def test_films_with_a_name_in_common(diary: Diary) -> None:
    put(
        diary,
        SOLARIS,
        Film("01B", "Соларис", original_title="SOLARIS"),
        Film("01C", "The Solaris"),
        Film("01D", "Stalker"),
        Film("01E", "Solaris", deleted=GONE),
    )
    assert found(diary, "01A") == [["01A", "01B", "01C"]]
    assert found(diary, "01B") == [["01A", "01B", "01C"]]
    assert found(diary, "01C", "01D") == [["01A", "01B", "01C"]]
    assert found(diary, "01D") == found(diary, "01E") == found(diary) == []


def test_films_with_an_id_in_common(diary: Diary) -> None:
    put(
        diary,
        SOLARIS._replace(imdb="tt1", tmdb="7"),
        Film("01B", "Sea", imdb="tt1"),
        Film("01C", "Rain", tmdb="7", wikidata="Q1"),
        Film("01D", "Snow", wikidata="Q1", letterboxd="snow"),
        Film("01E", "Fog", letterboxd="snow", deleted=GONE),
    )
    assert found(diary, "01A") == [["01A", "01B"], ["01A", "01C"]]
    assert found(diary, "01D", "01E") == [["01C", "01D"]]


def test_films_have_what_tells_them_apart_and_no_more(diary: Diary) -> None:
    film = SOLARIS._replace(
        original_title="Solyaris", imdb="tt1", tmdb="2", wikidata="Q3", letterboxd="solaris",
        cast=(Credit("Banionis"),), directors=("B", "A"),
    )  # fmt: skip
    put(diary, film, Film("01B", "Solaris", deleted=GONE))
    face = faces(diary.connection, ["01A", "01B", "unknown"])
    assert face["01A"] == replace(film, overview="", cast=())
    assert face["01A"].number == 1
    assert face["01B"] == Film("01B", "Solaris", deleted=GONE)
    assert len(face) == 2


def test_directors_that_tmdb_named_are_on_this_machine_alone(diary: Diary) -> None:
    day = "2026-11-01"
    put(diary, SOLARIS._replace(origins=(Origin("directors", "tmdb", day),)))
    put(diary, Film("01B", "Ran", directors=("Ozu",), origins=(Origin("directors", "imdb", day),)))
    face = faces(diary.connection, ["01A", "01B"])
    assert (face["01A"].directors, face["01B"].directors) == ((), ("Ozu",))
