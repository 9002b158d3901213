"""HTML as a parser reads it at once: whole tags, line ends for paragraphs, spoilers as elements.

A tag that is left open or half written can take Python's parser minutes, and it gives up on some.
"""

from __future__ import annotations

import re
from html import escape, unescape

HIDE_ELEMENT, SHOW_ELEMENT = "filmlog-hide", "filmlog-show"
"""Elements without content, where a spoiler begins (with a `title`, or an empty one) and ends."""

_SPOILER = re.compile(
    r"""[\[<](?:(?<=\[)spoiler(?:\s*[:=]\s*(?P<title>[^\]\n<>]{1,300}))?\s{0,9}\]
    |(?P<end>(?<=\[)/spoiler\]|(?<=<)/(?:spoiler|details)[^<>]{0,300}>)
    |(?<=<)spoiler(?:\s[^<>]{0,300})?>
    |(?<=<)details(?:\s[^<>]{0,300})?>
    (?:\s{0,99}<summary[^<>]{0,300}>(?P<summary>.{0,500}?)</summary>)?)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_TAG = re.compile(
    r"""<(?:(?P<slash>/?)(?P<name>[a-z][a-z0-9:-]*)(?=[\s/>])
    (?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+|[^<>]*)>
    (?P<line_end>[ \t]*(?:\r\n?|\n))?(?P<empty>[ \t]*(?:\r\n?|\n))?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A tag, with the line end and the empty line behind it, or a `<` that begins none."""
_ATTRIBUTE = re.compile(
    r"""\s(href|src|alt|title)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""", re.IGNORECASE
)
# Paragraphs are often left open, and then a parser takes all that follows to be in them.
_PARAGRAPHS = frozenset({"p", "div", "section", "article"})
_WITH_ATTRIBUTES = frozenset({"a", "img", HIDE_ELEMENT})


def tidied(html: str) -> str:
    """HTML that reads the same. `p`, `div`, `br` are line ends, a `<` that begins no tag is text.

    Spoilers are `[spoiler]...[/spoiler]` or `[spoiler: The end]`, as in comments on Trakt,
    `<spoiler>`, and `<details>` with a `<summary>`.
    """
    return _TAG.sub(_whole_tag, _SPOILER.sub(_spoiler_element, _without_comments(html)))


def _without_comments(html: str) -> str:
    pieces: list[str] = []
    done = 0
    while (start := html.find("<!--", done)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        pieces.append(html[done:start])
        done = end + 3
    return "".join([*pieces, html[done:]])


def _whole_tag(tag: re.Match[str]) -> str:
    name = (tag["name"] or "").lower()
    # The parser makes one blank of many; with something there, that is no text, it does not.
    line_end = "\ufeff\n\n" if tag["empty"] else tag["line_end"] or ""
    if not name:
        return "&lt;"
    if name == "br":
        return "\n\n" if tag["empty"] else "\n"
    if name in _PARAGRAPHS:
        return "\n\n"
    if tag["slash"] or name not in _WITH_ATTRIBUTES:
        return f"<{tag['slash']}{name}>{line_end}"
    values = (
        (key.lower(), value[1:-1] if value[0] in "\"'" else value)
        for key, value in _ATTRIBUTE.findall(tag["attributes"])
    )
    attributes = "".join(f' {key}="{escape(unescape(value))}"' for key, value in values)
    return f"<{name}{attributes}>{line_end}"


def _spoiler_element(found: re.Match[str]) -> str:
    """A mark as an element without content: those of pairs are closed by what is around them."""
    if found["end"]:
        return f"<{SHOW_ELEMENT}></{SHOW_ELEMENT}>"
    title = unescape(_TAG.sub("", found["title"] or found["summary"] or ""))
    return f'<{HIDE_ELEMENT} title="{escape(title)}"></{HIDE_ELEMENT}>'
