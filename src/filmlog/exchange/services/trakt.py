"""Trakt: the export of an account, JSON files in a zip, and the CSV files that VIPs could make.

In the export of 2025 (https://trakt.tv/settings/data) each JSON file is one array. An item holds a
`movie`, `show`, `season`, `episode` or `person` with its `ids`, and what tells what it is:
`watched_at` (history), `last_watched_at` (each film once, the latest play), `rated_at`, `listed_at`
(watchlist or a list, which only the file's name tells), `comment`. Where a file has the lists
themselves, with `privacy` and `item_count`, it has their names; else the names of files do. The CSV
has the same words for columns: watched_at, rated_at or listed_at, type, title, year, trakt_id, ...

Times are UTC, 1970 or nothing stands for a day that nobody knows, ratings are 1-10. In a comment
`[spoiler]words[/spoiler]` are hidden, or `spoiler` hides all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.film import Film
from filmlog.exchange.record import (
    Asked,
    FieldError,
    Kind,
    Reading,
    Row,
    Skipped,
    Values,
)
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.trakt_items import Item, items_of, shape, text_of
from filmlog.exchange.services.values import Keys, imdb_id, local_day, rating, title, tmdb_id, year

if TYPE_CHECKING:
    from filmlog.domain.partial_date import PartialDate
    from filmlog.exchange.formats import Part

TITLE = "Trakt"
ROLES = ("history", "watched", "ratings", "comments", "watchlist", "lists", "list", "other")

role = shape

_NO_FILM = {
    "episode": "an episode",
    "season": "a season",
    "show": "a show",
    "person": "a person",
    "list": "a list",
    "comment": "a comment",
    "user": "a person",
}
_OTHER = {
    "liked_at": "a like",
    "collected_at": "in the collection: owned, not seen",
    "last_collected_at": "in the collection: owned, not seen",
    "hidden_at": "hidden",
    "paused_at": "playback stopped halfway: how much was seen is not said",
    "followed_at": "a person who is followed",
}
_LIST_FILE = re.compile(r"(?:.*/)?lists-list-(?P<id>\d+)-(?P<slug>.+)\.json", re.DOTALL)
_UNKNOWN = "1970-01-01"


class _List(NamedTuple):
    """A list of films, as far as the file it is in tells."""

    id: str
    name: str


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every item of the files."""
    keys = Keys()
    has_history = any(part.role == "history" for part in parts)
    names = {
        f"{item.said['ids'].get('trakt')}": item.said["name"]
        for part in parts
        if part.role == "lists"
        for item in items_of(part.member)
        if isinstance(item, Item) and _is_list(item.said)
    }
    for part in parts:
        in_list = _list_of(part.member.name, names)
        make = partial(_reading, part.role, keys, asked, in_list, has_history)
        yield from readings(items_of(part.member), make)


def _is_list(said: Mapping[str, Any]) -> bool:
    return isinstance(said.get("ids"), dict) and isinstance(said.get("name"), str)


def _list_of(path: str, names: Mapping[str, str]) -> _List:
    """The list that a file is of: its name where the export tells it, else made of the slug."""
    found = _LIST_FILE.fullmatch(path)
    if found is None:
        stem = path.rpartition("/")[2].rpartition(".")[0].removeprefix("lists-")
        return _List(stem, stem[:1].upper() + stem[1:])
    slug = found["slug"].replace("-", " ")
    return _List(found["id"], names.get(found["id"], slug[:1].upper() + slug[1:]))


def _reading(
    role: str, keys: Keys, asked: Asked, in_list: _List, has_history: bool, item: Item
) -> Reading:
    said = item.said
    if role == "lists":
        return _list_row(keys, item)
    if role == "other":
        reasons = (reason for name, reason in _OTHER.items() if name in said)
        return Skipped(item.place, next(reasons, "something else, not a film"))
    kind = said.get("type") or next((name for name in ("movie", *_NO_FILM) if name in said), "")
    if kind != "movie":
        return Skipped(item.place, f"{_NO_FILM.get(str(kind), 'something else')}, not a film")
    if role == "watched" and has_history:
        return Skipped(item.place, "the history has it")
    if role == "comments" and _comment(said).get("parent_id"):
        return Skipped(item.place, "an answer to somebody's comment")
    film, known_as = _film(said)
    row_kind: Kind
    prefix = role
    match role:
        case "history":
            id_ = text_of(said, "id") or f"{known_as} {text_of(said, 'watched_at')}".rstrip()
            row_kind, key, values = "viewing", id_, partial(_viewing, said, "watched_at")
        case "watched":
            row_kind, key, values = "viewing", known_as, partial(_viewing, said, "last_watched_at")
        case "ratings" if asked.rated_as_watched:
            # Another record than the rating, which has another key.
            prefix = "rated"
            row_kind, key, values = "viewing", known_as, partial(_rated_viewing, said)
        case "ratings":
            row_kind, key, values = "seen", known_as, partial(_opinion, said)
        case "comments":
            row_kind, key = "seen", text_of(_comment(said), "id") or known_as
            values = partial(_review, said)
        case "watchlist":
            row_kind, key, values = "wish", known_as, partial(_wish, said)
        case _:
            row_kind, key = "listed", f"{in_list.id} {known_as}"
            values = partial(_listed, said, in_list.name)
    return Row(item.place, row_kind, keys.unique(f"{prefix} {key}"), film, item.raw, values)


def _list_row(keys: Keys, item: Item) -> Row:
    if not _is_list(item.said):
        raise FieldError("name", "is missing")
    name = title(item.said["name"], "name")
    key = keys.unique(f"lists {text_of(item.said['ids'], 'trakt') or name}")
    return Row(item.place, "list", key, None, item.raw, partial(_list_values, item.said))


def _list_values(said: Mapping[str, Any]) -> Values:
    by_rank = said.get("sort_by") == "rank"
    ordered = "ranked" if said.get("display_numbers") is True else "ordered"
    return {
        "name": title(said["name"], "name"),
        "kind": ordered if by_rank else "unordered",
        "note": text_of(said, "description"),
    }


def _film(said: Mapping[str, Any]) -> tuple[Film, str]:
    """The film, and what Trakt knows it by."""
    movie = said.get("movie")
    if not isinstance(movie, dict):
        raise FieldError("movie", "is missing")
    ids = movie.get("ids") or {}
    if not isinstance(ids, dict):
        raise FieldError("ids", "are no ids")
    film = Film(
        "",
        title(text_of(movie, "title"), "title"),
        year=year(text_of(movie, "year"), "year"),
        imdb=imdb_id(text_of(ids, "imdb"), "imdb"),
        tmdb=tmdb_id(text_of(ids, "tmdb"), "tmdb"),
    )
    return film, text_of(ids, "trakt") or film.imdb or film.label


def _viewing(said: Mapping[str, Any], when: str) -> Values:
    return {"watched": _day(said, when)}


def _rated_viewing(said: Mapping[str, Any]) -> Values:
    opinion = _opinion(said)
    return {"watched": opinion.get("rated"), "rating": opinion["rating"]}


def _opinion(said: Mapping[str, Any]) -> Values:
    stars = rating(text_of(said, "rating"), "rating", 10)
    if stars is None:
        raise FieldError("rating", "is empty")
    rated = _day(said, "rated_at")
    return {"rating": stars, "rated": rated} if rated else {"rating": stars}


def _comment(said: Mapping[str, Any]) -> Mapping[str, Any]:
    comment = said.get("comment")
    return comment if isinstance(comment, dict) else said


def _review(said: Mapping[str, Any]) -> Values:
    # 50 ms to import, of no use to who has written no comment.
    from filmlog.exchange.html.review import as_spoiler, markdown_of

    comment = _comment(said)
    review = markdown_of(text_of(comment, "comment"))
    return {"review": as_spoiler(review) if comment.get("spoiler") is True else review}


def _wish(said: Mapping[str, Any]) -> Values:
    values = {"added": _day(said, "listed_at"), "why": text_of(said, "notes")}
    return {name: value for name, value in values.items() if value}


def _listed(said: Mapping[str, Any], name: str) -> Values:
    rank = text_of(said, "rank")
    if rank and not (rank.isascii() and rank.isdecimal() and len(rank) < 10 and int(rank)):
        raise FieldError("rank", "is no number from 1")
    note = text_of(said, "notes")
    values = {"list": title(name, "list"), "place": int(rank) if rank else None}
    return {**values, "note": note} if note else values


def _day(said: Mapping[str, Any], name: str) -> PartialDate | None:
    text = text_of(said, name)
    return None if text.startswith(_UNKNOWN) or text == "unknown" else local_day(text, name)
