"""A person's Markdown through Rich, with nothing in it that acts: no links a terminal follows, no
HTML swallowed, no control character brought in by an entity or a percent sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.segment import Segment
from rich.text import Text

from filmlog.screen.safe import clean, clean_block

_PICTURE = "▣ "
_DEEPEST = 16
"""Levels of nesting. At 20 the parser drops what is deeper."""
_NARROWEST_INSIDE = 12


class _PlainCode(CodeBlock):
    """Code as it stands: colouring it by its language is not what a film diary is for."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(str(self.text).rstrip(), self.style, overflow="fold")
        text.no_wrap = False
        yield text


class _LeftHeading(Heading):
    """A heading where the eye looks for it."""

    LEVEL_ALIGN: ClassVar[dict[str, str]] = {}  # type: ignore[assignment]  # narrower than Rich's Literal


class SafeMarkdown(Markdown):
    """Markdown (CommonMark and tables) of a text that has been through clean_block."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = Markdown.elements | {
        "fence": _PlainCode,
        "code_block": _PlainCode,
        "heading_open": _LeftHeading,
    }

    def __init__(self, markup: str) -> None:
        super().__init__("", hyperlinks=False)
        parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        self.parsed = list(_harmless(parser.parse(markup)))
        self._as_typed = markup
        self._indent = _indent(self.parsed)
        self._is_deep = any(token.level > _DEEPEST for token in self.parsed)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich's drawing, but for the blank line before a list or quote that comes first.

        What is nested deeper than there is room for is shown as it was typed, and not dropped.
        """
        if self._is_deep or self._indent > options.max_width - _NARROWEST_INSIDE:
            yield Text(self._as_typed, overflow="fold")
            return
        segments = iter(super().__rich_console__(console, options))
        first = next(segments, None)
        if first is not None and first != Segment.line():
            yield first
        yield from segments


def _indent(tokens: list[Token]) -> int:
    """The cells that Rich puts before the innermost text."""
    around: list[int] = []
    deepest = 0
    for token in tokens:
        if token.nesting < 0:
            around.pop()
        elif token.nesting > 0:
            # An item of a numbered list has its number in `info`.
            within = {"blockquote_open": 4, "list_item_open": 3 + len(token.info)}
            around.append(within.get(token.type, 0))
            deepest = max(deepest, sum(around))
    return deepest


def _harmless(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with links and pictures as words, and every text clean again."""
    targets: list[str] = []
    said = ""
    for token in tokens:
        if token.type == "link_open":
            targets.append(str(token.attrs.get("href", "")))
            said = ""
        elif token.type == "link_close":
            target = targets.pop()
            # <https://example.org> says where it goes.
            if target != said:
                yield _text(f" ({target})")
        elif token.type == "image":
            yield _text(f"{_PICTURE}{token.content or token.attrs.get('src', '')}")
        else:
            block = token.type in ("fence", "code_block")
            token.content = (clean_block if block else clean)(token.content)
            said += token.content
            if token.children:
                token.children = list(_harmless(token.children))
            yield token


def _text(words: str) -> Token:
    return Token("text", "", 0, content=clean(words))
