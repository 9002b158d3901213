"""How services spell a film or a day in one field: `Matrix, The (1999)`, `Apr 23 2017, 08:18`."""

from __future__ import annotations

import re
from typing import NamedTuple

from filmlog.domain.partial_date import MONTHS, PartialDate
from filmlog.exchange.record import FieldError
from filmlog.exchange.services import values

# A film of several parts has the years of the first and the last: (1995-1996), (2009– ).
_YEAR = re.compile(r"(?P<title>.*\S)\s*\((?P<year>\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\)", re.ASCII)
_ARTICLE = re.compile(
    r"(?P<rest>.+), (?P<article>The|An?|L[aeo]s?|L'|El|Il|I|Gli|Une?|Una|Uno|De[nrt]|Die|Das|Eine?)"
)
_SPELLED_DAY = re.compile(
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2})"
    r"(?: \d{2}:\d{2}:\d{2})? (?P<year>\d{4})(?:, \d{1,2}:\d{2})?",
    re.ASCII,
)
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}


class Named(NamedTuple):
    """A title, and the year that stood behind it."""

    title: str
    year: int | None


def named(text: str, field: str) -> Named:
    """`Fight Club (1999)` parted; brackets that hold no year of a film belong to the title.

    Raises FieldError for an empty title.
    """
    whole = values.title(text, field)
    found = _YEAR.fullmatch(whole)
    if found is None:
        return Named(whole, None)
    try:
        return Named(found["title"], values.year(found["year"], field))
    except FieldError:
        return Named(whole, None)


def article_in_front(title: str) -> str:
    """`The Matrix` for `Matrix, The`, `L'Avventura` for `Avventura, L'`; others as they are."""
    found = _ARTICLE.fullmatch(title)
    if found is None:
        return title
    article = found["article"]
    return f"{article}{found['rest']}" if article.endswith("'") else f"{article} {found['rest']}"


def spelled_day(text: str, field: str) -> PartialDate | None:
    """The day of `Apr 23 2017, 08:18` or `Sat Dec 31 00:00:00 2016`; None for an empty field.

    The time is left: neither service says in which zone it is. Raises FieldError.
    """
    said = text.strip()
    if not said:
        return None
    if found := _SPELLED_DAY.fullmatch(said):
        try:
            return PartialDate(int(found["year"]), _MONTHS[found["month"]], int(found["day"]))
        except (KeyError, ValueError):
            pass
    raise FieldError(field, f"{values.shown(said)} is no date such as Apr 23 2017")
