"""Days as people and spreadsheets write them: 2026-11-20, 20.11.2026, 11/20/26, 20 Nov 2026.

What is not said is not made up: `2026-11` is a month. Which of two numbers is the day is a habit of
the whole column, so that one row with a number above 12 tells it for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmlog.domain.partial_date import MONTHS, PartialDate
from filmlog.exchange.record import FieldError
from filmlog.exchange.services.values import local_day, shown

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?)?"
_IN_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}){_TIME})?)?", re.ASCII | re.IGNORECASE
)
_YEAR_LAST = re.compile(
    rf"(\d{{1,2}})([-/.]) ?(\d{{1,2}})\2 ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII | re.IGNORECASE
)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_NAMED = re.compile(
    r"(?:[^\W\d]{2,}\.?,? )?(?:(\d{1,2})(?:st|nd|rd|th|\.)?[ -])?([^\W\d]{3,9})\.?[ -]"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?, )?(\d{4})" + _TIME,
    re.ASCII | re.IGNORECASE,
)
_FIRST_FILM, _LAST = 1870, 2200


def tell_day_first(texts: Iterable[str]) -> bool | None:
    """Whether the day stands before the month in these; None where they do not tell."""
    told: set[bool] = set()
    for text in texts:
        found = _YEAR_LAST.fullmatch(text.strip())
        if found is None:
            continue
        if found[2] == "." or int(found[1]) > 12:
            told.add(True)
        elif int(found[3]) > 12:
            told.add(False)
    return told.pop() if len(told) == 1 else None


def written_day(text: str, field: str, *, day_first: bool) -> PartialDate | None:
    """The day, month or year that a text says; None for an empty one.

    `day_first` says whether 03/04/2026 is in April; 03.04.2026 always is. A year of two digits is
    from 1969 to 2068, as in POSIX. A time in a zone is the local day. Raises FieldError.
    """
    said = " ".join(text.split())
    if not said:
        return None
    if _IN_ZONE.fullmatch(said):
        return local_day(said, field)
    try:
        day = _parsed(said, day_first)
    except ValueError:
        raise FieldError(field, f"{shown(said)} is a day that no calendar has") from None
    if day is None or not _FIRST_FILM <= day.year <= _LAST:
        raise FieldError(field, f"{shown(said)} is no date such as 2026-11-20")
    return day


def _parsed(said: str, day_first: bool) -> PartialDate | None:
    if found := _YEAR_FIRST.fullmatch(said):
        year, _, month, day = found.groups()
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    if found := _YEAR_LAST.fullmatch(said):
        first, mark, second, year = found.groups()
        if len(year) == 2:
            year = f"{'19' if int(year) >= 69 else '20'}{year}"
        day, month = (first, second) if day_first or mark == "." else (second, first)
        return PartialDate(int(year), int(month), int(day))
    if found := _MONTH_AND_YEAR.fullmatch(said):
        return PartialDate(int(found[2]), int(found[1]))
    found = _NAMED.fullmatch(said)
    if found is None or (found[1] and found[3]):
        return None
    month_number = _month(found[2])
    day = found[1] or found[3]
    return (
        PartialDate(int(found[4]), month_number, int(day) if day else None)
        if month_number
        else None
    )


def _month(word: str) -> int | None:
    """The month of an English name, or of three letters or more of it."""
    starts = [name.casefold().startswith(word.casefold()) for name in MONTHS]
    # "Sept" is its usual short form, and the only one that is longer than three letters.
    return starts.index(True) + 1 if any(starts) else None
