"""Lists of films with a name."""

from __future__ import annotations

import sqlite3

from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.domain.shelf import FilmList, Membership, OnList
from filmlog.storage import reader, shelf_rows

_LIST = f"SELECT {', '.join(shelf_rows.FILM_LIST)} FROM filmlist l WHERE "
_LISTED = (
    "SELECT {} FROM listed e JOIN filmlist l ON l.number = e.filmlist JOIN film f "
    "ON f.number = e.film WHERE e.deleted = '' AND l.deleted = '' AND f.deleted = '' AND "
).format(
    ", ".join(
        {"film": "f.id", "filmlist": "l.id"}.get(name, f"e.{name}") for name in shelf_rows.LISTED
    )
)


class FilmLists:
    """The named lists in an open diary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[FilmList]:
        """Every list that is not in the trash, by name."""
        sql = f"{_LIST} deleted = '' ORDER BY name COLLATE NOCASE, number"
        return [shelf_rows.make_film_list(row) for row in self._connection.execute(sql)]

    def named(self, name: str) -> FilmList | None:
        """The list of this name, whatever its case and accents."""
        wanted = title_key(name)
        return next((found for found in self.all() if title_key(found.name) == wanted), None)

    def counts(self) -> dict[str, int]:
        """For each list with films, by ULID, how many."""
        return dict(
            self._connection.execute(
                "SELECT l.id, count(*) FROM listed e JOIN filmlist l ON l.number = e.filmlist "
                "JOIN film f ON f.number = e.film WHERE e.deleted = '' AND f.deleted = '' "
                "GROUP BY l.id"
            )
        )

    def films(self, film_list: FilmList) -> list[OnList]:
        """The films of a list in its order: as ranked, or by title as libraries sort them."""
        sql = f"{_LISTED} e.filmlist = ? ORDER BY e.rank, e.number"
        rows = self._connection.execute(sql, (film_list.number,))
        listed = [shelf_rows.make_listed(row) for row in rows]
        films = reader.films_by_id(self._connection, {item.film_id for item in listed})
        pairs = [(item, films[item.film_id]) for item in listed]
        if film_list.kind == "unordered":
            pairs.sort(key=lambda pair: _shelf(pair[1]))
        return [OnList(item, film, place) for place, (item, film) in enumerate(pairs, 1)]

    def holding(self, film: Film) -> list[Membership]:
        """The lists that a film is on, by name."""
        rows = self._connection.execute(f"{_LISTED} e.film = ?", (film.number,)).fetchall()
        wanted = {listed.list_id for listed in map(shelf_rows.make_listed, rows)}
        return [
            Membership(film_list, item.place, item.listed.note)
            for film_list in self.all()
            if film_list.id in wanted
            for item in self.films(film_list)
            if item.film.id == film.id
        ]


def _shelf(film: Film) -> tuple[str, int, int]:
    return without_article(title_key(film.title)), film.year or 0, film.number
