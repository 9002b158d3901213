"""TMDB: the ratings, watchlist or favourites of an account as CSV.

Columns as of https://www.themoviedb.org/settings/account (Export): TMDb ID, IMDb ID, Type, Name,
Release Date, Season Number, Episode Number, Rating (of all users), Your Rating (1-10), Date Rated
(UTC). The three exports have the same columns: a file is of ratings unless its name or the person
says what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.exchange.record import Asked, Kind, Reading, Row, Skipped, Values
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.values import Keys, day, imdb_id, local_day, rating, title, tmdb_id

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "TMDB"
ROLES = ("ratings", "favourites", "watchlist")

_COLUMNS = {"tmdb id", "imdb id", "type", "name", "release date", "your rating", "date rated"}
_NO_FILM = {"tv": "a series", "season": "a season", "episode": "an episode", "person": "a person"}


def role(member: Member) -> str:
    """What a file is: the columns make it TMDB's, and only then its name counts."""
    if not member.columns >= _COLUMNS:
        return ""
    name = member.name.rpartition("/")[2].casefold()
    if "watchlist" in name:
        return "watchlist"
    return "favourites" if "favorite" in name or "favourite" in name else "ratings"


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every row; one without a rating in a file of ratings is skipped, what it is being unsaid."""
    keys = Keys()
    for part in parts:
        wanted = asked.role or part.role
        yield from readings(part.member.lines(), partial(_reading, keys, wanted, asked))


def _reading(keys: Keys, wanted: str, asked: Asked, line: Line) -> Reading:
    kind = line.field("type").strip().casefold()
    if kind != "movie":
        return Skipped(line.place, f"{_NO_FILM.get(kind, 'something else')}, not a film")
    released = day(line.field("release date"), "Release Date")
    film = Film(
        "",
        title(line.field("name"), "Name"),
        year=released.year if released else None,
        released=released,
        imdb=imdb_id(line.field("imdb id"), "IMDb ID"),
        tmdb=tmdb_id(line.field("tmdb id"), "TMDb ID"),
    )
    said = _said(line, wanted, asked)
    if said is None:
        reason = "not rated; --as watchlist or --as 'list NAME' says what the file is"
        return Skipped(line.place, reason)
    kind, values = said
    # A rating taken for a viewing is another record than the rating, and has another key.
    known_as = f"{kind if kind == 'viewing' else wanted} {film.tmdb or film.imdb or film.label}"
    return Row(line.place, kind, keys.unique(known_as), film, line.raw, values)


def _said(line: Line, wanted: str, asked: Asked) -> tuple[Kind, Callable[[], Values]] | None:
    """What a row says and how to read it; None for a row that does not say why it is there."""
    if wanted == "watchlist":
        return "wish", dict
    if wanted.startswith("list "):
        return "listed", partial(_listed, wanted.removeprefix("list "))
    if wanted == "favourites":
        return "seen", partial(_opinion, line, heart=True)
    if wanted == "ratings" and not line.field("your rating").strip():
        return None
    if wanted == "viewings" or asked.rated_as_watched:
        return "viewing", partial(_viewing, line, asked)
    return "seen", partial(_opinion, line)


def _listed(name: str) -> Values:
    return {"list": name, "place": None}


def _viewing(line: Line, asked: Asked) -> Values:
    rated = local_day(line.field("date rated"), "Date Rated")
    stars = rating(line.field("your rating"), "Your Rating", 10)
    watched = {"watched": rated if asked.rated_as_watched else None}
    return watched if stars is None else {**watched, "rating": stars}


def _opinion(line: Line, *, heart: bool = False) -> Values:
    said = {
        "rating": rating(line.field("your rating"), "Your Rating", 10),
        "rated": local_day(line.field("date rated"), "Date Rated"),
        "heart": heart,
    }
    return {name: value for name, value in said.items() if value}
