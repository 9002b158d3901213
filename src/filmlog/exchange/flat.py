"""The viewings as one flat table, for spreadsheets and scripts: RFC 4180, a row a viewing.

Texts stand there as they are in the diary, spoilers with their marks. Several values in one cell
are parted by `; `. Dates are ISO 8601, as far as they are known; ratings are 1-100, beside them
stars out of five; a price is a decimal number beside its currency. What is not known is empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.formulas import as_text
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing

_FILM = (
    "title original_title year released runtime directors writers cast genres countries languages "
    "tagline overview awards related imdb tmdb wikidata letterboxd film_rating film_rated"
).split()
_VIEWING = (
    "watched nth rating stars heart rewatch unfinished_minutes unfinished_why companions venue "
    "format subtitles tags headline quote quote_by review pictures captions"
).split()
_SOURCE = "source source_kind source_url".split()
_PASS = "pass price currency pass_paid pass_every pass_starts pass_ends".split()
COLUMNS = (*_FILM, *_VIEWING, *_SOURCE, *_PASS, "film_id", "viewing_id")

Row = Sequence[object]


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows under COLUMNS; None is an empty cell."""
    for entry in entries:
        yield (
            *_film(entry.film),
            *_viewing(entry),
            *_source(entry.source),
            *_pass(entry.pass_),
            entry.film.id,
            entry.viewing.id,
        )


def table(entries: Iterable[Entry], *, spreadsheet: bool = False) -> Iterator[str]:
    """Pieces of the table, a line each, its header first.

    With `spreadsheet` a text that a spreadsheet would run as a formula gets a `'` before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows(entries):
        yield _taken(text)
        writer.writerow(map(_defused, row) if spreadsheet else row)
    yield _taken(text)


def _taken(text: io.StringIO) -> str:
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written


def _defused(cell: object) -> object:
    return as_text(cell) if isinstance(cell, str) else cell


def _film(film: Film) -> Row:
    return (
        film.title, film.original_title, film.year, film.released, film.runtime,
        _joined(film.directors), _joined(film.writers), _joined(c.words for c in film.cast),
        _joined(film.genres), _joined(film.countries), _joined(film.languages), film.tagline,
        film.overview, _joined(a.words for a in film.awards),
        _joined(r.words for r in film.related),
        film.imdb, film.tmdb, film.wikidata, film.letterboxd, film.rating, film.rated,
    )  # fmt: skip


def _viewing(entry: Entry) -> Row:
    seen: Viewing = entry.viewing
    return (
        seen.watched, entry.ordinal, seen.rating, _stars(seen.rating), _yes(seen.heart),
        _yes(entry.rewatch), seen.unfinished, seen.unfinished_why, _joined(seen.companions),
        seen.venue, seen.format, seen.subtitles, _joined(seen.tags), seen.headline, seen.quote,
        seen.quote_by, seen.review, _joined(picture.name for picture in seen.pictures),
        _joined(picture.caption for picture in seen.pictures if picture.caption),
    )  # fmt: skip


def _source(source: Source | None) -> Row:
    return (None,) * len(_SOURCE) if source is None else (source.name, source.kind, source.url)


def _pass(pass_: Pass | None) -> Row:
    if pass_ is None:
        return (None,) * len(_PASS)
    price, _, currency = ("", "", "") if pass_.price is None else str(pass_.price).partition(" ")
    days = pass_.paid, pass_.every, _instant(pass_.starts), _instant(pass_.ends)
    return (pass_.kind, price, currency, *days)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _stars(rating: int | None) -> str | None:
    return None if rating is None else f"{rating / 20:g}"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
