"""IMDb's tables: ratings in three versions, and the watchlist and other lists.

Since 2017 ratings have `Const,Your Rating,Date Rated,Title,…`, since 2024 `Original Title` too, and
types are written "TV Movie" in place of "tvMovie". Lists have `Position,Const,Created,Modified,
Description,Title,…`, and behind it the person's rating, which is left there: it is in the ratings.
Before 2017 one table was all of these, with `const`, `created` and `You rated`: it is taken for
ratings where its name or the person does not say that it is a list.

The day of a rating is no day of viewing; it becomes one where the person asks for it. A list is
named by its file. Episodes, series and games are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.film import Film
from filmlog.exchange.record import Asked, FieldError, Kind, Reading, Row, Skipped, Values
from filmlog.exchange.services import values
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.spellings import spelled_day

if TYPE_CHECKING:
    from filmlog.domain.partial_date import PartialDate
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line
    from filmlog.exchange.formats import Part

TITLE = "IMDb"
ROLES = ("ratings", "old", "list")

_RATINGS = {"const", "your rating", "date rated", "title", "title type"}
_OLD = {"position", "const", "created", "title", "title type", "you rated"}
_LIST = {"position", "const", "created", "title", "title type"}

_FILMS = frozenset(
    "movie tvmovie video short tvshort tvspecial featurefilm documentary shortfilm".split()
)
_OTHERS = {
    "tvseries": "a TV series",
    "tvminiseries": "a TV mini series",
    "miniseries": "a TV mini series",
    "tvepisode": "an episode",
    "videogame": "a video game",
    "podcastseries": "a podcast",
    "podcastepisode": "a podcast",
    "musicvideo": "a music video",
}
_AMERICAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class _Rows(NamedTuple):
    """What the rows of a file are: their kind, the beginning of their keys, their values."""

    kind: Kind
    key: str
    values: Callable[[Line], Values]


def role(member: Member) -> str:
    """What the file is: ratings, an old table of either sort, a list, or nothing of IMDb."""
    columns = member.columns
    if columns >= _OLD:
        return "old"
    if columns >= _LIST:
        return "list"
    return "ratings" if columns >= _RATINGS else ""


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every row: a film that was seen, or one on a list."""
    keys = values.Keys()
    for part in parts:
        yield from readings(part.member.lines(), partial(_reading, _rows(part, asked), keys))


def _rows(part: Part, asked: Asked) -> _Rows:
    stem = PurePosixPath(part.member.name).stem
    is_watchlist = "watchlist" in stem.casefold()
    if part.role == "ratings" or (
        part.role == "old" and asked.role in ("", "viewings") and not is_watchlist
    ):
        if asked.rated_as_watched:
            return _Rows("viewing", "viewing", _viewing)
        return _Rows("seen", "rating", _rating)
    if asked.role == "viewings":
        return _Rows("seen", "seen", _seen)
    if asked.role == "watchlist" or (not asked.role and is_watchlist):
        return _Rows("wish", "watchlist", _wish)
    name = asked.role.removeprefix("list ") or stem
    return _Rows("listed", f"list {name}", partial(_listed, name))


def _reading(rows: _Rows, keys: values.Keys, line: Line) -> Reading:
    sort = re.sub(r"[\s-]", "", line.field("title type")).casefold()
    if sort and sort not in _FILMS:
        what = _OTHERS.get(sort) or f"a {values.shown(line.field('title type').strip())}"
        return Skipped(line.place, f"{what}, not a film")
    if rows.key in ("rating", "viewing") and not _rated(line):
        return Skipped(line.place, "has no rating; an old list is read with --as")
    film = _film(line)
    if not film.imdb:
        raise FieldError("Const", "is empty")
    key = keys.unique(f"{rows.key} {film.imdb}")
    return Row(line.place, rows.kind, key, film, line.raw, partial(rows.values, line))


def _film(line: Line) -> Film:
    title = values.title(line.field("title"), "Title")
    original_title = values.clean(line.field("original title"), "Original Title")
    return Film(
        "",
        title,
        original_title="" if original_title == title else original_title,
        year=values.year(line.field("year"), "Year"),
        released=_released(line),
        runtime=_whole(line.field("runtime (mins)"), "Runtime (mins)"),
        directors=values.words(line.field("directors"), "Directors"),
        genres=tuple(map(_genre, values.words(line.field("genres"), "Genres"))),
        imdb=values.imdb_id(line.field("const"), "Const"),
    )


def _released(line: Line) -> PartialDate | None:
    # The old table's header says month first; its days are mostly ISO 8601 for all that.
    old = "Release Date (month/day/year)"
    said = line.field(old.casefold()).strip()
    if found := _AMERICAN_DAY.fullmatch(said):
        said = f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    return values.day(said or line.field("release date"), old if said else "Release Date")


def _genre(name: str) -> str:
    """`Sci-Fi`, which the old table has as `sci_fi`."""
    return name.replace("_", "-").title() if name.islower() else name


def _whole(text: str, field: str) -> int | None:
    digits = text.strip().removesuffix(".0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 5 and int(digits)):
        raise FieldError(field, f"{values.shown(digits)} is no whole number above 0")
    return int(digits)


def _rated(line: Line) -> str:
    return (line.field("your rating") or line.field("you rated")).strip()


def _rating_and_day(line: Line) -> tuple[int | None, PartialDate | None]:
    column = "Your Rating" if "your rating" in line.fields else "You rated"
    rating = values.rating(_rated(line), column, 10)
    if "date rated" in line.fields:
        return rating, values.day(line.field("date rated"), "Date Rated")
    return rating, _created(line)


def _created(line: Line) -> PartialDate | None:
    said = line.field("created").strip()
    # Only the old table spells days out: Sat Dec 31 00:00:00 2016.
    return spelled_day(said, "created") if said[:1].isalpha() else values.day(said, "Created")


def _rating(line: Line) -> Values:
    rating, day = _rating_and_day(line)
    return {"rating": rating} if day is None else {"rating": rating, "rated": day}


def _viewing(line: Line) -> Values:
    rating, day = _rating_and_day(line)
    return {"watched": day, "rating": rating}


def _described(line: Line, name: str) -> dict[str, Any]:
    text = values.clean(line.field("description"), "Description")
    return {name: text} if text else {}


def _seen(line: Line) -> Values:
    return _described(line, "review")


def _wish(line: Line) -> Values:
    added = _created(line)
    return _described(line, "why") | ({} if added is None else {"added": added})


def _listed(name: str, line: Line) -> Values:
    place = _whole(line.field("position"), "Position")
    return {"list": name, "place": place, **_described(line, "note")}
