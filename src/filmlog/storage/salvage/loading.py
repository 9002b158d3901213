"""Writing rows as they were read, each by itself, into the tables of a new diary."""

from __future__ import annotations

import sqlite3
from functools import cache
from hashlib import sha256

from filmlog.domain.salvaged import Note
from filmlog.storage.salvage.reading import Reading
from filmlog.storage.salvage.shapes import NUMBERED, TABLES, Row, Shape


def load(reading: Reading, connection: sqlite3.Connection) -> list[Note]:
    """Fill the tables of a new diary of the same schema; what was not saved as it was."""
    loader = _Loader(connection)
    for table in TABLES:
        shape = reading.shape(table)
        if shape is not None:
            for row in reading.rows(shape):
                loader.put(shape, row)
    for shape, row, is_old in reading.scattered():
        loader.put_scattered(shape, row, is_old=is_old)
    return loader.notes


class _Loader:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.notes: list[Note] = []

    def put(self, shape: Shape, row: Row) -> None:
        """Write a row that its table leads to, and note what is not as it was."""
        fault = self._write(shape, row)
        if fault:
            self.notes.append(Note(shape.table, _number(shape, row), "", "lost", fault))
        else:
            self._note(shape, row)

    def put_scattered(self, shape: Shape, row: Row, *, is_old: bool) -> None:
        """Write a row that was found elsewhere, unless there is one of its key or id already."""
        if self._write(shape, row):
            return
        if is_old:
            why = "it was found on a page given back, and may be an earlier state"
            self.notes.append(Note(shape.table, _number(shape, row), "", "older", why))
        self._note(shape, row)

    def _write(self, shape: Shape, row: Row) -> str:
        """'' for a row that is written, else why it was refused."""
        if shape.table == "picture":
            digest, data = row.values
            if not isinstance(data, bytes) or sha256(data).hexdigest() != digest:
                return "its bytes are not those it had"
        try:
            self._connection.execute(_insert(shape, len(row.values)), row.values)
        except sqlite3.IntegrityError as error:
            return f"it cannot be so: {error}"
        return ""

    def _note(self, shape: Shape, row: Row) -> None:
        number = _number(shape, row)
        whys = [f"its {column} cannot be read" for column in row.mended]
        whys += [f"letters of its {column} cannot be read, and are � now" for column in row.spoilt]
        if row.cut:
            length = len(str(row.values[-1]))
            whys.append(f"its {row.cut} is cut off after {length:,} letters")
        self.notes.extend(Note(shape.table, number, "", "in part", why) for why in whys)


def _number(shape: Shape, row: Row) -> int | None:
    """The number of a record, or of that which a child row belongs to."""
    if shape.table in NUMBERED:
        return int(row.key)
    return int(row.key[0]) if shape.keys else None


@cache
def _insert(shape: Shape, count: int) -> str:
    names = ", ".join(column.name for column in shape.columns[:count])
    return f"INSERT INTO {shape.table} ({names}) VALUES ({', '.join('?' * count)})"
