"""What the figures have to reach, and whether they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.measure import FILMLOG, Measured

SIZE = 10_000
"""The size of diary that the goals for time are set at."""

BARE_LIMITS = {
    "--version": 1.5,
    "add, a new film": 8.0,
    "add, seen before": 8.0,
    "add, from the catalogue": 11.0,
    "add, in no catalogue": 11.0,
    "show": 8.0,
    "list": 8.0,
    "search": 8.0,
    "list, on a terminal": 11.0,
    "stats, a year": 12.0,
}
LARGE_LIMITS = {"stats, the whole diary": 60.0}
LARGE = 100_000
"""The size of diary that these are set at."""

RIVAL_LIMIT = 0.6
GROWTH_LIMIT = 1.3
GROWING = (
    *("show", "list", "add, a new film", "add, seen before", "completion"),
    *("show, on a terminal", "list, on a terminal"),
)
SYNC_GROWTH_LIMIT = 1.5
SYNC_GROWING = (
    *("sync, nothing new", "sync, 1 change sent", "sync, 1 change received"),
    "sync, 1 change on each side",
)
"""What filmlog does there follows the changes; what git does does not altogether."""

PEAK_LIMIT = 60e6  # bytes


class Verdict(NamedTuple):
    """One goal, the figure it is held against, and whether that reaches it."""

    goal: str
    figure: float
    unit: str
    limit: float

    @property
    def is_reached(self) -> bool:
        """Whether the figure is under the limit."""
        return self.figure < self.limit


def verdicts(measured: Sequence[Measured], sizes: Sequence[int]) -> Iterator[Verdict]:
    """Every goal that these measurements can speak to."""
    for one in measured:
        name = one.name
        size = SIZE if SIZE in sizes else max(sizes)
        if name in BARE_LIMITS:
            yield Verdict(
                f"`{name}` by bare Python at {size:,}", one.ratio(size), "x", BARE_LIMITS[name]
            )
        if name in LARGE_LIMITS and LARGE in sizes:
            yield Verdict(
                f"`{name}` by bare Python at {LARGE:,}", one.ratio(LARGE), "x", LARGE_LIMITS[name]
            )
        for rival in sorted({program for program, _ in one.series} - {FILMLOG}):
            yield Verdict(
                f"`{name}` by {rival} at {size:,}", one.beside(rival, size), "x", RIVAL_LIMIT
            )
        if name in GROWING and len(sizes) > 1:
            low, high = min(sizes), max(sizes)
            yield Verdict(f"`{name}`, {high:,} by {low:,}", one.growth(sizes), "x", GROWTH_LIMIT)
        if not name.startswith("export"):
            peak = max(one.series[FILMLOG, each].peak for each in sizes)
            yield Verdict(f"`{name}`, peak memory", peak / 1e6, " MB", PEAK_LIMIT / 1e6)
