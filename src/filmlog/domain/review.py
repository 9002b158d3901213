"""A review's text: Markdown with spoilers, and what of it may be shown to whom.

A block spoiler is the `:::spoiler TITLE` ... `:::` container of HackMD and Lemmy
(https://hackmd.io/features-tutorial, https://join-lemmy.org/docs/users/02-media.html), an inline
one the `||words||` of Discord (https://support.discord.com/hc/en-us/articles/360022320632).

Whatever is in doubt is hidden: a block that is never closed runs to the end, a block within a
block needs its own end, `||` hides inside a code span too. Only a code fence makes `:::spoiler`
plain text, and `\\||` is a literal `||`. A `||` without its partner in the paragraph is literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from filmlog.domain.pattern import pattern

_LINE_END = pattern(r"\r\n?|\n")
# An editor may leave a byte order mark before the first line, and a keyboard a no-break space.
_OPEN = pattern(r"\ufeff? {0,3}(:{3,})\s*spoiler(?:\s(.*))?", re.IGNORECASE | re.DOTALL)
_CLOSE = pattern(r" {0,3}(:{3,})\s*")
_FENCE = pattern(r"\ufeff? {0,3}(`{3,}|~{3,})(.*)", re.DOTALL)

_INLINE_TOKEN = pattern(
    r"\\\\|\\\|\||(?P<mark>\|{2,})|(?P<blank>(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n])"
)

# Han and kana have no spaces: each character counts, as word processors do it.
_HAN_KANA = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = pattern(rf"[{_HAN_KANA}]|[^\W_{_HAN_KANA}][^\s{_HAN_KANA}]*")


class Prose(NamedTuple):
    """Markdown that may be shown, but for its inline spoilers."""

    text: str


class Spoiler(NamedTuple):
    """Markdown that gives something away, under a title ('' for none) that does not."""

    title: str
    text: str


def parse_review(text: str) -> tuple[Prose | Spoiler, ...]:
    """The prose and block spoilers of a review in order; blank prose is left out."""
    parts: list[Prose | Spoiler] = []
    lines: list[str] = []
    title = ""
    colons: list[int] = []  # of each open container, the innermost last
    fence = ""

    def finish() -> None:
        body = _without_blank_edges(lines)
        if colons:
            parts.append(Spoiler(title, body))
        elif body:
            parts.append(Prose(body))
        lines.clear()

    for line in _LINE_END.split(text):
        if fence:
            if _ends_fence(line, fence):
                fence = ""
        elif opened := _OPEN.fullmatch(line):
            if not colons:
                finish()
                title = (opened[2] or "").strip()
                colons.append(len(opened[1]))
                continue
            colons.append(len(opened[1]))
        elif colons and (closed := _CLOSE.fullmatch(line)) and len(closed[1]) >= colons[-1]:
            if len(colons) == 1:
                finish()
                colons.clear()
                continue
            colons.pop()
        else:
            fence = _begun_fence(line)
        lines.append(line)
    finish()
    return tuple(parts)


def hide_inline(text: str) -> str:
    """The text with each `||inline spoiler||` as `[spoiler, 2 words]`."""
    return map_inline(text, lambda words: f"[spoiler, {_counted(words)}]")


def reveal_inline(text: str) -> str:
    """The text with the marks of its inline spoilers gone and their words kept."""
    return map_inline(text, lambda words: words)


def inline_spoilers(text: str) -> list[str]:
    """The words of each inline spoiler, in order."""
    return [text[start:end].strip() for _, start, end, _ in _inline_spans(text)]


def fold_label(spoiler: Spoiler) -> str:
    """What stands for a folded block: `Spoiler: The ending, 42 words.`"""
    title = f"{hide_inline(spoiler.title)}, " if spoiler.title else ""
    return f"Spoiler: {title}{_counted(spoiler.text)}."


def without_spoilers(text: str) -> str:
    """The review for someone who has not seen the film: no block, no title, no hidden word."""
    return "\n\n".join(
        hide_inline(part.text) for part in parse_review(text) if isinstance(part, Prose)
    )


def split_spoilers(text: str) -> tuple[str, str]:
    """The open words and the hidden ones, titles of spoilers among these, for a search index."""
    if "||" not in text and ":::" not in text:
        return text, ""
    shown: list[str] = []
    hidden: list[str] = []
    for part in parse_review(text):
        if isinstance(part, Prose):
            shown.append(map_inline(part.text, lambda _: " "))
            hidden += inline_spoilers(part.text)
        else:
            hidden += [part.title] if part.title else []
            hidden.append(reveal_inline(part.text))
    return "\n\n".join(shown), "\n\n".join(hidden)


def word_count(text: str) -> int:
    """How many words a text has; signs alone are none, a Han or kana character is one."""
    if text.isascii() or max(text) < "\u3040":
        # The pattern takes 7 ms to compile; below kana blanks alone part words.
        return sum(any(map(str.isalnum, run)) for run in text.split())
    return sum(1 for _ in _WORD.finditer(text))


def _counted(text: str) -> str:
    count = word_count(text)
    return "1 word" if count == 1 else f"{count} words"


def _without_blank_edges(lines: list[str]) -> str:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end])


def _begun_fence(line: str) -> str:
    """The marks of the code fence this line opens, or '' (CommonMark 0.31, section 4.5)."""
    found = _FENCE.fullmatch(line)
    if found is None or (found[1][0] == "`" and "`" in found[2]):
        return ""
    return found[1]


def _ends_fence(line: str, fence: str) -> bool:
    found = _FENCE.fullmatch(line)
    return (
        found is not None
        and found[1][0] == fence[0]
        and len(found[1]) >= len(fence)
        and not found[2].strip()
    )


def _inline_spans(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Each inline spoiler as the offsets of its mark, its words, their end and its closing end."""
    begin, start = -1, -1
    for token in _INLINE_TOKEN.finditer(text):
        if token.lastgroup == "blank":
            start = -1
        elif token.lastgroup == "mark" and start < 0:
            begin, start = token.span()
        elif token.lastgroup == "mark" and text[start : token.start()].strip():
            middle = token.start() + 2
            # `||a||||b||` is two of them, `||||a||||` is one.
            two = token.end() >= middle + 2 and token.end() - token.start() > start - begin
            yield begin, start, token.start(), middle if two else token.end()
            begin, start = (middle, token.end()) if two else (-1, -1)


def map_inline(text: str, replace: Callable[[str], str]) -> str:
    """The text with each inline spoiler, marks and all, replaced by what its words become."""
    if "||" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for begin, start, end, after in _inline_spans(text):
        pieces += (text[done:begin], replace(text[start:end]))
        done = after
    return "".join(pieces) + text[done:]
