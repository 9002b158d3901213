"""The full-text index: the texts of domain/texts.py, folded by domain/words.py, a column each."""

from __future__ import annotations

import sqlite3
from functools import cache

from filmlog.domain.texts import Texts
from filmlog.domain.words import indexed


def add(connection: sqlite3.Connection, table: str, rowid: int, texts: Texts) -> None:
    """Put a record's words in the index."""
    connection.execute(_insert(table, tuple(texts)), (rowid, *values(texts)))


def values(texts: Texts) -> list[str]:
    """What each column of the index holds for a record."""
    return [indexed(column) if any(column) else "" for column in texts.values()]


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} (rowid, {names}) VALUES (?{', ?' * len(columns)})"


def remove(connection: sqlite3.Connection, table: str, rowid: int) -> None:
    """Take a record's words out of the index."""
    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
