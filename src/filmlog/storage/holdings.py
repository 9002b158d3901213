"""One film of an open diary with every record that names it, those in the trash too."""

from __future__ import annotations

import sqlite3
from typing import TypeVar, cast

from filmlog.domain.change import Record
from filmlog.domain.film import Film
from filmlog.domain.record import is_removed
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.uniting import Holdings, trace_id
from filmlog.domain.viewing import Viewing
from filmlog.storage import reader, records
from filmlog.storage.imported import Imports

_R = TypeVar("_R", bound=Record)


def holdings(connection: sqlite3.Connection, film: Film) -> Holdings:
    """What a film of the diary has, each kind in order of number."""
    wishes = _of_film(connection, Wish, film)
    listed = _of_film(connection, Listed, film)
    imports = Imports(connection)
    ids = (film.id, *(wish.id for wish in wishes), *(one.id for one in listed))
    rows = [row for id_ in ids for row in imports.of_record(id_) if not row.deleted]
    return Holdings(
        film,
        _of_film(connection, Viewing, film),
        _of_film(connection, Offer, film),
        wishes,
        listed,
        tuple(rows),
        imports.get(trace_id(film.id)),
    )


def _of_film(connection: sqlite3.Connection, kind: type[_R], film: Film) -> tuple[_R, ...]:
    table = kind.__name__.lower()
    # In two, and sorted here, so that SQLite uses the index of the trash and that of the rest.
    numbers = sorted(
        number
        for (number,) in connection.execute(
            f"SELECT number FROM {table} WHERE film = :film AND deleted = '' "
            f"UNION ALL SELECT number FROM {table} WHERE film = :film AND deleted <> ''",
            {"film": film.number},
        )
    )
    found = [one for part in reader.parts(numbers) for one in records.read(connection, table, part)]
    return tuple(cast(_R, one) for one in found if not one.deleted or is_removed(one.deleted))
