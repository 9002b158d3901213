"""Marked text: how plain text is marked, and how Markdown is made of it in the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmlog.exchange.html.hidden_runs import with_spoilers
from filmlog.exchange.html.marks import (
    BLOCK_START,
    BREAK,
    EDGES,
    HIDE,
    LITERAL,
    RUN,
    RUN_END,
    SHOW,
    STYLES_END,
    without_empty_lines,
)
from filmlog.exchange.html.styled_runs import is_link, joined
from filmlog.exchange.markdown.escaping import printable

_LINE_END = re.compile(r"\r\n?|\n")
_BLANKS = re.compile(r"[ \t]+")
# One class of signs at the head of a pattern: what is in none is passed over fast.
_MAYBE_MARKUP = re.compile(r"[\\`*_\[\]<&~|#!.)](?:(?<![!.)])|(?<=!)$|(?<=\d[.)])(?=\s|$))")
_MAYBE_BLOCK = re.compile(r"\s*[-+=>:]|[.)](?=\s|$)")
_BRACKET = re.compile(r"\x00([\[\]])")

_MAYBE_LINE_START = re.compile(r"\x00[-+=>:#.)]")
_LINE_START = re.compile(
    r"(^(?:>|-[ ]|\d{1,9}\.[ ]|[ ])*+|[\x01\x02\x04][\x01\x02\x04 ]*+)"
    r"(?:\x00([-+=>:#])|(\d{1,9})\x00([.)]))",
    re.MULTILINE,
)
_SIGN = re.compile(r"\x00(\|(?:\x00\|)*+|.)")
_ENTITY = re.compile(r"[\x00-\x02]*#?[\w\x00-\x02]{1,40};")
_CLOSING = re.compile(r" *(?:\x05?\n|\Z)")
_UNSEEN = re.compile(r"[\x00-\x02]*")
_EDGES = re.compile(rf"[{EDGES}]*")
_SPOILERS = re.compile(r"[\x01\x02]*")
_BREAK_INSIDE = re.compile(rf"\x05+\n(?![> ]*+(?:$|{BLOCK_START}))", re.MULTILINE)


def literal(text: str, styles: Sequence[str] | None = None) -> str:
    """Plain text, marked; a line end is a break, and empty lines part paragraphs.

    `styles` are what it stands in, outermost first: "*", "**" or the address of a link. None is
    for text that is alone: no other has any styles either.
    """
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    lines = printable(text.replace("\ufeff", "")).split("\n")
    if len(lines) > 1:
        lines[1:-1] = [line.strip() for line in lines[1:-1]]
        lines[0], lines[-1] = lines[0].rstrip(), lines[-1].lstrip()
    pieces = list(map(_literal_line, lines))
    if styles is not None:
        if any(map(is_link, styles)):
            pieces = [_BRACKET.sub(r"\\\1", piece) for piece in pieces]
        begin = f"{RUN}{' '.join(styles)}{STYLES_END}"
        pieces = [f"{begin}{piece}{RUN_END}" if piece.strip() else piece for piece in pieces]
    return without_empty_lines((BREAK[0] * len(styles or ()) + BREAK).join(pieces))


def settled(text: str) -> str:
    """The Markdown of marked text."""
    text = without_empty_lines(joined(text) if RUN in text else text).strip(" \n\x05")
    if LITERAL in text:
        if _MAYBE_LINE_START.search(text):
            text = _LINE_START.sub(r"\1\3\\\2\4", text)
        text = _SIGN.sub(_escaped, text)
    *lines, last = _BREAK_INSIDE.split(with_spoilers(text))
    text = "\\\n".join([*(line.rstrip(" ") for line in lines), last])
    return text.replace("\x05", "").strip(" \n")


def _literal_line(line: str) -> str:
    if "  " in line or "\t" in line:
        line = _BLANKS.sub(" ", line)
    line = _MAYBE_MARKUP.sub(rf"{LITERAL}\g<0>", line)
    if block := _MAYBE_BLOCK.match(line):
        at = block.end() - 1
        line = f"{line[:at]}{LITERAL}{line[at:]}"
    return line


def _escaped(found: re.Match[str]) -> str:
    """A sign with a backslash before it where it would be markup (CommonMark 0.31)."""
    sign, text, end = found[1], found.string, found.end()
    if sign[0] == "|":
        return _pipes(text, found.start(), end)
    before = text[max(0, found.start() - 1) : found.start()]
    after = _first(_UNSEEN, text, end)
    match sign:
        case "\\" | "`" | "*" | "~":
            is_markup = True
        case "_":
            is_markup = not (before.isalnum() and after.isalnum())
        case "]":
            is_markup = after in {"(", "[", ":"}
        case "!":
            # A literal bracket has its mark before it, that of a link has none.
            is_markup = _first(_SPOILERS, text, end) == "["
        case "<":
            is_markup = after.isalpha() or after in {"/", "!", "?"}
        case "&":
            is_markup = _ENTITY.match(text, end) is not None
        case "#":
            is_markup = before in {" ", "#"} and _CLOSING.match(text, end) is not None
        case _:
            is_markup = False
    return f"\\{sign}" if is_markup else sign


def _pipes(text: str, start: int, end: int) -> str:
    """Literal `|`, one or more, as no mark of a spoiler and no cell of a table."""
    count = (end - start) // 2
    while start and text[start - 1] in EDGES:
        start -= 1
    beside = {text[max(0, start - 1) : start], _first(_EDGES, text, end)}
    if not beside.isdisjoint({HIDE, SHOW}):
        # `\\||` is a literal `||` and takes a `|` from the mark.
        return "&#124;" * count
    return r"\||" * (count // 2) + r"\|" * (count % 2)


def _first(skipped: re.Pattern[str], text: str, at: int) -> str:
    """The first character from `at` on that is not skipped, '' at the end."""
    found = skipped.match(text, at)
    return text[found.end() : found.end() + 1] if found else ""
