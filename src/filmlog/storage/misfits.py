"""What stands in a diary that no filmlog writes: asked for when something could not be read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filmlog.domain.codec import KINDS, from_plain, to_plain
from filmlog.domain.conflict import Conflict
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.storage import records
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.failures import MISFITS

_FILM_OF = {
    "film": "SELECT title FROM film WHERE number = ?",
    **{
        kind: f"SELECT f.title FROM {kind} t JOIN film f ON f.number = t.film WHERE t.number = ?"
        for kind in ("viewing", "offer", "wish", "listed")
    },
}
_DATE, _INSTANT = PartialDate.parse_iso, datetime.fromisoformat
_COLUMNS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("film", "released", _DATE),
    ("film", "rated", _DATE),
    ("viewing", "watched", _DATE),
    ("pass", "starts", _INSTANT),
    ("pass", "ends", _INSTANT),
    ("pass", "paid", _DATE),
    ("pass", "refunded", _DATE),
    ("pass", "currency", lambda code: Money(0, code)),
    ("offer", "currency", lambda code: Money(0, code)),
    ("offer", "checked", _DATE),
    ("wish", "due", _DATE),
    ("wish", "added", _DATE),
    ("imported", "said", lambda said: said and json.loads(said)),
    ("conflict", "kind", list(KINDS).index),
    ("conflict", "field", [name for kind in KINDS.values() for name in kind._fields].index),
    ("conflict", "base", lambda base: base and json.loads(base)),
    ("conflict", "other", json.loads),
    ("sync", "at", _INSTANT),
    ("command", "at", _INSTANT),
)
"""Columns, and what reads each; it raises ValueError for what it cannot read."""

_NAMES = {"filmlist": "list", "listed": "film on a list", "imported": "imported row"}


def examine(path: Path) -> str | None:
    """The first thing that is wrong with the diary at `path` as a sentence, None for nothing.

    SQLite's own checks come first (types, constraints, references), then every record is read, and
    every one that the journal keeps. Nothing is written. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(path)) as connection:
        # Not mode=ro: SQLite 3.40 then leaves the constraints out of its check.
        connection.execute("PRAGMA query_only = ON")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            return None
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            return f"{path} is damaged: {said}."
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
        if dangling is not None:
            return f"{path} is damaged: a row of {dangling[0]} goes with one that is not there."
        return next((f"{path} is damaged: {what}." for what in records_read(connection)), None)


def values(connection: sqlite3.Connection) -> Iterator[str]:
    """Each value that cannot be read, in a diary of any schema; the first record that has it.

    Far quicker than `records_read`, since there are fewer days than viewings.
    """
    for table, column, read in _COLUMNS:
        there = connection.execute(
            "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", (table, column)
        ).fetchone()[0]
        if not there:
            continue
        for number, value in connection.execute(
            f"SELECT min(number), {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 2"
        ):
            try:
                read(value)
            except ValueError:
                yield f"{table} {number}: {column} is {value!r}"


def changes(connection: sqlite3.Connection) -> Iterator[str]:
    """Each step of the journal that cannot be read."""
    for number, command, kind, before in connection.execute(
        "SELECT number, command, kind, before FROM change WHERE before IS NOT NULL"
    ):
        try:
            from_plain(kind, json.loads(before))
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"change {number} of command {command}, of a {kind}"


def records_read(connection: sqlite3.Connection) -> Iterator[str]:
    """Each record of a diary of this schema, and each step of its journal, that cannot be read."""
    for kind in KINDS:
        for (number,) in connection.execute(f"SELECT number FROM {kind} ORDER BY number"):
            if why := _misfit(_read, connection, kind, number):
                yield f"{_named(connection, kind, number)} holds what cannot be: {why}"
    journal = connection.execute(
        "SELECT c.number, c.at, h.kind, h.before, h.tmdb FROM command c "
        "LEFT JOIN change h ON h.command = c.number ORDER BY c.number"
    )
    for number, at, kind, before, tmdb in journal:
        if why := _misfit(_read_change, at, kind, before, tmdb):
            yield f"entry {number} of its history holds what cannot be: {why}"


def _misfit(read: Callable[..., None], *what: Any) -> str:
    try:
        read(*what)
    except MISFITS as error:
        return str(error) or type(error).__name__
    return ""


def _read(connection: sqlite3.Connection, kind: str, number: int) -> None:
    if kind == "imported":
        (said,) = connection.execute("SELECT said FROM imported WHERE number = ?", (number,))
        dict(json.loads(said[0] or "{}"))
        return
    for record in records.read(connection, kind, [number]):
        from_plain(kind, to_plain(record))
        if isinstance(record, Conflict):
            KINDS[record.of]._fields.index(record.field)
            json.loads(record.base or "null")
            json.loads(record.other)


def _read_change(at: str, kind: str | None, before: str | None, tmdb: str | None) -> None:
    datetime.fromisoformat(at)
    if tmdb is not None:
        date.fromisoformat(tmdb)
    if kind is not None and before is not None:
        from_plain(kind, json.loads(before))


def _named(connection: sqlite3.Connection, kind: str, number: int) -> str:
    name = f"the {_NAMES.get(kind, kind)} #{number}"
    if kind not in _FILM_OF:
        return name
    (title,) = connection.execute(_FILM_OF[kind], (number,)).fetchone() or ("",)
    return f"{name} ({title})"
