"""Simkl: the CSV of an account, in its columns of today and of before, of which films are read.

https://simkl.com/settings/export: SIMKL_ID, Title, Type, Year, Watchlist, LastEpWatched,
WatchedDate, Rating (1-10), Memo, TVDB, TMDB, IMDB; before simkl_id, TVDB_ID, TMDB, IMDB_ID, MAL_ID,
Type, ... A time is `18-12-2023 21:50:41`, without a zone, and is taken as it stands, or ISO 8601.

Watchlist says what a film is: completed, plantowatch, watching, hold, dropped. How many minutes
were seen of the last three is not said: they are skipped, with that as the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.exchange.record import Asked, FieldError, Reading, Row, Skipped, Values
from filmlog.exchange.services.readings import plain_review, readings
from filmlog.exchange.services.values import (
    Keys,
    clean,
    imdb_id,
    local_day,
    rating,
    shown,
    title,
    tmdb_id,
    year,
)

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "Simkl"
ROLES = ("items",)

_COLUMNS = {"simkl_id", "title", "type", "year", "watchlist", "watcheddate", "rating", "memo"}
_NO_FILM = {"tv": "a series", "show": "a series", "anime": "an anime series"}
_NOT_TO_THE_END = {"watching": "being watched", "hold": "put on hold", "dropped": "given up"}
_DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})(?: .*)?", re.ASCII)


def role(member: Member) -> str:
    """Whether the columns are Simkl's."""
    return "items" if member.columns >= _COLUMNS else ""


def read(parts: Sequence[Part], _asked: Asked) -> Iterator[Reading]:
    """Every row."""
    keys = Keys()
    for part in parts:
        yield from readings(part.member.lines(), partial(_reading, keys))


def _reading(keys: Keys, line: Line) -> Reading:
    kind = line.field("type").strip().casefold()
    if kind not in {"movie", "movies"}:
        return Skipped(line.place, f"{_NO_FILM.get(kind, 'something else')}, not a film")
    film = Film(
        "",
        title(line.field("title"), "Title"),
        year=year(line.field("year"), "Year"),
        imdb=imdb_id(line.field("imdb") or line.field("imdb_id"), "IMDB"),
        tmdb=tmdb_id(line.field("tmdb"), "TMDB"),
    )
    known_as = clean(line.field("simkl_id"), "simkl_id") or film.imdb or film.label
    status = line.field("watchlist").strip().casefold()
    if status in _NOT_TO_THE_END:
        return Skipped(line.place, f"{_NOT_TO_THE_END[status]}: how much was seen is not said")
    if status == "plantowatch":
        key = keys.unique(f"plantowatch {known_as}")
        return Row(line.place, "wish", key, film, line.raw, partial(_wish, line))
    if status == "completed":
        key = keys.unique(f"completed {known_as}")
        return Row(line.place, "viewing", key, film, line.raw, partial(_viewing, line))
    raise FieldError("Watchlist", f"{shown(line.field('watchlist'))} is no list of Simkl")


def _viewing(line: Line) -> Values:
    said = {
        "rating": rating(line.field("rating"), "Rating", 10),
        "review": plain_review(line.field("memo"), "Memo"),
    }
    watched = _day(line.field("watcheddate"))
    return {"watched": watched, **{name: value for name, value in said.items() if value}}


def _wish(line: Line) -> Values:
    why = clean(line.field("memo"), "Memo")
    return {"why": why} if why else {}


def _day(text: str) -> PartialDate | None:
    found = _DAY_FIRST.fullmatch(text.strip())
    if found is None:
        return local_day(text, "WatchedDate")
    try:
        return PartialDate(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise FieldError("WatchedDate", f"{shown(text)} is a day that no calendar has") from None
