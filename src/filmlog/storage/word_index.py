"""The full-text index: the texts of domain/texts.py, folded by domain/words.py, a column each."""

from __future__ import annotations

import sqlite3

from filmlog.domain.texts import Texts
from filmlog.domain.words import indexed


def add(connection: sqlite3.Connection, table: str, rowid: int, texts: Texts) -> None:
    """Put a record's words in the index."""
    columns = ", ".join(f'"{name}"' for name in texts)
    connection.execute(
        f"INSERT INTO {table} (rowid, {columns}) VALUES (?{', ?' * len(texts)})",
        (rowid, *(indexed(values) for values in texts.values())),
    )


def remove(connection: sqlite3.Connection, table: str, rowid: int) -> None:
    """Take a record's words out of the index."""
    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
