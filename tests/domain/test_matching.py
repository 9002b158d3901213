from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.matching import (
    numerals,
    same_year,
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


def test_years() -> None:
    assert same_year(None, 1957)
    assert same_year(1957, None)
    assert not same_year(1957, 1958)
