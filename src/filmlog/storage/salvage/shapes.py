"""What a row of each table looks like, in every version of the schema: how rows are told apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import Any, NamedTuple

from sqlite_utils import Database

from filmlog.storage.migrations import migrations
from filmlog.storage.salvage.checks import Check, check_of, is_state
from filmlog.storage.salvage.values import Value, Values

TABLES = (
    *("film", "source", "pass", "picture", "command", "viewing", "offer", "wish", "filmlist"),
    *("listed", "imported", "conflict", "person", "film_credit", "film_label", "film_award"),
    *("film_related", "film_origin", "viewing_label", "viewing_picture", "wish_mood", "change"),
)
"""The tables of a diary that are not made from others.

Not `sync`: what was lost would be taken for changes since then, so a salvaged diary joins anew.
"""

NUMBERED = frozenset(TABLES[:13]) - {"picture"} | {"change"}
"""Those whose rows have a number, counted from 1; none is ever dropped."""

_TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}

Key = Any
"""What the rows of a table are in the order of: a row number, or the values of its key."""


class Column(NamedTuple):
    """A column as SQLite and checks.py have it; `is_number` for the one that stands for the row."""

    name: str
    type: type
    is_nullable: bool
    is_number: bool
    check: Check | None

    def takes(self, value: Value) -> bool:
        """Whether the value may stand here, be it spoilt."""
        if value is None:
            return self.is_nullable
        if type(value) is not self.type:
            return False
        return self.check is None or not self.check.is_needed or self.check.fits(value)


class Row(NamedTuple):
    """A row to be saved. `cut` is the column that ends too early, '' for none.

    `mended` are the columns with a value in place of one that could not be read, `spoilt` those
    with U+FFFD for letters that could not.
    """

    key: Key
    values: tuple[Value, ...]
    mended: tuple[str, ...] = ()
    spoilt: tuple[str, ...] = ()
    cut: str = ""


class Shape(NamedTuple):
    """A table; rows written before a column was added have fewer values, but at least `least`.

    `keys` is how many values at the start of a row are its key, 0 where that is the row number.
    """

    table: str
    columns: tuple[Column, ...]
    least: int
    keys: int

    def row(self, rowid: int | None, found: Values) -> Row | None:
        """The values as a row of this table; None when they are none."""
        if not self.least <= len(found.values) <= len(self.columns):
            return None
        if (rowid is None) != bool(self.keys):
            return None
        values: list[Value] = list(found.values)
        mended: list[str] = []
        for place, column in enumerate(self.columns[: len(values)]):
            value = values[place]
            if column.is_number:
                if value is not None or rowid is None or rowid < 1:
                    return None
                values[place] = rowid
            elif not column.takes(value):
                return None
            elif value is not None and column.check is not None and not column.check.fits(value):
                values[place] = column.check.instead
                mended.append(column.name)
        return self._whole(rowid, values, mended, found)

    def _whole(
        self, rowid: int | None, values: list[Value], mended: list[str], found: Values
    ) -> Row | None:
        names = [column.name for column in self.columns[: len(values)]]
        if "currency" in names:
            # A price has both, or neither.
            minor, currency = names.index("minor"), names.index("currency")
            if (values[minor] is None) != (values[currency] is None):
                values[minor] = values[currency] = None
                mended.append("minor")
        if self.table == "change":
            kind, before = values[names.index("kind")], values[names.index("before")]
            if before is not None and (found.is_cut or not is_state(str(kind), str(before))):
                return None
        elif found.is_cut and (self.table, names[-1]) != ("viewing", "review"):
            return None
        key = tuple(values[: self.keys]) if self.keys else rowid
        spoilt = tuple(names[place] for place in found.spoilt)
        cut = names[-1] if found.is_cut else ""
        return Row(key, tuple(values), tuple(mended), spoilt, cut)


class Schema(NamedTuple):
    """A version of the schema: the statements that make it, by name, and the tables to save."""

    version: int
    statements: dict[str, str]
    shapes: dict[str, Shape]


@cache
def versions() -> tuple[Schema, ...]:
    """Every version of the schema, the first first."""
    found: list[Schema] = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = Database(connection, execute_plugins=False)
        names = [migration.name for migration in migrations.pending(database)]
        for version, stop in enumerate([*names[1:], None], 1):
            migrations.apply(database, stop_before=stop)
            statements = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            )
            earlier = found[-1].shapes if found else {}
            shapes = {
                table: _shape(connection, table, earlier.get(table))
                for table in (*TABLES, "title_key")
                if connection.execute(f"PRAGMA table_info({table})").fetchone()
            }
            found.append(Schema(version, dict(statements.fetchall()), shapes))
    return tuple(found)


def make_empty(connection: sqlite3.Connection, version: int) -> None:
    """Make the tables of an earlier version (or this) in an empty file, in autocommit mode."""
    database = Database(connection, execute_plugins=False)
    names = [migration.name for migration in migrations.pending(database)]
    migrations.apply(database, stop_before=dict(enumerate(names)).get(version))


def _shape(connection: sqlite3.Connection, table: str, earlier: Shape | None) -> Shape:
    columns = []
    keys = 0
    (without_rowid,) = connection.execute(
        "SELECT wr FROM pragma_table_list WHERE name = ?", (table,)
    ).fetchone()
    for _, name, type_, notnull, _, key in connection.execute(f"PRAGMA table_info({table})"):
        is_number = bool(key and type_ == "INTEGER" and not without_rowid)
        keys += bool(key and without_rowid)
        check = None if is_number else check_of(table, name)
        is_nullable = not notnull and not key
        columns.append(Column(name, _TYPES[type_], is_nullable, is_number, check))
    is_longer = earlier is not None and _names(earlier.columns) == _names(
        columns[: len(earlier.columns)]
    )
    least = earlier.least if earlier is not None and is_longer else len(columns)
    return Shape(table, tuple(columns), least, keys)


def _names(columns: tuple[Column, ...] | list[Column]) -> list[str]:
    return [column.name for column in columns]
