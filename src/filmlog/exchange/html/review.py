"""Reviews in HTML, as Letterboxd and others give them, as filmlog's Markdown.

Letterboxd's is text with a few elements (a, b, strong, i, em, blockquote) in which line ends are
breaks and empty lines part paragraphs (https://letterboxd.com/about/importing-data/).
Code is plain text: that it is set in a monospaced face says nothing about a film.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from filmlog.domain.review import Spoiler, parse_review
from filmlog.exchange.html.marked_text import literal, settled
from filmlog.exchange.html.marks import (
    BREAK,
    EDGES,
    HIDE,
    SHOW,
    block,
    indented,
    titled,
    without_empty_lines,
)
from filmlog.exchange.html.simple import simple_text, within
from filmlog.exchange.html.styled_runs import is_link
from filmlog.exchange.html.tidy import HIDE_ELEMENT, SHOW_ELEMENT, tidied
from filmlog.exchange.markdown.escaping import is_link as may_be_linked
from filmlog.exchange.markdown.escaping import one_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement
    from markdownify import MarkdownConverter

_COLONS = re.compile(":{3,}")

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("blockquote", "hr", "li", "ol", "summary", "table", "tr", "ul", *_HEADINGS)
_CONVERTED = (HIDE_ELEMENT, SHOW_ELEMENT, "img", "td", "th", *_BLOCKS)
_DEEPEST = 60
"""Elements in elements. The library recurses, and no reader of Markdown goes as deep either."""


def markdown_of(html: str) -> str:
    """A review in HTML, or in plain text, as Markdown that reads the same.

    Text that Markdown would take for markup is escaped, line ends are hard breaks, links to other
    than http and https are words. Whatever is broken in the HTML is read as the parser reads it;
    of elements nested deeper than 60 only the text and the spoilers are kept.
    """
    if "[" in html or "<" in html:
        html = tidied(html)
    if "<" not in html:
        # The library would find one text in it, and takes ten times as long.
        return settled(literal(unescape(html) if "&" in html else html))
    simple = simple_text(html, _DEEPEST)
    return settled(_marked(html) if simple is None else simple)


def as_spoiler(markdown: str, title: str = "") -> str:
    """A whole review as a block spoiler under a title (plain text); as it is if it is one already.

    The block has more colons than any line within it. An empty review stays empty.
    """
    parts = parse_review(markdown)
    if not parts or (len(parts) == 1 and isinstance(parts[0], Spoiler)):
        return markdown
    longest = max(map(len, _COLONS.findall(markdown)), default=0)
    fence = ":" * max(3, longest + 1)
    return f"{f'{fence}spoiler {one_line(title)}'.rstrip()}\n{markdown}\n{fence}"


def _marked(html: str) -> str:
    """HTML as marked text."""
    from bs4 import BeautifulSoup  # with markdownify 90 ms, and most reviews hold no element

    soup = BeautifulSoup(html, "html.parser")
    if html.count("<") > _DEEPEST and _is_deep(soup):
        return "".join(map(_flat, soup.descendants))
    return _converter().convert_soup(soup)


def _is_deep(soup: BeautifulSoup) -> bool:
    depths = {id(soup): 0}
    for element in soup.find_all(True):
        depth = depths[id(element)] = depths[id(element.parent)] + 1
        if depth > _DEEPEST:
            return True
    return False


def _flat(element: PageElement) -> str:
    """What an element becomes where the elements in it and around it do not count."""
    from bs4 import Tag

    if isinstance(element, Tag):
        return _hiding(element) or ("\n\n" if element.name in _BLOCKS else "")
    return _text(element, ())


def _text(element: PageElement, styles: Sequence[str] | None = None) -> str:
    from bs4.element import NavigableString, PreformattedString, Script, Stylesheet, TemplateString

    hidden = (PreformattedString, Script, Stylesheet, TemplateString)
    if isinstance(element, hidden) or not isinstance(element, NavigableString):
        return ""
    return literal(element, _styles(element) if styles is None else styles)


def _picture(element: Tag) -> str:
    """A picture is a link to it: reviews are read where there are none."""
    address = str(element.get("src", "")).strip()
    words = str(element.get("alt", "")).strip()
    styles = _styles(element)
    if may_be_linked(address) and not any(map(is_link, styles)):
        return literal(words or address, [*styles, address])
    return literal(words, styles)


def _hiding(element: Tag) -> str:
    """The mark of a spoiler that an element stands for, '' for none."""
    if element.name == SHOW_ELEMENT:
        return SHOW
    if element.name != HIDE_ELEMENT:
        return ""
    title = " ".join(str(element.get("title", "")).split())
    return titled(title) if title else HIDE


def _styles(element: PageElement) -> list[str]:
    """What stands around a text, as `within` has it."""
    styles: list[str] = []
    for parent in reversed(list(element.parents)):
        styles = within(styles, parent.name, str(parent.get("href", "")))
    return styles


@cache
def _converter() -> MarkdownConverter:
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """The library's, for marked text: runs know of emphasis, links and escapes by themselves.

        Its own lists, quotes and headings leave nested ones and empty ones broken.
        """

        def process_text(self, el: PageElement, parent_tags: set[str] | None = None) -> str:
            return _text(el)

        def convert_filmlog_hide(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _hiding(el) + text

        convert_filmlog_show = convert_filmlog_hide

        def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _block(_indented(text, "> ", "> ", parent_tags), parent_tags)

        def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - the library's name
            words = " ".join(text.replace(BREAK[0], " ").split())
            is_heading = "_inline" not in parent_tags and el.get_text(strip=True)
            return _block(f"{'#' * n} {words}" if is_heading else words, parent_tags)

        def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return text if "_inline" in parent_tags else f"\n\n***\n\n{text}"

        def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _picture(el) + text

        def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            mark = "- "
            if el.parent is not None and el.parent.name == "ol":
                number = el.parent["data-count"] = str(
                    int(str(el.parent.get("data-count", "0"))) + 1
                )
                mark = f"{number}. "
            return f"\n{_indented(text, mark, ' ' * len(mark), parent_tags)}\n"

        def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return (
                f"\n{text.strip(EDGES)}\n\n" if "li" in parent_tags else _block(text, parent_tags)
            )

        convert_ol = convert_ul = convert_list

        def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return f" {text.strip(EDGES)} "

        convert_th = convert_td

        def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return text.strip(EDGES) + BREAK

        def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
            return _block(text, parent_tags)

        convert_summary = convert_table

    return Converter(convert=list(_CONVERTED))


def _block(text: str, parent_tags: set[str]) -> str:
    return f" {text} " if "_inline" in parent_tags else block(text)


def _indented(text: str, first: str, others: str, parent_tags: set[str]) -> str:
    """The lines of a quote or an item; in a heading there are none."""
    if "_inline" in parent_tags:
        return without_empty_lines(text).strip(EDGES)
    return indented(text, first, others)
