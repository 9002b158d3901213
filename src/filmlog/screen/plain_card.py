"""A card in plain text: for pipes, files, mail and terminals without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filmlog.screen.card import WIDEST, Card, Part, Seen, Words
from filmlog.screen.facts import Fact
from filmlog.screen.reflow import reflow
from filmlog.screen.width import cells, pad, wrap

_INDENT = "  "
_ROOMY = 60
"""Cells from which on a viewing's details stand beside its date and not below."""


def render_plain(card: Card, width: int) -> str:
    """The card in lines of at most `width` cells (20 or more), with no escape codes."""
    lines = _card(card, min(width, WIDEST))
    return "".join(f"{line.rstrip()}\n" for line in _single_blanks(lines))


def _card(card: Card, width: int) -> Iterator[str]:
    yield from _head(card, width)
    yield ""
    labels = max((cells(fact.label) for fact in card.facts), default=0)
    for fact in card.facts:
        yield from wrap(fact.value, width, f"{_INDENT}{pad(fact.label, labels)}  ")
    yield ""
    for line in card.origins:
        yield from wrap(line, width, _INDENT)
    if card.overview:
        yield ""
        yield from _indented(reflow(card.overview, width - len(_INDENT)))
    if card.viewings:
        yield from _section("Viewings" if len(card.viewings) > 1 else "Viewing", width)
        yield from _viewings(card.viewings, width)
    for words in card.words:
        yield from _section(words.heading, width)
        yield from _words(words, width)
    if card.related:
        yield from _section("Brings to mind", width)
        for other in card.related:
            yield from _related(other, width)


def _head(card: Card, width: int) -> Iterator[str]:
    title = wrap(card.title, width)
    if cells(title[0]) + 2 + len(card.number) <= width:
        title[0] = pad(title[0], width - len(card.number)) + card.number
    yield from title
    if card.original_title:
        yield from wrap(card.original_title, width)
    if card.verdict is not None:
        yield from wrap(
            " · ".join(filter(None, (_stars(card.verdict), *card.verdict.details))), width
        )
    if card.own_rating:
        yield from wrap(card.own_rating, width)
    yield "═" * width
    if card.tagline:
        yield from wrap(card.tagline, width, _INDENT)


def _stars(seen: Seen) -> str:
    return f"{seen.rating} {seen.heart}".strip()


def _section(heading: str, width: int) -> Iterator[str]:
    yield ""
    lines = wrap(heading, width - 3, "── ", "   ")
    lines[-1] += " " + "─" * (width - cells(lines[-1]) - 1)
    yield from lines
    yield ""


def _viewings(viewings: Iterable[Seen], width: int) -> Iterator[str]:
    rows = [(seen.when, _stars(seen), seen.details) for seen in viewings]
    dates = max(cells(when) for when, _, _ in rows)
    ratings = max(cells(rating) for _, rating, _ in rows)
    for when, rating, details in rows:
        left = f"{_INDENT}{pad(when, dates)}  {pad(rating, ratings)}" if ratings else _INDENT + when
        if width >= _ROOMY and details:
            first, *more = details
            yield from wrap(first, width, f"{left}  ")
            for detail in more:
                yield from wrap(detail, width, " " * (cells(left) + 2))
        else:
            yield from wrap(f"{when}  {rating}".rstrip(), width, _INDENT)
            for detail in details:
                yield from wrap(detail, width, _INDENT * 2)


def _words(words: Words, width: int) -> Iterator[str]:
    if words.headline:
        yield from wrap(words.headline, width, _INDENT)
        yield ""
    if words.quote:
        yield from wrap(f"“{words.quote}”", width, _INDENT * 2)
    if words.quote_by:
        yield from wrap(words.quote_by, width, f"{_INDENT * 2}— ")
    yield ""
    for part in words.review:
        yield from _indented(part_lines(part, width - len(_INDENT)))
        yield ""
    for picture in words.pictures:
        named = f"{picture.value} ({picture.label})" if picture.value else picture.label
        yield from wrap(named, width, f"{_INDENT}▣ ")


def part_lines(part: Part, width: int) -> Iterator[str]:
    """A stretch of a review in lines of at most `width` cells."""
    if part.kind == "fold":
        yield from wrap(part.text, width, "▸ ")
    elif part.kind == "spoiler":
        yield from wrap(f"Spoiler: {part.title}" if part.title else "Spoiler", width, "▾ ")
        for line in reflow(part.text, width - 2):
            yield f"│ {line}"
    else:
        yield from reflow(part.text, width)


def _related(other: Fact, width: int) -> Iterator[str]:
    yield from wrap(
        f"{other.label}: {other.value}" if other.value else other.label, width, "  ", "    "
    )


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_INDENT + line for line in lines)


def _single_blanks(lines: Iterable[str]) -> Iterator[str]:
    """The lines without blank ones at the ends, and never two of them together."""
    pending = False
    begun = False
    for line in lines:
        if line.strip():
            if pending and begun:
                yield ""
            yield line
            begun, pending = True, False
        else:
            pending = True
