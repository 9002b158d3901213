"""What SQLite itself says of the file: its pages, its indexes, its references between rows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filmlog.domain.change import Change
from filmlog.domain.checkup import Finding
from filmlog.domain.codec import KINDS
from filmlog.domain.numerals import counted
from filmlog.storage import rows
from filmlog.storage.checkup.state import SALVAGE, damaged
from filmlog.storage.diary import Diary
from filmlog.storage.read_only import open_to_check

_MOST = 20
_OF_AN_INDEX = re.compile(r"row \d+ missing from index |wrong # of entries in index ")
"""What `PRAGMA integrity_check` says of an index that REINDEX makes anew from sound rows."""

_ELSEWHERE = frozenset({("viewing_picture", "sha256"), ("title_key", "film")})
"""References that `pictures.py` and `indexes.py` look at."""


class _Lost(NamedTuple):
    """A column whose rows name a row that is not there: how many, and some of the numbers named."""

    table: str
    column: str
    parent: str
    key: str
    rows: int
    named: tuple[object, ...]


def pages(diary: Diary) -> Iterator[Finding]:
    """Faults of the file; of those that another subject looks at there is nothing here."""
    if diary.connection.in_transaction:  # to mend them
        found = _faults(diary.connection)
    else:
        with open_to_check(diary.path) as connection:
            found = _faults(connection)
    if not found:
        return
    if not all(map(_OF_AN_INDEX.match, found)):
        yield damaged(diary.path, found)
        return

    def mend() -> Iterable[Change]:
        diary.connection.execute("REINDEX")
        return ()

    yield Finding(
        "wrong-index",
        "wrong",
        "An index of a table does not agree with the table.",
        "Lists, figures and searches may lack records, though the records are there.",
        "The indexes are made anew from the tables.",
        tuple(found),
        mend,
    )


def _faults(connection: sqlite3.Connection) -> list[str]:
    return [
        str(message)
        for (message,) in connection.execute(f"PRAGMA integrity_check({_MOST})")
        # SQLite 3.44 looks into the full-text indexes too.
        if message != "ok" and "FTS5 table" not in message
    ]


def references(diary: Diary) -> Iterator[Finding]:
    """Rows that name a row that is not there."""
    lost = [found for found in _lost(diary.connection) if found.rows]
    parts = [found for found in lost if _is_part(found)]
    others = [found for found in lost if not _is_part(found)]
    if parts:
        yield Finding(
            "lost-parts",
            "wrong",
            "There are parts of records that are not there.",
            "A name, a tag or a prize stands in the diary with no record that shows it.",
            "They are deleted, as nothing can show them.",
            tuple(map(_words, parts)),
            lambda: _delete_parts(diary.connection, parts),
        )
    if others:
        yield Finding(
            "lost-references",
            "wrong",
            "Records name others that are not there.",
            "filmlog cannot show them, and may stop at them.",
            SALVAGE,
            tuple(map(_words, others)),
        )


def _lost(connection: sqlite3.Connection) -> Iterator[_Lost]:
    # PRAGMA foreign_key_check has no number for a row of a table WITHOUT ROWID, as most here are.
    for table in (*rows.CHILDREN, *KINDS, "command", "change"):
        keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        for _, _, parent, column, key, *_ in sorted(keys):
            if (table, column) in _ELSEWHERE:
                continue
            where = _where(column, parent, key)
            (count,) = connection.execute(
                f"SELECT count(*) FROM {table} AS t WHERE {where}"
            ).fetchone()
            named = connection.execute(
                f"SELECT DISTINCT t.{column} FROM {table} AS t WHERE {where} ORDER BY 1 LIMIT 5"
            )
            yield _Lost(table, column, parent, key, count, tuple(n for (n,) in named))


def _where(column: str, parent: str, key: str) -> str:
    there = f"SELECT 1 FROM {parent} AS p WHERE p.{key} = t.{column}"
    return f"t.{column} IS NOT NULL AND NOT EXISTS ({there})"


def _is_part(lost: _Lost) -> bool:
    """Whether the row is a part of the record that is not there, and shown nowhere else."""
    return lost.table in rows.CHILDREN and lost.column == lost.table.partition("_")[0]


def _delete_parts(connection: sqlite3.Connection, parts: Iterable[_Lost]) -> Iterable[Change]:
    for table, column, parent, key, *_ in parts:
        connection.execute(f"DELETE FROM {table} AS t WHERE {_where(column, parent, key)}")
    return ()


def _words(lost: _Lost) -> str:
    named = ", ".join(f"{lost.parent} {value}" for value in lost.named)
    return f"{counted(lost.rows, 'row')} of {lost.table}: {lost.column} names {named}"
