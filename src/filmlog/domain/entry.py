"""A viewing in its context: what a list, a card, a query and an export read."""

from __future__ import annotations

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
