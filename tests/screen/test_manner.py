from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.screen.manner import Manner, mean_words
from tests.effort import some

# What a mean is told in: the greatest rating, and how fine it is.
_SCALES = {"stars": (5, 100, " of 5"), "ten": (10, 100, "/10"), "percent": (100, 1, "%")}


@pytest.mark.parametrize("style", _SCALES)
@settings(max_examples=some(40))
@given(ratings=st.lists(st.integers(1, 100), min_size=1, max_size=40))
def test_a_mean_is_exact_and_rounds_a_half_upwards(style: str, ratings: list[int]) -> None:
    top, parts, unit = _SCALES[style]
    mean = Fraction(sum(ratings), len(ratings)) * top / 100
    nearest = Fraction(math.floor(mean * parts + Fraction(1, 2)), parts)
    said = mean_words(sum(ratings), len(ratings), style)
    assert said.endswith(unit)
    assert Fraction(said.removesuffix(unit)) == nearest


@pytest.mark.parametrize(
    ("style", "words"), [("stars", "4.52 of 5"), ("ten", "9.03/10"), ("percent", "90%")]
)
def test_a_mean_in_every_style(style: str, words: str) -> None:
    assert mean_words(271, 3, style) == words


def test_what_lines_are_drawn_with() -> None:
    assert (Manner(80).rule, Manner(80).ending) == ("─", "…")
    assert (Manner(80, ascii=True).rule, Manner(80, ascii=True).ending) == ("-", "~")
