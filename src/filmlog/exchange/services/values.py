"""Fields of rows from elsewhere, read into values of the domain; what cannot be is a FieldError."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from filmlog.domain.partial_date import PartialDate
from filmlog.exchange.record import FieldError

_IMDB = re.compile(r"(?:tt)?(\d{1,10})")
_END_OF_DAY = re.compile(r"[T ]")
_NUMBER = re.compile(r"\d{1,12}")
_YEARS = range(1870, 2201)
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_SHOWN = 40


class Keys:
    """Keys of the rows of a file, made different where two rows would have the same."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def unique(self, key: str) -> str:
        """The key, or the key with a count behind it when it was there before."""
        self._counts[key] += 1
        count = self._counts[key]
        return key if count == 1 else f"{key} #{count}"


def clean(text: str, field: str) -> str:
    """Text without blanks around it. Raises FieldError for what no diary keeps: NUL, surrogates."""
    if _NOT_KEPT.search(text):
        raise FieldError(field, "holds a NUL or half a character, which a diary does not keep")
    return text.strip()


def words(text: str, field: str, parted_by: str = ",") -> tuple[str, ...]:
    """The names in a field, each once, in order."""
    parts = (" ".join(part.split()) for part in clean(text, field).split(parted_by))
    return tuple(dict.fromkeys(part for part in parts if part))


def title(text: str, field: str) -> str:
    """A title, on one line. Raises FieldError for an empty one."""
    found = " ".join(clean(text, field).split())
    if not found:
        raise FieldError(field, "is empty")
    return found


def year(text: str, field: str) -> int | None:
    """A year of release from 1870 to 2200; None for an empty field."""
    said = text.strip()
    if not said:
        return None
    # A spreadsheet may have made 1957.0 of it.
    digits = said.removesuffix(".0")
    if (
        not (digits.isascii() and digits.isdecimal() and len(digits) == 4)
        or int(digits) not in _YEARS
    ):
        raise FieldError(field, f"{shown(said)} is no year")
    return int(digits)


def day(text: str, field: str) -> PartialDate | None:
    """The day of an ISO 8601 date or time, as it stands there; None for an empty field."""
    said = text.strip()
    if not said:
        return None
    try:
        return _iso_day(said)
    except ValueError:
        raise FieldError(field, f"{shown(said)} is no date such as 2026-11-20") from None


@lru_cache(maxsize=1024)
def _iso_day(text: str) -> PartialDate:
    return PartialDate.parse_iso(_END_OF_DAY.split(text, maxsplit=1)[0])


def local_day(text: str, field: str) -> PartialDate | None:
    """The local calendar day of an ISO 8601 time, which is UTC unless it says another zone.

    A date without a time is that day. None for an empty field.
    """
    said = text.strip()
    if len(said) <= len("2026-11-20"):
        return day(said, field)
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is None:
            moment = datetime.fromisoformat(f"{said}+00:00")
        return PartialDate.of(moment.astimezone().date())
    except (ValueError, OverflowError):
        raise FieldError(field, f"{shown(said)} is no time such as 2026-11-20T21:30:00Z") from None


def rating(text: str, field: str, top: int) -> int | None:
    """A rating out of `top` (5, 10 or 100) as 1-100, rounded to the nearest; None for an empty one.

    A rating of nothing is none in services that start at 0: it is refused here.
    """
    said = text.strip().replace(",", ".")
    if not said:
        return None
    found = _of_hundred(said, top)
    if found is None:
        raise FieldError(field, f"{shown(said)} is no rating above 0 and up to {top}")
    return found


@lru_cache(maxsize=256)
def _of_hundred(text: str, top: int) -> int | None:
    try:
        value = Decimal(text) if len(text) <= _SHOWN else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 < value <= top:
        return None
    return max(1, int((value * 100 / top).to_integral_value()))


def imdb_id(text: str, field: str) -> str:
    """`tt0050634` from that, from `50634` or from `0050634`; '' for an empty field."""
    said = text.strip()
    if not said:
        return ""
    found = _IMDB.fullmatch(said)
    if found is None or not said.isascii():
        raise FieldError(field, f"{shown(said)} is no IMDb id such as tt0050634")
    return f"tt{int(found[1]):07}"


def tmdb_id(text: str, field: str) -> str:
    """A number as text, such as `38360`; '' for an empty field, and for 0, which means none."""
    said = text.strip().removesuffix(".0")
    if not said:
        return ""
    if _NUMBER.fullmatch(said) is None or not said.isascii():
        raise FieldError(field, f"{shown(said)} is no TMDB id such as 38360")
    return str(int(said)) if int(said) else ""


def shown(text: str) -> str:
    """A value as an account quotes it, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
