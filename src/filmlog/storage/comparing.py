"""What would make the records of a diary those of another, such as of a backup of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from filmlog.domain.change import Change, replace
from filmlog.storage import reader, records
from filmlog.storage.diary import Diary

KINDS = (
    "source", "pass", "film", "viewing", "offer", "wish", "filmlist", "listed", "imported",
    "conflict",
)  # fmt: skip
"""Every kind of `domain.codec.KINDS`, each after those that it refers to."""


class Comparing:
    """A diary beside another one, both open: record by record, those in the trash too."""

    def __init__(self, here: Diary, there: Diary) -> None:
        self._here = here
        self._there = there

    def changes(self, at: str) -> Iterator[Change]:
        """What makes every record here what it is there, in an order that can be written.

        A record that is only here goes to the trash at the instant `at` (ISO 8601, UTC), unless it
        is there already. What is asked for may be written meanwhile.
        """
        for kind in KINDS:
            yield from self._only_here(kind, at)
        for kind in KINDS:
            yield from self._there_too(kind)

    def copy_pictures(self) -> None:
        """Keep every picture of the other diary here too. To be called inside a transaction."""
        for (sha256,) in self._there.connection.execute("SELECT sha256 FROM picture").fetchall():
            if not self._here.has_picture(sha256):
                self._here.keep_picture(sha256, self._there.picture(sha256))

    def _only_here(self, kind: str, at: str) -> Iterator[Change]:
        theirs = set(_ids(self._there.connection, kind))
        ours = [id_ for id_ in _ids(self._here.connection, kind) if id_ not in theirs]
        for part in reader.parts(ours):
            for record in records.by_ids(self._here.connection, kind, part):
                if not record.deleted:
                    yield Change(record, replace(record, deleted=at))

    def _there_too(self, kind: str) -> Iterator[Change]:
        for part in reader.parts(_ids(self._there.connection, kind)):
            stand = {r.id: r for r in records.by_ids(self._here.connection, kind, part)}
            for record in records.by_ids(self._there.connection, kind, part):
                before = stand.get(record.id)
                if before != record:
                    number = 0 if before is None else before.number
                    yield Change(before, replace(record, number=number))


def _ids(connection: sqlite3.Connection, kind: str) -> list[str]:
    return [id_ for (id_,) in connection.execute(f"SELECT id FROM {kind} ORDER BY number")]
