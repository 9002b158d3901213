"""What rows refer to and is lost: something takes its place, or the reference goes.

All of it is in the current schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from filmlog.domain.salvaged import Note
from filmlog.storage.salvage.lookups import Lookups
from filmlog.storage.salvage.losses import state_before
from filmlog.storage.salvage.shapes import versions
from filmlog.storage.salvage.values import Values
from filmlog.storage.ulid import new_ulid

_REFERRING = {
    "film": (
        *("viewing", "offer", "wish", "listed", "film_credit", "film_label", "film_award"),
        *("film_related", "film_origin"),
    ),
    "source": ("viewing", "pass", "offer"),
    "filmlist": ("listed",),
}
"""Tables with a column that is named for the table it refers to, and which has to be there."""

_CHILDREN = {"viewing_label": "viewing", "viewing_picture": "viewing", "wish_mood": "wish"}
_STAND_INS = {
    "film": (
        "INSERT INTO film (number, id, title, year, original_title, tagline, imdb, tmdb, wikidata, "
        "letterboxd, deleted, overview) VALUES (?, ?, ?, ?, '', '', '', '', '', '', '', '')"
    ),
    "source": (
        "INSERT INTO source (number, id, name, kind, url, note, deleted) "
        "VALUES (?, ?, ?, '', '', '', '')"
    ),
    "filmlist": (
        "INSERT INTO filmlist (number, id, name, kind, note, deleted) "
        "VALUES (?, ?, ?, 'unordered', '', '')"
    ),
}
_NAMELESS = "FROM film_credit WHERE person NOT IN (SELECT number FROM person)"
_JOBS = {"director": "director", "writer": "writer", "cast": "member of the cast"}
_NAMES = {"film": "Lost film", "source": "Lost source", "filmlist": "Lost list"}


def settle(connection: sqlite3.Connection, lookups: Lookups) -> list[Note]:
    """See that every reference is to something; what was put in place or taken away for it."""
    return [
        *_people(connection, lookups),
        *_viewings(connection, lookups),
        *(
            note
            for table in _REFERRING
            for number in _missing(connection, table)
            for note in _stand_in(connection, lookups, table, number)
        ),
        *_passes(connection),
        *_parts(connection),
        *_pictures(connection),
        *_commands(connection),
    ]


def _missing(connection: sqlite3.Connection, table: str) -> list[int]:
    union = " UNION ".join(
        f"SELECT {table} AS number FROM {referring} WHERE {table} IS NOT NULL"
        for referring in _REFERRING[table]
    )
    sql = f"SELECT DISTINCT number FROM ({union}) WHERE number NOT IN (SELECT number FROM {table})"
    return [number for (number,) in connection.execute(f"{sql} ORDER BY number")]


def _stand_in(
    connection: sqlite3.Connection, lookups: Lookups, table: str, number: int
) -> Iterator[Note]:
    """A record that has the name of the lost one, as far as anything tells it."""
    id_ = lookups.names(table).get(number, "") or new_ulid()
    before = state_before(connection, id_)
    title = lookups.titles.get(number, "") if table == "film" else ""
    earlier = before.get("title" if table == "film" else "name")
    name = str(earlier or title or f"{_NAMES[table]} {number}")
    values = (number, id_, name, before.get("year")) if table == "film" else (number, id_, name)
    connection.execute(_STAND_INS[table], values)
    yield Note(table, number, name, "stand-in", "it cannot be read; only its name is there")


def _people(connection: sqlite3.Connection, lookups: Lookups) -> Iterator[Note]:
    """People by the index of their names; the credits of others go."""
    missing = {number for (number,) in connection.execute(f"SELECT DISTINCT person {_NAMELESS}")}
    names = lookups.names("person") if missing else {}
    connection.executemany(
        "INSERT OR IGNORE INTO person (number, name) VALUES (?, ?)",
        [(number, names[number]) for number in sorted(missing & names.keys())],
    )
    for film, job in connection.execute(f"DELETE {_NAMELESS} RETURNING film, job").fetchall():
        yield Note("film_credit", film, "", "lost", f"the name of a {_JOBS[job]} of it is lost")


def _viewings(connection: sqlite3.Connection, lookups: Lookups) -> Iterator[Note]:
    """Viewings as far as the indexes know them: film, day, rating, heart, source and pass."""
    there = {number for (number,) in connection.execute("SELECT number FROM viewing")}
    ids = lookups.names("viewing")
    shape = versions()[-1].shapes["viewing"]
    for number in sorted(ids.keys() & lookups.seen.keys() - there):
        seen = lookups.seen[number]
        known = seen._asdict() | {"id": ids[number], "pass": lookups.passes.get(number)}
        values = [
            known.get(column.name, None if column.is_nullable or column.is_number else "")
            for column in shape.columns
        ]
        row = shape.row(number, Values(values))
        if row is None:
            continue
        slots = ", ".join("?" * len(row.values))
        connection.execute(f"INSERT OR IGNORE INTO viewing VALUES ({slots})", row.values)
        yield Note(
            *("viewing", number, "", "stand-in"),
            "its review and other words cannot be read; its day and rating are there",
        )


def _passes(connection: sqlite3.Connection) -> Iterator[Note]:
    for number, pass_ in connection.execute(
        "SELECT number, pass FROM viewing "
        "WHERE pass IS NOT NULL AND pass NOT IN (SELECT number FROM pass)"
    ).fetchall():
        connection.execute("UPDATE viewing SET pass = NULL WHERE number = ?", (number,))
        yield Note("viewing", number, "", "in part", f"pass {pass_}, which it was on, is lost")


def _parts(connection: sqlite3.Connection) -> Iterator[Note]:
    for table, owner in _CHILDREN.items():
        for (number,) in connection.execute(
            f"DELETE FROM {table} WHERE {owner} NOT IN (SELECT number FROM {owner}) "
            f"RETURNING {owner}"
        ).fetchall():
            yield Note(table, number, "", "lost", f"the {owner} is lost")


def _pictures(connection: sqlite3.Connection) -> Iterator[Note]:
    for number, name in connection.execute(
        "DELETE FROM viewing_picture WHERE sha256 NOT IN (SELECT sha256 FROM picture) "
        "RETURNING viewing, name"
    ).fetchall():
        yield Note("viewing", number, "", "in part", f"its picture {name} is lost")


def _commands(connection: sqlite3.Connection) -> Iterator[Note]:
    """Steps of the history that are referred to; undo passes over what takes their place."""
    missing = connection.execute(
        "SELECT command FROM (SELECT command FROM change UNION SELECT command FROM imported "
        "UNION SELECT target FROM command) WHERE command IS NOT NULL "
        "AND command NOT IN (SELECT number FROM command) ORDER BY command"
    ).fetchall()
    for (number,) in missing:
        connection.execute(
            "INSERT INTO command (number, at, words, kind) VALUES (?, coalesce("
            "(SELECT at FROM command WHERE number < ? ORDER BY number DESC LIMIT 1), "
            "(SELECT min(at) FROM command), '1970-01-01T00:00:00Z'), 'lost command', 'upkeep')",
            (number, number),
        )
        yield Note("command", number, "", "stand-in", "what it was is lost")
