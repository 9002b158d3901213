"""The diary as a list: one line a viewing, such as
`#7  Fri 20 Nov 2026  The Cranes Are Flying (1957)  ★★★★½  ♥ ↻  Soviet Movies Online`.
"""

from __future__ import annotations

from collections.abc import Iterable

from filmlog.domain.line import DiaryLine
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.rating import describe
from filmlog.screen.safe import clean
from filmlog.screen.table import Column

HEART = "♥"
REWATCH = "↻"
UNFINISHED = "◐"

COLUMNS = (
    Column("#", rank=3, align="right", style="film.number"),
    Column("Watched", rank=1, style="film.date"),
    Column("Title", flexible=True, minimum=14, maximum=60, style="film.title"),
    Column("Rating", rank=2, style="film.stars"),
    Column("", rank=4, style="film.heart"),
    Column("Source", rank=5, flexible=True, minimum=10, maximum=24, style="film.source"),
    Column("Headline", rank=6, flexible=True, minimum=20, style="film.headline", extra=True),
)
"""On a short line the headline goes first, then source, marks, number, rating and date."""


def diary_rows(lines: Iterable[DiaryLine], rating_style: str) -> list[tuple[str, ...]]:
    """The cells of COLUMNS for each viewing, its headline without spoilers."""
    return [_row(line, rating_style) for line in lines]


def _row(line: DiaryLine, rating_style: str) -> tuple[str, ...]:
    title = f"{line.title} ({line.year})" if line.year is not None else line.title
    return (
        f"#{line.number}",
        PartialDate.parse_iso(line.watched).words if line.watched else "",
        clean(title),
        "" if line.rating is None else describe(line.rating, rating_style),
        marks(heart=line.heart, rewatch=line.rewatch, unfinished=line.unfinished),
        clean(line.source),
        _headline(line.headline),
    )


def marks(*, heart: bool, rewatch: bool, unfinished: bool) -> str:
    """The signs of a viewing: ♥ loved, ↻ seen before, ◐ not seen to the end."""
    signs = ((HEART, heart), (REWATCH, rewatch), (UNFINISHED, unfinished))
    return " ".join(sign for sign, is_so in signs if is_so)


def _headline(text: str) -> str:
    if "||" not in text:
        return clean(text)
    from filmlog.domain.review import hide_inline

    return clean(hide_inline(text))
