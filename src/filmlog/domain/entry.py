"""A viewing in its context: what a list, a card, a query and an export read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from filmlog.domain.film import Film
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing


class Entry(NamedTuple):
    """A viewing with its film, its source and pass if any, and its place among the viewings.

    `ordinal` counts the viewings of the film from 1 in order of date, unknown dates first;
    `rewatch` is the person's own word, or else whether an earlier viewing saw the film to its end.
    """

    viewing: Viewing
    film: Film
    source: Source | None = None
    pass_: Pass | None = None
    ordinal: int = 1
    rewatch: bool = False


def rating_changes(entries: Sequence[Entry]) -> list[int | None]:
    """By how much (1-100) each rating differs from the one before it, None where none is before.

    Of a viewing on an unknown date nobody can say what it came before or after.
    """
    changes: list[int | None] = []
    last = None
    for viewing in (entry.viewing for entry in entries):
        if viewing.rating is None or viewing.watched is None:
            changes.append(None)
        else:
            changes.append(None if last is None else viewing.rating - last)
            last = viewing.rating
    return changes
