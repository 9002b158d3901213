"""Statistics, counted by SQL over the viewings a condition picks; domain/stats.py says of what.

The viewings counted are `counted`: those a condition picks are copied, without their words, into
a narrow table of this connection. Each film among them is a row of `counted_film`, and every
figure is then a short statement over those.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from filmlog.domain.calendar import Calendar, calendar_of
from filmlog.domain.stats import Drift, Length, Moment, Stats, Stopped, Turn
from filmlog.storage.frequencies import Frequencies
from filmlog.storage.listing import JOINED, REWATCH, Condition

_COLUMNS = f"""v.film, v.watched, v.number, v.unfinished, {REWATCH} AS rewatch, v.rating,
    v.heart, v.source, v.review <> '' AS review"""
# Of the whole diary nothing is copied: the index viewing_figures has all of it in this order.
_WHOLE = f"CREATE TEMP VIEW counted AS SELECT {_COLUMNS} FROM viewing v WHERE v.deleted = ''"
_COUNTED = f"CREATE TEMP TABLE counted AS SELECT {_COLUMNS} {JOINED}"
_KEY = "CREATE INDEX temp.counted_key ON counted (film, watched, number)"
# `stopped` is the minutes of unfinished viewings; the others lasted as long as the film.
_FILMS = (
    """
CREATE TEMP TABLE counted_film (
    film INTEGER PRIMARY KEY, viewings INTEGER, rating INTEGER, finished INTEGER, stopped INTEGER,
    year INTEGER, runtime INTEGER
)""",
    """
INSERT INTO counted_film
SELECT c.film, c.viewings, (
    SELECT r.rating FROM counted r WHERE r.film = c.film AND r.rating IS NOT NULL
    ORDER BY r.watched DESC, r.number DESC LIMIT 1
), c.finished, c.stopped, f.year, f.runtime FROM (
    SELECT film, count(*) AS viewings, count(*) - count(unfinished) AS finished,
        total(unfinished) AS stopped
    FROM counted GROUP BY film
) c CROSS JOIN film f ON f.number = c.film""",
)

# Halfway between two half stars counts with the upper; the lowest has everything below 15.
_HALF_STARS = ", ".join(
    f"count(*) FILTER (WHERE rating BETWEEN {low} AND {high})"
    for low, high in zip((1, *range(15, 105, 10)), range(14, 114, 10), strict=True)
)

_TITLED = "f.number, f.title, f.year"


def count(connection: sqlite3.Connection, condition: Condition, *, top: int, least: int) -> Stats:
    """Every figure of the viewings that meet a condition.

    Lists of names have the first `top` of each; a person needs `least` rated films to be among the
    best rated.
    """
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")  # one state of the diary for every figure
    try:
        if condition.sql:
            connection.execute(_COUNTED + condition.where, condition.values)
            connection.execute(_KEY)
        else:
            connection.execute(_WHOLE)
        for statement in _FILMS:
            connection.execute(statement)
        return _Counter(connection, top, least).stats(is_whole=not condition.sql)
    finally:
        connection.execute("ROLLBACK")  # the tables go with it


class _Counter:
    def __init__(self, connection: sqlite3.Connection, top: int, least: int) -> None:
        self._connection = connection
        self._top = top
        self._least = least

    def stats(self, *, is_whole: bool) -> Stats:
        totals = self._all(
            "SELECT count(*), coalesce(sum(rewatch), 0), count(rating), coalesce(sum(rating), 0), "
            "coalesce(sum(heart), 0), coalesce(sum(review), 0), count(unfinished), "
            f"{_HALF_STARS} FROM counted"
        )
        viewings, rewatches, rated, rating_total, hearts, reviews, unfinished, *ratings = totals[0]
        films, films_without_year, minutes, unmeasured = self._all(
            "SELECT count(*), count(*) - count(year), "
            "coalesce(sum(stopped + finished * coalesce(runtime, 0)), 0), "
            "coalesce(sum(CASE WHEN runtime IS NULL THEN finished END), 0) FROM counted_film"
        )[0]
        # Of the whole diary an index has the viewings in order of date.
        dated = "viewing WHERE deleted = ''" if is_whole else "counted"
        calendar = calendar_of(self._all(f"SELECT watched, count(*) FROM {dated} GROUP BY watched"))
        firsts = self._firsts(calendar)
        frequent = Frequencies(self._connection, self._top, is_whole=is_whole)
        people = frequent.of_people(self._least)
        return Stats(
            viewings=viewings,
            films=films,
            rewatches=rewatches,
            minutes=int(minutes),
            unmeasured=unmeasured,
            rated=rated,
            rating_total=rating_total,
            hearts=hearts,
            reviews=reviews,
            ratings=tuple(ratings),
            calendar=calendar,
            first=firsts[0] if firsts else None,
            last=self._last(calendar),
            firsts=firsts,
            decades=tuple(
                self._all(
                    "SELECT year / 10 * 10, count(*) FROM counted_film WHERE year IS NOT NULL "
                    "GROUP BY 1 ORDER BY 1"
                )
            ),
            no_year=films_without_year,
            countries=frequent.of_films("country"),
            languages=frequent.of_films("language"),
            genres=frequent.of_films("genre"),
            directors=people.directors,
            actors=people.actors,
            best_directors=people.best_directors,
            best_actors=people.best_actors,
            longest=self._length("DESC"),
            shortest=self._length("ASC"),
            companions=frequent.of_viewings("companion"),
            sources=frequent.of_sources(),
            tags=frequent.of_viewings("tag"),
            drift=self._drift(is_whole=is_whole),
            unfinished=unfinished,
            stopped=self._stopped(),
        )

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _firsts(self, calendar: Calendar) -> tuple[Moment, ...]:
        days = {day.year: day for day in sorted(calendar.days, reverse=True)}
        return tuple(self._moment(day.isoformat(), "min") for _, day in sorted(days.items()))

    def _last(self, calendar: Calendar) -> Moment | None:
        return self._moment(max(calendar.days).isoformat(), "max") if calendar.days else None

    def _moment(self, day: str, which: str) -> Moment:
        """The first or the last viewing of a day, by number."""
        # By the viewings of the day, and not by all that are counted.
        found = self._all(
            f"SELECT {_TITLED}, v.watched, {which}(v.number) FROM viewing v "
            "JOIN film f ON f.number = v.film WHERE v.deleted = '' AND v.watched = ? AND EXISTS "
            "(SELECT 1 FROM counted c WHERE c.film = v.film AND c.watched = v.watched "
            "AND c.number = v.number)",
            (day,),
        )
        return Moment(*found[0][:-1])

    def _length(self, way: str) -> Length | None:
        found = self._all(
            f"SELECT {_TITLED}, f.runtime FROM film f WHERE f.number = (SELECT film FROM "
            "counted_film WHERE finished > 0 AND runtime IS NOT NULL "
            f"ORDER BY runtime {way}, film LIMIT 1)"
        )
        return Length(*found[0]) if found else None

    def _drift(self, *, is_whole: bool) -> Drift:
        # The rating before may lie outside what is counted. Of a viewing on an unknown date nobody
        # can say what it came before or after.
        ratings = (
            "counted_film f CROSS JOIN counted v ON v.film = f.film WHERE f.viewings > 1 "
            "AND v.rating IS NOT NULL AND v.watched IS NOT NULL"
        )
        counted = ""
        if not is_whole:
            ratings = (
                "counted_film f CROSS JOIN viewing v ON v.film = f.film WHERE v.deleted = '' "
                "AND v.rating IS NOT NULL AND v.watched IS NOT NULL"
            )
            counted = (
                "AND EXISTS (SELECT 1 FROM counted c WHERE c.film = t.film "
                "AND c.watched = t.watched AND c.number = t.number)"
            )
        self._connection.execute(
            "CREATE TEMP TABLE turn AS SELECT * FROM (SELECT v.film, v.watched, v.number, "
            "lag(v.rating) OVER (PARTITION BY v.film ORDER BY v.watched, v.number) AS before, "
            f"v.rating AS after FROM {ratings}) t WHERE before IS NOT NULL {counted}"
        )
        times, up, down, total = self._all(
            "SELECT count(*), coalesce(sum(after > before), 0), coalesce(sum(after < before), 0), "
            "coalesce(sum(after - before), 0) FROM turn"
        )[0]
        return Drift(times, up, down, total, self._turn("DESC", ">"), self._turn("ASC", "<"))

    def _turn(self, way: str, sign: str) -> Turn | None:
        found = self._all(
            f"SELECT {_TITLED}, t.before, t.after FROM turn t JOIN film f ON f.number = t.film "
            f"WHERE t.after {sign} t.before "
            f"ORDER BY t.after - t.before {way}, t.watched, t.number LIMIT 1"
        )
        return Turn(*found[0]) if found else None

    def _stopped(self) -> tuple[Stopped, ...]:
        found = self._all(
            f"SELECT {_TITLED}, coalesce(c.watched, ''), c.unfinished FROM counted c "
            "JOIN film f ON f.number = c.film WHERE c.unfinished IS NOT NULL "
            "ORDER BY c.watched DESC, c.number DESC LIMIT ?",
            (self._top,),
        )
        return tuple(Stopped(*row) for row in found)
