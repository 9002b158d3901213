"""Conflicts of sync: their rows, and the pictures that they keep."""

from __future__ import annotations

import json
import sqlite3

from filmlog.domain.conflict import Conflict
from filmlog.storage.rows import Row
from filmlog.storage.writer import put

COLUMNS = (
    "number", "id", "kind", "record", "field", "base", "other", "kept_by", "other_by", "deleted",
)  # fmt: skip


def write_record(connection: sqlite3.Connection, conflict: Conflict, *, is_new: bool) -> int:
    """Write the row of a conflict; return its short number."""
    return put(connection, "conflict", COLUMNS, tuple(conflict[:-1]), is_new=is_new)


def make(row: Row) -> Conflict:
    """A conflict from its row (columns COLUMNS)."""
    number, ulid, kind, record, field, base, other, kept_by, other_by, deleted = row
    return Conflict(ulid, kind, record, field, base, other, kept_by, other_by, deleted, number)


def pictures(connection: sqlite3.Connection, *, settled_too: bool) -> set[str]:
    """The SHA-256 of each picture that the diary holds and the other side of a conflict shows."""
    found = connection.execute(
        "SELECT other FROM conflict WHERE kind = 'viewing' AND field = 'pictures' "
        "AND (deleted = '' OR ?)",
        (settled_too,),
    )
    named = {digest for (other,) in found.fetchall() for digest in _digests(other)}
    return {digest for digest in named if _is_held(connection, digest)}


def _digests(other: str) -> list[str]:
    """Of a list of pictures in JSON; of what is none, nothing."""
    try:
        return [str(picture["sha256"]) for picture in json.loads(other)]
    except (ValueError, TypeError, KeyError):
        return []


def _is_held(connection: sqlite3.Connection, digest: str) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM picture WHERE sha256 = ?)"
    return bool(connection.execute(sql, (digest,)).fetchone()[0])
