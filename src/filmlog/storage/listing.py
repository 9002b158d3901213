"""Viewings in a list: picked by a condition, put in order, cut to a page, all by SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from filmlog.domain.line import DiaryLine

ORDERS = {
    "watched": ("v.watched", "v.number"),
    "rating": ("v.rating", "v.watched", "v.number"),
    "title": ("f.title COLLATE NOCASE", "v.watched", "v.number"),
    "year": ("f.year", "f.title COLLATE NOCASE", "v.number"),
    "runtime": ("f.runtime", "v.watched", "v.number"),
    "added": ("v.number",),
}
"""What a list can be sorted by. The first key of each is turned by `descending`, ties with it."""

_MOST = 2**63 - 1  # SQLite's largest integer

ASCENDING = frozenset({"title"})
"""Orders that run upwards unless reversed; the others show the greatest or newest first."""

REWATCH = """coalesce(v.rewatch, EXISTS (
    SELECT 1 FROM viewing e WHERE e.film = v.film AND e.deleted = '' AND e.unfinished IS NULL
    AND (coalesce(e.watched, ''), e.number) < (coalesce(v.watched, ''), v.number)))"""
"""Whether the viewing v is a rewatch: as said, or else when an earlier one saw the film whole."""

# LEFT, although every viewing has its film: a table that nothing asks of is then left out.
JOINED = """FROM viewing v LEFT JOIN film f ON f.number = v.film
    LEFT JOIN source s ON s.number = v.source LEFT JOIN pass p ON p.number = v.pass
    WHERE v.deleted = ''"""
"""What a Condition is over, without what is in the trash."""


class Condition(NamedTuple):
    """SQL over v (viewing), f (film), s (source) and p (pass), with its parameters."""

    sql: str = ""
    values: tuple[Any, ...] = ()

    @property
    def where(self) -> str:
        """The SQL to follow another condition."""
        return f" AND ({self.sql})" if self.sql else ""


def lines(
    connection: sqlite3.Connection,
    condition: Condition,
    *,
    order: str = "watched",
    reverse: bool = False,
    limit: int | None = None,
) -> Iterator[DiaryLine]:
    """The viewings that meet `condition`, sorted by a key of ORDERS, at most `limit`."""
    ascending = (order in ASCENDING) != reverse
    keys = ", ".join(f"{key} {'ASC' if ascending else 'DESC'} NULLS LAST" for key in ORDERS[order])
    where = condition.where
    if order == "watched":
        # The plus keeps SQLite on the index of this order: many rows found are then not sorted but
        # met on the way, and the first 25 end it (8,000 of 10,000 found: 17 ms, not 47). NULL is
        # its least value, so plain keys do.
        where = where.replace("v.number IN (", "+v.number IN (")
        keys = f"v.watched {'' if ascending else 'DESC'}, v.number {'' if ascending else 'DESC'}"
    found = connection.execute(
        "SELECT f.number, f.title, f.year, coalesce(v.watched, ''), v.rating, v.heart, "
        f"{REWATCH}, v.unfinished IS NOT NULL, coalesce(s.name, ''), v.headline, v.number "
        f"{JOINED}{where} ORDER BY {keys} LIMIT ?",
        (*condition.values, -1 if limit is None else min(limit, _MOST)),
    )
    for number, title, year, watched, rating, heart, rewatch, unfinished, *rest in found:
        yield DiaryLine(
            number,
            title,
            year,
            watched,
            rating,
            bool(heart),
            bool(rewatch),
            bool(unfinished),
            *rest,
        )


def count(connection: sqlite3.Connection) -> int:
    """How many viewings there are."""
    sql = "SELECT count(*) FROM viewing WHERE deleted = ''"
    return int(connection.execute(sql).fetchone()[0])


def places(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[int, bool]]:
    """For each viewing, which one of its film it is, from 1, and whether a rewatch."""
    marks = ", ".join("?" * len(numbers))
    return {
        number: (ordinal, bool(rewatch))
        for number, ordinal, rewatch in connection.execute(
            "SELECT v.number, (SELECT count(*) FROM viewing e WHERE e.film = v.film "
            "AND e.deleted = '' AND (coalesce(e.watched, ''), e.number) "
            f"<= (coalesce(v.watched, ''), v.number)), {REWATCH} "
            f"FROM viewing v WHERE v.number IN ({marks})",
            numbers,
        )
    }


class Titled(NamedTuple):
    """A viewing as its film's title and its date in ISO 8601, None for an unknown one."""

    title: str
    watched: str | None


def seen(connection: sqlite3.Connection, where: str, number: int) -> list[Titled]:
    """The viewings that `where` (over v, with one value) picks, the latest first."""
    found = connection.execute(
        "SELECT f.title, v.watched FROM viewing v JOIN film f ON f.number = v.film "
        f"WHERE {where} AND v.deleted = '' ORDER BY v.watched DESC, v.number DESC",
        (number,),
    )
    return [Titled(*row) for row in found]
