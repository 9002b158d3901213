"""A stretch of days a person asks about: a year, a month, last week, from one to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from filmlog.domain.partial_date import MONTHS, PartialDate
from filmlog.errors import UsageError

HINT = "Write 2026, 2026-11, 'Nov 2026', 2024..2026, 1990s, 'last month' or 'last 30 days'."

_COUNTED = r"last ([1-9][0-9]{0,3}) (day|week|month|year)s?"
_NAMED = r"(this|last) (week|month|year)"
_MONTH = r"([a-z]{3,9}) ([0-9]{4})"
_DECADE = r"([0-9]{3})0s"


class Period(NamedTuple):
    """Days from `first` to `last`, both included, None for open; `label` says it in words."""

    label: str
    first: date | None = None
    last: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it leaves no day out."""
        return self.first is None and self.last is None

    @property
    def year(self) -> int | None:
        """The calendar year it is, None for anything else."""
        if self.first is None or self.last is None:
            return None
        year = self.first.year
        return year if (self.first, self.last) == (date(year, 1, 1), date(year, 12, 31)) else None


WHOLE = Period("the whole diary")


def read_period(text: str, today: date) -> Period | None:
    """The period that a text means, None when it means none. Raises UsageError for a reversed one.

    `this week` begins on Monday; `last 30 days` end today.
    """
    said = " ".join(text.casefold().split())
    begin, dots, end = said.partition("..")
    if dots:
        return _between(begin.strip(), end.strip(), today)
    if said in {"today", "yesterday"}:
        day = today - timedelta(days=said == "yesterday")
        return _of(PartialDate.of(day))
    if found := re.fullmatch(_COUNTED, said):
        return _counted(int(found[1]), found[2], today)
    if found := re.fullmatch(_NAMED, said):
        return _named(found[2], today, is_last=found[1] == "last")
    return _stated(said)


def _stated(said: str) -> Period | None:
    if found := re.fullmatch(_DECADE, said):
        first = int(found[1] + "0")
        return Period(said, date(first, 1, 1), date(first + 9, 12, 31)) if first else None
    if found := re.fullmatch(_MONTH, said):
        for number, name in enumerate(MONTHS, 1):
            if found[1] in {name.casefold(), name[:3].casefold()} and int(found[2]):
                return _of(PartialDate(int(found[2]), number))
        return None
    try:
        return _of(PartialDate.parse_iso(said))
    except ValueError:
        return None


def _of(partial: PartialDate) -> Period:
    return Period(partial.words, partial.first(), partial.last())


def _between(begin: str, end: str, today: date) -> Period | None:
    if ".." in end:
        return None
    low = read_period(begin, today) if begin else WHOLE
    high = read_period(end, today) if end else WHOLE
    if low is None or high is None or not (begin or end):
        return None
    first, last = low.first, high.last
    if first is not None and last is not None and first > last:
        raise UsageError(f"{begin}..{end} runs backwards.", f"Write {end}..{begin}.")
    words = [f"from {low.label}"] if begin else []
    words += [f"to {high.label}"] if end else []
    return Period(" ".join(words), first, last)


def _named(unit: str, today: date, *, is_last: bool) -> Period:
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * is_last)
        sunday = monday + timedelta(days=6)
        return Period(f"the week from {PartialDate.of(monday).words}", monday, sunday)
    if unit == "year":
        return _of(PartialDate(today.year - is_last))
    year, month = divmod(today.year * 12 + today.month - 1 - is_last, 12)
    return _of(PartialDate(year, month + 1))


def _counted(count: int, unit: str, today: date) -> Period | None:
    from filmlog.domain.passes import months_later

    label = f"the last {count} {unit}s" if count > 1 else f"the last {unit}"
    try:
        if unit in {"day", "week"}:
            before = today - timedelta(days=count * (7 if unit == "week" else 1))
        else:
            before = months_later(today, -count * (12 if unit == "year" else 1))
        return Period(label, before + timedelta(days=1), today)
    except (ValueError, OverflowError):
        return None
