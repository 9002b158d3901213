"""What a diary holds, to be compared with another, and whether SQLite finds it sound."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

Content = dict[str, list[tuple[object, ...]]]
"""The rows of every table, by table, in order of rowid."""

_ULID = re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b")


def content(path: Path) -> Content:
    """Every row of every table, those of the full-text indexes too.

    A ULID is chance: each stands as the order in which it first appears. What sqlite-utils notes
    of the hour of a migration is left out.
    """
    known: dict[str, str] = {}

    def plain(value: object) -> object:
        if not isinstance(value, str):
            return value
        return _ULID.sub(lambda found: known.setdefault(found[0], f"#{len(known)}"), value)

    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
            "AND name <> '_sqlite_migrations' ORDER BY name"
        )
        return {
            name: [tuple(map(plain, row)) for row in _rows(connection, name)]
            for (name,) in names.fetchall()
        }


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    order = "1, 2" if sql.rstrip().upper().endswith("WITHOUT ROWID") else "rowid"
    return connection.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()  # noqa: S608 - a name out of the schema


def differences(one: Content, other: Content) -> str:
    """In which tables two contents differ, with the first rows of each that do."""
    lines = []
    for table in sorted(one.keys() | other.keys()):
        mine, theirs = one.get(table), other.get(table)
        if mine != theirs:
            pairs = zip(mine or [()], theirs or [()], strict=False)
            first = next((pair for pair in pairs if pair[0] != pair[1]), ())
            lines.append(f"{table}: {len(mine or [])} and {len(theirs or [])} rows {first!s:.300}")
    return "\n".join(lines)


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong with the file, its foreign keys and its full-text indexes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        indexes = connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5 %'"
        )
        connection.execute("BEGIN")
        for (name,) in indexes.fetchall():
            try:
                # sqlite.org/fts5.html 6.7; 1 compares it with the text it is of, too
                connection.execute(
                    f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - the same
                )
            except sqlite3.DatabaseError as error:
                found.append(f"{name}: {error}")
        connection.execute("ROLLBACK")
        return found
