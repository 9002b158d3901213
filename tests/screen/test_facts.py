from __future__ import annotations

import pytest

from filmlog.domain.change import replace
from filmlog.domain.film import Award, Credit
from filmlog.screen.facts import film_facts, runtime_words
from tests.screen.cranes import CAST, FILM, SITE


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
