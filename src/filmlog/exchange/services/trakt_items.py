"""The items of Trakt's files: objects of a JSON array, or lines of CSV made the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.exchange.record import FieldError, Place, Rejected
from filmlog.exchange.services.values import clean

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.files.csv_file import Line

_TOLD_BY = {
    "liked_at": "other",
    "watched_at": "history",
    "last_watched_at": "watched",
    "rated_at": "ratings",
    "listed_at": "list",
    "comment": "comments",
    "collected_at": "other",
    "last_collected_at": "other",
    "hidden_at": "other",
    "paused_at": "other",
    "followed_at": "other",
}
_CSV = {"type", "title", "year", "trakt_id", "imdb_id", "tmdb_id"}


class Item(NamedTuple):
    """An object of a JSON file, or a line of CSV made one."""

    place: Place
    said: Mapping[str, Any]
    raw: str


def shape(member: Member) -> str:
    """What a file is, from the columns or from its first item; the name tells a list's kind."""
    names = member.columns if member.columns >= _CSV else frozenset(_first_item(member.head))
    found = next((role for name, role in _TOLD_BY.items() if name in names), "")
    if found == "list" and "watchlist" in member.name.rpartition("/")[2].casefold():
        return "watchlist"
    if not found and {"name", "privacy", "item_count", "ids"} <= names:
        return "lists"
    return found


def _first_item(head: str) -> Mapping[str, Any]:
    """The first object of an array that is Trakt's; nothing for any other file."""
    text = head.lstrip("\ufeff \t\r\n")
    if not text.startswith("["):
        return {}
    try:
        item, _ = json.JSONDecoder().raw_decode(text[1:].lstrip())
    except (ValueError, RecursionError):
        return {}
    if not isinstance(item, dict):
        return {}
    within = [item, *(value for value in item.values() if isinstance(value, dict))]
    ids = [value["ids"] for value in within if isinstance(value.get("ids"), dict)]
    # A comment in a list of likes has no ids, and a person who is followed only a slug.
    is_theirs = any("trakt" in each or "slug" in each for each in ids) or "liked_at" in item
    return item if is_theirs else {}


def items_of(member: Member) -> Iterator[Item | Rejected]:
    """Every item of a file. Raises FilmlogError for one that is no JSON or no text."""
    if member.columns:
        for line in member.lines():
            yield line if isinstance(line, Rejected) else _of_line(line)
        return
    found = member.json()
    for number, said in enumerate(found if isinstance(found, list) else [found], 1):
        place = Place(member.name, number)
        if isinstance(said, dict):
            yield Item(place, said, json.dumps(said, ensure_ascii=False, sort_keys=True))
        else:
            yield Rejected(place, "", "is no item of Trakt")


def _of_line(line: Line) -> Item:
    """The item that the API would give in place of a line of CSV."""
    fields = line.fields
    kind = fields["type"].strip().casefold()
    ids = {name: fields[f"{name}_id"] for name in ("trakt", "imdb", "tmdb")}
    film = {"title": fields["title"], "year": fields["year"], "ids": ids}
    return Item(line.place, {**fields, "type": kind, kind: film}, line.raw)


def text_of(said: Mapping[str, Any], name: str) -> str:
    """A value in words; '' for none. Raises FieldError for an object or a list."""
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        raise FieldError(name, "is neither text nor a number")
    return clean(str(value), name)
