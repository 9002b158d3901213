"""What services said of records when they were imported: reading and writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from filmlog.domain.change import Record
from filmlog.domain.imported import Imported
from filmlog.storage import reader
from filmlog.storage.rows import Row
from filmlog.storage.writer import put

_COLUMNS = ("number", "id", "service", "key", "record", "digest", "said", "deleted")
_MARKS = ", ".join("?" * len(_COLUMNS))
_INSERT = f"INSERT INTO imported ({', '.join(_COLUMNS[1:])}, command) VALUES ({_MARKS})"
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM imported WHERE "
_BATCH = 500


class Imports:
    """What an open diary knows of its imports; those in the trash too."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, imported_id: str) -> Imported | None:
        """The one with this id (`domain.imported.imported_id`), None for a row never seen."""
        row = self._connection.execute(f"{_SELECT} id = ?", (imported_id,)).fetchone()
        return None if row is None else _make(row)

    def has(self, service: str, *, undone: bool = False) -> bool:
        """Whether anything was ever imported from a service; or, so asked, and then undone."""
        sql = "SELECT EXISTS (SELECT 1 FROM imported WHERE service = ? AND (deleted <> '' OR ?))"
        return bool(self._connection.execute(sql, (service, not undone)).fetchone()[0])

    def all(self) -> Iterator[Imported]:
        """Each of them, in order of number."""
        sql, last = f"{_SELECT} number > ? ORDER BY number LIMIT {_BATCH}", 0
        while batch := self._connection.execute(sql, (last,)).fetchall():
            yield from map(_make, batch)
            last = batch[-1][0]

    def of_record(self, record_id: str) -> list[Imported]:
        """What went into a record, by its ULID, in order of number."""
        return self.of_records([record_id])

    def of_records(self, record_ids: Sequence[str]) -> list[Imported]:
        """What went into any of some records, by ULID, in order of number."""
        return self._picked("record", record_ids)

    def several(self, imported_ids: Sequence[str]) -> dict[str, Imported]:
        """Those with these ids, by id; a row never seen is left out."""
        return {found.id: found for found in self._picked("id", imported_ids)}

    def _picked(self, column: str, values: Sequence[str]) -> list[Imported]:
        rows = [
            row
            for part in reader.parts(values, _BATCH)
            for row in self._connection.execute(
                f"{_SELECT} {column} IN ({reader.marks(part)})", part
            )
        ]
        return [_make(row) for row in sorted(rows)]


def write_new(connection: sqlite3.Connection, records: Iterable[Record], command: int) -> None:
    """Write the rows of new `Imported`, which a command of the journal makes."""
    connection.executemany(_INSERT, [(*record[:-1], command) for record in records])


def write_record(connection: sqlite3.Connection, record: Record, *, is_new: bool) -> int:
    """Change the row of an `Imported`; return its short number. TypeError for another record."""
    if not isinstance(record, Imported) or is_new:
        raise TypeError(type(record).__name__)
    return put(connection, "imported", _COLUMNS, tuple(record[:-1]), is_new=False)


def _make(row: Row) -> Imported:
    number, ulid, service, key, record, digest, said, deleted = row
    return Imported(ulid, service, key, record, digest, said, deleted, number)
