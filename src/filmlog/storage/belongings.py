"""What belongs to a record: what refers to it, what names it by its id, and what has lost it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import cast

from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.imported import Imported
from filmlog.domain.record import UNDONE
from filmlog.storage import reader, records
from filmlog.storage.imported import Imports

_STRAYS = """
    SELECT t.number FROM json_each(:ids) c CROSS JOIN {child} t ON t.id = c.value
    JOIN {parent} p ON p.number = t.{parent} WHERE t.deleted = '' AND p.deleted <> ''
    UNION SELECT t.number FROM json_each(:parents) c CROSS JOIN {parent} p ON p.id = c.value
    CROSS JOIN {child} t ON t.{parent} = p.number WHERE t.deleted = '' AND p.deleted <> ''
    ORDER BY 1
"""
_BELONGING = """
    SELECT t.number FROM {parent} p CROSS JOIN {child} t ON t.{parent} = p.number
    WHERE p.id = ? AND t.deleted NOT LIKE ? ORDER BY t.number
"""


def strays(
    connection: sqlite3.Connection,
    child: str,
    parent: str,
    ids: Collection[str],
    parent_ids: Collection[str],
) -> list[Record]:
    """Records of a kind out of the trash whose film, list or source is in it, by number.

    Only those of `ids`, and those that refer to one of `parent_ids`.
    """
    rows = connection.execute(
        _STRAYS.format(child=child, parent=parent),
        {"ids": json.dumps(sorted(ids)), "parents": json.dumps(sorted(parent_ids))},
    )
    return list(_read(connection, child, [number for (number,) in rows.fetchall()]))


def belonging(
    connection: sqlite3.Connection, child: str, parent: str, parent_id: str
) -> Iterator[Record]:
    """Every record of a kind that refers to one of another, those in the trash too but none undone.

    A batch at a time: they may be changed as they come.
    """
    rows = connection.execute(
        _BELONGING.format(child=child, parent=parent), (parent_id, f"%{UNDONE}")
    )
    return _read(connection, child, [number for (number,) in rows.fetchall()])


def followers(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Imported | Conflict]:
    """Rows of imports that went into some records, and open conflicts over their fields.

    A conflict over whether a record belongs in the trash is about that one alone, and left out.
    """
    found: list[Imported | Conflict] = [
        row for row in Imports(connection).of_records(ids) if not row.deleted
    ]
    for part in reader.parts(ids):
        rows = connection.execute(
            f"SELECT number FROM conflict WHERE record IN ({reader.marks(part)}) "
            "AND deleted = '' AND field <> 'deleted' ORDER BY number",
            part,
        )
        numbers = [number for (number,) in rows.fetchall()]
        found += [cast(Conflict, one) for one in _read(connection, "conflict", numbers)]
    return found


def _read(connection: sqlite3.Connection, kind: str, numbers: Sequence[int]) -> Iterator[Record]:
    for part in reader.parts(numbers):
        found: Iterable[Record] = records.read(connection, kind, part)
        yield from list(found)
