"""Markdown wrapped to a width and left as Markdown, which reads well as plain text.

Parsing it for real (markdown-it) costs 50 ms. Here paragraphs, headings, lists and quotes are
wrapped, code and tables keep their lines, and emphasis stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filmlog.domain.pattern import pattern
from filmlog.screen.width import chop, wrap

_FENCE = pattern(r" {0,3}(`{3,}|~{3,})([^`]*)")
# What a line is, what goes before its words, and its words.
_KINDS = (
    ("blank", pattern(r"()(\s*)")),
    ("quote", pattern(r"() {0,3}> ?(.*)")),
    ("kept", pattern(r"()( {0,3}([-*_=])(?:\s*\3){2,}\s*|\s*\|.*\|\s*)")),
    ("heading", pattern(r" {0,3}(#{1,6} +)(.*)")),
    ("item", pattern(r"( *(?:[-*+]|\d{1,9}[.)]) +)(.*)")),
)
_HARD_BREAK = pattern(r"(?:\\| {2,})$")
_NARROWEST_INSIDE = 12
"""Cells; what is nested deeper than leaves this much is set no narrower."""


class _Block(NamedTuple):
    """Lines that belong together. `kind` is blank, kept, quote, heading, item or words.

    `first` is what stands before the first of them, such as `- `; the others hang under it.
    """

    kind: str
    first: str
    lines: list[str]


def reflow(markdown: str, width: int) -> Iterator[str]:
    """The lines of safe Markdown, each at most `width` cells (12 or more)."""
    for block in _blocks(markdown.split("\n")):
        yield from _set(block, width)


def _blocks(lines: Iterable[str]) -> Iterator[_Block]:
    block = _Block("blank", "", [])
    fence = ""
    for line in lines:
        opened = _FENCE.fullmatch(line)
        if fence or opened:
            kind, first, text = "kept", "", line
            fence = _fence_after(fence, line) if fence or not opened else opened[1]
        else:
            kind, first, text = _read(line, within=block.kind in ("words", "item"))
        if kind == block.kind == "quote" or (kind == "words" and block.kind in ("words", "item")):
            block.lines.append(text)
        else:
            yield block
            block = _Block(kind, first, [text])
    yield block


def _fence_after(fence: str, line: str) -> str:
    """The fence still open after a line of code: the same, or '' when the line closes it."""
    marks = line.strip()
    return "" if len(marks) >= len(fence) and not marks.strip(fence[0]) else fence


def _read(line: str, *, within: bool) -> tuple[str, str, str]:
    """What kind of block a line is of, what goes before it, and its words."""
    for kind, look in _KINDS:
        if found := look.fullmatch(line):
            return kind, found[1], found[2]
    is_code = line.startswith("    ") and not within
    return "kept" if is_code else "words", "", line


def _set(block: _Block, width: int) -> Iterator[str]:
    first = block.first[max(0, len(block.first) - (width - _NARROWEST_INSIDE)) :]
    if block.kind == "quote" and width >= _NARROWEST_INSIDE + 2:
        yield from ("> " + line for line in reflow("\n".join(block.lines), width - 2))
    elif block.kind == "kept":
        for line in block.lines:
            yield from chop(line.rstrip(), width)
    else:
        words: list[str] = []
        for line in block.lines:
            words.append(_HARD_BREAK.sub("", line.lstrip()))
            if _HARD_BREAK.search(line):
                yield from wrap(" ".join(words), width, first)
                words.clear()
                first = " " * len(first)
        if words:
            yield from wrap(" ".join(words), width, first)
