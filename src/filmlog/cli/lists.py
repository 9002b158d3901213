"""Lists on the screen: viewings, hits of a search, sources, passes, and facts under a heading."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.domain.line import DiaryLine
from filmlog.screen.console import has_colour, show, width_of
from filmlog.screen.safe import clean
from filmlog.screen.table import Column, Row, aligned
from filmlog.screen.width import pad, wrap

if TYPE_CHECKING:
    from filmlog.domain.film import Film
    from filmlog.domain.source import Pass, Source
    from filmlog.screen.blocks import Line

RICH_ROWS = 25
"""Rows up to which a terminal gets a Rich table; beyond, aligned text is five times faster."""

_SOURCES = (
    Column("Source", flexible=True, style="film.source"),
    Column("Kind", rank=2),
    Column("Seen", rank=1, align="right"),
    Column("Address", rank=3, flexible=True, minimum=16),
)
_PASSES = (
    Column("#", align="right", style="film.number"),
    Column("Source", flexible=True, style="film.source"),
    Column("Kind", rank=2),
    Column("Price", rank=1, align="right"),
    Column("Runs", rank=3),
    Column("Starts", rank=6, style="film.date"),
    Column("Ends", rank=4, style="film.date"),
    Column("Films", rank=5, align="right"),
)
_FILMS = (
    Column("Title", flexible=True, style="film.title"),
    Column("Year"),
    Column("Director", rank=1, flexible=True),
    Column("IMDb", style="film.number"),
)


def show_lines(session: Session, lines: Sequence[DiaryLine], *, has_query: bool) -> None:
    """Print viewings as a list; say on stderr when there are none."""
    if not lines:
        session.say(
            *("No viewing fits.",)
            if has_query
            else ("The diary is empty.", "`filmlog add TITLE` logs the first film.")
        )
        return
    from filmlog.screen.listing import COLUMNS, diary_rows

    show_table(session, COLUMNS, diary_rows(lines, session.config["rating_style"]))


def show_table(session: Session, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Print a table: by Rich for a few rows in colour, as aligned text otherwise."""
    width = width_of(sys.stdout)
    if len(rows) <= RICH_ROWS and has_colour(sys.stdout, session.config["colour"]):
        from filmlog.screen.console import to_ansi
        from filmlog.screen.table import rich_table

        text = to_ansi(rich_table(columns, rows, width), width)
    else:
        text = "".join(f"{line}\n" for line in aligned(columns, rows, width))
    show(text, session.config["pager"])


def show_styled(session: Session, lines: Iterable[Line]) -> None:
    """Print lines that have a style each; the same text without colour."""
    if has_colour(sys.stdout, session.config["colour"]):
        from filmlog.screen.blocks import rich_text
        from filmlog.screen.console import to_ansi

        text = to_ansi(rich_text(lines), width_of(sys.stdout))
    else:
        text = "".join(f"{line.text}\n" for line in lines)
    show(text, session.config["pager"])


def show_sources(session: Session, sources: Sequence[tuple[Source, int]]) -> None:
    """Print sources with how many viewings each has."""
    rows = [
        (clean(source.name), clean(source.kind), str(count), clean(source.url))
        for source, count in sources
    ]
    show_table(session, _SOURCES, rows)


def show_films(session: Session, films: Sequence[Film]) -> None:
    """Print films of the catalogue with what tells one from another."""
    rows = [
        (
            clean(film.title),
            str(film.year or ""),
            clean(", ".join(film.directors[:2])),
            clean(film.imdb),
        )
        for film in films
    ]
    show_table(session, _FILMS, rows)


def show_passes(session: Session, passes: Sequence[tuple[Pass, Source, int, bool]]) -> None:
    """Print passes with their source, how many films were seen on each, and which run."""
    rows = [
        (
            f"#{pass_.number}",
            clean(source.name),
            pass_.kind,
            str(pass_.price) if pass_.price is not None else "",
            "now" if is_running else "",
            _moment(pass_.starts),
            _moment(pass_.ends),
            str(count),
        )
        for pass_, source, count, is_running in passes
    ]
    show_table(session, _PASSES, rows)


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment is not None else ""


def show_facts(session: Session, heading: str, facts: Sequence[tuple[str, str]]) -> None:
    """Print facts under a heading, those that are empty left out; a label stands once."""
    width = width_of(sys.stdout)
    widest = max((len(label) for label, value in facts if value), default=0)
    lines = wrap(clean(heading), width)
    last = ""
    for label, value in facts:
        if value:
            shown = "" if label == last else label
            lines += wrap(clean(value), width, f"  {pad(shown, widest)}  ")
            last = label
    show("".join(f"{line}\n" for line in lines), session.config["pager"])
