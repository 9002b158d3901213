"""What a search found on the screen: a line a viewing, and under it the words around the hit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.domain.entry import Entry
from filmlog.domain.line import DiaryLine
from filmlog.screen.console import has_colour, show, width_of
from filmlog.screen.listing import COLUMNS, diary_rows
from filmlog.screen.safe import clean
from filmlog.screen.table import aligned
from filmlog.screen.width import truncate

if TYPE_CHECKING:
    from filmlog.domain.excerpt import Excerpt
    from filmlog.domain.query import DiaryQuery

_INDENT, _NARROW_INDENT = "      ", "  "
_NARROW = 60
"""Cells below which what is indented needs the room."""

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"
_HIDDEN = "in a spoiler; `filmlog show --spoilers` shows it"


def show_hits(
    session: Session,
    lines: Sequence[DiaryLine],
    entries: Sequence[Entry],
    query: DiaryQuery,
) -> None:
    """Print hits with excerpts; say on stderr when there are none."""
    if not lines:
        session.say("No viewing fits.", "Fewer words find more; `cran*` finds what begins so.")
        return
    from filmlog.domain.excerpt import excerpt

    width = width_of(sys.stdout)
    bold = has_colour(sys.stdout, session.config["colour"])
    # The headline is left to the excerpt.
    columns = COLUMNS[:-1]
    rows = [row[:-1] for row in diary_rows(lines, session.config["rating_style"])]
    heading, *table = aligned(columns, rows, width)
    indent = _INDENT if width >= _NARROW else _NARROW_INDENT
    text = [heading]
    for line, entry in zip(table, entries, strict=True):
        text.append(line)
        found = excerpt(entry, query, width - len(indent))
        if found is not None:
            text.append(
                truncate(f"{indent}{_HIDDEN}", width)
                if not found.text
                else indent + _marked(found, bold=bold)
            )
    show("".join(f"{line}\n" for line in text), session.config["pager"])


def _marked(found: Excerpt, *, bold: bool) -> str:
    """The excerpt with its label, and what was looked for in bold."""
    pieces: list[str] = []
    done = 0
    for start, end in found.hits if bold else ():
        pieces += (clean(found.text[done:start]), _BOLD, clean(found.text[start:end]), _PLAIN)
        done = end
    return f"{found.label}{''.join(pieces)}{clean(found.text[done:])}"
