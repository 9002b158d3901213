"""The journal read back: what commands there were, what they changed, and how to undo them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from filmlog.domain.change import Change, Record
from filmlog.domain.codec import from_plain
from filmlog.domain.film import Film
from filmlog.domain.history import REPLACE, UNDO, Command
from filmlog.domain.undoing import grown, reverted
from filmlog.storage import belongings, records

_COMMAND = "SELECT number, at, words, who, kind, target, undone FROM command "
_BATCH = 500


class Undoing:
    """The changes that take a command back, made as they are asked for.

    `counts` has how many records of each kind they change, `kept` the records of which something
    was changed again since and stays, each with those fields, `left` those that stay out of the
    trash since a sync put something into them.
    """

    def __init__(self, connection: sqlite3.Connection, command: int, at: str) -> None:
        self._connection = connection
        self._command = command
        self._at = at
        self.counts: dict[str, int] = {}
        self.kept: list[tuple[Record, tuple[str, ...]]] = []
        self.left: list[Record] = []
        self._went: dict[str, list[str]] = {}
        self._came: dict[str, list[str]] = {}

    def changes(self) -> Iterator[Change]:
        """The changes, the last of the command first. To be asked for inside a transaction."""
        for batch in self._batches():
            now = _by_kind(self._connection, ((kind, id_) for kind, id_, _, _ in batch))
            for kind, id_, before, after in batch:
                stands = now[kind, id_]
                was = None if before is None else _read(kind, before)
                became = stands if after is None else _read(kind, after)
                yield from self._change(was, became, stands)
        for parent in belongings.emptied(
            self._connection, self._came, self._went, since=self._command
        ):
            kind = type(parent).__name__.lower()
            if parent.id in self._went.get(kind, ()):
                self.counts[kind] -= 1
            self.left.append(parent)
            yield Change(parent, parent._replace(deleted=""))

    def _batches(self) -> Iterator[list[tuple[str, str, str | None, str | None]]]:
        """Kind, id, and JSON before and after, of each record once: its first change is taken.

        `after` is None for a record that no later command changed.
        """
        last = 1 << 62
        while batch := self._connection.execute(
            "SELECT c.number, c.kind, c.record, c.before, ("
            " SELECT n.before FROM change n WHERE n.record = c.record AND n.kind = c.kind"
            " AND n.command > c.command ORDER BY n.number LIMIT 1"
            ") FROM change c WHERE c.command = ? AND c.number < ? AND NOT EXISTS ("
            " SELECT 1 FROM change e WHERE e.record = c.record AND e.kind = c.kind"
            " AND e.command = c.command AND e.number < c.number"
            ") ORDER BY c.number DESC LIMIT ?",
            (self._command, last, _BATCH),
        ).fetchall():
            yield [tuple(row[1:]) for row in batch]
            last = batch[-1][0]
        # What an import remembers of its rows is journalled in place.
        last = 0
        while batch := self._connection.execute(
            "SELECT number, id FROM imported WHERE command = ? AND number > ? AND deleted = '' "
            "ORDER BY number LIMIT ?",
            (self._command, last, _BATCH),
        ).fetchall():
            yield [("imported", id_, None, None) for _, id_ in batch]
            last = batch[-1][0]

    def _change(self, was: Record | None, became: Record, stands: Record) -> Iterator[Change]:
        record, kept = reverted(was, became, stands, self._at)
        more = () if was is not None or stands.deleted else grown(became, stands)
        if more and belongings.synced(self._connection, [stands.id], since=self._command):
            # Somebody wrote that on another machine; what was written here is undone before.
            record, kept = stands, more
        if kept:
            self.kept.append((stands, kept))
        if record != stands:
            kind = type(record).__name__.lower()
            self.counts[kind] = self.counts.get(kind, 0) + 1
            if bool(record.deleted) != bool(stands.deleted):
                moved = self._went if record.deleted else self._came
                moved.setdefault(kind, []).append(record.id)
            yield Change(stands, record)


class Journal:
    """The journal of an open diary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def commands(self, limit: int | None = None) -> Iterator[Command]:
        """The commands, the newest first."""
        rows = self._connection.execute(f"{_COMMAND} ORDER BY number DESC LIMIT ?", (limit or -1,))
        return map(_command, rows)

    def command(self, number: int) -> Command | None:
        """The command with this number."""
        return self._one("WHERE number = ?", number)

    def to_undo(self) -> Command | None:
        """The last command of a person that stands; one of kind REPLACE cannot be undone."""
        where = "WHERE kind IN ('', ?) AND NOT undone ORDER BY number DESC LIMIT 1"
        return self._one(where, REPLACE)

    def to_redo(self) -> tuple[Command, Command] | None:
        """What was undone last and the undo of it, unless a person did something else since."""
        undo = self._one(
            "AS u WHERE kind = ? AND (SELECT undone FROM command t WHERE t.number = u.target) "
            "AND number > (SELECT max(number) FROM command WHERE kind IN ('', ?)) "
            "ORDER BY number DESC LIMIT 1",
            UNDO,
            REPLACE,
        )
        command = self.command(undo.target) if undo is not None and undo.target else None
        return None if undo is None or command is None else (command, undo)

    def undoing(self, command: Command, at: str) -> Undoing:
        """What takes a command back, at an instant (ISO 8601, UTC)."""
        return Undoing(self._connection, command.number, at)

    def mark(self, command: Command, *, undone: bool) -> None:
        """Note whether a command stands. To be called inside a transaction."""
        self._connection.execute(
            "UPDATE command SET undone = ? WHERE number = ?", (undone, command.number)
        )

    def versions(self, kind: str, id_: str) -> list[tuple[int, Record | None, Record]]:
        """What each command made of a record, the oldest first: its number, before and after.

        The last `after` is the record as it stands; [] for one that there is not.
        """
        now = _by_kind(self._connection, [(kind, id_)]).get((kind, id_))
        rows = self._connection.execute(
            "SELECT command, before, min(number) FROM change WHERE record = ? AND kind = ? "
            "GROUP BY command ORDER BY command",
            (id_, kind),
        ).fetchall()
        if now is None or not rows:
            return []
        commands = [command for command, _, _ in rows]
        befores = [None if before is None else _read(kind, before) for _, before, _ in rows]
        afters = [record for record in befores[1:] if record is not None] + [now]
        return list(zip(commands, befores, afters, strict=True))

    def belonging_to(self, film: Film) -> Iterator[tuple[str, str]]:
        """Kind and id of a film and of each record that is of it, those in the trash too."""
        yield "film", film.id
        for kind in ("viewing", "wish", "offer", "listed"):
            rows = self._connection.execute(
                f"SELECT id FROM {kind} WHERE film = ? ORDER BY number", (film.number,)
            ).fetchall()
            yield from ((kind, id_) for (id_,) in rows)

    def _one(self, where: str, *values: object) -> Command | None:
        row = self._connection.execute(_COMMAND + where, values).fetchone()
        return None if row is None else _command(row)


def _command(row: Any) -> Command:
    number, at, words, who, kind, target, undone = row
    return Command(number, at, words, who, kind, target, bool(undone))


def _read(kind: str, before: str) -> Record:
    try:
        return from_plain(kind, json.loads(before))
    except (ValueError, KeyError, TypeError) as error:
        raise sqlite3.DatabaseError(f"malformed journal: {error}") from error


def _by_kind(
    connection: sqlite3.Connection, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Record]:
    """The records of some kinds and ids, as they stand."""
    ids: dict[str, list[str]] = {}
    for kind, id_ in wanted:
        ids.setdefault(kind, []).append(id_)
    return {
        (kind, record.id): record
        for kind, of_kind in ids.items()
        for record in records.by_ids(connection, kind, of_kind)
    }
