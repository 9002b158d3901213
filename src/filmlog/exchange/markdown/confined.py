"""A review's Markdown made unable to reach out of its place on a page.

Reviews stay Markdown, but headings go below those of the page, HTML shows as it was typed, a code
fence left open is closed, and footnotes and link definitions, which belong to a whole page, are
plain text. What cannot be understood is shown as code, word for word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from filmlog.exchange.markdown.escaping import printable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_INDENT = r"^[ \t>*+\-\d.)]"
_ATX = re.compile(rf"{_INDENT}*?(#{{1,6}})(?=[ \t]|$)", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?<=\S\n)[ \t>]*+(=++|-++)[ \t]*+$", re.MULTILINE)
_TOP = re.compile(r"#{1,6}(?:[ \t]|$)")
_PLAIN_HEADING = re.compile(r"^(#{1,6})(?![^ \t\n])(.*)$", re.MULTILINE)
_INDENTED_ATX = re.compile(rf"{_INDENT}+#", re.MULTILINE)  # in lists and quotes
_TANGLED = re.compile(r"```|~~~|=[ \t]*$|-[ \t]*$", re.MULTILINE)  # fences, underlines and the like
_MAYBE_CODE = re.compile(r"`|\t| {4}")
_RISKY = re.compile(r"<|\]:|\^\[|\{[{%]|%%")

_MARK = re.compile(
    r"\\.|`+|<https?://[^\s<>`\\{}]+>|<|\{(?=[{%])|%(?=%)|\]:|\^\[", re.DOTALL | re.IGNORECASE
)
_BREAKS_SPANS = ("|", "://", "www.")
_HARMLESS = {
    "<": "&lt;", r"\<": "&lt;", "{": "&#123;", "%": "&#37;", "]:": r"]\:", "^[": r"^\[",
}  # fmt: skip
_DEEPEST = 60
"""Containers in containers; the parser skips what is deeper, and it recurses."""
_ROUNDS = 4


class _Puzzling(Exception):  # noqa: N818 - never leaves this module
    """Markdown that this module does not understand well enough to let it through."""


def top_level(text: str) -> int:
    """The level (1-6) of the highest heading in `text`, 6 when it has none. It may err."""
    levels = {len(marks) for marks in _ATX.findall(text)} if "#" in text else set()
    levels |= {1 if line.startswith("=") else 2 for line in _UNDERLINE.findall(text)}
    return min(levels, default=6)


def confine(text: str, *, base: int, shift: int, hidden: bool = False) -> str:
    """Markdown whose headings are `shift` levels lower, and at least at level `base`.

    It ends no element and opens none, when blank lines and an unindented line that starts no
    list stand around it. Inside a `hidden` spoiler headings are bold, as outlines show what is
    folded too, and code is escaped, as other programs find the end of an HTML element by less
    exact rules than CommonMark's.
    """
    text = printable(text)
    is_risky = _RISKY.search(text) is not None
    is_tangled = _TANGLED.search(text) or ("#" in text and _INDENTED_ATX.search(text))
    if not is_tangled and not (is_risky and _MAYBE_CODE.search(text)):
        # Nearly all reviews: their blocks need no parser, which takes half a second for 1 MB.
        text = _PLAIN_HEADING.sub(
            lambda found: (
                _as_bold(_without_closing(found[2]))
                if hidden
                else "#" * _lowered(len(found[1]), base, shift) + found[2]
            ),
            text,
        )
        return _harmless(text, plain=True) if is_risky else text
    try:
        text, tokens = _without_definitions(text)
        return _rewritten(text.split("\n"), tokens, base, shift, hidden)
    except _Puzzling:
        return _as_code(text, hidden)


def top_headings(text: str) -> list[int]:
    """The numbers of the lines (from 0) that are headings begun with `#` and stand in no block."""
    if "```" not in text and "~~~" not in text:
        return [number for number, line in enumerate(text.split("\n")) if _TOP.match(line)]
    return [
        token.map[0]
        for token in _parser().parse(text)
        if token.type == "heading_open" and token.markup[0] == "#" and not token.level and token.map
    ]


def _rewritten(given: list[str], tokens: list[Token], base: int, shift: int, hidden: bool) -> str:
    lines: list[str | None] = [*given]
    code: set[int] = set()
    inlines: list[range] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        span = range(*token.map) if token.map else range(0)
        if token.type in ("fence", "code_block"):
            code.update(span)
        elif token.type == "inline":
            inlines.append(span)
        elif token.type == "heading_open" and following is not None:
            level = 0 if hidden else _lowered(int(token.tag[1:]), base, shift)
            lines[span.start] = _new_heading(token, given[span.start], following.content, level)
            lines[span.start + 1 : span.stop] = [None] * (len(span) - 1)
    in_blocks = code.union(*inlines)
    single = {n for n, line in enumerate(lines) if line is not None and n not in in_blocks}
    for span in [*inlines, *(range(number, number + 1) for number in sorted(single))]:
        kept = [number for number in span if lines[number] is not None]
        # A line that belongs to no paragraph has no code spans either.
        plain = hidden or span.start in single
        harmless = _harmless("\n".join(str(lines[number]) for number in kept), plain=plain)
        if len(kept) == 1:
            lines[kept[0]] = harmless
        else:
            for number, line in zip(kept, harmless.split("\n"), strict=True):
                lines[number] = line
    if hidden:
        for number in code:
            lines[number] = str(lines[number]).replace("<", "&lt;")
    if fence := _open_fence(given, tokens):
        lines.append(fence)
    return "\n".join(line for line in lines if line is not None)


def _harmless(text: str, *, plain: bool) -> str:
    """Text of one block in which nothing but Markdown's own inline marks means anything.

    What stands in code spans stays, unless it is `plain`, or spans may be taken apart: by a `|`
    that makes the block a table, or a bare address that GitHub links to (GFM 0.29, 6.9).
    """
    runs: dict[int, list[int]] = defaultdict(list)
    if not plain and not any(mark in text.lower() for mark in _BREAKS_SPANS):
        for run in re.finditer("`+", text):
            runs[len(run[0])].append(run.start())
    if not runs:
        return _MARK.sub(lambda found: _HARMLESS.get(found[0], found[0]), text)
    pieces: list[str] = []
    done = 0
    while found := _MARK.search(text, done):
        pieces.append(text[done : found.start()])
        done = found.end()
        if found[0][0] == "`":
            closers = runs[len(found[0])]
            at = bisect_left(closers, done)
            if at < len(closers):
                done = closers[at] + len(found[0])
            span = text[found.start() : done]
            # A line that begins with an element ends the paragraph, and with it the span.
            pieces.append(span.replace("<", "&lt;") if "\n" in span else span)
        else:
            pieces.append(_HARMLESS.get(found[0], found[0]))
    return "".join(pieces) + text[done:]


def _without_definitions(text: str) -> tuple[str, list[Token]]:
    """The text with its link definitions as plain text, and its blocks."""
    for _ in range(_ROUNDS):
        tokens = _blocks(text)
        lines = text.split("\n")
        leaves = (t.map for t in tokens if t.map and (t.type == "inline" or t.type in _LEAVES))
        covered = {number for span in leaves for number in range(*span)}
        loose = [n for n, line in enumerate(lines) if n not in covered and "]:" in line]
        if not loose:
            return text, tokens
        for number in loose:
            lines[number] = lines[number].replace("]:", r"]\:")
        text = "\n".join(lines)
    raise _Puzzling


_LEAVES = frozenset({"fence", "code_block", "hr"})


def _blocks(text: str) -> list[Token]:
    """The blocks of a text, if they are the same for readers with and without GitHub's tables."""
    tokens = _parser().parse(text)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        raise _Puzzling
    if "|" in text and _outline(tokens) != _outline(_parser(tables=True).parse(text)):
        raise _Puzzling
    return tokens


def _outline(tokens: list[Token]) -> list[tuple[str, list[int] | None]]:
    telling = _LEAVES | {"heading_open"}
    return [(token.tag + token.markup, token.map) for token in tokens if token.type in telling]


def _new_heading(token: Token, line: str, content: str, level: int) -> str:
    """A heading, whose first line is `line`, at another level; level 0 is bold text."""
    if level == 0:
        if token.level:  # in a list or a quote, where a blank line would not be a blank line
            raise _Puzzling
        return _as_bold(content)
    if token.markup[0] == "#":
        return line.replace(token.markup, "#" * level, 1)
    # Underlines know two levels only.
    first, line = content.split("\n", 1)[0].rstrip(), line.rstrip()
    if not first or not line.endswith(first):
        raise _Puzzling
    words = " ".join(content.split())
    return f"{line.removesuffix(first)}{'#' * level} " + re.sub(r"(#+)$", r"\\\1", words)


def _as_bold(heading: str) -> str:
    words = " ".join(heading.split())
    return f"\n**{words}**\n" if words else "\n"


def _without_closing(heading: str) -> str:
    """What stands in a heading without the `##` that may close it (CommonMark 0.31, 4.2)."""
    heading = heading.strip(" \t")
    words = heading.rstrip("#")
    return heading if words and words[-1] not in " \t" else words


def _open_fence(lines: list[str], tokens: list[Token]) -> str:
    """What closes a fence that the text leaves open; one in a list ends with the list."""
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.level or last.map is None:
        return ""
    mark = last.markup
    closing = rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*"
    is_closed = last.map[1] - last.map[0] > 1 and re.fullmatch(closing, lines[last.map[1] - 1])
    return "" if is_closed else mark


def _as_code(text: str, hidden: bool) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    body = text.replace("<", "&lt;") if hidden else text
    if body.lstrip()[:1] in {"|", ":", "-"}:
        body = f"\n{body}"  # some readers look for a table before they look for a fence
    return f"{fence}\n{body}\n{fence}"


def _lowered(level: int, base: int, shift: int) -> int:
    return min(6, max(base, level + shift))


@cache
def _parser(*, tables: bool = False) -> MarkdownIt:
    from markdown_it import MarkdownIt  # 40 ms, and most reviews need no parser

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable("html_block")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.enable("table") if tables else parser
