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
from filmlog.storage import records
from filmlog.storage.database import MISFITS, SCHEMA_VERSION

_FILM_OF = {
    "film": "SELECT title FROM film WHERE number = ?",
    **{
        kind: f"SELECT f.title FROM {kind} t JOIN film f ON f.number = t.film WHERE t.number = ?"
        for kind in ("viewing", "offer", "wish", "listed")
    },
}
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
        return next((f"{path} is damaged: {what}." for what in _unreadable(connection)), None)


def _unreadable(connection: sqlite3.Connection) -> Iterator[str]:
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
    else:
        for record in records.read(connection, kind, [number]):
            from_plain(kind, to_plain(record))


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
