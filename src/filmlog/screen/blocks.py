"""Blocks of text with a heading, set beside each other in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from filmlog.screen.width import cells, pad, truncate, wrap

if TYPE_CHECKING:
    from rich.text import Text

GAP = 3
NARROWEST = 24
"""Cells of a column."""


class Line(NamedTuple):
    """A line of safe text, and the name of a style in screen/theme.py for all of it.

    `spans` are further styles, each of the characters from one index to another.
    """

    text: str
    style: str = "none"
    spans: tuple[tuple[int, int, str], ...] = ()


class Block(NamedTuple):
    """A heading and the lines under it; without a line it is left out."""

    heading: str
    lines: tuple[str, ...]


def column_width(width: int, most: int) -> int:
    """How wide each of at most `most` columns is on a line of `width` cells."""
    count = max(1, min(most, (width + GAP) // (NARROWEST + GAP)))
    return (width - GAP * (count - 1)) // count


def beside(blocks: Iterable[Block], width: int, column: int, rule: str) -> Iterator[Line]:
    """The blocks in columns, each put under the shortest so far; a blank line after all.

    A line too long for its column is wrapped.
    """
    count = max(1, (width + GAP) // (column + GAP))
    columns: list[list[tuple[str, bool]]] = [[] for _ in range(count)]
    for block in blocks:
        if block.lines:
            shortest = min(columns, key=len)
            if shortest:
                shortest.append(("", False))
            shortest.append((_ruled(block.heading, column, rule), True))
            for text in block.lines:
                shown = [text] if cells(text) <= column else wrap(text, column)
                shortest += [(line, False) for line in shown]
    for row in zip_longest(*columns, fillvalue=("", False)):
        yield _joined(row, column)
    if any(columns):
        yield Line("")


def rich_text(lines: Iterable[Line]) -> Text:
    """The lines for a terminal in colour."""
    from rich.text import Text  # 60 ms with the console it needs

    drawn = []
    for line in lines:
        text = Text(line.text, line.style)
        for start, end, style in line.spans:
            text.stylize(style, start, end)
        drawn.append(text)
    return Text("\n").join(drawn)


def _joined(row: Sequence[tuple[str, bool]], column: int) -> Line:
    text = ""
    spans = []
    for part, is_heading in row:
        if is_heading:
            spans.append((len(text), len(text) + len(part), "film.section"))
        text += pad(part, column) + " " * GAP
    return Line(text.rstrip(), "none", tuple(spans))


def _ruled(heading: str, width: int, rule: str) -> str:
    shown = truncate(heading, width)
    return f"{shown} {rule * (width - cells(shown) - 1)}".rstrip()
