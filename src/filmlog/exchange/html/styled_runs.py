"""Emphasis and links of runs of text, begun and ended where Markdown can say it."""

from __future__ import annotations

import re
import string

from filmlog.exchange.html.marks import BREAK, HIDE, LITERAL, SHOW
from filmlog.exchange.markdown.escaping import target_of

_TOKEN = re.compile(
    r"\x06(?P<styles>[^\x07]*)\x07(?P<text>[^\x08]*)\x08|(?P<break>\x05+\n)"
    r"|(?P<markup>\n|[\x01\x02]|\x03[^\x04]*\x04)"
)
_UNSEEN = LITERAL + HIDE + SHOW
_NO_WORD = string.punctuation + BREAK
_ROUNDS = 8
_STRONG = "**"


def joined(text: str) -> str:
    """Marked text without runs: their styles are asterisks and links now."""
    runs = _Runs()
    done = 0
    for token in _TOKEN.finditer(text):
        runs.markup(text[done : token.start()])
        done = token.end()
        if token["text"] is not None:
            runs.text(token["styles"].split(), token["text"])
        elif token["break"]:
            runs.line_break(len(token["break"]) - len(BREAK))
        else:
            runs.markup(token["markup"])
    runs.markup(text[done:])
    return runs.finished()


def is_link(style: str) -> bool:
    """Whether a style is the address of a link, and not `*` or `**`."""
    return len(style) > len(_STRONG)


class _Runs:
    """A text that grows. `_gap` are the blanks behind it, before which a style may yet end."""

    def __init__(self) -> None:
        self._items: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._pairs: list[tuple[int, int]] = []
        self._inward: dict[int, int] = {}  # of each item that is asterisks: 1 begins, -1 ends
        self._gap = ""

    def text(self, styles: list[str], text: str) -> None:
        """Literal text in these styles; blanks at its edges stand outside of them."""
        kept = 0
        for (style, _), wanted in zip(self._open, styles, strict=False):
            if style != wanted:
                break
            kept += 1
        self._close(kept)
        if not self._gap.endswith((" ", "\n")):
            self._gap += text[: len(text) - len(text.lstrip())]
        if not text.strip():
            return
        self._flush()
        for style in styles[kept:]:
            self._open.append((style, len(self._items)))
            if is_link(style):
                self._items.append("[")
            else:
                self._add_asterisks(style, 1)
        self._items.append(text.strip())
        self._gap = text[len(text.rstrip()) :]

    def line_break(self, kept: int) -> None:
        """A break over which the outermost styles go on, `kept` of them; two are an empty line."""
        self._close(0 if "\n" in self._gap else kept)
        self._gap = self._gap.rstrip(" ") + BREAK

    def markup(self, text: str) -> None:
        """What is in no run: the end of a block, a spoiler's mark, what begins a quote's line."""
        if text and not (text[0] in "> " and "\n" in self._gap):
            self._close(0)
        if text.strip(" ") or "\n" in self._gap:
            self._gap += text
        elif text and not self._gap.endswith(" "):
            self._gap += " "

    def finished(self) -> str:
        """All of it."""
        self._close(0)
        self._flush()
        self._drop_what_markdown_cannot_say()
        return "".join(self._items)

    def _flush(self) -> None:
        self._items.append(self._gap)
        self._gap = ""

    def _add_asterisks(self, style: str, inward: int) -> None:
        self._inward[len(self._items)] = inward
        self._items.append(style)

    def _close(self, kept: int) -> None:
        while len(self._open) > kept:
            style, at = self._open.pop()
            if not is_link(style):
                self._pairs.append((at, len(self._items)))
                self._add_asterisks(style, -1)
            elif "".join(self._items[at + 1 :]).replace(LITERAL, "") == style == target_of(style):
                self._items[at:] = ["<", style, ">"]
            else:
                self._items.append(f"]({target_of(style)})")

    def _drop_what_markdown_cannot_say(self) -> None:
        """Emphasis goes that CommonMark 0.31 (6.2) would not see: `a*"b"*c`, `*a***b**`."""
        for turn in range(_ROUNDS):
            is_last = turn == _ROUNDS - 1
            wrong = [pair for pair in self._pairs if is_last or not self._holds(*pair)]
            for begin, end in wrong:
                self._items[begin] = self._items[end] = ""
                del self._inward[begin], self._inward[end]
            if not wrong:
                return
            self._pairs = [pair for pair in self._pairs if self._items[pair[0]]]

    def _holds(self, begin: int, end: int) -> bool:
        return self._flanks(begin, 1) and self._flanks(end, -1)

    def _flanks(self, at: int, inward: int) -> bool:
        inner, outer = self._beside(at, inward), self._beside(at, -inward)
        if "*" in (inner, outer) or not inner or inner.isspace():
            return False
        return inner.isalnum() or not outer or outer.isspace() or outer in _NO_WORD

    def _beside(self, at: int, step: int) -> str:
        """The character next to the asterisks at `at`, or '' for none.

        It is "*" where they meet asterisks of the other kind, which end what those begin.
        """
        inward = self._inward[at]
        while 0 <= (at := at + step) < len(self._items):
            if at in self._inward:
                if self._inward[at] != inward:
                    return "*"
            elif seen := self._items[at].strip(_UNSEEN):
                return seen[0] if step > 0 else seen[-1]
        return ""
