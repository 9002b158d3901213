"""Letterboxd's export: a zip of tables, or any of them alone; and the table it imports.

What a table is follows from its columns, which are matched by name: those of 2017 have no Rewatch.
Films seen, the watchlist and liked films have the same ones, `Date,Name,Year,Letterboxd URI`, and
are told apart by the names Letterboxd gives them. Deleted and orphaned entries (of films that are
gone from Letterboxd) stand in folders of these names, and are read where the person asks for them.

letterboxd_rows reads the rows of the tables, letterboxd_lists the lists, letterboxd_import the
table that Letterboxd imports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.record import Asked, Place, Reading, Rejected, Row, Skipped
from filmlog.exchange.services import letterboxd_import
from filmlog.exchange.services.letterboxd_import import is_import
from filmlog.exchange.services.letterboxd_lists import Names, film_id, is_list, read_list
from filmlog.exchange.services.letterboxd_rows import ROWS, Rows, listed_on
from filmlog.exchange.services.readings import readings
from filmlog.exchange.services.values import Keys

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.formats import Part

TITLE = "Letterboxd"

_TABLES = (
    "reviews", "diary", "watched", "ratings", "likes-films", "watchlist", "lists", "films",
    "import", "comments", "likes-reviews", "likes-lists", "profile",
)  # fmt: skip
_TOLD_BY_NAME = ("watchlist", "watched", "likes-films")
_FOLDERS = {
    "deleted": "deleted on Letterboxd; --deleted imports it",
    "orphaned": "its film is gone from Letterboxd; --orphaned imports it",
}
ROLES = (*_TABLES, *(f"{folder}-{table}" for folder in _FOLDERS for table in _TABLES))

_FILMS = {"date", "name", "year", "letterboxd uri"}
_LIKE = {"date", "content"}
# Their columns have common names, so the names of the files have to fit too.
_NOT_FOR_A_DIARY = {
    "comments": ({"date", "content", "comment"}, "a comment on another page"),
    "likes-reviews": (_LIKE, "a like of a review"),
    "likes-lists": (_LIKE, "a like of a list"),
    "profile": ({"date joined", "username", "given name"}, "the profile of the account"),
}


def role(member: Member) -> str:
    """What the file is, with its folder before it ("deleted-diary"); '' for none of Letterboxd."""
    path = PurePosixPath(member.name.casefold())
    folder = next((part for part in path.parts[-3:-1] if part in _FOLDERS), "")
    table = _table_of(member, path)
    if not table and folder and path.stem in _TABLES and not (member.head or member.is_empty):
        table = path.stem  # no text: Letterboxd has been seen to write NUL bytes there
    return f"{folder}-{table}" if folder and table else table


def _table_of(member: Member, path: PurePosixPath) -> str:
    name = f"likes-{path.stem}" if path.parent.name == "likes" else path.stem
    if is_list(member):
        return "lists"
    if is_import(member.columns):
        return "import"
    if member.columns >= _FILMS:
        return _table_of_films(member.columns, name)
    if name in _NOT_FOR_A_DIARY and member.columns >= _NOT_FOR_A_DIARY[name][0]:
        return name
    return ""


def _table_of_films(columns: frozenset[str], name: str) -> str:
    if "review" in columns:
        return "reviews"
    if columns & {"watched date", "tags", "rewatch"}:
        return "diary"
    if "rating" in columns:
        return "ratings"
    # Downloaded from its page the watchlist is watchlist-mira-2026-05-02-10-33-utc.csv.
    return next((each for each in _TOLD_BY_NAME if name.startswith(each)), "films")


def read(parts: Sequence[Part], asked: Asked) -> Iterator[Reading]:
    """Every row of every table; those that no diary is made of are skipped.

    Raises UsageError for a table of films where neither its name nor the person says their use.
    """
    keys = Keys()
    names = Names()
    addresses = _addresses(parts)
    wanted = {"deleted": asked.deleted, "orphaned": asked.orphaned}
    for part in sorted(parts, key=_order):
        folder, _, table = part.role.partition("-")
        if folder not in _FOLDERS:
            folder, table = "", part.role
        found = _read_table(table, part.member, asked, keys, names, addresses)
        if folder and not wanted[folder]:
            found = _put_aside(found, _FOLDERS[folder])
        if folder or table in _NOT_FOR_A_DIARY:
            found = _as_far_as_it_goes(found, part.member.name)
        yield from found


def _order(part: Part) -> tuple[int, str]:
    # Without the suffix: of two lists of one name, snow.csv is to come before snow-1.csv.
    return ROLES.index(part.role), part.member.name.removesuffix(".csv")


def _read_table(
    table: str,
    member: Member,
    asked: Asked,
    keys: Keys,
    names: Names,
    addresses: Mapping[str, str],
) -> Iterator[Reading]:
    if table == "lists":
        yield from read_list(member, keys, names)
    elif table == "import":
        yield from readings(member.lines(), partial(letterboxd_import.row, keys))
    elif table in _NOT_FOR_A_DIARY:
        for line in member.lines():
            skipped = Skipped(line.place, _NOT_FOR_A_DIARY[table][1])
            yield line if isinstance(line, Rejected) else skipped
    else:
        rows = _use_of(member, asked) if table == "films" else ROWS[table]
        yield from readings(member.lines(), partial(rows.row, keys, addresses))


def _addresses(parts: Sequence[Part]) -> dict[str, str]:
    """What each film is known by, by its label: entries have an address of their own only.

    Two films of one title and year are left out, as nothing tells whose an entry is.
    """
    found: dict[str, str] = {}
    for part in parts:
        if part.role in ("watched", "ratings"):
            for line in part.member.lines():
                if not isinstance(line, Rejected):
                    name, year = line.field("name"), line.field("year").strip()
                    label = " ".join(name.split()) + (f" ({year})" if year else "")
                    id_ = film_id(line.field("letterboxd uri").strip())
                    found[label] = id_ if found.get(label, id_) == id_ else ""
    return found


def _put_aside(found: Iterator[Reading], reason: str) -> Iterator[Reading]:
    for reading in found:
        yield Skipped(reading.place, reason) if isinstance(reading, Row) else reading


def _as_far_as_it_goes(found: Iterator[Reading], name: str) -> Iterator[Reading]:
    """A file that the diary can do without: one that cannot be read is rejected, alone."""
    try:
        yield from found
    except FilmlogError as error:
        yield Rejected(Place(name, 1), "", error.sentence)


def _use_of(member: Member, asked: Asked) -> Rows:
    """What the rows of a table of films are, where its name does not say."""
    if asked.role == "viewings":
        return ROWS["watched"]
    if asked.role == "watchlist":
        return ROWS["watchlist"]
    if name := asked.role.removeprefix("list "):
        return listed_on(name)
    raise UsageError(
        f"{member.name} has films from Letterboxd, and does not say whether you saw them, want to "
        "see them, or put them on a list.",
        'Say which with --as viewings, --as watchlist or --as "list NAME".',
    )
