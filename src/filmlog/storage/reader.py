"""Reading whole records: a row and its child rows, a batch at a time."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from filmlog.domain.film import Film
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage import rows

_T = TypeVar("_T")
_NAMED = {"film_credit": "credits"}
"""The view that has the names for a table that has numbers in their place."""

_IDS = ("imdb", "tmdb", "wikidata", "letterboxd")

Children = dict[str, list[rows.Row]]

# Whether there are origins is asked with the film: most diaries are spared a statement.
_FILM = (
    f"SELECT {', '.join(rows.FILM)}, EXISTS (SELECT 1 FROM film_origin o WHERE o.film = number) "
    "FROM film WHERE "
)
_VIEWING = (
    "SELECT {} FROM viewing v JOIN film f ON f.number = v.film "
    "LEFT JOIN source s ON s.number = v.source LEFT JOIN pass p ON p.number = v.pass WHERE "
).format(
    ", ".join(
        {"film": "f.id", "source": "s.id", "pass": "p.id"}.get(name, f"v.{name}")
        for name in rows.VIEWING
    )
)
_SOURCE = f"SELECT {', '.join(rows.SOURCE)} FROM source WHERE "
_PASS = "SELECT {} FROM pass p JOIN source s ON s.number = p.source WHERE ".format(
    ", ".join({"source": "s.id"}.get(name, f"p.{name}") for name in rows.PASS)
)


def films(connection: sqlite3.Connection, where: str, values: Sequence[Any] = ()) -> list[Film]:
    """The films that `where` (SQL over `film`) picks, in its order."""
    found = connection.execute(_FILM + where, values).fetchall()
    children = _children(
        connection,
        "film",
        ("film_credit", "film_label", "film_award", "film_related"),
        [row[0] for row in found],
    )
    origins = _children(connection, "film", ("film_origin",), [row[0] for row in found if row[-1]])
    return [rows.make_film(row[:-1], children[row[0]] | origins[row[0]]) for row in found]


def identified(connection: sqlite3.Connection, kind: str, value: str) -> list[int]:
    """The numbers of the films with an id elsewhere: `imdb`, `tmdb`, `wikidata`, `letterboxd`.

    Those in the trash are left out. Raises ValueError for another kind.
    """
    if kind not in _IDS:
        raise ValueError(f"no kind of id: {kind!r}")
    found = connection.execute(
        f"SELECT number FROM film WHERE {kind} = ? AND {kind} <> '' AND deleted = '' "
        "ORDER BY number",
        (value,),
    )
    return [number for (number,) in found]


def oldest_ageing(connection: sqlite3.Connection) -> str:
    """The day of the oldest fact that ages, in a film or in the journal; '' for none."""
    (day,) = connection.execute(
        f"SELECT min(ifnull((SELECT min(day) FROM film_origin WHERE {rows.AGEING}), '~'), "
        "ifnull((SELECT min(tmdb) FROM change WHERE tmdb IS NOT NULL), '~'))"
    ).fetchone()
    return "" if day == "~" else str(day)


def viewings(
    connection: sqlite3.Connection, where: str, values: Sequence[Any] = ()
) -> list[Viewing]:
    """The viewings that `where` (over v, f, s and p) picks, in its order."""
    found = connection.execute(_VIEWING + where, values).fetchall()
    children = _children(
        connection, "viewing", ("viewing_label", "viewing_picture"), [row[0] for row in found]
    )
    return [rows.make_viewing(row, children[row[0]]) for row in found]


def sources(connection: sqlite3.Connection, where: str, values: Sequence[Any] = ()) -> list[Source]:
    """The sources that `where` (SQL over `source`) picks, in its order."""
    return [rows.make_source(row) for row in connection.execute(_SOURCE + where, values)]


def passes(connection: sqlite3.Connection, where: str, values: Sequence[Any] = ()) -> list[Pass]:
    """The passes that `where` (SQL over `pass` as p and `source` as s) picks, in its order."""
    return [rows.make_pass(row) for row in connection.execute(_PASS + where, values)]


def sources_by_id(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Source]:
    """Sources by ULID, those in the trash too."""
    found: dict[str, Source] = {}
    for part in parts(sorted(i for i in set(ids) if i)):
        where = f"id IN ({marks(part)})"
        found.update((source.id, source) for source in sources(connection, where, part))
    return found


def passes_by_id(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Pass]:
    """Passes by ULID, those in the trash too."""
    found: dict[str, Pass] = {}
    for part in parts(sorted(i for i in set(ids) if i)):
        where = f"p.id IN ({marks(part)})"
        found.update((pass_.id, pass_) for pass_ in passes(connection, where, part))
    return found


def films_by_id(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Film]:
    """Films by ULID, those in the trash too."""
    found: dict[str, Film] = {}
    for part in parts(sorted(set(ids))):
        where = f"id IN ({marks(part)})"
        found.update((film.id, film) for film in films(connection, where, part))
    return found


def parts(items: Sequence[_T], size: int = 500) -> Iterator[Sequence[_T]]:
    """`items` in runs of at most `size`, within SQLite's limit on parameters."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def marks(items: Sequence[Any]) -> str:
    """`?, ?, ?`: a place in a statement for each item."""
    return ", ".join("?" * len(items))


def _children(
    connection: sqlite3.Connection, owner: str, tables: Sequence[str], numbers: Sequence[int]
) -> dict[int, Children]:
    found: dict[int, Children] = defaultdict(lambda: {table: [] for table in tables})
    for part in parts(numbers):
        for table in tables:
            columns = ", ".join(rows.CHILDREN[table])
            kind = rows.CHILDREN[table][0]
            order = kind if kind in {"position", "field"} else f"{kind}, position"
            for number, *row in connection.execute(
                f"SELECT {owner}, {columns} FROM {_NAMED.get(table, table)} "
                f"WHERE {owner} IN ({marks(part)}) ORDER BY {owner}, {order}",
                part,
            ):
                found[number][table].append(row)
    return found
