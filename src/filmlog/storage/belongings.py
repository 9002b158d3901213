"""What belongs to a record: what refers to it, what names it by its id, and what has lost it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.history import SYNC
from filmlog.domain.imported import Imported
from filmlog.storage import reader, records
from filmlog.storage.imported import Imports

REFERENCES = {"film_id": "film", "source_id": "source", "pass_id": "pass", "list_id": "filmlist"}
"""The fields of records that name another one, and its kind."""

_BELONGS = (
    ("viewing", "film"), ("offer", "film"), ("wish", "film"), ("listed", "film"),
    ("listed", "filmlist"), ("viewing", "source"), ("pass", "source"), ("offer", "source"),
    ("viewing", "pass"),
)  # fmt: skip
_STRAYS = """
    SELECT t.number FROM json_each(:ids) c CROSS JOIN {child} t ON t.id = c.value
    JOIN {parent} p ON p.number = t.{parent} WHERE t.deleted = '' AND p.deleted <> ''
    UNION SELECT t.number FROM json_each(:parents) c CROSS JOIN {parent} p ON p.id = c.value
    CROSS JOIN {child} t ON t.{parent} = p.number WHERE t.deleted = '' AND p.deleted <> ''
    ORDER BY 1
"""
_BELONGING = """
    SELECT t.number FROM {parent} p CROSS JOIN {child} t ON t.{parent} = p.number
    WHERE p.id = ? ORDER BY t.number
"""
_SYNCED = """
    SELECT w.value FROM json_each(?) w WHERE EXISTS (
        SELECT 1 FROM change c JOIN command o ON o.number = c.command
        WHERE c.record = w.value AND c.command > ? AND o.kind = ?
    )
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


def synced(connection: sqlite3.Connection, ids: Collection[str], *, since: int) -> set[str]:
    """Those of some records that a sync changed after the command `since`."""
    rows = connection.execute(_SYNCED, (json.dumps(sorted(ids)), since, SYNC))
    return {id_ for (id_,) in rows.fetchall()}


def emptied(
    connection: sqlite3.Connection,
    came: Mapping[str, Collection[str]],
    went: Mapping[str, Collection[str]],
    *,
    since: int,
) -> Iterator[Record]:
    """Records in the trash with something out of it that refers to them, where a sync had a part.

    Only what `came` out of the trash or `went` into it, ids by kind, is looked at, and of that what
    a sync changed after the command `since`, or the other one of the two.
    """
    known: set[str] = set()
    names = {kind: name for name, kind in REFERENCES.items()}
    for child, parent in _BELONGS:
        found = strays(connection, child, parent, came.get(child, ()), went.get(parent, ()))
        pairs = [(record.id, str(getattr(record, names[parent]))) for record in found]
        changed = synced(connection, {id_ for pair in pairs for id_ in pair}, since=since)
        parents = sorted({pair[1] for pair in pairs if changed & {*pair}} - known)
        known |= set(parents)
        for part in reader.parts(parents):
            yield from list(records.by_ids(connection, parent, part))


def belonging(
    connection: sqlite3.Connection, child: str, parent: str, parent_id: str
) -> Iterator[Record]:
    """Every record of a kind that refers to one of another, those in the trash or undone too.

    A batch at a time: they may be changed as they come.
    """
    rows = connection.execute(_BELONGING.format(child=child, parent=parent), (parent_id,))
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
