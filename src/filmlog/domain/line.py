"""A viewing as one line of a list: only what a list shows, so that a long one stays cheap."""

from __future__ import annotations

from typing import NamedTuple


class DiaryLine(NamedTuple):
    """One line: `number` is the film's short number, `viewing_number` that of the viewing.

    `watched` is ISO 8601 to the day, month or year, '' when not known. `rating` is 1-100.
    """

    number: int
    title: str
    year: int | None
    watched: str
    rating: int | None
    heart: bool
    rewatch: bool
    unfinished: bool
    source: str
    headline: str
    viewing_number: int
