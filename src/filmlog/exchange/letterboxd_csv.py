"""The diary as the tables that Letterboxd imports (https://letterboxd.com/about/importing-data/).

A row is a viewing. Hearts, companions, venues, formats, subtitles, sources, quotes, pictures and
the minutes of a viewing that was stopped have no column there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from filmlog.domain.entry import Entry
from filmlog.domain.viewing import Viewing
from filmlog.exchange.html.letterboxd import SpoilerMarks, html_of, line_of

COLUMNS = (
    *("LetterboxdURI", "tmdbID", "imdbID", "Title", "Year", "Directors"),
    *("Rating", "WatchedDate", "Rewatch", "Tags", "Review"),
)
LARGEST = 1_000_000
"""Bytes of a file; Letterboxd takes none above 1 MB."""


class Part(NamedTuple):
    """One file: its number from 1, and its text, which is written as UTF-8."""

    number: int
    text: str

    def name(self, stem: str = "letterboxd") -> str:
        """`letterboxd-1.csv`."""
        return f"{stem}-{self.number}.csv"


@dataclass
class Warnings:
    """What Letterboxd will not keep as it is here: the film (`Title (Year)`) of each such viewing.

    `same_day`: seen twice on a day, which Letterboxd merges. `not_to_the_day`: no diary entry
    there, as the date is not known to the day. `rounded`: to half stars. `commas`: a tag had one,
    now a blank. `too_long`: in a file of its own that is larger than Letterboxd takes.
    """

    same_day: list[str] = field(default_factory=list)
    not_to_the_day: list[str] = field(default_factory=list)
    rounded: list[str] = field(default_factory=list)
    commas: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)


def files(entries: Iterable[Entry], spoilers: SpoilerMarks, warnings: Warnings) -> Iterator[Part]:
    """The files, in the order of the entries; `warnings` is complete when all of them are read.

    Each has the header, and is at most LARGEST bytes unless one row alone is more. No entries
    make one file with the header only. What is in the trash is left out. Ratings are in the
    column of half stars: whole numbers of ten, the other column, say no more.
    """
    head = _line(COLUMNS)
    number = 1
    lines = [head]
    size = len(head)
    days: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.film.deleted or entry.viewing.deleted:
            continue
        _note(entry, days, warnings)
        line = _line(_row(entry, spoilers))
        length = len(line.encode())
        if len(lines) > 1 and size + length > LARGEST:
            yield Part(number, "".join(lines))
            number, lines, size = number + 1, [head], len(head)
        if len(head) + length > LARGEST:
            warnings.too_long.append(entry.film.label)
        lines.append(line)
        size += length
    yield Part(number, "".join(lines))


def _note(entry: Entry, days: set[tuple[str, str]], warnings: Warnings) -> None:
    viewing, label = entry.viewing, entry.film.label
    if not (day := _day(viewing)):
        warnings.not_to_the_day.append(label)
    elif (entry.film.id, day) in days:
        warnings.same_day.append(label)
    days.add((entry.film.id, day))
    if viewing.rating is not None and viewing.rating % 10:
        warnings.rounded.append(label)
    if any("," in tag for tag in viewing.tags):
        warnings.commas.append(label)


def _row(entry: Entry, spoilers: SpoilerMarks) -> tuple[str, ...]:
    film, viewing = entry.film, entry.viewing
    headline = line_of(viewing.headline, spoilers)
    review = [f"<b>{headline}</b>" if headline else "", html_of(viewing.review, spoilers)]
    return (
        _address(film.letterboxd),
        film.tmdb,
        film.imdb,
        film.title,
        "" if film.year is None else str(film.year),
        ", ".join(film.directors),
        "" if viewing.rating is None else _half_stars(viewing.rating),
        _day(viewing),
        "true" if entry.rewatch else "false",
        ", ".join(" ".join(tag.replace(",", " ").split()) for tag in viewing.tags),
        "\n\n".join(part for part in review if part),
    )


def _address(letterboxd: str) -> str:
    if not letterboxd or "://" in letterboxd:
        return letterboxd
    if letterboxd.startswith("boxd.it/"):
        return f"https://{letterboxd}"
    return f"https://letterboxd.com/film/{letterboxd}/"


def _half_stars(rating: int) -> str:
    """`0.5` to `5`, the nearest, halfway up, as domain/rating.py draws them."""
    halves = max(1, (rating + 5) // 10)
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def _day(viewing: Viewing) -> str:
    watched = viewing.watched
    return watched.iso if watched is not None and watched.precision == "day" else ""


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
