"""What a query is made of, as plain values, and how the value of a field is read.

Every comparison ends as a span of whole numbers: rating points, minutes, years, minor units of
money, days. So `>4`, `4..5` and `1950s` are one thing to whoever answers the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from filmlog.domain.query_fields import MARKS, Field, Kind
from filmlog.domain.words import BOUNDARY, words
from filmlog.errors import UsageError

_UNMEASURED = {("date", "unknown"), ("price", "free")}
# Not compiled here: most queries need none of them.
_OPERATOR = r"[<>]=?|="
_WHOLE = r"#?([0-9]{1,9})"
_YEAR = r"([0-9]{3})(?:([0-9])|0s)"
_RUNTIME = r"(?i:(?:([0-9]{1,3})(?:h|:))?(?:([0-9]{1,4})(?:m|min)?)?)"


class Phrase(NamedTuple):
    """Words in a row, folded; the last a prefix, or all of them the whole value, if so marked."""

    words: tuple[str, ...]
    is_prefix: bool = False
    is_whole: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens to find in `words.indexed`; none for a phrase that matches nothing.

        Whole and prefix together ask how a value begins, so no boundary closes them.
        """
        if not self.words or not self.is_whole:
            return self.words
        return (BOUNDARY, *self.words, *(() if self.is_prefix else (BOUNDARY,)))

    @property
    def needle(self) -> str:
        """What stands in the text of an indexed column, with a blank around it, that matches."""
        return f" {' '.join(self.tokens)}{'' if self.is_prefix else ' '}"


class Span(NamedTuple):
    """Whole numbers from `low` to `high`, both included, None for open; money has a currency."""

    low: int | None
    high: int | None
    currency: str = ""


class Mark(NamedTuple):
    """Something that is so or not: a heart, a date unknown, a price of nothing."""

    name: str


Value = Phrase | Span | Mark


class Term(NamedTuple):
    """One condition: any of `values` in `field` (a name of FIELDS, '' for all words), or none.

    `position` is where the term begins in the text of the query.
    """

    field: str
    values: tuple[Value, ...]
    is_negated: bool = False
    position: int = 0


class DiaryQuery(NamedTuple):
    """A query: every term has to hold for a viewing. Without a term it is every viewing."""

    text: str = ""
    terms: tuple[Term, ...] = ()


def read_phrase(text: str, operator: str, *, has_star: bool) -> Phrase:
    """The words of a value; `=` asks for the whole value, a star at the end for a prefix."""
    return Phrase(tuple(words(text)), has_star, operator == "=")


def read_mark(text: str, operator: str) -> Mark:
    """What `has:` is asked about. Raises UsageError with the nearest there is."""
    name = text.casefold()
    if name in MARKS and operator in {"", "="}:
        return Mark(name)
    raise UsageError(
        f"has: knows no '{text}'.", nearest_hint(name, MARKS) or f"It knows {', '.join(MARKS)}."
    )


def read_span(
    field: Field, text: str, operator: str, currency: str, today: date | None
) -> Span | Mark:
    """The span that a comparison, a range or a single value means.

    Against a month or a year, `>` and `<` mean after or before all of it, `>=` and `<=` not before
    its first or after its last day. Raises UsageError for what does not fit the field.
    """
    if not operator and (inner := re.match(_OPERATOR, text)):
        operator, text = inner[0], text[inner.end() :].strip()
    if (field.kind, text.casefold()) in _UNMEASURED and operator in {"", "="}:
        return Mark(text.casefold())
    begin, dots, end = text.partition("..")
    if dots:
        return _read_range(field, begin.strip(), end.strip(), operator, currency, today)
    low, high, unit = _read_point(field.kind, text, currency, today)
    bounds: dict[str, tuple[int | None, int | None]] = {
        ">": (high + 1, None),
        ">=": (low, None),
        "<": (None, low - 1),
        "<=": (None, high),
    }
    return Span(*bounds.get(operator, (low, high)), unit)


def nearest_hint(name: str, known: Iterable[str]) -> str:
    """A question after the nearest of `known` names, '' when none is near."""
    from difflib import get_close_matches  # 3 ms, and only for a slip of the pen

    near = get_close_matches(name, list(known), 1)
    return f"Did you mean {near[0]}?" if near else ""


def _read_range(
    field: Field, begin: str, end: str, operator: str, currency: str, today: date | None
) -> Span:
    if operator not in {"", "="}:
        raise UsageError(f"A range needs no {operator}.", f"Write {field.name}:{begin}..{end}")
    if not begin and not end:
        raise UsageError("The range is open on both sides.", f"has:{field.name} may be meant.")
    low, high, begins_in = None, None, ""
    if begin:
        low, _, begins_in = _read_point(field.kind, begin, currency, today)
    if end:
        _, high, ends_in = _read_point(field.kind, end, currency, today)
        if begin and ends_in != begins_in:
            raise UsageError("The range is in two currencies.", "Prices are never converted.")
        begins_in = ends_in
    if low is not None and high is not None and low > high:
        raise UsageError(f"The range {begin}..{end} runs backwards.", f"Write {end}..{begin}.")
    return Span(low, high, begins_in)


def _read_point(kind: Kind, text: str, currency: str, today: date | None) -> tuple[int, int, str]:
    """The first and the last whole number that one value may mean, and the currency of money."""
    match kind:
        case "rating":
            from filmlog.domain.rating import parse_rating  # only where a rating is asked for

            rating = parse_rating(text)
            return rating, rating, ""
        case "price":
            from filmlog.domain.money import parse_money

            money = parse_money(text, currency)
            return money.minor, money.minor, money.currency
        case "date":
            return *_read_days(text, today), ""
        case "year":
            return *_read_years(text), ""
        case "runtime":
            found = re.fullmatch(_RUNTIME, text)
            if found is None or not text:
                raise UsageError(f"'{text}' is not a runtime.", "Write minutes, or 1h37.")
            minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
            return minutes, minutes, ""
        case _:
            found = re.fullmatch(_WHOLE, text)
            if found is None:
                raise UsageError(f"'{text}' is not a number.", "Write digits, such as 7.")
            return int(found[1]), int(found[1]), ""


def _read_years(text: str) -> tuple[int, int]:
    found = re.fullmatch(_YEAR, text)
    if found is None:
        raise UsageError(f"'{text}' is not a year.", "Write four digits, or a decade: 1957, 1950s.")
    first = int(found[1] + (found[2] or "0"))
    return first, first if found[2] else first + 9


def _read_days(text: str, today: date | None) -> tuple[int, int]:
    from filmlog.domain.partial_date import PartialDate

    if today is not None and text.casefold() in {"today", "yesterday"}:
        day = today.toordinal() - (text.casefold() == "yesterday")
        return day, day
    try:
        if text.endswith("0s"):
            first, last = _read_years(text)
            return PartialDate(first).first().toordinal(), PartialDate(last).last().toordinal()
        partial = PartialDate.parse_iso(text)
    except (ValueError, UsageError):
        raise UsageError(
            f"'{text}' is not a date.", "Write a year, a month or a day: 2026, 2026-11, 2026-11-20."
        ) from None
    return partial.first().toordinal(), partial.last().toordinal()
