from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.fields import (
    FILM_FIELDS,
    RATED_FILM_FIELDS,
    VIEWING_FIELDS,
    Field,
    from_lines,
    given,
    written,
)
from filmlog.cli.form import compose, parse
from filmlog.domain.change import replace
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError
from tests.effort import some
from tests.examples import films, viewings

FILM = Film("1", "Ran")
VIEWING = Viewing("1", "2")


def again(fields: Sequence[Field], record: Film | Viewing) -> dict[str, Any]:
    """What the form of a record says when it is read back unedited."""
    text = compose("Head", written(fields, record), "")
    return from_lines(fields, parse(text).fields, Session())


def film_again(film: Film) -> Film:
    return replace(film, **again(RATED_FILM_FIELDS, film))


def viewing_again(viewing: Viewing) -> Viewing:
    return replace(viewing, **again(VIEWING_FIELDS, viewing))


@settings(max_examples=some(50))
@given_any(
    film=films(),
    imdb=st.sampled_from(["", "tt0050634"]),
    tmdb=st.integers(1, 10**9 - 1),
    wikidata=st.sampled_from(["", "Q714524"]),
    letterboxd=st.sampled_from(["", "ran", "the-third-man", "boxd.it/1Abc"]),
)
def test_any_film_comes_back(
    film: Film, imdb: str, tmdb: int, wikidata: str, letterboxd: str
) -> None:
    film = replace(film, imdb=imdb, tmdb=str(tmdb), wikidata=wikidata, letterboxd=letterboxd)
    film = replace(
        film,
        awards=tuple(
            a
            for a in film.awards
            if a.prize.strip(" ,") and a.festival.strip(" ,") == a.festival.strip()
        ),
    )
    if film.released is not None and film.released.year < 1870:
        film = replace(film, released=None)
    if film.rated is not None and not 1870 <= film.rated.year <= 2025:
        film = replace(film, rated=None)
    found = film_again(film)
    assert found == replace(
        film,
        **{
            name: typed.line("", getattr(film, name))
            for name in ("title", "original_title", "tagline")
        },
        **{
            name: typed.lines("", getattr(film, name))
            for name in ("directors", "writers", "genres", "countries", "languages")
        },
        **{name: getattr(found, name) for name in ("overview", "cast", "awards", "related")},
    )
    assert found.overview.split() == film.overview.split()
    # A role, a festival or a reason in the name itself is told from it by the first reading.
    assert film_again(found) == found


@settings(max_examples=some(50))
@given_any(data=st.data())
def test_any_viewing_comes_back(data: st.DataObject) -> None:
    viewing = data.draw(viewings("1"))
    if viewing.watched is not None and not 1870 <= viewing.watched.year <= 2025:
        viewing = replace(viewing, watched=None)
    viewing = replace(viewing, unfinished=viewing.unfinished or None)
    found = viewing_again(viewing)
    lines = ("unfinished_why", "venue", "format", "subtitles", "headline", "quote_by")
    assert found == replace(
        viewing,
        **{name: typed.line("", getattr(viewing, name)) for name in lines},
        companions=typed.lines("", viewing.companions),
        tags=typed.lines("", viewing.tags),
        quote=found.quote,
    )
    assert found.quote.split() == viewing.quote.split()
    assert viewing_again(found) == found


def test_facts_of_several_parts_come_back() -> None:
    film = Film(
        "1",
        "The Cranes Are Flying",
        year=1957,
        released=PartialDate(1957, 10, 12),
        runtime=97,
        cast=(Credit("Tatyana Samoylova", "Veronika"), Credit("Aleksey Batalov")),
        overview="Two people.\n\nA war.\n  An indented line.",
        awards=(
            Award("Palme d'Or", "Cannes", 1958),
            Award("Palme d'Or", "Cannes"),
            Award("Palme d'Or", "", 1958),
            Award("Palme d'Or"),
            Award("Best Film, Drama", "Berlinale", 1962),
        ),
        related=(
            Related("Roma", 2018, "the long takes: all of them"),
            Related("Roma", 2018),
            Related("The Third Man", None, "a staircase"),
            Related("The Third Man"),
        ),
    )
    assert film_again(film) == film
    assert film_again(FILM) == FILM
    assert viewing_again(VIEWING) == VIEWING


@pytest.mark.parametrize("rating", range(1, 101))
def test_every_rating_comes_back(rating: int) -> None:
    assert viewing_again(replace(VIEWING, rating=rating)).rating == rating


def test_options_that_are_not_given_change_nothing() -> None:
    options = {field.name.replace("-", "_"): None for field in (*FILM_FIELDS, *VIEWING_FIELDS)}
    assert given(FILM_FIELDS, options, Session()) == {}
    assert given(VIEWING_FIELDS, options | {"tag": (), "other": "x"}, Session()) == {}


def test_options_are_read() -> None:
    options = {
        "on": "yesterday", "rating": "9/10", "heart": False, "rewatch": True, "unfinished": "1h05",
        "why": " the  projector ", "with": ["Nina", "Nina", " "], "tag": [""], "quote_by": "Nina",
        "quote": "one\r\ntwo",
    }  # fmt: skip
    assert given(VIEWING_FIELDS, options, Session()) == {
        "watched": PartialDate(2026, 11, 19), "rating": 90, "heart": False, "rewatch": True,
        "unfinished": 65, "unfinished_why": "the projector", "companions": ("Nina",), "tags": (),
        "quote_by": "Nina", "quote": "one\ntwo",
    }  # fmt: skip
    facts = {"year": 1957, "released": "2030", "imdb": "https://www.imdb.com/title/tt0050634/"}
    assert given(FILM_FIELDS, facts, Session()) == {
        "year": 1957, "released": PartialDate(2030), "imdb": "tt0050634",
    }  # fmt: skip


def test_empty_words_take_a_value_away() -> None:
    empty = {field.name.replace("-", "_"): [""] if field.plural else "" for field in FILM_FIELDS}
    assert replace(FILM, **given(FILM_FIELDS, empty | {"title": "Ran"}, Session())) == FILM
    words: dict[str, Any] = {
        field.name.replace("-", "_"): [""] if field.plural else "" for field in VIEWING_FIELDS
    }
    assert replace(VIEWING, **given(VIEWING_FIELDS, words, Session())) == VIEWING
    assert given(VIEWING_FIELDS, {"on": "Unknown", "rating": "None"}, Session()) == {
        "watched": None, "rating": None,
    }  # fmt: skip


def test_a_field_that_is_missing_in_a_form_is_empty() -> None:
    said = from_lines(VIEWING_FIELDS, {"rating": ["4"], "tag": ["a", "b"]}, Session())
    assert replace(VIEWING, **said) == replace(VIEWING, rating=80, tags=("a", "b"))
    assert set(said) == {field.attribute for field in VIEWING_FIELDS}


def test_an_unknown_field_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        from_lines(FILM_FIELDS, {"titel": ["Ran"]}, Session())
    assert caught.value.sentence == "There is no field 'titel'."
    assert "title" in caught.value.hint


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        (VIEWING_FIELDS, "on", "2026-12-24"), (VIEWING_FIELDS, "rating", "11"),
        (VIEWING_FIELDS, "heart", "perhaps"), (VIEWING_FIELDS, "rewatch", "2"),
        (VIEWING_FIELDS, "unfinished", "half"), (VIEWING_FIELDS, "quote", "\x00"),
        (FILM_FIELDS, "year", "57"), (FILM_FIELDS, "runtime", "0"), (FILM_FIELDS, "imdb", "x"),
        (FILM_FIELDS, "tmdb", "x"), (FILM_FIELDS, "released", "1869"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(fields: Sequence[Field], name: str, value: str) -> None:
    with pytest.raises(UsageError):
        given(fields, {name: value}, Session())
    with pytest.raises(UsageError):
        from_lines(fields, {name: [value]}, Session())
