"""Movary: history.csv, ratings.csv and watchlist.csv of an account.

Columns as of https://docs.movary.org/features/import/#movary: title, year, tmdbId, imdbId, and
watchedAt, comment, location in the history, userRating (1-10) in the ratings, addedAt in the
watchlist. A day has no time. Comments are plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.exchange.record import Asked, Kind, Reading, Row, Values
from filmlog.exchange.services.readings import plain_review, readings
from filmlog.exchange.services.values import Keys, clean, day, imdb_id, rating, title, tmdb_id, year

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "Movary"
ROLES = ("history", "ratings", "watchlist")

_FILM = {"title", "year", "tmdbid", "imdbid"}
_KINDS: dict[str, Kind] = {"history": "viewing", "ratings": "seen", "watchlist": "wish"}
_TOLD_BY = {"watchedat": "history", "userrating": "ratings", "addedat": "watchlist"}


def role(member: Member) -> str:
    """What a file is, by the one column that it has beside those of the film."""
    if not member.columns >= _FILM:
        return ""
    return next((role for column, role in _TOLD_BY.items() if column in member.columns), "")


def read(parts: Sequence[Part], _asked: Asked) -> Iterator[Reading]:
    """Every row of the three files."""
    keys = Keys()
    for part in parts:
        yield from readings(part.member.lines(), partial(_reading, keys, part.role))


def _reading(keys: Keys, role: str, line: Line) -> Row:
    film = Film(
        "",
        title(line.field("title"), "title"),
        year=year(line.field("year"), "year"),
        imdb=imdb_id(line.field("imdbid"), "imdbId"),
        tmdb=tmdb_id(line.field("tmdbid"), "tmdbId"),
    )
    key = f"{role} {film.tmdb or film.imdb or film.label}"
    if role == "history":
        key = f"{key} {clean(line.field('watchedat'), 'watchedAt')}".rstrip()
    values = partial({"history": _viewing, "ratings": _opinion, "watchlist": _wish}[role], line)
    return Row(line.place, _KINDS[role], keys.unique(key), film, line.raw, values)


def _viewing(line: Line) -> Values:
    said = {
        "review": plain_review(line.field("comment"), "comment"),
        "venue": clean(line.field("location"), "location"),
    }
    watched = day(line.field("watchedat"), "watchedAt")
    return {"watched": watched, **{name: value for name, value in said.items() if value}}


def _opinion(line: Line) -> Values:
    said = rating(line.field("userrating"), "userRating", 10)
    return {"rating": said} if said is not None else {}


def _wish(line: Line) -> Values:
    added = day(line.field("addedat"), "addedAt")
    return {"added": added} if added else {}
