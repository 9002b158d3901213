from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.matching import (
    Candidate,
    decide,
    numerals,
    same_year,
    similarity,
    split_year,
    title_key,
    without_article,
)


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("Solaris (1972)", "Solaris", 1972),
        ("Solaris [2002] ", "Solaris", 2002),
        ("Solaris", "Solaris", None),
        ("Blade Runner 2049", "Blade Runner 2049", None),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("(1968)", "(1968)", None),
        ("Title (3000)", "Title (3000)", None),
    ],
)
def test_split_year(text: str, title: str, year: int | None) -> None:
    assert split_year(text) == (title, year)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Cranes Are Flying", "the cranes are flying"),
        ("Cranes Are Flying, The", "the cranes are flying"),
        ("Летят журавли", "letyat zhuravli"),
        ("Amélie", "amelie"),
        ("Fast & Furious", "fast and furious"),
        ("Don't Look Now", "dont look now"),
        ("Don’t Look Now", "dont look now"),
        ("L'Avventura", "l avventura"),
        ("WALL·E", "wall e"),
        ("???", "???"),
        ("☆", "☆"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    assert title_key(title) == key


@given(st.text(max_size=40))
def test_a_key_folds_to_itself_and_is_never_lost(title: str) -> None:
    key = title_key(title)
    assert bool(key) == bool(title.strip() or key)
    if key.isascii() and key.replace(" ", "").isalnum():
        assert title_key(key) == key


def test_articles() -> None:
    assert without_article("the thing") == "thing"
    assert without_article("the") == "the"
    assert without_article("l avventura") == "avventura"
    assert without_article("theatre of blood") == "theatre of blood"


def test_numerals_tell_sequels_apart() -> None:
    assert numerals("rocky ii") == numerals("rocky 2") == ["2"]
    assert numerals("dune part two") == ["2"]
    assert numerals("i robot") == []
    assert numerals("se7en") == []


def test_similarity_is_symmetric_and_whole_for_equals() -> None:
    assert similarity("ran", "ran") == 1
    assert similarity("flying cranes", "cranes flying") == 0.99
    assert similarity("heat", "heart") == similarity("heart", "heat") < 0.93


def test_years() -> None:
    assert same_year(None, 1957)
    assert same_year(1957, None)
    assert not same_year(1957, 1958)


def test_two_close_titles_are_offered_and_neither_is_sure() -> None:
    options = [
        Candidate(1, "The Flying Crane", 1960, "the flying crane"),
        Candidate(2, "The Flying Cranes", 1961, "the flying cranes"),
    ]
    decision = decide("flying craness", None, options)
    assert decision.sure is None
    assert [c.number for c in decision.options] == [2, 1]


def test_a_film_counts_once_by_its_best_name() -> None:
    options = [
        Candidate(1, "The Cranes Are Flying", 1957, "the cranes are flying"),
        Candidate(1, "The Cranes Are Flying", 1957, "letyat zhuravli"),
    ]
    decision = decide("letyat zhuravly", None, options)
    assert decision.sure is options[1]
    assert len(decision.options) == 1
