"""Every record of a kind, in batches: what an export of everything reads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from filmlog.domain.change import Record
from filmlog.storage import conflicts, reader, shelf_rows
from filmlog.storage.imported import Imports
from filmlog.storage.listing import JOINED, Condition
from filmlog.storage.rows import Row

_OF_VIEWINGS: Mapping[str, Sequence[str]] = {
    "film": ("v.film",),
    "source": ("v.source", "p.source"),
    "pass": ("v.pass",),
    "viewing": ("v.number",),
}
"""The numbers of records that a viewing has or leads to; those in the trash are shown with it."""

_OFFERS = "FROM offer o JOIN film f ON f.number = o.film WHERE o.deleted = '' AND f.deleted = ''"
_OF_DIARY: Mapping[str, str] = {
    "film": "SELECT number FROM film WHERE deleted = ''",
    "source": (
        "SELECT number FROM source WHERE deleted = '' "
        f"UNION SELECT source FROM pass WHERE deleted = '' UNION SELECT o.source {_OFFERS}"
    ),
    "pass": "SELECT number FROM pass WHERE deleted = ''",
    "offer": f"SELECT o.number {_OFFERS}",
    "wish": (
        "SELECT w.number FROM wish w JOIN film f ON f.number = w.film "
        "WHERE w.deleted = '' AND f.deleted = ''"
    ),
    "filmlist": "SELECT number FROM filmlist WHERE deleted = ''",
    "listed": (
        "SELECT e.number FROM listed e JOIN filmlist l ON l.number = e.filmlist "
        "JOIN film f ON f.number = e.film "
        "WHERE e.deleted = '' AND l.deleted = '' AND f.deleted = ''"
    ),
    "conflict": "SELECT number FROM conflict WHERE deleted = ''",
}
"""The numbers of the other records that a diary shows, and of what these lead to."""


class Records:
    """The records of an open diary that are not in the trash, with all that they refer to.

    With a condition, which is over the viewings as in `listing`, those that meet it, with their
    films, sources, passes and pictures, and nothing else.
    """

    def __init__(self, connection: sqlite3.Connection, condition: Condition | None = None) -> None:
        self._connection = connection
        self._condition = condition

    def meeting(self, condition: Condition) -> Records:
        """Those of the viewings that meet a condition."""
        return Records(self._connection, condition)

    def of(self, kind: str) -> Iterator[Record]:
        """Those of one kind of `domain.codec.KINDS`, in order of number."""
        if kind != "imported":
            for part in reader.parts(self._numbers(kind)):
                yield from read(self._connection, kind, part)
        elif self._condition is None:
            yield from (found for found in Imports(self._connection).all() if not found.deleted)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """The pictures of the viewings, each once: SHA-256 and bytes, in order of SHA-256.

        With no condition also those that a conflict keeps for one.
        """
        sql, values = self._viewings("v.number")
        shown = self._connection.execute(
            f"SELECT DISTINCT sha256 FROM viewing_picture WHERE viewing IN ({sql})", values
        )
        found = {sha256 for (sha256,) in shown}
        if self._condition is None:
            found |= conflicts.pictures(self._connection, settled_too=False)
        for sha256 in sorted(found):
            (data,) = self._connection.execute(
                "SELECT bytes FROM picture WHERE sha256 = ?", (sha256,)
            ).fetchone()
            yield sha256, data

    def _numbers(self, kind: str) -> list[int]:
        selects = [self._viewings(column) for column in _OF_VIEWINGS.get(kind, ())]
        if self._condition is None and kind in _OF_DIARY:
            selects.append((_OF_DIARY[kind], ()))
        if not selects:
            return []
        rows = self._connection.execute(
            " UNION ".join(sql for sql, _ in selects) + " ORDER BY 1",
            [value for _, values in selects for value in values],
        )
        return [number for (number,) in rows if number is not None]

    def _viewings(self, column: str) -> tuple[str, Sequence[Any]]:
        condition = self._condition or Condition()
        return f"SELECT {column} {JOINED}{condition.where}", condition.values


def by_ids(connection: sqlite3.Connection, kind: str, ids: Sequence[str]) -> Iterable[Record]:
    """Records of any kind of `domain.codec.KINDS` by ULID, those in the trash too, in any order."""
    if kind == "imported":
        return filter(None, map(Imports(connection).get, ids))
    if kind not in _READERS:
        raise sqlite3.DatabaseError(f"malformed journal: {kind!r} is no kind of record")
    sql = f"SELECT number FROM {kind} WHERE id IN ({reader.marks(ids)})"
    return read(connection, kind, [number for (number,) in connection.execute(sql, ids)])


def read(connection: sqlite3.Connection, kind: str, numbers: Sequence[int]) -> Iterable[Record]:
    """Records of a kind of `domain.codec.KINDS` (but imports) by number, in order of number."""
    return _READERS[kind](connection, numbers)


def _selected(
    columns: Sequence[str],
    source: str,
    references: Mapping[str, str],
    make: Callable[[Row], Record],
) -> Callable[[sqlite3.Connection, Sequence[int]], Iterator[Record]]:
    """What reads rows of the table that is `t` in `source`, a reference by its SQL."""
    selected = ", ".join(references.get(name, f"t.{name}") for name in columns)

    def read(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Record]:
        where = f"t.number IN ({reader.marks(numbers)}) ORDER BY t.number"
        return map(
            make, connection.execute(f"SELECT {selected} FROM {source} WHERE {where}", numbers)
        )

    return read


def _make_wish(row: Row) -> Record:
    *columns, moods = row
    return shelf_rows.make_wish(columns, tuple(json.loads(moods)))


_FILM = "JOIN film f ON f.number = t.film"
_MOODS = (
    "(SELECT json_group_array(name) FROM "
    "(SELECT name FROM wish_mood WHERE wish = t.number ORDER BY position))"
)
_READERS: Mapping[str, Callable[[sqlite3.Connection, Sequence[int]], Iterable[Record]]] = {
    "film": lambda connection, numbers: reader.films(
        connection, f"number IN ({reader.marks(numbers)}) ORDER BY number", numbers
    ),
    "viewing": lambda connection, numbers: reader.viewings(
        connection, f"v.number IN ({reader.marks(numbers)}) ORDER BY v.number", numbers
    ),
    "source": lambda connection, numbers: reader.sources(
        connection, f"number IN ({reader.marks(numbers)}) ORDER BY number", numbers
    ),
    "pass": lambda connection, numbers: reader.passes(
        connection, f"p.number IN ({reader.marks(numbers)}) ORDER BY p.number", numbers
    ),
    "offer": _selected(
        shelf_rows.OFFER,
        f"offer t {_FILM} JOIN source s ON s.number = t.source",
        {"film": "f.id", "source": "s.id"},
        shelf_rows.make_offer,
    ),
    "wish": _selected(
        (*shelf_rows.WISH, "moods"),
        f"wish t {_FILM}",
        {"film": "f.id", "moods": _MOODS},
        _make_wish,
    ),
    "filmlist": _selected(shelf_rows.FILM_LIST, "filmlist t", {}, shelf_rows.make_film_list),
    "listed": _selected(
        shelf_rows.LISTED,
        f"listed t {_FILM} JOIN filmlist l ON l.number = t.filmlist",
        {"film": "f.id", "filmlist": "l.id"},
        shelf_rows.make_listed,
    ),
    "conflict": _selected(conflicts.COLUMNS, "conflict t", {}, conflicts.make),
}
