"""The figures of a diary, or of the viewings a query picks: what each one is and how it is told.

A *viewing* is one entry of the diary, finished or not. A *film* is a film with a viewing among
those counted. A *rewatch* is what `filmlog list` marks as one. The *length* of a viewing is the
runtime of its film, or the minutes watched of an unfinished one. The *rating of a film* is that of
its latest rated viewing among those counted.
"""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.calendar import Calendar


class Named(NamedTuple):
    """A genre, country, language or person: how many films have it, and viewings of those."""

    name: str
    films: int
    viewings: int


class Often(NamedTuple):
    """A companion, source or tag: how many viewings have it."""

    name: str
    viewings: int


class Rated(NamedTuple):
    """A person by the ratings (1-100) of their films: how many are rated, and their sum."""

    name: str
    films: int
    total: int


class Moment(NamedTuple):
    """A viewing to point at: the film, and the date in ISO 8601, '' for an unknown one."""

    film: int
    title: str
    year: int | None
    watched: str


class Length(NamedTuple):
    """A film and its runtime in minutes."""

    film: int
    title: str
    year: int | None
    runtime: int


class Stopped(NamedTuple):
    """An unfinished viewing, and the minutes it lasted."""

    film: int
    title: str
    year: int | None
    watched: str
    minutes: int


class Turn(NamedTuple):
    """A film rated again: the rating before and now."""

    film: int
    title: str
    year: int | None
    before: int
    after: int


class Drift(NamedTuple):
    """How ratings changed from one rated viewing of a film to its next, which is counted.

    Viewings on an unknown date take no part. `total` is the sum of the changes in points of 100,
    `rise` and `fall` the greatest of each.
    """

    times: int = 0
    up: int = 0
    down: int = 0
    total: int = 0
    rise: Turn | None = None
    fall: Turn | None = None


class Stats(NamedTuple):
    """Every figure. Lists of names are cut to the most frequent; ties stand by name."""

    viewings: int
    films: int
    rewatches: int
    minutes: int
    unmeasured: int
    """Viewings of films whose length is not known; their minutes are missing."""
    rated: int
    rating_total: int
    hearts: int
    reviews: int
    ratings: tuple[int, ...]
    """Rated viewings by half stars, from one to ten; a rating between counts with the nearest."""
    calendar: Calendar
    first: Moment | None
    """By date; of those with one known to the day."""
    last: Moment | None
    firsts: tuple[Moment, ...]
    """The first viewing of each year, known to the day."""
    decades: tuple[tuple[int, int], ...]
    """Films by decade of release, 1950 for the fifties, in order."""
    no_year: int
    """Films whose year of release is not known."""
    countries: tuple[Named, ...]
    languages: tuple[Named, ...]
    genres: tuple[Named, ...]
    directors: tuple[Named, ...]
    actors: tuple[Named, ...]
    best_directors: tuple[Rated, ...]
    best_actors: tuple[Rated, ...]
    longest: Length | None
    """Of films seen to their end."""
    shortest: Length | None
    companions: tuple[Often, ...]
    sources: tuple[Often, ...]
    tags: tuple[Often, ...]
    drift: Drift
    unfinished: int
    stopped: tuple[Stopped, ...]
