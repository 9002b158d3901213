"""Yamtrack: the CSV of an account, of which the films are read.

Columns as of https://github.com/FuzzyGrim/Yamtrack (Settings, Export): media_id, source,
media_type, title, image, season_number, episode_number, score (0-10, also 8.5), progress, status,
start_date, end_date, notes, progressed_at, all quoted. A film has no year there. Times have a zone.

A film that is Completed was seen to its end, on its end_date; one that is planned is a wish. How
many minutes of the others were seen is not said (`progress` counts plays), so that they are neither
a viewing to the end nor one of so many minutes: they are skipped, with their status as the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
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
)

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "Yamtrack"
ROLES = ("media",)

_COLUMNS = {"media_id", "source", "media_type", "title", "score", "status", "end_date", "notes"}
_NO_FILM = {
    "tv": "a series",
    "season": "a season",
    "episode": "an episode",
    "anime": "an anime series",
    "manga": "a manga",
    "game": "a game",
    "book": "a book",
    "comic": "a comic",
    "boardgame": "a board game",
}
_NOT_TO_THE_END = {
    "in progress": "being watched",
    "paused": "paused",
    "dropped": "given up",
}


def role(member: Member) -> str:
    """Whether the columns are Yamtrack's."""
    return "media" if member.columns >= _COLUMNS else ""


def read(parts: Sequence[Part], _asked: Asked) -> Iterator[Reading]:
    """Every row."""
    keys = Keys()
    for part in parts:
        yield from readings(part.member.lines(), partial(_reading, keys))


def _reading(keys: Keys, line: Line) -> Reading:
    media = line.field("media_type").strip().casefold()
    if media != "movie":
        return Skipped(line.place, f"{_NO_FILM.get(media, 'something else')}, not a film")
    source, id_ = line.field("source").strip().casefold(), clean(line.field("media_id"), "media_id")
    film = Film(
        "",
        title(line.field("title"), "title"),
        imdb=imdb_id(id_, "media_id") if source == "imdb" else "",
        tmdb=tmdb_id(id_, "media_id") if source == "tmdb" else "",
    )
    known_as = f"{clean(source, 'source')} {id_}"
    status = line.field("status").strip().casefold()
    if status in _NOT_TO_THE_END:
        return Skipped(line.place, f"{_NOT_TO_THE_END[status]}: how much was seen is not said")
    if status == "planning":
        key = keys.unique(f"planning {known_as}")
        return Row(line.place, "wish", key, film, line.raw, partial(_wish, line))
    if status == "completed":
        key = keys.unique(
            f"completed {known_as} {clean(line.field('end_date'), 'end_date')}".rstrip()
        )
        return Row(line.place, "viewing", key, film, line.raw, partial(_viewing, line))
    raise FieldError("status", f"{shown(line.field('status'))} is no status of Yamtrack")


def _viewing(line: Line) -> Values:
    # A film that is not rated has no score, or 0.
    score = line.field("score").strip()
    said = {
        "rating": rating(score, "score", 10) if score.strip("0.") else None,
        "review": plain_review(line.field("notes"), "notes"),
    }
    watched = local_day(line.field("end_date"), "end_date")
    return {"watched": watched, **{name: value for name, value in said.items() if value}}


def _wish(line: Line) -> Values:
    why = clean(line.field("notes"), "notes")
    return {"why": why} if why else {}
