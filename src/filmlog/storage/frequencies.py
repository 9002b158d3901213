"""Who and what comes up most often in the viewings counted; used by statistics.py.

`counted` and `counted_film` are the tables made there. Names of people are the same when they are
spelt the same; labels whatever their case.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from filmlog.domain.stats import Named, Often, Rated


class People(NamedTuple):
    """The most frequent and the best rated directors and actors."""

    directors: tuple[Named, ...]
    actors: tuple[Named, ...]
    best_directors: tuple[Rated, ...]
    best_actors: tuple[Rated, ...]


class Frequencies:
    """The first `top` of each kind of name.

    Where the whole diary is counted, names are met in the order of their indexes; where little of
    it is, the way is from what is counted to its names.
    """

    def __init__(self, connection: sqlite3.Connection, top: int, *, is_whole: bool) -> None:
        self._connection = connection
        self._top = top
        self._is_whole = is_whole

    def of_people(self, least: int) -> People:
        """Directors and actors; the best rated have `least` rated films or more."""
        directors, best_directors = self._credited("director", least)
        actors, best_actors = self._credited("cast", least)
        return People(directors, actors, best_directors, best_actors)

    def _credited(self, job: str, least: int) -> tuple[tuple[Named, ...], tuple[Rated, ...]]:
        joined = "counted_film c CROSS JOIN film_credit p"
        if self._is_whole:
            joined = "film_credit p INDEXED BY film_credit_person CROSS JOIN counted_film c"
        self._connection.execute("DROP TABLE IF EXISTS temp.credited")
        self._connection.execute(
            "CREATE TEMP TABLE credited AS SELECT p.person, count(*) AS films, "
            "sum(c.viewings) AS viewings, count(c.rating) AS rated, sum(c.rating) AS total "
            f"FROM {joined} ON c.film = p.film WHERE p.job = ? AND p.again = 0 GROUP BY p.person",
            (job,),
        )
        named = self._connection.execute(
            "SELECT p.name, films, viewings FROM credited c JOIN person p ON p.number = c.person "
            "ORDER BY films DESC, viewings DESC, p.name LIMIT ?",
            (self._top,),
        )
        rated = self._connection.execute(
            "SELECT p.name, rated, total FROM credited c JOIN person p ON p.number = c.person "
            "WHERE rated >= ? ORDER BY 1.0 * total / rated DESC, rated DESC, p.name LIMIT ?",
            (max(1, least), self._top),
        )
        return tuple(Named(*row) for row in named), tuple(Rated(*row) for row in rated)

    def of_films(self, kind: str) -> tuple[Named, ...]:
        """Genres, countries or languages, by films."""
        joined = "counted_film c CROSS JOIN film_label l"
        if self._is_whole:
            joined = "film_label l INDEXED BY film_label_name CROSS JOIN counted_film c"
        found = self._connection.execute(
            "SELECT min(l.name), count(*) AS films, sum(c.viewings) AS viewings "
            f"FROM {joined} ON l.film = c.film AND l.kind = ? AND l.again = 0 "
            "GROUP BY l.name COLLATE NOCASE "
            "ORDER BY films DESC, viewings DESC, l.name COLLATE NOCASE LIMIT ?",
            (kind, self._top),
        )
        return tuple(Named(*row) for row in found)

    def of_viewings(self, kind: str) -> tuple[Often, ...]:
        """Tags or companions, by viewings."""
        joined = "counted c CROSS JOIN viewing_label l ON l.viewing = c.number AND l.kind = ?"
        if self._is_whole:
            joined = (
                "viewing_label l WHERE l.kind = ? AND l.viewing NOT IN "
                "(SELECT number FROM viewing WHERE deleted <> '')"
            )
        return self._often(
            f"SELECT min(l.name), count(DISTINCT l.viewing) AS viewings FROM {joined} "
            "GROUP BY l.name COLLATE NOCASE ORDER BY viewings DESC, l.name COLLATE NOCASE",
            kind,
        )

    def of_sources(self) -> tuple[Often, ...]:
        """Sources, by viewings."""
        return self._often(
            # The plus keeps SQLite from an index on the source, which has not what is deleted.
            "SELECT s.name, c.viewings FROM (SELECT +source AS source, count(*) AS viewings "
            "FROM counted WHERE +source IS NOT NULL GROUP BY 1) c "
            "JOIN source s ON s.number = c.source "
            "ORDER BY c.viewings DESC, s.name COLLATE NOCASE"
        )

    def _often(self, sql: str, *values: str) -> tuple[Often, ...]:
        found = self._connection.execute(f"{sql} LIMIT ?", (*values, self._top))
        return tuple(Often(*row) for row in found)
