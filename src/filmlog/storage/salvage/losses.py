"""Which records of a damaged diary are lost, and what they were called."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from filmlog.domain.codec import KINDS
from filmlog.domain.salvaged import Note
from filmlog.storage.salvage.lookups import Lookups
from filmlog.storage.salvage.reading import Gap, Reading
from filmlog.storage.salvage.shapes import NUMBERED

_WHY = "it cannot be read"
_NAMES = {
    "film": "SELECT title FROM film WHERE number = ?",
    "viewing": (
        "SELECT f.title || coalesce(', ' || v.watched, '') FROM viewing v "
        "JOIN film f ON f.number = v.film WHERE v.number = ?"
    ),
    "source": "SELECT name FROM source WHERE number = ?",
    "filmlist": "SELECT name FROM filmlist WHERE number = ?",
    "wish": "SELECT f.title FROM wish w JOIN film f ON f.number = w.film WHERE w.number = ?",
    "offer": "SELECT f.title FROM offer o JOIN film f ON f.number = o.film WHERE o.number = ?",
    "listed": "SELECT f.title FROM listed e JOIN film f ON f.number = e.film WHERE e.number = ?",
    "pass": "SELECT s.name FROM pass p JOIN source s ON s.number = p.source WHERE p.number = ?",
    "conflict": "SELECT field FROM conflict WHERE number = ?",
    "person": "SELECT name FROM person WHERE number = ?",
}


def lost(connection: sqlite3.Connection, reading: Reading) -> Iterator[Note]:
    """The records that are in no place, by the gaps in the numbers and by the journal."""
    for table in sorted(NUMBERED - {"person"}):
        gaps = reading.gaps.get(table, [])
        if not gaps:
            continue
        ids = set()
        for number in _missing(connection, table, gaps, reading.lookups):
            id_ = reading.lookups.names(table).get(number, "") if table in KINDS else ""
            ids.add(id_)
            name = _told(connection, table, number, id_, reading.lookups)
            yield Note(table, number, name, "lost", _WHY)
        if table in KINDS:
            for (id_,) in connection.execute(
                f"SELECT DISTINCT record FROM change WHERE kind = ? "
                f"AND record NOT IN (SELECT id FROM {table})",
                (table,),
            ).fetchall():
                if id_ not in ids:
                    name = _told(connection, table, None, id_, reading.lookups)
                    yield Note(table, None, name, "lost", _WHY)


def named(connection: sqlite3.Connection, notes: Iterable[Note]) -> Iterator[Note]:
    """The notes with the names of the records they are about."""
    for note in notes:
        table = note.table if note.table in _NAMES else note.table.partition("_")[0]
        if note.name or note.number is None or table not in _NAMES:
            yield note
            continue
        found = connection.execute(_NAMES[table], (note.number,)).fetchone()
        yield note._replace(name=found[0]) if found else note


def _missing(
    connection: sqlite3.Connection, table: str, gaps: list[Gap], lookups: Lookups
) -> Iterator[int]:
    there = {number for (number,) in connection.execute(f"SELECT number FROM {table}")}
    indexed = set(lookups.numbers(table).values()) if table in KINDS else set()
    last = max(there | indexed, default=0)
    for gap in gaps:
        low, high = gap.low or 0, gap.high or last + 1
        yield from (number for number in range(low + 1, high) if number not in there)


def _told(
    connection: sqlite3.Connection, table: str, number: int | None, id_: str, lookups: Lookups
) -> str:
    """What a lost record was called, by the indexes or the journal; '' when neither tells."""
    before = state_before(connection, id_)
    if table == "film":
        return str(before.get("title") or lookups.titles.get(number or 0, ""))
    if table == "viewing" and before:
        found = connection.execute(
            "SELECT title FROM film WHERE id = ?", (before.get("film_id"),)
        ).fetchone()
        return ", ".join(str(part) for part in (*(found or ()), before.get("watched")) if part)
    return str(before.get("name", ""))


def state_before(connection: sqlite3.Connection, id_: str) -> dict[str, object]:
    """The latest earlier state of a record that the journal has, empty for none."""
    found = connection.execute(
        "SELECT before FROM change WHERE record = ? AND before IS NOT NULL "
        "ORDER BY number DESC LIMIT 1",
        (id_,),
    ).fetchone()
    return json.loads(found[0]) if found else {}
