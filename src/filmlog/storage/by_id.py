"""Any record of a diary by its ULID, also one in the trash: what an import asks for row by row."""

from __future__ import annotations

import sqlite3
from typing import Any, TypeVar, cast

from filmlog.domain.change import Record
from filmlog.domain.film import Film
from filmlog.domain.record import UNDONE
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.viewing import Viewing
from filmlog.storage import reader, records

_R = TypeVar("_R", bound=Record)


class ById:
    """The records of an open diary by id."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, kind: type[_R], id_: str) -> _R | None:
        """The record of a kind with this id; None where there is none."""
        return self._one(kind, f"SELECT number FROM {_table(kind)} WHERE id = ?", id_)

    def film_known_as(self, service: str, value: str, other_than: str = "") -> Film | None:
        """The film with an id at a service, a field of `Film`; one in the trash goes last.

        One that was undone is none, nor is the one with the ULID `other_than`.
        """
        sql = (
            f"SELECT number FROM film WHERE {service} = ? AND {service} <> '' AND id <> ? "
            f"AND deleted NOT LIKE '%{UNDONE}'"
        )
        return self._one(Film, f"{sql} ORDER BY deleted <> '', number LIMIT 1", value, other_than)

    def is_gone(self, table: str, id_: str) -> bool:
        """Whether a record of a table is in the trash."""
        sql = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ? AND deleted <> '')"
        return bool(self._connection.execute(sql, (id_,)).fetchone()[0])

    def gone_films(self) -> list[Film]:
        """Films in the trash and those that were undone, the latest first."""
        return reader.films(self._connection, "deleted <> '' ORDER BY deleted DESC, number DESC")

    def viewings_of(self, film_id: str) -> list[Viewing]:
        """The viewings of a film that are not in the trash, unknown dates first."""
        return reader.viewings(
            self._connection,
            "f.id = ? AND v.deleted = '' ORDER BY v.watched, v.number",
            (film_id,),
        )

    def wish_for(self, film_id: str) -> Wish | None:
        """The wish for a film, unless there is none or it is in the trash."""
        return self._one(
            Wish,
            "SELECT w.number FROM wish w JOIN film f ON f.number = w.film "
            "WHERE f.id = ? AND w.deleted = '' ORDER BY w.number DESC LIMIT 1",
            film_id,
        )

    def listed(self, list_id: str, film_id: str) -> Listed | None:
        """The place of a film on a list, unless it is not on it."""
        return self._one(
            Listed,
            "SELECT e.number FROM listed e JOIN film f ON f.number = e.film "
            "JOIN filmlist l ON l.number = e.filmlist "
            "WHERE l.id = ? AND f.id = ? AND e.deleted = '' ORDER BY e.number LIMIT 1",
            list_id,
            film_id,
        )

    def last_rank(self, list_id: str) -> int | None:
        """The highest rank on a list, None for an empty one."""
        (rank,) = self._connection.execute(
            "SELECT max(e.rank) FROM listed e JOIN filmlist l ON l.number = e.filmlist "
            "WHERE l.id = ? AND e.deleted = ''",
            (list_id,),
        ).fetchone()
        return None if rank is None else int(rank)

    def last_film(self) -> int:
        """The highest number of a film, 0 for none."""
        (number,) = self._connection.execute("SELECT max(number) FROM film").fetchone()
        return number or 0

    def _one(self, kind: type[_R], sql: str, *values: Any) -> _R | None:
        found = self._connection.execute(sql, values).fetchone()
        if found is None:
            return None
        (record,) = records.read(self._connection, _table(kind), found)
        return cast(_R, record)


def _table(kind: type[Any]) -> str:
    """The table of a kind of record, which `domain.codec.KINDS` knows by the same name."""
    return kind.__name__.lower()
