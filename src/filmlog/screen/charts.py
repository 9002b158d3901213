"""Charts of whole numbers in plain text, such as `Kinopanorama  ████▌ 9`, from zero and to scale.

A mark stands for 1, 2, 5, 10, 20, 50 ... units, the same in all of a chart, and the chart says
for how many. The exact figure stands at every bar, because a bar is no finer than half a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from filmlog.screen.width import ELLIPSIS, cells, pad, truncate

NARROWEST = 20
"""Cells that a chart of bars needs; on a shorter line it is drawn as wide as this."""

_GAP = 2
_LEAST_BAR = 2
_LEAST_LABEL = 2


class Bar(NamedTuple):
    """A row of a chart: a count (0 or more) and, where it says more than that, its figure."""

    label: str
    value: int
    shown: str = ""


class Chart(NamedTuple):
    """The lines of a chart and, in words, what a whole mark is; '' where there is no mark."""

    lines: tuple[str, ...]
    scale: str


Unit = str | Callable[[int], str]
"""What is counted: a noun that takes an -s, or the words for so many of them."""


def per_mark(largest: int, room: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... of which `room` (1 or more) make up the largest."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if largest <= step * max(room, 1):
                return step
        power *= 10


def bars(
    rows: Sequence[Bar],
    width: int,
    *,
    ascii: bool = False,  # noqa: A002 - the name of the option
    unit: Unit = "",
    label_width: int | None = None,
    per_mark: int | None = None,
) -> Chart:
    """A line a row, in its order: label, bar and figure in at most `width` cells (20 or more).

    Labels are cut at a third of the width, or at `label_width`, which is also how wide their
    column is then; sooner where the figures need the room. `per_mark` is the scale to share with
    another chart, and it holds unless a bar would not fit.
    """
    width = max(width, NARROWEST)
    whole, half, ending = ("#", "-", "~") if ascii else ("█", "▌", ELLIPSIS)
    figures = [row.shown or str(row.value) for row in rows]
    beside = width - _GAP - 1  # what label, bar and figure share
    column = min(
        min(max((cells(row.label) for row in rows), default=0), width // 3)
        if label_width is None
        else label_width,
        max(_LEAST_LABEL, beside - _LEAST_BAR - max(map(cells, figures), default=0)),
    )
    figures = [cut(figure, beside - column - 1, ending) for figure in figures]
    rooms = [beside - column - cells(figure) for figure in figures]
    size = max(per_mark or 1, _least_for(rows, rooms))
    lines = []
    for row, figure in zip(rows, figures, strict=True):
        wholes, halves = divmod(_halves(row.value, size), 2)
        bar = whole * wholes + half * halves
        label = pad(cut(row.label, column, ending), column)
        lines.append(label + " " * _GAP + (f"{bar} {figure}" if bar else figure))
    some = any(row.value for row in rows)
    return Chart(tuple(lines), f"each {whole} is {_words(size, unit)}" if some else "")


def columns(
    values: Sequence[int],
    labels: Sequence[str],
    height: int,
    *,
    ascii: bool = False,  # noqa: A002 - the name of the option
) -> Chart:
    """Upright bars of at most `height` rows; under each its figure, and under that its label.

    All are as wide as the widest label or figure, with a blank between two: `n * (w + 1) - 1`
    cells in all. The scale is that of a row, since a row of a column may be several marks.
    """
    whole, half = ("#", ".") if ascii else ("█", "▄")
    size = per_mark(max(values, default=0), height)
    halves = [_halves(value, size) for value in values]
    figures = [str(value) for value in values]
    wide = max(map(cells, [*figures, *labels]), default=0)
    rows = [
        [(whole if n >= top else half if n == top - 1 else " ") * wide for n in halves]
        for top in range((max(halves, default=0) + 1) // 2 * 2, 0, -2)
    ]
    under = (figures, labels) if values else ()
    rows += [[pad(text, wide, "right") for text in texts] for texts in under]
    lines = tuple(" ".join(row).rstrip() for row in rows)
    return Chart(lines, f"each row is {size}" if any(values) else "")


def _least_for(rows: Sequence[Bar], rooms: Sequence[int]) -> int:
    """The scale at which every bar fits in the cells that its figure leaves."""
    return max(
        (per_mark(row.value, room) for row, room in zip(rows, rooms, strict=True)), default=1
    )


def _halves(value: int, size: int) -> int:
    """How many half marks come nearest to a value; one at least for what is not nothing."""
    return max(min(value, 1), (4 * value + size) // (2 * size))


def _words(size: int, unit: Unit) -> str:
    if callable(unit):
        return unit(size)
    return f"{size} {unit}{'' if size == 1 else 's'}" if unit else str(size)


def cut(text: str, width: int, ending: str) -> str:
    """The text in at most `width` cells (1 or more), ending so where something had to go."""
    return text if cells(text) <= width else truncate(text, width)[:-1] + ending
