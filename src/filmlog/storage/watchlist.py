"""The watchlist: films to see, picked and put in order by SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from filmlog.domain.film import Film
from filmlog.domain.shelf import Wish, Wished
from filmlog.storage import reader, shelf_rows
from filmlog.storage.listing import Condition
from filmlog.storage.offers import Offers

_PRIORITY = "CASE w.priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END"
ORDERS = {
    "priority": (_PRIORITY, "w.due NULLS LAST", "w.added", "w.id"),
    "due": ("w.due NULLS LAST", _PRIORITY, "w.id"),
    "added": ("w.added", "w.id"),
    "title": ("f.title COLLATE NOCASE", "w.id"),
    "year": ("f.year NULLS LAST", "w.id"),
    "runtime": ("f.runtime NULLS LAST", "w.id"),
}
"""What the watchlist can be sorted by; `--reverse` turns the first key."""

_MOST = 2**63 - 1  # SQLite's largest integer

_FROM = "FROM wish w JOIN film f ON f.number = w.film WHERE w.deleted = '' AND f.deleted = ''"
_WISH = "SELECT {} {}".format(
    ", ".join({"film": "f.id"}.get(name, f"w.{name}") for name in shelf_rows.WISH), _FROM
)


class Watchlist:
    """The watchlist in an open diary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, film: Film) -> Wish | None:
        """The wish for a film, None when it is not on the list."""
        wishes = self._wishes(" AND w.film = ? ORDER BY w.number DESC LIMIT 1", (film.number,))
        return wishes[0] if wishes else None

    def films(
        self,
        condition: Condition,
        *,
        order: str = "priority",
        reverse: bool = False,
        limit: int | None = None,
    ) -> list[Wished]:
        """The wishes that meet a condition over w (wish) and f (film), by a key of ORDERS."""
        first, *others = ORDERS[order]
        key, _, nulls = first.partition(" NULLS")
        keys = [f"{key} {'DESC' if reverse else 'ASC'}{' NULLS' if nulls else ''}{nulls}", *others]
        tail = f"{condition.where} ORDER BY {', '.join(keys)} LIMIT ?"
        values = (*condition.values, -1 if limit is None else min(limit, _MOST))
        return self._in_context(self._wishes(tail, values))

    def count(self, condition: Condition) -> int:
        """How many wishes meet a condition."""
        sql = f"SELECT count(*) {_FROM}{condition.where}"
        return int(self._connection.execute(sql, condition.values).fetchone()[0])

    def priorities(self, condition: Condition) -> list[tuple[int, str]]:
        """Number and priority of the wishes that meet a condition, the oldest first."""
        sql = f"SELECT w.number, w.priority {_FROM}{condition.where} ORDER BY w.number"
        return [
            (number, priority)
            for number, priority in self._connection.execute(sql, condition.values)
        ]

    def numbered(self, number: int) -> Wished:
        """The wish of a number, which is known to be on the list."""
        return self.films(Condition("w.number = ?", (number,)))[0]

    def _wishes(self, tail: str, values: Sequence[Any]) -> list[Wish]:
        rows = self._connection.execute(_WISH + tail, values).fetchall()
        moods = self._moods([row[0] for row in rows])
        return [shelf_rows.make_wish(row, moods.get(row[0], ())) for row in rows]

    def _moods(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for part in reader.parts(numbers):
            sql = (
                f"SELECT wish, name FROM wish_mood WHERE wish IN ({reader.marks(part)}) "
                "ORDER BY wish, position"
            )
            for number, name in self._connection.execute(sql, part):
                found[number] = (*found.get(number, ()), name)
        return found

    def _in_context(self, wishes: Iterable[Wish]) -> list[Wished]:
        listed = list(wishes)
        ids = {wish.film_id for wish in listed}
        films = reader.films_by_id(self._connection, ids)
        offers = Offers(self._connection).of_films(ids)
        return [Wished(wish, films[wish.film_id], tuple(offers[wish.film_id])) for wish in listed]
