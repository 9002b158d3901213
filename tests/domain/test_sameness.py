from __future__ import annotations

import pytest

from filmlog.domain.film import Film
from filmlog.domain.sameness import Sameness, apart_at, sameness

SOLARIS = Film("A", "Solaris", year=1972)


@pytest.mark.parametrize(
    ("other", "sure", "why"),
    [
        (SOLARIS, "title", "the same title and year"),
        (Film("B", "Соларис", "SOLARIS", year=1972), "title", "the same title and year"),
        (SOLARIS._replace(directors=("Tarkovsky",)), "title", "the same title and year"),
        (SOLARIS._replace(year=1971), "", "the same title, a year apart"),
        (SOLARIS._replace(year=None), "", "the same title, and one has no year"),
        (SOLARIS._replace(title="The Solaris"), "", "the same title but for an article"),
    ],
)
def test_films_that_are_one_or_may_be(other: Film, sure: str, why: str) -> None:
    assert sameness(SOLARIS, other) == sameness(other, SOLARIS) == Sameness(sure, why)


@pytest.mark.parametrize(
    "other",
    [
        SOLARIS._replace(title="Stalker"),
        SOLARIS._replace(year=2002),
        SOLARIS._replace(imdb="tt2"),
    ],
)
def test_films_that_are_two(other: Film) -> None:
    assert sameness(SOLARIS._replace(imdb="tt1"), other) is None


def test_an_id_counts_more_than_names_and_years() -> None:
    ours = SOLARIS._replace(imdb="tt1")
    theirs = Film("B", "Сталкер", year=1980, imdb="tt1")
    assert sameness(ours, theirs) == Sameness("id", "the same id at IMDb")
    apart = sameness(ours._replace(tmdb="1"), theirs._replace(tmdb="2"))
    assert apart == Sameness("", "the same id at IMDb, but two at TMDB")


def test_directors_in_common_or_not_known() -> None:
    ours = SOLARIS._replace(directors=("A", "Andrei Tarkovsky"))
    shared = sameness(ours, SOLARIS._replace(directors=("andrei tarkovsky",)))
    assert shared == Sameness("title", "the same title and year")
    others = sameness(ours, SOLARIS._replace(directors=("Soderbergh",)))
    assert others == Sameness("", "the same title and year, but other directors")


def test_no_year_on_either() -> None:
    bare = SOLARIS._replace(year=None)
    assert sameness(bare, bare) == Sameness("", "the same title, no year")


def test_the_service_that_tells_films_apart() -> None:
    assert apart_at(SOLARIS, SOLARIS._replace(wikidata="Q1")) == ""
    assert apart_at(SOLARIS._replace(wikidata="Q2"), SOLARIS._replace(wikidata="Q1")) == "Wikidata"
