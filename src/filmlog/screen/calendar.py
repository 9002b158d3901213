"""A year's days as a map: a column a week, a row a weekday, and a shade for how much was seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from filmlog.domain.partial_date import MONTHS, WEEKDAYS

_MARGIN = 4
# Weeks that so many months can touch: a leap year that begins on a Sunday has 54, the second half
# of a year 28 where July begins on one. A quarter has 14, which fits wherever a chart does.
_WEEKS = {12: 54, 6: 28}
_SHADES = "·░▒▓█"
_ASCII_SHADES = ".-+x#"
_BETWEEN = "  "


class HeatMap(NamedTuple):
    """The lines of a map, and which counts each of its shades stands for.

    The legend is one line where `width` allows, else several with `\\n` between.
    """

    lines: tuple[str, ...]
    legend: str


def heat_map(
    counts: Mapping[date, int],
    year: int,
    width: int,
    *,
    ascii: bool = False,  # noqa: A002 - the name of the option
    until: date | None = None,
) -> HeatMap:
    """The viewings of each day of a year, in at most `width` cells (20 or more).

    A year stands in one piece, two halves or four quarters, whichever fits. A day after `until`,
    and so still to come, is blank instead of empty; but what was counted on it is not hidden.
    """
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = [date.fromordinal(ordinal) for ordinal in range(first, last + 1)]
    shades = _ASCII_SHADES if ascii else _SHADES
    largest = max(counts.get(day, 0) for day in days)
    size = max(1, -(-largest // 4))
    drawn = {
        day: shades[-(-counts.get(day, 0) // size)]
        for day in days
        if until is None or day <= until or counts.get(day, 0)
    }
    months = next((m for m, weeks in _WEEKS.items() if _MARGIN + weeks <= width), 3)
    lines: list[str] = []
    for start in range(1, 13, months):
        lines += [""] if lines else []
        lines += _piece([d for d in days if start <= d.month < start + months], drawn)
    return HeatMap(tuple(lines), _legend(shades, size, largest, width))


def _piece(days: list[date], drawn: Mapping[date, str]) -> list[str]:
    """Consecutive days under the names of the months that begin in them."""
    weeks = _week(days[-1]) - _week(days[0]) + 1
    names = [" "] * weeks
    grid = [[" "] * weeks for _ in WEEKDAYS]
    for day in days:
        column = _week(day) - _week(days[0])
        grid[day.weekday()][column] = drawn.get(day, " ")
        if day.day == 1:
            # A month is four columns and more, and its name three cells.
            names[column : column + 3] = MONTHS[day.month - 1][:3]
    rows = [("", names), *zip(WEEKDAYS, grid, strict=True)]
    return [f"{name[:3]:<{_MARGIN}}{''.join(row)}".rstrip() for name, row in rows]


def _week(day: date) -> int:
    """The number of a day's week, Monday to Sunday; 1 January of the year 1 was a Monday."""
    return (day.toordinal() - 1) // 7


def _legend(shades: str, size: int, largest: int, width: int) -> str:
    entries = [f"{shades[0]} none"]
    for shade, least in zip(shades[1:], range(1, largest + 1, size), strict=False):
        most = min(least + size - 1, largest)
        entries.append(f"{shade} {least}" if least == most else f"{shade} {least}-{most}")
    lines = [entries[0]]
    for entry in entries[1:]:
        if len(lines[-1] + _BETWEEN + entry) <= width:
            lines[-1] += _BETWEEN + entry
        else:
            lines.append(entry)
    return "\n".join(lines)
