from __future__ import annotations

import pytest
from hypothesis import given, settings

from filmlog.domain.change import replace
from filmlog.domain.film import Award, Credit, Origin
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.review import hide_inline
from filmlog.domain.shelf import NOWHERE, FilmList, Found, Membership, Shelved, Wish
from filmlog.domain.source import Offer
from filmlog.screen.facts import (
    film_facts,
    origin_lines,
    runtime_words,
    shelf_facts,
    titled,
    wish_words,
)
from filmlog.screen.safe import clean, is_safe
from tests.effort import some
from tests.screen.cranes import CAST, FILM, SITE
from tests.screen.hostile import hostile


def test_the_facts_of_the_cranes() -> None:
    assert [fact for fact in film_facts(FILM, [SITE], full_cast=False) if fact.label != "Cast"] == [
        ("Director", "Mikhail Kalatozov"),
        ("Writer", "Viktor Rozov"),
        ("Genres", "Drama, Romance, War"),
        ("Released", "12 October 1957"),
        ("Runtime", "1 h 37 min"),
        ("Prize", "Palme d'Or, Cannes 1958"),
        ("Found at", "Soviet Movies Online, https://sovietmoviesonline.com"),
        ("IMDb", "tt0050634"),
    ]


def _cast(size: int, *, full: bool = False) -> str:
    film = replace(FILM, cast=FILM.cast[:size])
    return next(f.value for f in film_facts(film, [], full_cast=full) if f.label == "Cast")


def test_ten_of_the_cast_are_named_and_the_others_counted() -> None:
    assert _cast(20) == ", ".join(CAST[:10]) + " and 10 more"
    assert _cast(11) == ", ".join(CAST[:11])
    assert _cast(20, full=True) == ", ".join(CAST)


def test_a_cast_by_alphabet_is_called_so() -> None:
    def label(*origins: Origin, size: int = 20) -> str:
        film = replace(FILM, origins=origins, cast=FILM.cast[:size])
        return [f.label for f in film_facts(film, [], full_cast=False)][2]

    assert label(Origin("cast", "wikidata", "2026-10-18")) == "Cast (A-Z)"
    assert label(Origin("cast", "wikidata", "2026-10-18"), size=1) == "Cast"
    assert label(Origin("cast", "imdb", "2026-10-18")) == "Cast"
    assert label(Origin("genres", "wikidata", "2026-10-18")) == "Cast"


def test_the_services_are_named_with_the_day_of_their_latest_fact() -> None:
    assert origin_lines(FILM) == ()
    origins = (
        Origin("runtime", "wikidata", "2026-10-18"),
        Origin("cast", "imdb", "2026-11-02"),
        Origin("genres", "imdb", "2026-11-24"),
        Origin("overview", "tmdb", "2026-01-01"),
    )
    assert origin_lines(replace(FILM, origins=origins)) == (
        "Facts: IMDb, 24 Nov 2026; TMDB, 1 Jan 2026; Wikidata, 18 Oct 2026",
        "Information courtesy of IMDb (https://www.imdb.com). Used with permission.",
        "This product uses the TMDB API but is not endorsed or certified by TMDB.",
    )
    free = (Origin("runtime", "a\x1b\u202e", "2026-10-18"),)
    (line,) = origin_lines(replace(FILM, origins=free))
    assert is_safe(line)


def test_roles_prizes_and_films_of_several() -> None:
    film = replace(
        FILM,
        cast=(Credit("Tatyana Samoylova", "Veronika"),),
        awards=(Award("Palme d'Or", "Cannes", 1958), Award("Best film"), Award("Prize", year=1960)),
        directors=("A", "B\x1b"),
    )
    facts = dict(film_facts(film, [replace(SITE, url="")], full_cast=False))
    assert facts["Cast"] == "Tatyana Samoylova (Veronika)"
    assert facts["Prizes"] == "Palme d'Or, Cannes 1958; Best film; Prize, 1960"
    assert facts["Directors"] == "A, B\N{REPLACEMENT CHARACTER}"
    assert "Found at" not in facts


def test_a_film_of_which_only_the_title_is_known_has_no_facts() -> None:
    bare = type(FILM)("01X", "Lost")
    assert list(film_facts(bare, [], full_cast=False)) == []


@pytest.mark.parametrize(
    ("minutes", "words"), [(97, "1 h 37 min"), (120, "2 h"), (45, "45 min"), (0, "0 min")]
)
def test_runtime(minutes: int, words: str) -> None:
    assert runtime_words(minutes) == words


def test_a_title_with_its_year_where_that_is_known() -> None:
    assert titled("Ran", 1985) == "Ran (1985)"
    assert titled("Ran", None) == "Ran"


def test_where_a_film_can_be_found_and_where_it_cannot() -> None:
    day = PartialDate(2026, 11, 20)
    there = Offer("O", "F", SITE.id, "https://a.b", Money(500, "USD"), True, day, "||long|| cut")
    gone = Offer("P", "F", SITE.id, is_there=False)
    found = shelf_facts(Shelved([Found(there, SITE), Found(gone, SITE)]), hide_inline)
    assert list(found) == [
        ("Found at", f"{SITE.name}, https://a.b, 5.00 USD, Fri 20 Nov 2026, [spoiler, 1 word] cut"),
        ("Not found at", "Soviet Movies Online, https://sovietmoviesonline.com"),
    ]  # fmt: skip


def test_the_wish_and_the_lists() -> None:
    lists = [
        Membership(FilmList("L", "War"), 3, ""),
        Membership(FilmList("M", "Best", "ranked"), 2, "He ||dies||"),
    ]
    shelved = Shelved(wish=Wish("W", "F", "Why ||not||"), lists=lists)
    assert list(shelf_facts(shelved, hide_inline)) == [
        ("Watchlist", "Why [spoiler, 1 word]"),
        ("List", "War"),
        ("List", "Best, place 2: He [spoiler, 1 word]"),
    ]
    assert list(shelf_facts(NOWHERE, str)) == []


def test_a_wish_in_words_as_far_as_it_is_known() -> None:
    wish = Wish(
        "W", "F", "for the staircase", "Nina", "low", PartialDate(2026, 12), ("war", "night"),
        PartialDate(2026, 5, 3),
    )  # fmt: skip
    assert wish_words(wish, str) == (
        "recommended by Nina, low priority, to see by Dec 2026, for war, night moods, "
        "since Sun 3 May 2026: for the staircase"
    )
    assert wish_words(wish._replace(why="", due=None, moods=()), str) == (
        "recommended by Nina, low priority, since Sun 3 May 2026"
    )
    assert wish_words(Wish("W", "F"), str) == ""


@settings(max_examples=some(30))
@given(hostile)
def test_hostile_words_on_the_shelves_are_safe(text: str) -> None:
    source = SITE._replace(name=text, url=text)
    shelved = Shelved(
        [Found(Offer("O", "F", "S", text, note=text), source)],
        Wish("W", "F", text, text, moods=(text,)),
        [Membership(FilmList("L", text, "ordered"), 1, text)],
    )
    assert all(is_safe(fact.value) for fact in shelf_facts(shelved, clean))
