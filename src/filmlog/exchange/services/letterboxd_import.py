"""Letterboxd's import CSV, which other programs write for it, and filmlog does too.

`LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,Rating10,WatchedDate,Rewatch,Tags,Review`
(letterboxd.com/about/importing-data): any of them, in any order. A day of viewing makes a viewing,
and only with it Rewatch and Tags count; of two ratings the later column wins.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from filmlog.domain.film import Film
from filmlog.exchange.record import FieldError, Row, Values
from filmlog.exchange.services import values
from filmlog.exchange.services.letterboxd_lists import film_id

if TYPE_CHECKING:
    from filmlog.exchange.files.csv_file import Line

_COLUMNS = frozenset(
    "letterboxduri tmdbid imdbid title year directors rating rating10 watcheddate rewatch tags "
    "review".split()
)
_OWN = frozenset({"letterboxduri", "watcheddate", "rating10"})
_REWATCHES = {"": None, "true": True, "yes": True, "false": False, "no": False}


def is_import(columns: frozenset[str]) -> bool:
    """Whether a table has these columns and no others, one of them Letterboxd's alone."""
    return "title" in columns and columns <= _COLUMNS and bool(columns & _OWN)


def row(keys: values.Keys, line: Line) -> Row:
    """One of its rows. Raises FieldError for one without a title, or with a bad year or id."""
    film = Film(
        "",
        values.title(line.field("title"), "Title"),
        year=values.year(line.field("year"), "Year"),
        directors=values.words(line.field("directors"), "Directors"),
        imdb=values.imdb_id(line.field("imdbid"), "imdbID"),
        tmdb=values.tmdb_id(line.field("tmdbid"), "tmdbID"),
        letterboxd=film_id(line.field("letterboxduri").strip()),
    )
    day = line.field("watcheddate").strip()
    key = keys.unique(" ".join(filter(None, ("import", film.label, day))))
    if day:
        return Row(line.place, "viewing", key, film, line.raw, partial(_viewing, line))
    return Row(line.place, "seen", key, film, line.raw, partial(_opinion, line))


def _viewing(line: Line) -> Values:
    said = {"watched": values.day(line.field("watcheddate"), "WatchedDate"), **_opinion(line)}
    rewatch = line.field("rewatch").strip().casefold()
    if rewatch not in _REWATCHES:
        raise FieldError("Rewatch", f"{values.shown(rewatch)} is neither true nor false")
    if _REWATCHES[rewatch] is not None:
        said["rewatch"] = _REWATCHES[rewatch]
    if tags := values.words(line.field("tags"), "Tags"):
        said["tags"] = tags
    return said


def _opinion(line: Line) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column, name, top in (("rating", "Rating", 5), ("rating10", "Rating10", 10)):
        if (rating := values.rating(line.field(column), name, top)) is not None:
            said["rating"] = rating
    if html := line.field("review").strip():
        from filmlog.exchange.html.review import markdown_of

        said["review"] = markdown_of(html)
    return said
