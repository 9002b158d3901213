from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.filling import (
    FACTS,
    LASTING,
    Difference,
    aged,
    by_hand,
    fill,
    in_words,
    is_billed,
    oldest,
)
from filmlog.domain.film import Award, Credit, Film, Origin
from filmlog.domain.partial_date import PartialDate
from tests.effort import some
from tests.examples import films

OLD, NEW, NEWER = "2026-05-01", "2026-11-01", "2026-11-24"


def of(service: str, day: str = NEW, /, **facts: Any) -> Film:
    """Facts of a service, each with its origin."""
    named = {"title": "The Cranes Are Flying"} | facts
    return Film(
        "", **named, origins=tuple(Origin(name, service, day) for name in FACTS if name in named)
    )


MINE = Film("01F", "The Cranes Are Flying", year=1957)


def taken(film: Film, *facts: Film) -> Film:
    for known in facts:
        film = fill(film, known).film
    return film


def differences(film: Film, facts: Film) -> tuple[Difference, ...]:
    return fill(film, facts).differences


def test_what_is_empty_is_filled_with_its_origin() -> None:
    facts = of("imdb", NEW, year=1957, runtime=97, directors=("Mikhail Kalatozov",))
    filled = fill(MINE, facts)
    assert filled.filled == ("runtime", "directors")
    assert filled.differences == ()
    assert filled.film == MINE._replace(
        runtime=97,
        directors=("Mikhail Kalatozov",),
        origins=(Origin("runtime", "imdb", NEW), Origin("directors", "imdb", NEW)),
    )


def test_what_was_typed_stays_and_is_compared() -> None:
    film = MINE._replace(runtime=95, overview="War.", genres=("War", "drama"))
    facts = of("tmdb", NEW, runtime=97, overview="Love.", genres=("Drama", "War"), year=1958)
    filled = fill(film, facts)
    assert filled.film == film
    assert filled.filled == ()
    assert filled.differences == (
        ("year", "1957", "1958"),
        ("runtime", "95", "97"),
        ("overview", "War.", "Love."),
    )


@settings(max_examples=some(60))
@given(films(), films())
def test_no_facts_change_what_has_no_origin(film: Film, facts: Film) -> None:
    filled = fill(film, facts)
    own = set(FACTS) - {origin.field for origin in film.origins}
    for name in own:
        if getattr(film, name):
            assert getattr(filled.film, name) == getattr(film, name)
    assert set(filled.filled) == {
        name for name in FACTS if getattr(film, name) != getattr(filled.film, name)
    }
    assert {name for name, _, _ in filled.differences}.isdisjoint(filled.filled)
    origins = [origin.field for origin in filled.film.origins]
    assert origins == [name for name in FACTS if name in origins]
    assert fill(filled.film, facts).film == filled.film


@pytest.mark.parametrize(
    ("held", "offered", "is_taken"),
    [
        (("tmdb", NEW), ("tmdb", NEWER), True),
        (("tmdb", NEW), ("tmdb", NEW), True),
        (("tmdb", NEW), ("tmdb", OLD), False),
        (("wikidata", OLD), ("tmdb", NEWER), False),
        (("tmdb", OLD), ("imdb", NEWER), False),
    ],
)
def test_a_service_replaces_only_its_own_and_only_by_newer(
    held: tuple[str, str], offered: tuple[str, str], is_taken: bool
) -> None:
    film = taken(MINE, of(*held, runtime=95))
    filled = fill(film, of(*offered, runtime=97))
    assert filled.film.runtime == (97 if is_taken else 95)
    assert filled.film.origins == (Origin("runtime", *(offered if is_taken else held)),)
    told = held[0] != offered[0]
    assert filled.differences == ((("runtime", "95", "97"),) if told else ())


def test_a_fact_confirmed_is_as_new_as_the_confirmation() -> None:
    film = taken(MINE, of("tmdb", OLD, overview="Love."))
    filled = fill(film, of("tmdb", NEWER, overview="Love."))
    assert filled.filled == ()
    assert filled.film.origins == (Origin("overview", "tmdb", NEWER),)


def test_a_title_is_another_spelling_of_itself_at_most() -> None:
    film = of("wikidata", OLD, title="The cranes are flying")
    assert taken(film, of("wikidata", NEW)).title == "The Cranes Are Flying"
    assert taken(film, of("tmdb", NEW)).title == "The cranes are flying"
    other = fill(film, of("wikidata", NEW, title="Letyat zhuravli"))
    assert other.film.title == "The cranes are flying"
    assert other.differences == (("title", "The cranes are flying", "Letyat zhuravli"),)
    mine = Film("01F", "the cranes are flying")
    assert fill(mine, of("imdb")) == (mine, (), ())


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("title", "Cranes Are Flying", "The Cranes Are Flying"),
        ("directors", ("Mikhail Kalatozov",), ("Mikhail  KALATÓZOV",)),
        ("writers", ("A", "B"), ("B", "A")),
        ("countries", ("USSR", "France"), ("france", "USSR")),
        ("released", PartialDate(1957), PartialDate(1957, 10, 12)),
        ("released", PartialDate(1957, 10, 12), PartialDate(1957, 10)),
        ("imdb", "https://www.imdb.com/title/tt0050634/", "tt0050634"),
        ("wikidata", "q714524", "Q714524"),
        ("cast", (Credit("Tatiana Samoilova"),), (Credit("X"), Credit("Tatiana Samoilova", "V"))),
        ("overview", "Love, and war!", "Love and war"),
    ],
)
def test_what_says_the_same_is_no_difference(name: str, ours: Any, theirs: Any) -> None:
    film = replace(MINE, **{name: ours})
    assert fill(film, of("tmdb", NEW, **{name: theirs})) == (film, (), ())


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("year", 1957, 1958),
        ("released", PartialDate(1957, 10), PartialDate(1957, 11, 1)),
        ("released", PartialDate(1957), PartialDate(1958)),
        ("imdb", "tt0050634", "tt0050635"),
        ("directors", ("A",), ("A", "B")),
        ("cast", (Credit("A"), Credit("B")), (Credit("A"), Credit("C"))),
        ("awards", (Award("Palme d'Or"),), (Award("Oscar"),)),
    ],
)
def test_what_says_something_else_is_one(name: str, ours: Any, theirs: Any) -> None:
    film = replace(MINE, **{name: ours})
    found = differences(film, of("tmdb", NEW, **{name: theirs}))
    assert found == ((name, in_words(ours), in_words(theirs)),)


def test_an_original_title_may_be_theirs_or_their_title() -> None:
    film = Film("01F", "Cranes", original_title="Летят журавли")
    assert differences(film, of("imdb", NEW, title="Letyat zhuravli", original_title="X")) == (
        ("title", "Cranes", "Letyat zhuravli"),
    )
    film = Film("01F", "Летят журавли")
    assert differences(film, of("imdb", NEW, original_title="Летят журавли")) == ()


def test_a_cast_by_alphabet_gives_way_to_one_in_billing_order() -> None:
    by_alphabet = of("wikidata", NEWER, cast=(Credit("A"), Credit("B")))
    billed = of("imdb", OLD, cast=(Credit("B", "Boris"), Credit("C")))
    film = taken(MINE, by_alphabet)
    assert not is_billed(film)
    film = taken(film, billed)
    assert is_billed(film)
    assert film.cast == billed.cast
    assert taken(film, by_alphabet) == film
    assert is_billed(MINE._replace(cast=by_alphabet.cast))
    mine = MINE._replace(cast=(Credit("Z"),))
    assert taken(mine, billed).cast == mine.cast


def test_what_a_person_changes_is_their_own_from_then_on() -> None:
    film = taken(MINE, of("tmdb", NEW, runtime=97, overview="Love.", tagline="War"))
    after = by_hand(film, replace(film, runtime=95, tagline=""))
    assert [origin.field for origin in after.origins] == ["overview"]
    assert by_hand(film, film) == film
    assert by_hand(None, film).origins == ()
    assert taken(after, of("tmdb", NEWER, runtime=97, tagline="War")).runtime == 95


@settings(max_examples=some(60))
@given(films(), st.dates().map(str))
def test_only_facts_of_tmdb_age(film: Film, day: str) -> None:
    old = {
        o.field
        for o in film.origins
        if o.service == "tmdb" and o.day < day and o.field not in LASTING
    }
    kept = aged(film, day)
    assert kept.origins == tuple(o for o in film.origins if o.field not in old)
    for name in FACTS:
        assert getattr(kept, name) == (
            Film._field_defaults[name] if name in old else getattr(film, name)
        )
    assert (oldest(film) != "" and oldest(film) < day) == bool(old)
    assert kept.id == film.id
    assert not oldest(kept) or oldest(kept) >= day
