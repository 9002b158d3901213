from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.cli.context import Session
from filmlog.cli.shelving import film_for_shelf, settled
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.errors import AmbiguousError, NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

SESSION = Session(may_ask=False)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        write(diary, Film(new_ulid(), "The Ascent", year=1977), Film(new_ulid(), "Mirror"))
        yield diary


def write(diary: Diary, *films: Film) -> None:
    with diary.writing():
        diary.apply([Change(None, film) for film in films], "test")


def meant(
    diary: Diary, title: str, year: int | None = None, *, new: bool = False
) -> tuple[Film, list[Change]]:
    return film_for_shelf(SESSION, diary, title, year, is_new=new, as_typed=False)


def by_words(diary: Diary, title: str, *, is_new: bool = False) -> tuple[Film, list[Change]]:
    return film_for_shelf(SESSION, diary, title, None, is_new=is_new, as_typed=False, by_words=True)


@pytest.mark.parametrize("title", ["the ascent", "The Ascent (1977)", "Ascent", "#1"])
def test_a_film_of_the_diary_is_found_as_add_finds_it(diary: Diary, title: str) -> None:
    film, changes = meant(diary, title)
    assert (film.number, changes) == (1, [])


def test_a_film_the_diary_does_not_know_is_made(diary: Diary) -> None:
    film, changes = meant(diary, "Ran (1985)")
    assert (film.title, film.year, film.number) == ("Ran", 1985, 0)
    assert changes == [Change(None, film)]
    again, more = meant(diary, "The Ascent", new=True)
    assert again.number == 0
    assert more == [Change(None, again)]


def test_by_words_the_one_film_that_has_them_all_goes_before_a_new_one(
    diary: Diary, capsys: pytest.CaptureFixture[str]
) -> None:
    write(diary, Film(new_ulid(), "The Cranes Are Flying", year=1957))
    film, changes = by_words(diary, "cranes")
    assert (film.number, changes) == (3, [])
    assert "Took 'cranes' as The Cranes Are Flying (1957)" in capsys.readouterr().err
    for title, is_new in (
        ("cranes", True),
        ("crane", False),
        ("Cranes (1970)", False),
        ("☂", False),
    ):
        film, _ = by_words(diary, title, is_new=is_new)
        assert film.number == 0
    assert meant(diary, "cranes")[0].number == 0
    write(diary, Film(new_ulid(), "Cranes at Dusk"))
    film, _ = by_words(diary, "cranes")
    assert film.number == 0


def test_a_film_without_a_year_takes_the_one_that_is_said(diary: Diary) -> None:
    film, changes = meant(diary, "Mirror", 1975)
    before = diary.film(2)
    assert (film.number, film.year) == (2, 1975)
    assert changes == [Change(before, film)]
    assert meant(diary, "Mirror") == (before, [])


def test_what_can_mean_several_films_or_none_is_refused(diary: Diary) -> None:
    write(diary, Film(new_ulid(), "Solaris", year=1972), Film(new_ulid(), "Solaris", year=2002))
    with pytest.raises(AmbiguousError):
        meant(diary, "Solaris")
    with pytest.raises(AmbiguousError, match="looks like a film that is"):
        meant(diary, "The Ascnet")
    assert meant(diary, "Solaris", 2002)[0].number == 4
    with pytest.raises(NotFoundError):
        meant(diary, "#99")
    for title, year in ((" ", None), ("Ran (1985)", 1986)):
        with pytest.raises(UsageError):
            meant(diary, title, year)


def test_a_film_made_by_another_terminal_meanwhile_is_that_one(diary: Diary) -> None:
    film, changes = meant(diary, "Ran (1985)")
    other = Film(new_ulid(), "Ran", year=1985)
    write(diary, other)
    with diary.writing():
        assert settled(diary, film, changes, is_new=False) == (other, [])
        # --new was for another film of this title.
        assert settled(diary, film, changes, is_new=True) == (film, changes)


def test_a_film_changed_by_another_terminal_meanwhile_stays_changed(diary: Diary) -> None:
    film, changes = meant(diary, "Mirror", 1975)
    before = diary.film(2)
    assert before is not None
    longer = replace(before, runtime=107)
    with diary.writing():
        diary.apply([Change(before, longer)], "test")
        dated = replace(longer, year=1975)
        assert settled(diary, film, changes, is_new=False) == (dated, [Change(longer, dated)])
        diary.apply([Change(longer, replace(longer, deleted="2026-11-20T00:00:00Z"))], "test")
        with pytest.raises(NotFoundError, match="no longer in the diary"):
            settled(diary, film, changes, is_new=False)
