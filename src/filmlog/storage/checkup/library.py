"""The SQLite that this Python brings: whether it has what filmlog needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from filmlog.domain.checkup import Finding

VERSION = sqlite3.sqlite_version


def look() -> Iterator[Finding]:
    """A library that lacks what filmlog needs; it is too old, or was built without it."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE TABLE strict (number INTEGER) STRICT")  # 3.37
            connection.execute("CREATE VIRTUAL TABLE gram USING fts5 (t, tokenize = 'trigram')")
            connection.execute("SELECT json_group_array(1)")
    except sqlite3.Error as error:
        yield Finding(
            "old-sqlite",
            "wrong",
            f"SQLite {sqlite3.sqlite_version}, which this Python brings, lacks what filmlog needs.",
            f"It needs 3.37 or newer with FTS5 and JSON; SQLite says: {error}.",
            "Install a newer Python.",
        )
