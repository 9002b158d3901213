"""HTML that has emphasis, links and quotes alone, as marked text.

Nearly all reviews are such. The library says the same of them in five times the time, and it
takes 90 ms to import.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from filmlog.exchange.html.marked_text import literal
from filmlog.exchange.html.marks import block, indented
from filmlog.exchange.html.styled_runs import is_link
from filmlog.exchange.markdown.escaping import is_link as may_be_linked

_STYLES = {"i": "*", "em": "*", "cite": "*", "b": "**", "strong": "**"}
_QUOTE = "blockquote"
_TAG = re.compile(rf'<(/?)({"|".join([_QUOTE, "a", *_STYLES])})(?: href="([^"]*)")?>')
"""A tag as tidy_html writes it."""
_UNSURE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#(?:3[2-9]|[4-9]\d|[1-9]\d{3}));|[^a-zA-Z#]|\Z)")
"""What may be an entity, and parsers do not agree on it."""
_BLANKS = " \t\n\r\f"


class _Element(NamedTuple):
    """One that is open: the styles in it and the marked text to which its own is added."""

    name: str
    styles: list[str]
    pieces: list[str]


def simple_text(html: str, deepest: int) -> str | None:
    """The marked text of tidied HTML, as the library would find it.

    None is for HTML with other elements, with unsure entities, with end tags that end nothing, or
    an element and a quote that overlap, and with elements deeper in elements than `deepest`.
    """
    opened = [_Element("", [], [])]
    before = ""
    parts = iter([*_TAG.split(html), "", "", ""])
    for text, slash, name, address in zip(parts, parts, parts, parts, strict=True):
        if "<" in text or ("&" in text and _UNSURE.search(text)):
            return None
        inmost = opened[-1]
        # As in the library, blanks are none beside the tags of a quote.
        if text and ((words := _parsed(text)).strip() or _QUOTE not in {before, name}):
            inmost.pieces.append(literal(words, inmost.styles))
        if slash:
            if not _end(opened, name):
                return None
        elif name:
            styles = within(inmost.styles, name, unescape(address or ""))
            opened.append(_Element(name, styles, [] if name == _QUOTE else inmost.pieces))
            if len(opened) > deepest + 1:
                return None
        before = name
    if any(element.name == _QUOTE for element in opened):
        return None
    return "".join(opened[0].pieces)


def within(styles: list[str], element: str, address: str) -> list[str]:
    """The styles in an element, outermost first, each once: `*`, `**`, the address of a link."""
    style = _STYLES.get(element, "")
    if element == "a":
        address = address.strip()
        # A link within a link is none (CommonMark 0.31, 6.3).
        style = address if may_be_linked(address) and not any(map(is_link, styles)) else ""
    return styles if not style or style in styles else [*styles, style]


def _end(opened: list[_Element], name: str) -> bool:
    """End an element and those in it; False if it is not open, or if a quote overlaps with it."""
    while opened[-1].name != name:
        if name == _QUOTE or opened.pop().name in {_QUOTE, ""}:
            return False
    ended = opened.pop()
    if name == _QUOTE:
        opened[-1].pieces.append(block(indented("".join(ended.pieces), "> ", "> ")))
    return True


def _parsed(text: str) -> str:
    """The text as the parser gives it: of nothing but blanks it makes one, or a line end."""
    text = unescape(text) if "&" in text else text
    if text.strip(_BLANKS):
        return text
    return "\n" if "\n" in text else " "
