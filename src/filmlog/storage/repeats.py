"""What stands in a diary a second time: films on one shelf, and viewings on one day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from itertools import groupby
from typing import NamedTuple

from filmlog.domain.change import Record
from filmlog.storage import reader, records

_PLACES = {"offer": "source", "wish": "0", "listed": "filmlist"}
"""What a film has one record of each kind for; one watchlist is all there is."""

# `+`: of a source with thousands of films an index of its offers would be read for each of them.
_TWICE = """
    WITH twice (film, place) AS (
        SELECT t.film, {place} FROM {kind} t WHERE t.deleted = '' AND t.film IN (
            SELECT e.film FROM json_each(?) c CROSS JOIN {kind} e ON e.id = c.value
            WHERE e.deleted = ''
        ) GROUP BY 1, 2 HAVING count(*) > 1
    )
    SELECT w.film, w.place, t.number FROM twice w
    CROSS JOIN {kind} t ON t.film = w.film AND +{place} = w.place
    WHERE t.deleted = '' ORDER BY 1, 2, 3
"""
_SAME_DAY = """
    SELECT v.id, w.id, f.id, v.watched FROM json_each(?) c CROSS JOIN viewing v ON v.id = c.value
    CROSS JOIN viewing w ON w.film = v.film AND w.watched = v.watched AND w.number <> v.number
    JOIN film f ON f.number = v.film
    WHERE v.deleted = '' AND w.deleted = '' AND f.deleted = '' AND length(v.watched) = 10
    ORDER BY v.id, w.id
"""


class SameDay(NamedTuple):
    """Two viewings of one film on one day (ISO 8601), all by ULID."""

    one: str
    other: str
    film_id: str
    watched: str


def repeated(connection: sqlite3.Connection, kind: str, ids: Collection[str]) -> list[list[Record]]:
    """The offers, wishes or places on a list of which a film has more than one, none in the trash.

    Films are those of the records `ids`; a group for each source or list, by number.
    """
    sql = _TWICE.format(kind=kind, place=_column(kind))
    rows = connection.execute(sql, (json.dumps(sorted(ids)),)).fetchall()
    found = {
        record.number: record
        for part in reader.parts([number for *_, number in rows])
        for record in records.read(connection, kind, part)
    }
    return [
        [found[number] for *_, number in group] for _, group in groupby(rows, lambda row: row[:2])
    ]


def same_days(connection: sqlite3.Connection, ids: Collection[str]) -> list[SameDay]:
    """Each of the viewings `ids` with each other one of its film on the same, full day."""
    rows = connection.execute(_SAME_DAY, (json.dumps(sorted(ids)),))
    return [SameDay(*row) for row in rows]


def _column(kind: str) -> str:
    place = _PLACES[kind]
    return place if place == "0" else f"t.{place}"
