"""MovieLens: one table of ratings, `movie_id,imdb_id,tmdb_id,rating,average_rating,title`.

The ids of IMDb stand there without `tt`, the titles as in a card index: `Toy Story (1995)`,
`Matrix, The (1999)`, `City of Lost Children, The (Cité des enfants perdus, La) (1995)`. A rating
has no day. Rows without a rating, or with -1, are films that MovieLens was told to leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.exchange.record import Asked, FieldError, Reading, Row, Skipped, Values
from filmlog.exchange.services import values
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.spellings import article_in_front, named

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "MovieLens"
ROLES = ("ratings",)

_COLUMNS = {"movie_id", "imdb_id", "tmdb_id", "rating", "average_rating", "title"}
_UNRATED = {"", "-1", "-1.0"}
# What stands behind "Or" is the second half of a title: Birdman: Or (The Unexpected Virtue of …).
_SECOND_TITLE = re.compile(r"(?P<title>.*\S)(?<! Or) \((?P<other>[^()]+)\)", re.IGNORECASE)
_ALIAS = re.compile(r"a\.?k\.?a\.? ", re.IGNORECASE)
_ENGLISH = re.compile(r".+, (?:The|An?)")


def role(member: Member) -> str:
    """What the file is: ratings, or nothing of MovieLens."""
    return "ratings" if member.columns >= _COLUMNS else ""


def read(parts: Sequence[Part], _asked: Asked) -> Iterator[Reading]:
    """Every row: a film that was seen, and its rating."""
    keys = values.Keys()
    for part in parts:
        yield from readings(part.member.lines(), partial(_reading, keys))


def _reading(keys: values.Keys, line: Line) -> Reading:
    if line.field("rating").strip() in _UNRATED:
        return Skipped(line.place, "has no rating")
    film = _film(line)
    number = line.field("movie_id").strip()
    if not number:
        raise FieldError("movie_id", "is empty")
    key = keys.unique(f"rating {number}")
    return Row(line.place, "seen", key, film, line.raw, partial(_rating, line))


def _rating(line: Line) -> Values:
    return {"rating": values.rating(line.field("rating"), "rating", 5)}


def _film(line: Line) -> Film:
    title, year = named(line.field("title"), "title")
    others = []
    while found := _SECOND_TITLE.fullmatch(title):
        title = found["title"]
        others.append(found["other"])
    return Film(
        "",
        article_in_front(title),
        original_title=_original_title(title, others),
        year=year,
        imdb=values.imdb_id(line.field("imdb_id"), "imdb_id"),
        tmdb=values.tmdb_id(line.field("tmdb_id"), "tmdb_id"),
    )


def _original_title(title: str, others: list[str]) -> str:
    """The one of the titles in brackets that is the original one.

    A title with a foreign article is the original itself: `Avventura, L' (Adventure, The)`. Other
    names of a film ("a.k.a.") and translations have no place in a diary: the ids tell the film.
    """
    if article_in_front(title) != title and not _ENGLISH.fullmatch(title):
        return ""
    originals = (each for each in others if not (_ALIAS.match(each) or _ENGLISH.fullmatch(each)))
    return article_in_front(next(originals, ""))
