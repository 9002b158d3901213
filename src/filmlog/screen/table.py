"""Tables as columns and rows of text: laid out once, written as plain lines or through Rich.

Both have the same fixed columns. Letting Rich measure 500 rows itself costs 250 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.screen.width import cells, pad, truncate

if TYPE_CHECKING:
    from rich.table import Table

GAP = 2
"""Blank cells between two columns."""


class Column(NamedTuple):
    """A column: its heading, its width and what gives way when the line is short.

    A column is as wide as its widest cell, at most `maximum`. A `flexible` one shrinks first,
    down to `minimum`. When that is not enough, columns go, the highest `rank` first; rank 0 stays.
    An `extra` column goes before any other is cut. `style` is a name in screen/theme.py.
    """

    heading: str
    rank: int = 0
    align: str = "left"
    maximum: int = 1000
    flexible: bool = False
    minimum: int = 12
    style: str = "none"
    extra: bool = False


Row = Sequence[str]
"""One cell of safe, one-line text for each column."""


def layout(columns: Sequence[Column], rows: Sequence[Row], width: int) -> list[tuple[int, int]]:
    """Which columns fit in `width` cells: the index and width of each, in order."""
    natural = [
        min(
            column.maximum,
            max(cells(column.heading), max((cells(row[index]) for row in rows), default=0)),
        )
        for index, column in enumerate(columns)
    ]
    # A column in which no row has anything says nothing.
    kept = [
        i for i, column in enumerate(columns) if natural[i] and (column.rank == 0 or _used(rows, i))
    ]
    for extra in [i for i in kept if columns[i].extra]:
        whole = sum(natural[i] for i in kept if i != extra) + _least(columns[extra], natural[extra])
        if whole + GAP * (len(kept) - 1) > width:
            kept.remove(extra)
    while True:
        least = [_least(columns[i], natural[i]) for i in kept]
        spare = width - sum(least) - GAP * (len(kept) - 1)
        droppable = [i for i in kept if columns[i].rank]
        if spare >= 0 or not droppable:
            break
        kept.remove(max(droppable, key=lambda i: columns[i].rank))
    laid = []
    for index, size in zip(kept, least, strict=True):
        grown = min(natural[index], max(size + spare, 1)) if columns[index].flexible else size
        spare -= grown - size
        laid.append((index, grown))
    return laid


def aligned(columns: Sequence[Column], rows: Sequence[Row], width: int) -> Iterator[str]:
    """The lines of a table in plain text, its headings first, each at most `width` cells."""
    laid = layout(columns, rows, width)
    gap = " " * GAP
    for row in ([column.heading for column in columns], *rows):
        line = gap.join(pad(row[index], size, columns[index].align) for index, size in laid)
        yield truncate(line.rstrip(), width)


def rich_table(columns: Sequence[Column], rows: Sequence[Row], width: int) -> Table:
    """The same table for a terminal, with the styles of its columns."""
    from rich.table import Table  # 60 ms with the console it needs
    from rich.text import Text

    laid = layout(columns, rows, width)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="table.header")
    for index, size in laid:
        column = columns[index]
        justify = "right" if column.align == "right" else "left"
        table.add_column(Text(column.heading), width=size, justify=justify, no_wrap=True)  # type: ignore[arg-type]  # a Literal that mypy widens
    for row in rows:
        table.add_row(
            *(Text(truncate(row[index], size), columns[index].style) for index, size in laid)
        )
    return table


def _least(column: Column, natural: int) -> int:
    return min(natural, column.minimum) if column.flexible else natural


def _used(rows: Sequence[Row], index: int) -> bool:
    return any(row[index] for row in rows)
