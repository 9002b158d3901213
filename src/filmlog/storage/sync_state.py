"""How far a diary is in step with its sync repository, and what has changed in it since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple, cast

from filmlog.domain.conflict import Conflict
from filmlog.domain.history import REDO, UNDO
from filmlog.storage import reader, records
from filmlog.storage.comparing import KINDS

_PAGE = 500
_BEYOND = 2**63 - 1  # SQLite's largest integer


class SyncState(NamedTuple):
    """The commit of the sync repository that equals the diary as of a command of its journal.

    `head` is the SHA of the commit, `position` the number of the command (0 for none), `at` the
    instant when that was so (ISO 8601, UTC).
    """

    head: str
    position: int
    at: str


class Syncing:
    """What sync asks of an open diary, inside `reading()` or `writing()`, so that it is one state.

    Rows are read a page at a time: a diary that was never synced is asked for all of them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def state(self) -> SyncState | None:
        """How it stood after the last sync; None for a diary that was never synced."""
        row = self._connection.execute("SELECT head, position, at FROM sync").fetchone()
        return None if row is None else SyncState(*row)

    def keep(self, state: SyncState) -> None:
        """Remember how it stands. To be called inside a transaction, with what it stands for."""
        self._connection.execute(
            "INSERT INTO sync (number, head, position, at) VALUES (1, ?, ?, ?) "
            "ON CONFLICT (number) DO UPDATE SET head = excluded.head, "
            "position = excluded.position, at = excluded.at",
            state,
        )

    def forget(self) -> None:
        """Make it a diary that was never synced."""
        self._connection.execute("DELETE FROM sync")

    def last_command(self) -> int:
        """The number of the last command of the journal, 0 for none."""
        sql = "SELECT coalesce(max(number), 0) FROM command"
        return int(self._connection.execute(sql).fetchone()[0])

    def changed_since(self, position: int) -> Iterator[tuple[str, str]]:
        """Kind and id of each record that the commands above `position` made or changed, once.

        In the order of their first change; new records of imports, of which the table of changes
        does not tell, come last.
        """
        # Numbers go up with commands, so rows are read by number; `+` keeps SQLite from sorting.
        changes = (
            "SELECT number, kind, record FROM change AS c WHERE number > :last "
            "AND +command > :position AND NOT EXISTS (SELECT 1 FROM change e "
            "WHERE e.record = c.record AND e.kind = c.kind AND e.number < c.number "
            "AND +e.command > :position) ORDER BY number"
        )
        for _, kind, id_ in self._pages(changes, "change", position):
            yield kind, id_
        rows = (
            "SELECT number, id FROM imported AS i WHERE number > :last AND +command > :position "
            "AND NOT EXISTS (SELECT 1 FROM change e WHERE e.record = i.id "
            "AND e.kind = 'imported' AND +e.command > :position) ORDER BY number"
        )
        for _, id_ in self._pages(rows, "imported", position):
            yield "imported", id_

    def everything(self) -> Iterator[tuple[str, str]]:
        """Kind and id of every record there is, those in the trash and those undone too.

        A record stands after those that it refers to.
        """
        for kind in KINDS:
            rows = f"SELECT number, id FROM {kind} WHERE number > :last ORDER BY number"
            for _, id_ in self._pages(rows):
                yield kind, id_

    def words_since(self, position: int) -> list[str]:
        """What the commands above `position` that a person gave were, in words, oldest first."""
        rows = self._connection.execute(
            "SELECT words FROM command WHERE number > ? AND kind IN ('', ?, ?) ORDER BY number",
            (position, UNDO, REDO),
        )
        return [words for (words,) in rows]

    def open_conflicts(self) -> list[Conflict]:
        """The conflicts that nobody has settled yet, in order of number."""
        return self._conflicts("deleted = ''")

    def settled_conflicts(self) -> list[Conflict]:
        """The conflicts that were settled, in order of number."""
        return self._conflicts("deleted <> ''")

    def _conflicts(self, where: str) -> list[Conflict]:
        rows = self._connection.execute(
            f"SELECT number FROM conflict WHERE {where} ORDER BY number"
        )
        return [
            cast(Conflict, conflict)
            for part in reader.parts([number for (number,) in rows])
            for conflict in records.read(self._connection, "conflict", part)
        ]

    def _pages(self, sql: str, table: str = "", position: int = 0) -> Iterator[tuple[str, ...]]:
        """The rows of a query, whose first column is a number that goes up, a page at a time.

        With a `table` they begin at its first row that a command above `position` made.
        """
        last = self._last_before(table, position) if table else 0
        sql = f"{sql} LIMIT {_PAGE}"
        while rows := self._connection.execute(
            sql, {"position": position, "last": last}
        ).fetchall():
            yield from rows
            last = rows[-1][0]

    def _last_before(self, table: str, position: int) -> int:
        found = self._connection.execute(
            f"SELECT number - 1 FROM {table} WHERE command > ? ORDER BY command, number LIMIT 1",
            (position,),
        ).fetchone()
        return _BEYOND if found is None else int(found[0])
