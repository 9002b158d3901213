"""The tables, indexes and views of the diary, compared with those of a new one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import NamedTuple

from filmlog.domain.change import Change
from filmlog.domain.checkup import Finding
from filmlog.storage.checkup.state import SALVAGE
from filmlog.storage.diary import Diary

INDEXES = (
    "title_key", "title_gram", "title_gram_count", "film_words", "viewing_words", "source_words",
    "wish_words",
)  # fmt: skip
"""Tables that are made from the records, and can be made anew; `indexes.py` fills them."""

_SHADOW = re.compile(rf"({'|'.join(INDEXES)})_(data|idx|content|docsize|config)")
"""The tables in which FTS5 keeps an index (sqlite.org/fts5.html, appendix)."""

_DERIVED = frozenset({"index", "view"})
_OTHERS = "_sqlite_migrations"  # sqlite-utils' own


class Part(NamedTuple):
    """A part of a schema: its kind (table, index, view, trigger), name, table and SQL."""

    kind: str
    name: str
    table: str
    sql: str


@cache
def of_a_new_diary() -> dict[str, Part]:
    """The parts of a diary of the current schema by name, in the order they are made in."""
    from sqlite_utils import Database  # 80 ms, and only a check-up of the schema pays for it

    from filmlog.storage.migrations import migrations

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Database(connection, execute_plugins=False))
        return _parts(connection)


def look(diary: Diary) -> Iterator[Finding]:
    """What is missing or otherwise than in a new diary, and triggers that filmlog has not made."""
    connection = diary.connection
    wanted, there = of_a_new_diary(), _parts(connection)
    differing = [part for part in wanted.values() if _differs(part, there.get(part.name))]
    derived = [part for part in differing if part.kind in _DERIVED or _of(part.name) in INDEXES]
    if tables := [part for part in differing if part not in derived]:
        yield Finding(
            "wrong-tables",
            "wrong",
            "Tables of the diary are missing, or not as filmlog made them.",
            "filmlog cannot read or write what belongs in them. Nothing more was looked at.",
            SALVAGE,
            tuple(_table_words(connection, part, there.get(part.name)) for part in tables),
        )
        return
    if derived:

        def mend() -> Iterable[Change]:
            for name in dict.fromkeys(_of(p.name) for p in derived if p.kind == "table"):
                renew(connection, name)
            for part in derived:
                if part.kind in _DERIVED:
                    connection.execute(f"DROP {part.kind} IF EXISTS {part.name}")
                    connection.execute(part.sql)
            return ()

        yield Finding(
            "wrong-views",
            "wrong",
            "Indexes or views of the diary are missing, or not as filmlog made them.",
            "Lists are slow, or programs that read the views find them gone; no record is lost.",
            "They are made anew.",
            tuple(_words(part, there.get(part.name)) for part in derived),
            mend,
        )
    triggers = [part for part in there.values() if part.kind == "trigger"]
    if triggers:
        yield Finding(
            "foreign-trigger",
            "wrong",
            "The diary has triggers, of which filmlog makes none.",
            "They change what is written behind filmlog's back, and so what undo can take back.",
            "If nobody you know has put them there: `sqlite3 FILE 'DROP TRIGGER NAME'`.",
            tuple(f"{part.name} on {part.table}" for part in triggers),
        )


def renew(connection: sqlite3.Connection, index: str) -> None:
    """Make one of INDEXES anew, empty, however damaged it is."""
    try:
        connection.execute(f"DROP TABLE IF EXISTS {index}")
    except sqlite3.DatabaseError:
        # FTS5 has to open an index to drop it, and cannot: what it consists of goes piece by piece.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
        connection.execute("PRAGMA writable_schema = RESET")
    shadows = [part.name for part in _parts(connection).values() if _of(part.name) == index]
    for name in shadows:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for part in of_a_new_diary().values():
        if part.table == index:
            connection.execute(part.sql)


def _of(name: str) -> str:
    """The index that a table is, or is a shadow of."""
    found = _SHADOW.fullmatch(name)
    return name if found is None else found[1]


def _parts(connection: sqlite3.Connection) -> dict[str, Part]:
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name <> ? ORDER BY rowid",
        (_OTHERS,),
    )
    return {part.name: part for part in map(Part._make, found)}


def _differs(wanted: Part, there: Part | None) -> bool:
    return there is None or (there.kind, there.sql) != (wanted.kind, wanted.sql)


def _words(wanted: Part, there: Part | None) -> str:
    return f"{wanted.kind} {wanted.name} is {'missing' if there is None else 'another'}"


def _table_words(connection: sqlite3.Connection, wanted: Part, there: Part | None) -> str:
    if there is None or there.kind != "table":
        return _words(wanted, None)
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.execute(wanted.sql)
        lacking = [
            name
            for name in _columns(fresh, wanted.name)
            if name not in _columns(connection, wanted.name)
        ]
    return f"table {wanted.name} lacks {', '.join(lacking)}" if lacking else _words(wanted, there)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
