"""Films of a diary that have a name or an id elsewhere in common with some that came into it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import groupby

from filmlog.domain.filling import AGEING, IDS
from filmlog.domain.film import Film
from filmlog.storage import reader

_OF_ID = """
    WITH shared (value) AS (
        SELECT {0} FROM film WHERE {0} <> '' AND deleted = '' AND {0} IN (
            SELECT f.{0} FROM json_each(?) c JOIN film f ON f.id = c.value
            WHERE f.{0} <> '' AND f.deleted = ''
        ) GROUP BY {0} HAVING count(*) > 1
    )
    SELECT s.value, f.number FROM shared s CROSS JOIN film f ON f.{0} = s.value AND f.{0} <> ''
    WHERE f.deleted = '' ORDER BY s.value, f.number
"""
_OF_NAME = """
    WITH shared (folded) AS (
        SELECT folded FROM title_key WHERE folded <> '' AND folded IN (
            SELECT k.folded FROM json_each(?) c JOIN film f ON f.id = c.value
            JOIN title_key k ON k.film = f.number
        ) GROUP BY folded HAVING count(DISTINCT film) > 1
    )
    SELECT DISTINCT s.folded, k.film FROM shared s CROSS JOIN title_key k ON k.folded = s.folded
    ORDER BY s.folded, k.film
"""
_FACE = (
    "SELECT f.number, f.id, f.title, f.original_title, f.year, f.imdb, f.tmdb, f.wikidata, "
    "f.letterboxd, f.deleted FROM film f WHERE "
)
# What TMDB knows of a film is on no other machine.
_DIRECTORS = f"""
    SELECT c.film, c.name FROM credits c WHERE c.job = 'director' AND c.film IN ({{}})
    AND NOT EXISTS (
        SELECT 1 FROM film_origin o
        WHERE o.film = c.film AND o.field = 'directors' AND o.service = '{AGEING}'
    ) ORDER BY c.film, c.position
"""


def groups(connection: sqlite3.Connection, ids: Collection[str]) -> list[list[Film]]:
    """The films out of the trash that have something in common, at least one of `ids` among them.

    Once for each id at a service and for each folded name, with or without its article. The films
    have only what tells them apart: names, year, ids elsewhere, and directors where TMDB did not
    name them.
    """
    wanted = json.dumps(sorted(ids))
    found: list[list[int]] = []
    for sql in (*(_OF_ID.format(service) for service in IDS), _OF_NAME):
        rows = connection.execute(sql, (wanted,)).fetchall()
        found += [[number for _, number in group] for _, group in groupby(rows, lambda row: row[0])]
    numbers = sorted({number for group in found for number in group})
    films = {
        film.number: film
        for part in reader.parts(numbers)
        for film in _faces(connection, "f.number", part)
    }
    return [[films[number] for number in group] for group in found]


def faces(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Film]:
    """Films by ULID, those in the trash too, with only what `groups` gives, and the stamp."""
    return {
        film.id: film
        for part in reader.parts(sorted(ids))
        for film in _faces(connection, "f.id", part)
    }


def _faces(
    connection: sqlite3.Connection, column: str, values: Sequence[int] | Sequence[str]
) -> list[Film]:
    rows = connection.execute(f"{_FACE} {column} IN ({reader.marks(values)})", values).fetchall()
    numbers = [row[0] for row in rows]
    directors: defaultdict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(_DIRECTORS.format(reader.marks(numbers)), numbers):
        directors[number].append(name)
    return [
        Film(
            id_,
            title,
            original,
            year,
            directors=tuple(directors[number]),
            imdb=imdb,
            tmdb=tmdb,
            wikidata=wikidata,
            letterboxd=letterboxd,
            deleted=deleted,
            number=number,
        )
        for number, id_, title, original, year, imdb, tmdb, wikidata, letterboxd, deleted in rows
    ]
