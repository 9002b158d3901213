"""A rating: a whole number from 1 to 100, a half star being 10, and the ways to write it."""

from __future__ import annotations

from filmlog.domain.pattern import pattern
from filmlog.errors import UsageError

RATING_STYLES = ("stars", "ten", "percent")

_HINT = "Write stars out of five (4.5 or ★★★★½), 9/10, 87/100 or 90%."
_DRAWN = pattern(r"([★*]{0,9})(½?)([☆]{0,9})")
_NUMBER = pattern(
    r"([-−]?)([0-9]{1,4})(?:(½)|[.,]([0-9]{1,9}))?(?:(%)|(?:/|outof)(5|10|100)|stars?|★)?"
)


def parse_rating(text: str) -> int:
    """The rating in `4.5`, `4,5/5`, `9/10`, `87/100`, `90%` or `★★★★½`; a plain number is of five.

    Raises UsageError for what is no rating, out of range, or finer than a hundredth of the scale.
    """
    words = "".join(text.split()).casefold()
    drawn = _DRAWN.match(words)
    assert drawn is not None  # noqa: S101 - every part of the pattern may be empty
    number = words[drawn.end() :]
    if not drawn[0]:
        return _from_number(number, text)
    full, half, empty = drawn.groups()
    rating = 20 * len(full) + 10 * len(half)
    if not 0 < rating <= 100 or (empty and len(full + half + empty) != 5):
        raise UsageError(f"{_quoted(text)} is not half a star to five.", _HINT)
    if not number:
        return rating
    # As `describe` writes it: the exact number behind the stars it comes near to.
    exact = _from_number(number, text)
    if max(10, (exact + 5) // 10 * 10) != rating:
        raise UsageError(f"{_quoted(text)} says two ratings.", _HINT)
    return exact


def stars(rating: int) -> str:
    """The rating in stars, rounded to the nearest half (halfway up), never less than a half."""
    halves = max(1, (rating + 5) // 10)
    return "★" * (halves // 2) + "½" * (halves % 2)


def describe(rating: int, style: str) -> str:
    """The rating in one of RATING_STYLES, exactly: parse_rating reads it back.

    Stars that are not whole halves have the number behind them: `★★★★½ 4.35`.
    """
    if style == "ten":
        return f"{_shortest(rating * 10)}/10"
    if style == "percent":
        return f"{rating}%"
    return stars(rating) if rating % 10 == 0 else f"{stars(rating)} {_shortest(rating * 5)}"


def change_words(change: int, style: str) -> str:
    """A change of rating (-99 to 99) in one of RATING_STYLES, exactly: `+½ star`, `the same`."""
    if change == 0:
        return "the same"
    sign, size = "+" if change > 0 else "-", abs(change)
    if style == "percent":
        return f"{sign}{size}%"
    if style == "ten":
        return f"{sign}{size // 10}.{size % 10}"
    whole, rest = divmod(size * 5, 100)
    if rest % 50:
        return f"{sign}{whole}.{rest:02} stars"
    return f"{sign}{whole or ''}{'½' if rest else ''} star{'s' if size > 20 else ''}"


def _shortest(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _from_number(number: str, text: str) -> int:
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise UsageError(f"{_quoted(text)} is not a rating.", _HINT)
    sign, whole, half, decimals, percent, scale = found.groups()
    decimals = "5" if half else decimals or ""
    top = 100 if percent else int(scale or 5)
    # In whole numbers, so that no float rounds anything: value / top is said / unit.
    tens: int = 10 ** len(decimals)
    said, unit = int(whole + decimals), top * tens
    if said == 0 or sign:
        raise UsageError(
            f"{_quoted(text)} is below the lowest rating, half a star or 1%.",
            "Leave the rating out for a film you do not rate.",
        )
    if said > unit:
        if percent or scale:
            raise UsageError(f"{_quoted(text)} is more than the whole scale.", _HINT)
        value = f"{whole}.{decimals}" if decimals else whole
        scales = [top for top in (10, 100) if said <= top * tens]
        better = "".join(
            f"; write {value}/{top} or {said * 100 // (top * tens)}%" for top in scales[:1]
        )
        raise UsageError(f"{value} is more than five stars{better}.", _HINT)
    rating, rest = divmod(said * 100, unit)
    if rest:
        raise UsageError(
            f"{_quoted(text)} is finer than a hundredth of the scale.",
            "Round it: stars go in steps of 0.05, tenths in 0.1, percent in 1.",
        )
    return rating


def _quoted(text: str) -> str:
    shown = text.strip()
    return f"'{shown if len(shown) <= 40 else shown[:39] + '…'}'"
