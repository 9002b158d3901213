from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.rating import RATING_STYLES, describe, parse_rating, stars
from filmlog.errors import UsageError


@pytest.mark.parametrize("style", RATING_STYLES)
def test_every_rating_reads_back_from_every_style(style: str) -> None:
    assert [parse_rating(describe(r, style)) for r in range(1, 101)] == list(range(1, 101))


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("4.5", 90), ("4,5", 90), (" 4.5 / 5 ", 90), ("9/10", 90), ("8.7/10", 87),
        ("87/100", 87), ("90%", 90), ("90 %", 90), ("★★★★½", 90), ("****½", 90), ("* * *", 60),
        ("½", 10), ("★★☆☆☆", 40), ("4½", 90), ("4.5 stars", 90), ("1 star", 20), ("4★", 80),
        ("9 out of 10", 90), ("4.35", 87), ("0.05", 1), ("1%", 1), ("5", 100), ("5.000", 100),
        ("★★★★½ 4.35", 87), ("½ 0.05", 1),
    ],
)  # fmt: skip
def test_ways_to_write_a_rating(text: str, rating: int) -> None:
    assert parse_rating(text) == rating


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("8", "8 is more than five stars; write 8/10 or 80%."),
        ("8.5", "8.5 is more than five stars; write 8.5/10 or 85%."),
        ("85", "85 is more than five stars; write 85/100 or 85%."),
        ("450", "450 is more than five stars."),
        ("4.33", "'4.33' is finer than a hundredth of the scale."),
        ("8.71/10", "'8.71/10' is finer than a hundredth of the scale."),
        ("0.5%", "'0.5%' is finer than a hundredth of the scale."),
        ("0", "'0' is below the lowest rating, half a star or 1%."),
        ("0.0/10", "'0.0/10' is below the lowest rating, half a star or 1%."),
        ("-3", "'-3' is below the lowest rating, half a star or 1%."),
        ("11/10", "'11/10' is more than the whole scale."),
        ("101%", "'101%' is more than the whole scale."),
        ("nan", "'nan' is not a rating."),
        ("inf", "'inf' is not a rating."),
        ("-inf", "'-inf' is not a rating."),
        ("", "'' is not a rating."),
        ("1e1", "'1e1' is not a rating."),
        ("3/7", "'3/7' is not a rating."),
        ("good", "'good' is not a rating."),
        ("★★★★★½", "'★★★★★½' is not half a star to five."),
        ("★★☆", "'★★☆' is not half a star to five."),
        ("☆☆☆☆☆", "'☆☆☆☆☆' is not half a star to five."),
        ("★★★★ 2", "'★★★★ 2' says two ratings."),
    ],
)
def test_what_is_no_rating_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_rating(text)
    assert refused.value.sentence == sentence
    assert refused.value.hint


@given(st.integers(0, 12), st.integers(0, 10**6), st.sampled_from(["", "/5", "/10", "/100", "%"]))
def test_the_value_is_exact_or_refused(whole: int, millionths: int, scale: str) -> None:
    text = f"{whole}.{millionths:06}{scale}"
    top = {"": 5, "/5": 5, "/10": 10, "/100": 100, "%": 100}[scale]
    exact = Fraction(text.removesuffix(scale) if scale else text) * 100 / top
    if exact.denominator == 1 and 1 <= exact <= 100:
        assert parse_rating(text) == exact
    else:
        with pytest.raises(UsageError):
            parse_rating(text)


@given(st.text())
def test_any_text_is_a_rating_or_refused(text: str) -> None:
    try:
        rating = parse_rating(text)
    except UsageError:
        return
    assert rating in range(1, 101)


@pytest.mark.parametrize(
    ("rating", "drawn"),
    [(4, "½"), (14, "½"), (15, "★"), (24, "★"), (87, "★★★★½"), (95, "★★★★★"), (100, "★★★★★")],
)  # fmt: skip
def test_stars_are_rounded_to_the_nearest_half(rating: int, drawn: str) -> None:
    assert stars(rating) == drawn


def test_styles() -> None:
    assert [describe(90, style) for style in RATING_STYLES] == ["★★★★½", "9/10", "90%"]
    assert [describe(87, style) for style in RATING_STYLES] == ["★★★★½ 4.35", "8.7/10", "87%"]
