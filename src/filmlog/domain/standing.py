"""A film's rating today: the latest of those it got at a viewing and its own."""

from __future__ import annotations

from collections.abc import Sequence

from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing


def standing_rating(film: Film, viewings: Sequence[Viewing]) -> int | None:
    """What the person thinks of a film today (1-100), None for a film that was never rated.

    `viewings` are those of the film in order of date, unknown dates first, as
    `Diary.entries_of` has them.
    """
    if own_rating_stands(film, viewings):
        return film.rating
    return next((v.rating for v in reversed(viewings) if v.rating is not None), None)


def own_rating_stands(film: Film, viewings: Sequence[Viewing]) -> bool:
    """Whether a film has a rating of its own that no later viewing has replaced.

    A rating without a day is of today, and one of the day of a viewing came after it. A date that
    is known to the month or the year counts as its beginning, as in every list.
    """
    if film.rating is None:
        return False
    if film.rated is None:
        return True
    day = film.rated.iso
    rated = (v.watched for v in viewings if v.rating is not None and v.watched is not None)
    return all(watched.iso <= day for watched in rated)
