"""Lists of films with a name."""

from __future__ import annotations

import sqlite3

from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.domain.shelf import FilmList, Listed, Membership, OnList, rank_between, spread
from filmlog.storage import reader, shelf_rows

_LIST = f"SELECT {', '.join(shelf_rows.FILM_LIST)} FROM filmlist l WHERE "
_ENTRY = (
    "SELECT {} FROM listed e JOIN filmlist l ON l.number = e.filmlist JOIN film f "
    "ON f.number = e.film WHERE e.deleted = '' AND l.deleted = '' AND "
).format(
    ", ".join(
        {"film": "f.id", "filmlist": "l.id"}.get(name, f"e.{name}") for name in shelf_rows.LISTED
    )
)
_LISTED = f"{_ENTRY} f.deleted = '' AND "
_IN_ORDER = "e.filmlist = ? ORDER BY e.rank, e.id"
# The rule of domain/standing.py. As Diary.entries_of sorts viewings, the last first.
_STANDING = """
    SELECT f.id, count(v.number), coalesce(
        CASE WHEN f.rated IS NULL
            OR f.rated >= coalesce(max(v.watched) FILTER (WHERE v.rating IS NOT NULL), '')
            THEN f.rating END,
        (
            SELECT r.rating FROM viewing r
            WHERE r.film = f.number AND r.deleted = '' AND r.rating IS NOT NULL
            ORDER BY r.watched DESC, r.number DESC LIMIT 1
        )
    ) AS rating
    FROM film f LEFT JOIN viewing v ON v.film = f.number AND v.deleted = ''
    WHERE f.number IN (SELECT film FROM listed WHERE filmlist = ? AND deleted = '')
    GROUP BY f.number
    HAVING count(v.number) > 0 OR f.rating IS NOT NULL
"""


class FilmLists:
    """The named lists in an open diary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[FilmList]:
        """Every list that is not in the trash, by name."""
        sql = f"{_LIST} deleted = '' ORDER BY name COLLATE NOCASE, id"
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
        listed = self._listed(_LISTED, film_list)
        films = reader.films_by_id(self._connection, {item.film_id for item in listed})
        pairs = [(item, films[item.film_id]) for item in listed]
        if film_list.kind == "unordered":
            pairs.sort(key=lambda pair: _shelf(pair[1]))
        return [OnList(item, film, place) for place, (item, film) in enumerate(pairs, 1)]

    def standing(self, film_list: FilmList) -> dict[str, tuple[int, int | None]]:
        """For each film of a list that was seen or rated, by ULID: how often seen, its rating."""
        rows = self._connection.execute(_STANDING, (film_list.number,))
        return {film_id: (viewings, rating) for film_id, viewings, rating in rows}

    def entries(self, film_list: FilmList) -> list[Listed]:
        """What is on a list by rank, whatever its kind; films in the trash keep their place."""
        return self._listed(_ENTRY, film_list)

    def placing(
        self, film_list: FilmList, listed: Listed, place: int | None = None
    ) -> list[Change]:
        """What puts `listed` at a place, counted from 1; beyond the last place is the end.

        With no place one that is on the list stays where it is, and a new one goes to the end. To
        be called, and what it says applied, inside one `writing()`.
        """
        entries = self.entries(film_list)
        before = next((entry for entry in entries if entry.id == listed.id), None)
        shown = [entry.id for entry in self._listed(_LISTED, film_list)]
        if before is not None:
            here = shown.index(listed.id) + 1
            place = here if place is None else min(place, len(shown))
            if place == here:
                return [] if listed == before else [Change(before, listed)]
            shown.remove(listed.id)
            entries.remove(before)
        at = len(entries)
        if place is not None and place <= len(shown):
            at = next(i for i, entry in enumerate(entries) if entry.id == shown[place - 1])
        return _put_between(before, listed, entries[:at], entries[at:])

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

    def _listed(self, sql: str, film_list: FilmList) -> list[Listed]:
        rows = self._connection.execute(f"{sql} {_IN_ORDER}", (film_list.number,))
        return [shelf_rows.make_listed(row) for row in rows]


def _put_between(
    before: Listed | None, listed: Listed, ahead: list[Listed], behind: list[Listed]
) -> list[Change]:
    """One change where there is room between two ranks, else fresh ranks for the whole list."""
    rank = rank_between(
        ahead[-1].rank if ahead else None,
        behind[0].rank if behind else None,
    )
    if rank is not None:
        return [Change(before, replace(listed, rank=rank))]
    ranks = spread(len(ahead) + 1 + len(behind))
    moved = [
        Change(entry, replace(entry, rank=fresh))
        for entry, fresh in zip(
            [*ahead, *behind], ranks[: len(ahead)] + ranks[len(ahead) + 1 :], strict=True
        )
        if entry.rank != fresh
    ]
    return [*moved, Change(before, replace(listed, rank=ranks[len(ahead)]))]


def _shelf(film: Film) -> tuple[str, int, str]:
    return without_article(title_key(film.title)), film.year or 0, film.id
