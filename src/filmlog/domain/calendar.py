"""Viewings by their date: days, months, years, weekdays, streaks and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple


class Run(NamedTuple):
    """Days in a row: the first, the last, and how many."""

    first: date
    last: date
    days: int


class Calendar(NamedTuple):
    """Viewings by their date, as far as each is known.

    `days` by day, `months` by `YYYY-MM` and `years` by `YYYY`, those known to the day or month
    among them; `only_month`, `only_year` and `unknown` count those known no better.
    """

    days: Mapping[date, int]
    months: Mapping[str, int]
    years: Mapping[str, int]
    only_month: int
    only_year: int
    unknown: int

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Viewings known to the day, by weekday from Monday."""
        counts = [0] * 7
        for day, count in self.days.items():
            counts[day.weekday()] += count
        return tuple(counts)

    @property
    def streak(self) -> Run | None:
        """The longest run of days with a viewing each, the earliest of several."""
        return _longest(runs(self.days))

    @property
    def pause(self) -> Run | None:
        """The longest run of days without one between two viewings, the earliest of several."""
        gaps = [
            Run(before.last + timedelta(days=1), after.first - timedelta(days=1), days)
            for before, after in pairwise(runs(self.days))
            if (days := (after.first - before.last).days - 1)
        ]
        return _longest(gaps)

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The day with most viewings, the earliest of several."""
        return max(
            self.days.items(), key=lambda item: (item[1], -item[0].toordinal()), default=None
        )


def calendar_of(counts: Iterable[tuple[str | None, int]]) -> Calendar:
    """The calendar of viewings counted by date: ISO 8601 to the day, month or year, None."""
    days: dict[date, int] = {}
    months: dict[str, int] = {}
    years: dict[str, int] = {}
    only = {4: 0, 7: 0, 0: 0}
    for watched, count in counts:
        text = watched or ""
        if len(text) == 10:
            days[date.fromisoformat(text)] = count
        else:
            only[len(text)] += count
        for known, length in ((years, 4), (months, 7)):
            if len(text) >= length:
                known[text[:length]] = known.get(text[:length], 0) + count
    return Calendar(days, months, years, only[7], only[4], only[0])


def runs(days: Iterable[date]) -> list[Run]:
    """Days as runs without a gap, in order."""
    found: list[Run] = []
    for day in sorted(days):
        if found and (day - found[-1].last).days == 1:
            found[-1] = Run(found[-1].first, day, found[-1].days + 1)
        else:
            found.append(Run(day, day, 1))
    return found


def _longest(found: Sequence[Run]) -> Run | None:
    return max(found, key=lambda run: (run.days, -run.first.toordinal()), default=None)
