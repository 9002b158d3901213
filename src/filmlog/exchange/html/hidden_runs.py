"""Spoilers of marked text in filmlog's notation: inline ones and blocks (domain/review.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from filmlog.exchange.html.marks import BLOCK, BLOCK_START, BREAK, EDGES, HIDE, SHOW, titled
from filmlog.exchange.markdown.escaping import inline

_MARK = re.compile(r"[\x01\x02]|\x03([^\x04]*)\x04")
_NO_PARAGRAPH = re.compile(rf" |{BLOCK_START}", re.MULTILINE)


class _Span(NamedTuple):
    """A spoiler: where its mark begins, its text begins and ends, and its closing mark ends."""

    begin: int
    start: int
    end: int
    after: int
    title: str


def with_spoilers(text: str) -> str:
    """The text with each spoiler as `||words||`, or as a block if it has several paragraphs.

    One that has a title or begins with a line end is a block too. Of a list or a quote in which
    a block would begin or end all is hidden. A spoiler in a spoiler is part of it, one without
    an end runs to the end of the text, an end without a beginning is nothing.
    """
    if HIDE not in text and BLOCK not in text and SHOW not in text:
        return text
    pieces: list[str] = []
    done = 0
    for span in _spans(text):
        pieces.append(text[done : span.begin].replace(SHOW, ""))
        done = span.after
        body = _MARK.sub(_inner, text[span.start : span.end])
        words = body.strip(EDGES)
        if not words.strip():
            pieces.append(body)
        elif span.title or "\n\n" in words or body.startswith(BREAK):
            pieces.append(f"{titled(span.title)}{body}{SHOW}")
        else:
            at = body.index(words)
            pieces.append(f"{body[:at]}||{words}||{body[at + len(words) :]}")
    return _with_blocks("".join([*pieces, text[done:].replace(SHOW, "")]))


def _spans(text: str) -> Iterator[_Span]:
    """The spoilers that are in no other."""
    depth = 0
    begin = start = 0
    title = ""
    for mark in _MARK.finditer(text):
        if mark[0] == SHOW:
            depth -= depth > 0
            if depth == 0 and start:
                yield _Span(begin, start, mark.start(), mark.end(), title)
                start = 0
            continue
        if depth == 0:
            begin, start = mark.span()
            title = mark[1] or ""
        depth += 1
    if start:
        yield _Span(begin, start, len(text), len(text), title)


def _inner(found: re.Match[str]) -> str:
    """What stays of a mark within a spoiler: a title is words as others are."""
    return f"{inline(found[1])}: " if found[1] else ""


def _with_blocks(text: str) -> str:
    """The text with its marked spoilers, none of them in another, as blocks."""
    if BLOCK not in text:
        return text
    shown: list[str] = []
    hidden: list[str] = []
    title: str | None = None  # of the block that is open

    margin = 0

    def add(part: str) -> None:
        nonlocal margin
        parts = shown if title is None else hidden
        if not part:
            return
        if part[0] != " ":
            margin = 0
        elif not margin and not (parts and _NO_PARAGRAPH.match(parts[-1])):
            # The list that it was in has stayed on the other side.
            margin = len(part) - len(part.lstrip(" "))
        parts.append(re.sub(rf"^ {{0,{margin}}}", "", part, flags=re.MULTILINE) if margin else part)

    def end() -> None:
        if hidden:
            shown.append("\n".join([f":::spoiler {title}".rstrip(), "\n\n".join(hidden), ":::"]))
            hidden.clear()

    for chunk in text.split("\n\n"):
        is_whole = _NO_PARAGRAPH.match(chunk) is not None
        if is_whole and (found := _MARK.search(chunk)):
            title = found[1] or "" if title is None else title
            add(_MARK.sub("", chunk))
            if chunk.rfind(SHOW) > chunk.rfind(BLOCK):
                end()
                title = None
            continue
        done = 0
        for found in _MARK.finditer(chunk):
            add(chunk[done : found.start()].strip(EDGES))
            done = found.end()
            if found[0] == SHOW:
                end()
            title = found[1]
        add(chunk[done:].strip(EDGES) if done else chunk)
    end()
    return "\n\n".join(shown)
