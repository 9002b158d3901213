"""Films of an open diary with every record that names them, those in the trash or undone too."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar, cast

from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.uniting import Holdings, trace_id
from filmlog.domain.viewing import Viewing
from filmlog.storage import reader, records
from filmlog.storage.imported import Imports

_R = TypeVar("_R", Viewing, Offer, Wish, Listed)


def holdings(connection: sqlite3.Connection, film: Film) -> Holdings:
    """What a film of the diary has, each kind in order of number."""
    return holdings_of(connection, [film])[film.id]


def holdings_of(connection: sqlite3.Connection, films: Sequence[Film]) -> dict[str, Holdings]:
    """What each of some films has, by the ULID of the film."""
    viewings = _of_films(connection, Viewing, films)
    offers = _of_films(connection, Offer, films)
    wishes = _of_films(connection, Wish, films)
    listed = _of_films(connection, Listed, films)
    imports = Imports(connection)
    owners = {film.id: film.id for film in films}
    for shelf in (wishes, listed):
        owners |= {one.id: film_id for film_id, found in shelf.items() for one in found}
    rows: defaultdict[str, list[Imported]] = defaultdict(list)
    for row in imports.of_records(list(owners)):
        if not row.deleted:
            rows[owners[row.record_id]].append(row)
    traces = imports.several([trace_id(film.id) for film in films])
    return {
        film.id: Holdings(
            film,
            tuple(viewings[film.id]),
            tuple(offers[film.id]),
            tuple(wishes[film.id]),
            tuple(listed[film.id]),
            tuple(rows[film.id]),
            traces.get(trace_id(film.id)),
        )
        for film in films
    }


def _of_films(
    connection: sqlite3.Connection, kind: type[_R], films: Sequence[Film]
) -> dict[str, list[_R]]:
    """The records of a kind that name a film, by the ULID of the film; redo may bring any back."""
    table = kind.__name__.lower()
    found: defaultdict[str, list[_R]] = defaultdict(list)
    for part in reader.parts(_numbers(connection, table, films)):
        for record in records.read(connection, table, part):
            one = cast(_R, record)
            found[one.film_id].append(one)
    return found


def _numbers(connection: sqlite3.Connection, table: str, films: Sequence[Film]) -> list[int]:
    numbers: list[int] = []
    for part in reader.parts([film.number for film in films]):
        # In two, and sorted here, so that SQLite uses the index of the trash and that of the rest.
        marks = reader.marks(part)
        rows = connection.execute(
            f"SELECT number FROM {table} WHERE film IN ({marks}) AND deleted = '' "
            f"UNION ALL SELECT number FROM {table} WHERE film IN ({marks}) AND deleted <> ''",
            [*part, *part],
        )
        numbers += [number for (number,) in rows]
    return sorted(numbers)
