"""Text in terminal cells: how wide it is, cut, padded and wrapped to a width.

Rich knows this too, but costs 30 ms to load. Where terminals differ (joined emoji, variation
selectors) a text counts as the wider, so that a line is never longer than it was meant to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

ELLIPSIS = "…"
# Hexagrams and counting rods: wide from Unicode 16 on, and Python's tables are older.
_WIDE_SINCE_16 = (
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x4DC0, 0x4E00),
    range(0x1D300, 0x1D357),
    range(0x1D360, 0x1D377),
)
_EMOJI_PRESENTATION = "\ufe0f"
# Scripts that may break between any two characters, but not before a closing mark.
_UNSPACED = (
    "[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
    "[\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u30fb\u30fc\uff01\uff09\uff0c\uff0e"
    "\uff1a\uff1b\uff1f\uff3d\uff5d]*"
)


def cells(text: str) -> int:
    """How many cells a text without controls takes."""
    if text.isascii():
        return len(text)
    total = sum(map(_cell, text))
    if _EMOJI_PRESENTATION in text:
        # It asks for the two-cell picture of a character that takes one cell otherwise.
        total += text.count(_EMOJI_PRESENTATION)
    return total


@lru_cache(8192)
def _cell(char: str) -> int:
    # A visible format character, such as the Arabic number sign, takes a cell like a letter.
    if category(char) in ("Mn", "Me") or char in "\u200c\u200d":
        return 0
    if east_asian_width(char) in "WF":
        return 2
    return 2 if any(ord(char) in block for block in _WIDE_SINCE_16) else 1


def truncate(text: str, width: int) -> str:
    """The text in at most `width` cells, ending in `…` when something had to go."""
    if cells(text) <= width:
        return text
    head, _ = _split(text, width - 1)
    return head.rstrip(" \u200d") + ELLIPSIS if width > 0 else ""


def pad(text: str, width: int, align: str = "left") -> str:
    """The text cut or filled with blanks to `width` cells, its words at the `align` side."""
    text = truncate(text, width)
    blanks = " " * (width - cells(text))
    return blanks + text if align == "right" else text + blanks


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """The words of a text on lines of at most `width` cells (2 or more), at least one line.

    Each line begins with `first` (the first) or `rest` (the others, by default `first` as
    blanks). Words break where they are longer than a line, and between Han or kana anywhere.
    """
    rest = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    line, used, room = "", 0, max(2, width - cells(first))
    for piece, blank in _pieces(text):
        size = cells(piece)
        if line and used + blank + size > room:
            lines.append(line)
            line, used, room = "", 0, max(2, width - cells(rest))
        elif line and blank:
            line, used = line + " ", used + 1
        while size > room:
            head, piece = _split(piece, room)  # noqa: PLW2901 - what is left of a long word
            lines.append(head)
            room = max(2, width - cells(rest))
            size = cells(piece)
        line, used = line + piece, used + size
    lines.append(line)
    return [(rest if number else first) + line for number, line in enumerate(lines)]


def sentence(text: str, width: int) -> list[str]:
    """A text to be read and copied from, on lines of at most `width` cells where it can be.

    Lines end between words alone: a path or a `command` stays whole, however long. Those after the
    first begin with its blanks, and two more of them where it has any.
    """
    if cells(text) <= width:
        return [text]
    indent = len(text) - len(text.lstrip(" "))
    hang = " " * (indent + 2) if indent else ""
    lines = [""]
    for found in re.finditer(" *(?:`[^`]*`|[^ ])+", text):
        if lines[-1] and cells(lines[-1] + found[0]) > width:
            lines.append(hang + found[0].lstrip(" "))
        else:
            lines[-1] += found[0]
    return lines


def chop(text: str, width: int) -> list[str]:
    """A text with its blanks in runs of at most `width` cells (2 or more), at least one."""
    runs: list[str] = []
    while cells(text) > width:
        head, text = _split(text, width)
        runs.append(head)
    return [*runs, text]


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """What a line may break between, each with the blanks (0 or 1) that go before it."""
    for word in text.split(" "):
        if not word:
            continue
        blank = 1
        done = 0
        # 3 ms to compile, for those alone whose texts have such a script.
        for found in () if max(word) < "\u2e80" else re.finditer(_UNSPACED, word):
            if found.start() > done:
                yield word[done : found.start()], blank
                blank = 0
            yield found[0], blank
            blank, done = 0, found.end()
        if done < len(word):
            yield word[done:], blank


def _split(text: str, width: int) -> tuple[str, str]:
    """The text in two, the first part as long as fits in `width`, marks with their letter."""
    used = 0
    for index, char in enumerate(text):
        used += 1 if char == _EMOJI_PRESENTATION else _cell(char)
        if used > width:
            return text[:index], text[index:]
    return text, ""
