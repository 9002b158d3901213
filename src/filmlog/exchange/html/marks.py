"""Marks in a text on its way to Markdown: what in it is literal, styled, hidden or a break.

Whether a sign of plain text needs a backslash, whether an asterisk can begin emphasis and whether
a spoiler needs a block, only what stands around it in the finished text tells. So a text is
marked while it is put together, and marked_text.settled makes Markdown of it. The marks are C0
controls, which `escaping.printable` has taken out of every text that is marked.
"""

from __future__ import annotations

import re

from filmlog.exchange.markdown.escaping import printable

LITERAL = "\x00"
"""The next character is a sign that Markdown may take for markup, and is none."""
HIDE, SHOW = "\x01", "\x02"
"""Here a spoiler begins, and ends."""
BLOCK, TITLE_END = "\x03", "\x04"
"""Between them stands the title of a spoiler that begins behind it."""
BREAK = "\x05\n"
"""A line ends, and its paragraph goes on. A bare line feed ends a block, or an item of a list.

Before runs are joined it has as many of its control more as there are styles that go on over it.
"""
EDGES = " \n\x05"
"""What is blank in marked text."""
RUN, STYLES_END, RUN_END = "\x06", "\x07", "\x08"
"""Before the styles of a run of text, between them and the text, and behind it."""

BLOCK_START = r"(?:>|- |\d{1,9}\. |#{1,6} |\*\*\*$)"
"""What begins a block that is no paragraph. It is not literal: a sign that is has a mark."""

_EMPTY_LINES = re.compile(r"\n(?:[ \x05]*\n)+")


def titled(title: str) -> str:
    """The mark where a spoiler begins that has a title (plain text)."""
    return f"{BLOCK}{' '.join(printable(title).split()).replace('||', '| |')}{TITLE_END}"


def without_empty_lines(text: str) -> str:
    """Marked text in which one empty line, and no break, parts blocks."""
    *blocks, last = _EMPTY_LINES.split(text)
    return "\n\n".join([*(block.rstrip(" \x05") for block in blocks), last]) if blocks else text


def block(text: str) -> str:
    """Marked text as a block of its own."""
    return f"\n\n{text.strip(EDGES)}\n\n"


def indented(text: str, first: str, others: str) -> str:
    """Marked text with something before its first line and before all others; '' stays empty."""
    text = without_empty_lines(text).strip(EDGES)
    lines = text.split("\n") if text else []
    return "\n".join(f"{others if n else first}{line}".rstrip(" ") for n, line in enumerate(lines))
