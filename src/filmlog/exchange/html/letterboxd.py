"""Reviews as the HTML that Letterboxd's import takes.

It keeps `a`, `b`, `strong`, `i`, `em` and `blockquote`; paragraphs are parted by an empty line,
and a line end is a break (https://letterboxd.com/about/importing-data/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal

from filmlog.domain.review import Prose, map_inline, parse_review, reveal_inline
from filmlog.exchange.markdown.escaping import is_link, one_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SpoilerMarks = Literal["omit", "mark", "open"]
"""Spoilers left out, between `[spoiler]` and `[/spoiler]`, or written as all else."""

# Noncharacters, which no text has, in brackets, beside which emphasis begins and ends as at the
# `||` that they stand for.
_MARKS = {
    "\ufdd0": "[spoiler]",
    "\ufdd1": "[/spoiler]",
    "\ufdd2": "[spoiler left out]",
}
_BEGIN, _END, _LEFT_OUT = (rf"\[{mark}\]" for mark in _MARKS)
_NO_TEXT = re.compile("[\x00\ufdd0-\ufdef\ud800-\udfff]")
_PLACED = re.compile(r"\\?\[([\ufdd0-\ufdd2])\\?\]")
_TYPED_MARK = re.compile(r"\[(?=/?spoiler)", re.IGNORECASE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_DEEPEST = 150
_FLATTENED = 6
_LONGEST_TITLE = 300
_HIDDEN_IN_ADDRESS = "%EF%B7%9"

_ELEMENTS = {"em_open": "<i>", "em_close": "</i>", "strong_open": "<b>", "strong_close": "</b>"}


def html_of(markdown: str, spoilers: SpoilerMarks) -> str:
    """A review (filmlog's Markdown) as HTML for Letterboxd.

    Headings are bold, lists lines that begin with `•` or a number, pictures and code plain text.
    A block spoiler keeps its title: `[spoiler: The ending]`; html_review.markdown_of reads it back.
    """
    return _review(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", markdown), spoilers, _FLATTENED)


def line_of(text: str, spoilers: SpoilerMarks) -> str:
    """Plain text of one line, that may have inline spoilers, as HTML."""
    return _placed(_escaped(_inline_marked(one_line(text), spoilers)))


def _review(markdown: str, spoilers: SpoilerMarks, depth: int) -> str:
    blocks: list[str] = []
    for part in parse_review(markdown):
        if isinstance(part, Prose):
            blocks.append(_placed(_html(_inline_marked(part.text, spoilers))))
        elif spoilers == "omit":
            blocks.append(_MARKS["\ufdd2"])
        else:
            title = _placed(_escaped(one_line(reveal_inline(part.title))))
            heading = f"<b>{title}</b>\n\n" if title else ""
            # A spoiler in a spoiler is part of it, its title too.
            body = _review(part.text, "open", depth - 1) if depth else _escaped(part.text)
            if spoilers == "open":
                blocks.append(heading + body)
            elif "||" in part.title or len(title) > _LONGEST_TITLE:
                blocks.append(f"[spoiler]\n{heading}{body}\n[/spoiler]")
            else:
                named = f": {title.replace(']', '&#93;')}" if title else ""
                blocks.append(f"[spoiler{named}]\n{body}\n[/spoiler]")
    return "\n\n".join(block for block in blocks if block)


def _inline_marked(text: str, spoilers: SpoilerMarks) -> str:
    if spoilers == "open":
        return reveal_inline(text)
    if spoilers == "omit":
        return map_inline(text, lambda _: _LEFT_OUT)
    return map_inline(text, lambda words: f"{_BEGIN}{words}{_END}")


def _placed(html: str) -> str:
    """HTML with the marks of spoilers in their places, and none that was typed."""
    return _PLACED.sub(lambda found: _MARKS[found[1]], _TYPED_MARK.sub("&#91;", html))


def _escaped(text: str) -> str:
    return text.translate(_ENTITIES)


def _html(markdown: str) -> str:
    tokens = _parser().parse(markdown)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        return _escaped(markdown)
    blocks = _Blocks()
    for token in tokens:
        blocks.add(token)
    return "".join(blocks.pieces)


class _Blocks:
    """Pieces of HTML: blocks, and the empty lines and line ends between them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._is_first = True  # in the text, in a quote or behind the bullet of an item
        self._lists = 0

    def add(self, token: Token) -> None:
        """The next token of markdown-it."""
        match token.type:
            case "inline":
                self.pieces += _inline(token.children or [])
            case "paragraph_open":
                self._part(1 if token.hidden else 2)
            case "heading_open":
                self._part(2)
                self.pieces.append("<b>")
            case "heading_close":
                self.pieces.append("</b>")
            case "blockquote_open":
                self._part(2)
                self.pieces.append("<blockquote>")
                self._is_first = True
            case "blockquote_close":
                self.pieces.append("</blockquote>")
                self._is_first = False
            case "bullet_list_open" | "ordered_list_open":
                self._part(1 if self._lists else 2)
                self._lists += 1
                self._is_first = True
            case "bullet_list_close" | "ordered_list_close":
                self._lists -= 1
                self._is_first = False
            case "list_item_open":
                self._part(1)
                self.pieces.append(f"{token.info}. " if token.info else "• ")
                self._is_first = True
            case "hr":
                self._part(2)
                self.pieces.append("* * *")
            case "fence" | "code_block":
                self._part(2)
                self.pieces.append(_escaped(token.content.strip("\n")))

    def _part(self, line_ends: int) -> None:
        if not self._is_first:
            self.pieces.append("\n" * line_ends)
        self._is_first = False


def _inline(tokens: list[Token]) -> Iterator[str]:
    closings: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            may_link = is_link(address) and _HIDDEN_IN_ADDRESS not in address
            closings.append("</a>" if may_link else "")
            if may_link:
                yield f'<a href="{_escaped(address)}">'
        elif token.type == "link_close":
            yield closings.pop()
        elif token.type == "image":
            yield _escaped("".join(child.content for child in token.children or ()))
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
        else:
            yield _ELEMENTS.get(token.type) or _escaped(token.content)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 40 ms

    return MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("strikethrough")
