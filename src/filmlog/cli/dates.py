"""Dates as people type them, kept as exactly as they were said and no more so.

Digits come first, then words; dateparser is asked last, and believed only where it agrees with
the text: left alone it makes "October 1957" the 23rd and "1990s" half an hour ago.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from filmlog.domain.partial_date import MONTHS, PartialDate
from filmlog.errors import UsageError

FIRST_FILM = 1870
"""Nobody shot a film before that decade, so an earlier year is a slip."""

_HINT = "Write 2026-11-20, Nov 2026, 1957, yesterday, last friday, 20 nov or '3 days ago'."
_LONGEST = 80

# Patterns are text, so that a date which the first one reads waits for no other (0.3 ms each).
_YEAR_FIRST = r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?\.?"
_YEAR_LAST = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\.?"
_NO_DAY = r"([0-9]{1,2})[-/.]([0-9]{4})"
_NO_YEAR = r"([0-9]{1,2})(?:/([0-9]{1,2})|\.([0-9]{1,2})\.)"
_HAN = r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?(?:([0-9]{1,2})日)?"
_DECADE = r"[0-9]{2,4}'?s\b|[0-9]{2,4}年代"


def diary_day(now: datetime, day_end: int) -> date:
    """The day of the diary: until the hour `day_end` it is still the evening before."""
    return (now - timedelta(hours=day_end)).date()


def parse_when(
    text: str,
    *,
    now: datetime,
    day_end: int = 4,
    order: str = "DMY",
    languages: tuple[str, ...] = (),
    to_come: bool = False,
) -> PartialDate:
    """The date a person typed, known to the day, month or year as they said it.

    `now` is local time: `today` and all that is counted from it start from its diary_day. `order`
    (DMY, MDY or YMD) settles 03/04/2026. `languages` are ISO 639-1 codes, beside English and the
    system's. A date still to come is refused unless `to_come`. Raises UsageError.
    """
    said = " ".join(text.split())
    if not said.isascii():
        from unicodedata import category, normalize  # 0.5 ms; full-width digits are not ASCII

        if "No" in map(category, said):  # 2² is not 22, and dateparser drops ፩
            raise UsageError(f"{_quoted(text)} is not a date.", _HINT)
        said = normalize("NFKC", "".join(c for c in said if category(c) != "Cf"))
    if not said or len(said) > _LONGEST:
        raise UsageError(f"{_quoted(text)} is not a date.", _HINT)
    day = diary_day(now, day_end)
    try:
        found = (
            _in_digits(said, order, now.date())
            or _in_words(said, day, now.date())
            or _in_any_language(said, day, now.date(), languages)
        )
    except ValueError:
        raise UsageError(f"{_quoted(text)} is a day that no calendar has.", _HINT) from None
    if found is None:
        raise UsageError(f"{_quoted(text)} is not a date that filmlog can read.", _HINT)
    if found.year < FIRST_FILM:
        raise UsageError(f"{_quoted(text)} is before the first film.", _HINT)
    if found.first() > now.date() and not to_come:
        raise UsageError(f"{found.words} is still to come.", _HINT)
    return found


def _in_digits(said: str, order: str, today: date) -> PartialDate | None:
    """A date of digits alone; None when there are words."""
    if found := re.fullmatch(_YEAR_FIRST, said):
        year, _, month, day = found.groups()
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    if not re.fullmatch(r"[0-9\s./-]+", said):
        return None
    digits = re.sub(r"([./-]) ", r"\1", said)
    if found := re.fullmatch(_NO_DAY, digits):
        return PartialDate(int(found[2]), int(found[1]))
    if found := re.fullmatch(_YEAR_LAST, digits):
        return _of_three(found[1], found[3], found[4], order, today)
    if found := re.fullmatch(_NO_YEAR, digits):
        from filmlog.cli.date_words import latest

        # With points the day comes first everywhere.
        pair_order = "DMY" if found[3] else order.replace("Y", "")
        day_number, month_number = _day_and_month(
            int(found[1]), int(found[2] or found[3]), pair_order
        )
        return latest(month_number, day_number, today)
    raise UsageError(f"{_quoted(said)} is a number, not a date.", _HINT)


def _of_three(first: str, second: str, third: str, order: str, today: date) -> PartialDate:
    if len(third) == 4:
        day, month = _day_and_month(int(first), int(second), order)
        return PartialDate(int(third), month, day)
    from filmlog.cli.date_words import in_full

    if order == "YMD" and len(first) == 2:
        return PartialDate(in_full(int(first), today), int(second), int(third))
    day, month = _day_and_month(int(first), int(second), order)
    return PartialDate(in_full(int(third), today), month, day)


def _day_and_month(first: int, second: int, order: str) -> tuple[int, int]:
    """Which of two numbers is the day: as `order` has it, or else as the calendar allows."""
    if order == "YMD" and min(first, second) >= 1 and max(first, second) <= 12 and first != second:
        raise UsageError(
            f"'{first}/{second}' could be {first} {MONTHS[second - 1]} "
            f"or {second} {MONTHS[first - 1]}.",
            "Write the year first, or set the order: filmlog config set date_order DMY",
        )
    day, month = (first, second) if order == "DMY" else (second, first)
    return (month, day) if month > 12 >= day else (day, month)


def _in_words(said: str, diary_today: date, today: date) -> PartialDate | None:
    from filmlog.cli.date_words import counted_back, fold, latest, named

    folded = fold(said)
    if re.search(_DECADE, folded):
        raise UsageError(f"{_quoted(said)} is ten years, and a date is one at most.", _HINT)
    if folded and (found := re.fullmatch(_HAN, folded)):
        year, month, day = (int(part) if part else None for part in found.groups())
        if day and not month:
            raise UsageError(f"{_quoted(said)} is a number, not a date.", _HINT)
        return PartialDate(year, month, day) if year else latest(month, day, today)
    return counted_back(folded, diary_today) or named(folded, today)


def _in_any_language(
    said: str, diary_today: date, today: date, languages: tuple[str, ...]
) -> PartialDate | None:
    from filmlog.cli.foreign_dates import read  # dateparser is 150 ms

    return read(said, diary_today, today, languages)


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"'{shown if len(shown) <= 40 else shown[:39] + '…'}'"
