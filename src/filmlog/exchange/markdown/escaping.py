"""Plain text put into Markdown so that it reads as it was typed and means nothing more.

CommonMark 0.31 (spec.commonmark.org), and what GitHub, Obsidian and static site generators read
beyond it: tables, footnotes, comments (`%%`), highlights (`==`), templates (`{{`, `{%`).
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# Each choice begins with a letter of its own: a search for these is several times as fast.
_MARK = re.compile(r"\\|`|\*|_|\[|\]|#|~|\||==|%(?=%)|\{(?=[{%])|<|&(?=#?\w{1,32};)")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "%": "&#37;", "{": "&#123;", "==": r"\=\="}
_BLOCK_START = re.compile(r"(\d{1,9})(?=[.)])|(?=[-+=>:])")
_LINE_END = re.compile(r"\r\n?|\n")
_LINKABLE = re.compile(r"https?://[^\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+", re.IGNORECASE)
_UNSAFE_IN_LINK = re.compile(r"[\x00-\x20\"%&'()*<>\[\\\]^`{|}\x7f]")


def printable(text: str) -> str:
    """The text with no control character: C0 as the pictures Unicode has for them (ESC is `␛`).

    Line separators become blanks, C1 and what is no character U+FFFD; marks that turn the
    direction of the text around them go. Tabs and line feeds stay.
    """
    is_fine = text.replace("\n", "").isprintable()  # many times as fast as the search
    return text if is_fine else _UNPRINTABLE.sub(_picture, text)


def one_line(text: str) -> str:
    """The text on one line, without control characters, runs of blanks as one."""
    if not text.isprintable():
        text = printable(_LINE_END.sub(" ", text))
    return " ".join(text.split())


def inline(text: str) -> str:
    """One line of plain text, for inside a line of Markdown."""
    return _MARK.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), one_line(text))


def opening(text: str) -> str:
    """One line of plain text, for the beginning of a line: no list, quote or rule starts there."""
    return open_line(inline(text))


def open_line(markdown: str) -> str:
    """A line of Markdown that begins no list, quote, rule or underline."""
    return (
        _BLOCK_START.sub(r"\1\\", markdown, count=1) if _BLOCK_START.match(markdown) else markdown
    )


def paragraphs(text: str) -> list[str]:
    """Plain text of several lines as lines of Markdown; '' parts paragraphs."""
    lines = [opening(line) for line in _LINE_END.split(text)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def html(text: str) -> str:
    """One line of plain text, for inside an HTML element."""
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "%": "&#37;", "{": "&#123;"}
    return re.sub("[&<>%{]", lambda found: entities[found[0]], one_line(text))


def is_link(url: str) -> bool:
    """Whether an address may be linked to: http or https, and of one piece."""
    return _LINKABLE.fullmatch(url) is not None


def link(label: str, target: str) -> str:
    """A Markdown link: `label` is Markdown, `target` an address or a path, escaped here."""
    return f"[{label}]({target_of(target)})"


def target_of(target: str) -> str:
    """A link's target with what Markdown or HTML would read into it percent-encoded (RFC 3986)."""
    # An address has its own percent signs and ampersands; in a file's name they are letters.
    kept = "%&" if is_link(target) else ""
    return _UNSAFE_IN_LINK.sub(
        lambda found: found[0] if found[0] in kept else f"%{ord(found[0]):02X}", target
    )


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\x0b\x0c\x85\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return "" if 0x202A <= code <= 0x2069 else "\N{REPLACEMENT CHARACTER}"
