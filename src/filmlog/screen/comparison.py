"""The viewings of a film beside each other: a column for each, the oldest at the left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.entry import Entry, rating_changes
from filmlog.domain.film import Film
from filmlog.domain.numerals import ordinal
from filmlog.domain.rating import change_words
from filmlog.domain.review import hide_inline, reveal_inline
from filmlog.screen.card import Part, build_card, paid_words
from filmlog.screen.plain_card import part_lines
from filmlog.screen.safe import clean
from filmlog.screen.width import cells, pad, wrap

if TYPE_CHECKING:
    from rich.text import Text

_GAP = " " * 3
_LEAST = 24
"""Cells of the narrowest column in which a review can be read, where the line has as many."""
_MOST = 72

_HEAD = ""
_WRITTEN = ("Headline", "Quote", "Review")
_STYLES = {_HEAD: "film.date", "Rating": "film.stars", "Headline": "film.headline"}
_LINE = "line"
"""The kind of a Part that is one line of plain text; the other kinds are those of a review."""

Cell = tuple[Part, ...]
Span = tuple[str, str]
"""Text and its style in screen/theme.py."""


class Row(NamedTuple):
    """One field of every viewing, a cell a viewing, () where it has none."""

    label: str
    cells: tuple[Cell, ...]


class Comparison(NamedTuple):
    """Safe text, in order of date: when each viewing was, and a row for each field of any."""

    number: str
    title: str
    times: str
    """How often the film was seen."""
    own_rating: str
    """The rating that the film has apart from its viewings, as on its card."""
    heads: tuple[Cell, ...]
    rows: tuple[Row, ...]


class _Layout(NamedTuple):
    """How wide all is, a column, and the labels at the left (0 where they stand over their rows).

    `beside` viewings stand beside each other; widths are in cells, that of labels with the gap.
    """

    width: int
    beside: int
    size: int
    indent: int


def build_comparison(
    film: Film,
    entries: Sequence[Entry],
    *,
    spoilers: bool = False,
    rating_style: str = "stars",
    films_on_pass: Mapping[str, int] | None = None,
) -> Comparison:
    """Put the viewings of a film, one or more in order of date, beside each other.

    `films_on_pass` says by ULID how many films were seen on a pass, as for `build_card`.
    """
    columns = [
        _column(entry, change, spoilers, rating_style, films_on_pass or {})
        for entry, change in zip(entries, rating_changes(entries), strict=True)
    ]
    card = build_card(film, entries, rating_style=rating_style)
    return Comparison(
        number=card.number,
        title=card.title,
        times=card.verdict.details[0] if card.verdict is not None else "",
        own_rating=card.own_rating,
        heads=tuple(_head(entry) for entry in entries),
        rows=tuple(
            Row(label, tuple(column[label] for column in columns))
            for label in columns[0]
            if any(column[label] for column in columns)
        ),
    )


def comparison_envelope(film: Film, entries: Sequence[Entry], *, spoilers: bool) -> str:
    """What `compare --json` prints: the film, and its viewings each with `rating_change`."""
    from filmlog.screen.machine import envelope  # with json, 4 ms
    from filmlog.screen.records import entry_json, film_json

    viewings = [
        entry_json(entry, spoilers=spoilers) | {"rating_change": change}
        for entry, change in zip(entries, rating_changes(entries), strict=True)
    ]
    plain = film_json(film)
    named = {name: plain[name] for name in "film_rating id number rated title year".split()}
    return envelope("comparison", {"film": named, "viewings": viewings})


def render(comparison: Comparison, width: int) -> Iterator[str]:
    """The lines of a comparison in plain text, each at most `width` cells (20 or more)."""
    for line in _lines(comparison, width):
        yield "".join(text for text, _ in line).rstrip()


def render_rich(comparison: Comparison, width: int) -> Text:
    """The same lines with the styles of the theme, for a terminal with colour."""
    from rich.text import Text  # 30 ms

    lines = [Text.assemble(*line) for line in _lines(comparison, width)]
    for line in lines:
        line.rstrip()
    return Text("\n", no_wrap=True, overflow="ignore").join(lines)


def _head(entry: Entry) -> Cell:
    if entry.viewing.watched is None:
        return (Part(_LINE, "Unknown date"),)
    return (Part(_LINE, entry.viewing.watched.words), Part(_LINE, f"{ordinal(entry.ordinal)} time"))


def _column(
    entry: Entry,
    change: int | None,
    spoilers: bool,
    rating_style: str,
    films_on_pass: Mapping[str, int],
) -> dict[str, Cell]:
    """The cell of each field by its label, in the order of the rows."""
    viewing = entry.viewing
    card = build_card(entry.film, [entry], spoilers=spoilers, rating_style=rating_style)
    (seen,) = card.viewings
    words = next(iter(card.words), None)
    changed = f"({change_words(change, rating_style)})" if change is not None else ""
    place = entry.source.name if entry.source is not None else ""
    why = (reveal_inline if spoilers else hide_inline)(viewing.unfinished_why)
    stopped = "" if viewing.unfinished is None else f"after {viewing.unfinished} min"
    quote_by = f"— {words.quote_by}" if words and words.quote_by else ""
    return {
        "Rating": _cell(" ".join(filter(None, (seen.rating, seen.heart, changed)))),
        "Rewatch": _cell({None: "", True: "yes", False: "no"}[viewing.rewatch]),
        "Where": _cell(place, viewing.venue if viewing.venue != place else ""),
        "Paid": _cell(paid_words(entry.pass_, films_on_pass.get(viewing.pass_id, 1))),
        "Format": _cell(viewing.format),
        "Subtitles": _cell(viewing.subtitles),
        "With": _cell(", ".join(viewing.companions)),
        "Stopped": _cell(": ".join(filter(None, (stopped, why))) if stopped else ""),
        "Tags": _cell(", ".join(viewing.tags)),
        "Headline": _cell(words.headline if words else ""),
        "Quote": _cell(f"“{words.quote}”" if words and words.quote else "", quote_by),
        "Review": words.review if words else (),
    }


def _cell(*lines: str) -> Cell:
    return tuple(Part(_LINE, text) for text in (clean(line).strip() for line in lines) if text)


def _lines(comparison: Comparison, width: int) -> Iterator[list[Span]]:
    layout = _layout(comparison, width)
    title = wrap(comparison.title, layout.width)
    if cells(title[0]) + 2 + len(comparison.number) <= layout.width:
        title[0] = pad(title[0], layout.width - len(comparison.number)) + comparison.number
    for line in title:
        yield [(line, "film.title")]
    yield [(comparison.times, "film.faint")]
    for line in wrap(comparison.own_rating, layout.width) if comparison.own_rating else ():
        yield [(line, "film.faint")]
    yield [("═" * layout.width, "film.rule")]
    for start in range(0, len(comparison.heads), layout.beside):
        band = slice(start, start + layout.beside)
        yield []
        yield from _side_by_side(Row(_HEAD, comparison.heads[band]), layout)
        rows = [Row(row.label, row.cells[band]) for row in comparison.rows if any(row.cells[band])]
        if layout.indent and rows:
            under = _GAP.join("─" * layout.size for _ in comparison.heads[band])
            yield [(" " * layout.indent + under, "film.rule")]
        yield from (_labelled if layout.indent else _ruled)(rows, layout)


def _layout(comparison: Comparison, width: int) -> _Layout:
    """Labels at the left, unless more viewings fit beside each other with labels over the rows."""
    count, gap = len(comparison.heads), len(_GAP)
    indent = max((len(row.label) + gap for row in comparison.rows), default=0)
    bands, labelled = (
        -(-count // max(1, (room + gap) // (_LEAST + gap))) for room in (width, width - indent)
    )
    if labelled > bands or width - indent < _LEAST:
        indent = 0
    beside = -(-count // bands)
    width = min(width, indent + beside * (_MOST + gap) - gap)
    return _Layout(width, beside, (width - indent + gap) // beside - gap, indent)


def _labelled(rows: Sequence[Row], layout: _Layout) -> Iterator[list[Span]]:
    """Rows with their labels at the left, what was written set apart from the rest."""
    for number, row in enumerate(rows):
        if number and row.label in _WRITTEN:
            yield []
        yield from _side_by_side(row, layout, row.label)


def _ruled(rows: Sequence[Row], layout: _Layout) -> Iterator[list[Span]]:
    """Rows with their labels over them."""
    for row in rows:
        rule = "─" * (layout.width - len(row.label) - 4)
        yield [("── ", "film.rule"), (f"{row.label} ", "film.label"), (rule, "film.rule")]
        yield from _side_by_side(row, layout)


def _side_by_side(row: Row, layout: _Layout, label: str = "") -> Iterator[list[Span]]:
    style = _STYLES.get(row.label, "")
    blocks = [_set(cell, layout.size) for cell in row.cells]
    for number, texts in enumerate(zip_longest(*blocks, fillvalue="")):
        left = pad(label if number == 0 else "", layout.indent)
        yield [(left, "film.label"), (_GAP.join(pad(t, layout.size) for t in texts), style)]


def _set(cell: Cell, width: int) -> Iterator[str]:
    for number, part in enumerate(cell):
        if part.kind == _LINE:
            yield from wrap(part.text, width)
            continue
        if number:
            yield ""
        yield from part_lines(part, width)
