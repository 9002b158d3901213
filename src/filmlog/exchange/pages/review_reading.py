"""A review read back from where it stands on a page: what folds.py and confined.py did, undone."""

from __future__ import annotations

import html
import re
from bisect import bisect
from collections.abc import Mapping, Sequence

from filmlog.exchange.markdown.folds import Folds
from filmlog.exchange.pages.manifest import PICTURES

BASE = 3
"""The level of the highest heading that a review may have on the page of a film."""

_BLOCK = re.compile(r"<details><summary>Spoiler(?:: (.*))?</summary>")
_LISTING = re.compile(r"<details><summary>Spoilers? \d+(?: to \d+)?</summary>")
_HIDDEN_PICTURE = "<details><summary>Picture with a spoiler</summary>"
_PICTURE = re.compile(rf"!\[.*\]\({PICTURES}/[^()\s]+\)")
_WORDS = re.compile(r"\*\*Spoiler (\d{1,9}):\*\* (.*)")
_MARK = re.compile(r"\\\[spoiler (\d{1,9})\]")
_TITLE_MARK = re.compile(r"\[spoiler (\d{1,9})\]")
_ESCAPED = re.compile(r"&lt;|&#123;|&#37;|\]\\:|\^\\\[")
_MEANT = {"&lt;": "<", "&#123;": "{", "&#37;": "%", r"]\:": "]:", r"^\[": "^["}
_HEADING = re.compile(r"^(#{1,6})(?=[ \t]|$)", re.MULTILINE)
_TELLING = re.compile(r"\|\||:::|#|<|&|=|`|~|\\|\[|\]|\{|%|-[ \t]*$", re.MULTILINE)
"""What can mean something to the page or to who reads it; most reviews have nothing of it."""
_END = "</details>"


def read_review(lines: Sequence[str], *, spoilers: int, lowered: int) -> str:
    """The review in the lines below a viewing's byline, headline and quote.

    Pictures and the list of inline spoilers at their end are no part of it. `spoilers` is how many
    inline spoilers come before the review's own, `lowered` how many levels its headings went down.
    """
    stop, listing = end_of_review(lines)
    body = lines[:stop]
    listed = _listed(lines[listing.start : listing.stop])
    words = {number: said for number, said in listed.items() if number > spoilers}
    parts: list[str] = []
    prose: list[str] = []

    def finish() -> None:
        if text := "\n".join(_without_blank_edges(prose)):
            parts.append(_raised(_plain(text, words), lowered))
        prose.clear()

    ends = [number for number, line in enumerate(body) if line.rstrip() == _END]
    number = 0
    while number < len(body):
        opened = _BLOCK.fullmatch(body[number])
        end = _next(ends, number) if opened else None
        if opened is None or end is None:
            prose.append(body[number])
            number += 1
            continue
        finish()
        parts.append(_spoiler(opened[1] or "", body[number + 1 : end], words))
        number = end + 1
    finish()
    return "\n\n".join(parts)


def round_trip(text: str, *, spoilers: int, lowered: int) -> str:
    """What a review is when it has been put on a page and read back."""
    if _is_plain(text):
        return text
    folds = Folds("fold", before=spoilers)
    lines = [*folds.review(text, base=BASE), *folds.listing()]
    return read_review("\n".join(lines).split("\n"), spoilers=spoilers, lowered=lowered)


def _is_plain(text: str) -> bool:
    """Whether a review stands on a page letter by letter, and is read from there as it stands."""
    lines = text.split("\n")
    return (
        not _TELLING.search(text)
        and all(map(str.isprintable, lines))
        and (not text or bool(lines[0].strip() and lines[-1].strip()))
    )


def end_of_review(lines: Sequence[str]) -> tuple[int, range]:
    """Where a review stops among the lines that begin with it, and the list of spoilers below it.

    The list is an empty range where there is none; between the two stand pictures.
    """
    stop = _text_end(lines, len(lines))
    start = _last_element(lines, stop)
    listing = range(0)
    if start is not None and _LISTING.fullmatch(lines[start]):
        listing = range(start, stop)
        stop = start
    while stop := _text_end(lines, stop):
        start = _last_element(lines, stop)
        if start is not None and lines[start] == _HIDDEN_PICTURE:
            stop = start
        elif _PICTURE.fullmatch(lines[stop - 1]) and (stop < 2 or not lines[stop - 2].strip()):
            stop -= 1
        else:
            break
    return stop, listing


def _text_end(lines: Sequence[str], stop: int) -> int:
    while stop and not lines[stop - 1].strip():
        stop -= 1
    return stop


def _last_element(lines: Sequence[str], stop: int) -> int | None:
    """Where the element begins that ends right before `stop`; none of filmlog's holds another."""
    if not stop or lines[stop - 1].rstrip() != _END:
        return None
    starts = (n for n in range(stop - 1, -1, -1) if lines[n].startswith("<details>"))
    return next(starts, None)


def _next(numbers: Sequence[int], number: int) -> int | None:
    """The first of some sorted numbers that is greater than `number`."""
    at = bisect(numbers, number)
    return numbers[at] if at < len(numbers) else None


def _listed(listing: Sequence[str]) -> dict[int, str]:
    found = filter(None, map(_WORDS.fullmatch, listing))
    return {int(each[1]): _unescaped(each[2]) for each in found}


def _spoiler(title: str, lines: Sequence[str], words: Mapping[int, str]) -> str:
    title = _marked(html.unescape(title), _TITLE_MARK, words)
    body = _plain("\n".join(_without_blank_edges(lines)), words)
    return f":::spoiler {title}".rstrip() + f"\n{body}\n:::"


def _plain(text: str, words: Mapping[int, str]) -> str:
    return _marked(_unescaped(text), _MARK, words)


def _marked(text: str, mark: re.Pattern[str], words: Mapping[int, str]) -> str:
    if not words:
        return text
    return mark.sub(
        lambda found: f"||{words[int(found[1])]}||" if int(found[1]) in words else found[0], text
    )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT[found[0]], text)


def _raised(text: str, levels: int) -> str:
    if not levels:
        return text
    return _HEADING.sub(lambda found: found[1][levels:] or found[1], text)


def _without_blank_edges(lines: Sequence[str]) -> Sequence[str]:
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    return lines[start : _text_end(lines, len(lines))]
