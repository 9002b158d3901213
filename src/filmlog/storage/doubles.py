"""Films of a diary that stand in it twice: found by their ids elsewhere, or by title and year."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from filmlog.domain.filling import IDS
from filmlog.domain.film import Film
from filmlog.domain.twins import SERVICES, is_another_id
from filmlog.storage import reader

_MOST_HEADS = 8
"""With so many films of a name and a year that are different ones another is compared."""

_FACTS = """
    (f.original_title <> '') + (f.year IS NOT NULL) + (f.released IS NOT NULL)
    + (f.runtime IS NOT NULL) + (f.overview <> '') + (f.tagline <> '')
    + (f.imdb <> '') + (f.tmdb <> '') + (f.wikidata <> '') + (f.letterboxd <> '')
    + (SELECT count(DISTINCT job) FROM film_credit c WHERE c.film = f.number)
    + (SELECT count(DISTINCT kind) FROM film_label l WHERE l.film = f.number)
    + EXISTS (SELECT 1 FROM film_award a WHERE a.film = f.number)
    + EXISTS (SELECT 1 FROM film_related r WHERE r.film = f.number)
"""
_FILM = f"""
    f.number, f.year, f.imdb, f.tmdb, f.wikidata, f.letterboxd,
    (SELECT count(*) FROM viewing v WHERE v.film = f.number AND v.deleted = ''), {_FACTS}
"""
_OF_ID = """
    SELECT f.{0}, {1} FROM film f WHERE f.{0} <> '' AND f.deleted = '' AND f.{0} IN (
        SELECT {0} FROM film WHERE {0} <> '' AND deleted = '' GROUP BY {0} HAVING count(*) > 1
    ) ORDER BY f.{0}
"""
# A name stands in title_key once for the title and once for the original title of a film.
_OF_TITLE = f"""
    SELECT k.folded, {_FILM} FROM (
        SELECT folded FROM title_key GROUP BY folded HAVING count(DISTINCT film) > 1
    ) g JOIN title_key k ON k.folded = g.folded JOIN film f ON f.number = k.film
    WHERE k.folded <> '' GROUP BY k.folded, f.number ORDER BY k.folded
"""


class Double(NamedTuple):
    """Two films that seem to be one, the one to keep first, and `why` in words."""

    keep: Film
    other: Film
    why: str


class _Row(NamedTuple):
    """What there is to compare of a film; `ids` in the order of IDS."""

    number: int
    year: int | None
    ids: tuple[str, ...]
    viewings: int
    facts: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The one to keep has the lowest."""
        return -self.viewings, -self.facts, self.number


def doubles(connection: sqlite3.Connection) -> list[Double]:
    """The films that are not in the trash and seem to be another one that is not.

    They have an id at a service in common, or a title, but for an article, and a year, where one
    year off or one that is not known counts too. Films that a service knows as two are two. A film
    is `other` once at most, and before it is `keep`, so that all can be merged one after the other.
    The work grows with the films that have a name in common, and not with their pairs.
    """
    found: dict[int, tuple[_Row, _Row, str]] = {}
    for keep, other, why in _pairs(connection):
        known = found.get(other.number)
        if known is None or keep.rank < known[0].rank:
            found[other.number] = (keep, other, why)
    pairs = sorted(found.values(), key=lambda pair: pair[1].rank, reverse=True)
    films = _films(connection, {row.number for keep, other, _ in pairs for row in (keep, other)})
    return [Double(films[keep.number], films[other.number], why) for keep, other, why in pairs]


def _pairs(connection: sqlite3.Connection) -> Iterator[tuple[_Row, _Row, str]]:
    for service in IDS:
        for value, rows in _groups(connection, _OF_ID.format(service, _FILM)):
            for keep, other in _matched(rows, by_year=False):
                yield keep, other, f"the same id at {SERVICES[service]}, {value}"
    for _, rows in _groups(connection, _OF_TITLE):
        for keep, other in _matched(rows, by_year=True):
            yield keep, other, _why(keep, other)


def _groups(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[str, list[_Row]]]:
    for value, rows in groupby(connection.execute(sql), lambda row: row[0]):
        yield (
            value,
            [_Row(number, year, tuple(rest[:4]), *rest[4:]) for _, number, year, *rest in rows],
        )


def _matched(rows: Iterable[_Row], *, by_year: bool) -> Iterator[tuple[_Row, _Row]]:
    """Each film that seems to be a better one of its group, with the best such; that one first.

    `by_year` tells films of years more than one apart from each other.
    """
    heads: list[_Row] = []
    of_year: dict[int | None, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: row.rank):
        if by_year and row.year is not None:
            near = (None, row.year - 1, row.year, row.year + 1)
            looked_at = [head for year in near for head in of_year.get(year, ())]
        else:
            looked_at = heads
        fitting = [head for head in looked_at if not _are_two(head, row)]
        if fitting:
            yield min(fitting, key=lambda head: head.rank), row
            continue
        same_year = of_year.setdefault(row.year, [])
        if len(same_year) < _MOST_HEADS:
            same_year.append(row)
        if len(heads) < _MOST_HEADS:
            heads.append(row)


def _are_two(one: _Row, other: _Row) -> bool:
    return any(map(is_another_id, one.ids, other.ids))


def _why(keep: _Row, other: _Row) -> str:
    if keep.year == other.year:
        return "the same title and year" if keep.year is not None else "the same title, no year"
    if keep.year is None or other.year is None:
        return "the same title, and one has no year"
    return "the same title, a year apart"


def _films(connection: sqlite3.Connection, numbers: set[int]) -> dict[int, Film]:
    return {
        film.number: film
        for part in reader.parts(sorted(numbers))
        for film in reader.films(connection, f"number IN ({reader.marks(part)})", part)
    }
