"""Films put aside: the watchlist, lists with a name, and each of these with what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.record import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmlog.domain.film import Film
    from filmlog.domain.partial_date import PartialDate
    from filmlog.domain.source import Offer, Source

PRIORITIES = ("high", "normal", "low")
LIST_KINDS = ("unordered", "ordered", "ranked")

_GAP = 1 << 20
"""Between the ranks of two neighbours, so that a film put between them moves no other."""


@numbered
class Wish(NamedTuple):
    """A film on the watchlist. It stays a record when the film is seen, marked as `deleted`.

    `why` and `recommended_by` are the person's words, `priority` one of PRIORITIES, `due` the date
    to see it by, `moods` words to pick it by, `added` the day it was put there.
    """

    id: str
    film_id: str
    why: str = ""
    recommended_by: str = ""
    priority: str = "normal"
    due: PartialDate | None = None
    moods: tuple[str, ...] = ()
    added: PartialDate | None = None
    deleted: str = ""
    number: int = 0


@numbered
class FilmList(NamedTuple):
    """A list with a name. `kind` is one of LIST_KINDS: an unordered one stands by title."""

    id: str
    name: str
    kind: str = "unordered"
    note: str = ""
    deleted: str = ""
    number: int = 0


@numbered
class Listed(NamedTuple):
    """A film on a list, with a note. `rank` puts it in order; the ranks of a list have gaps."""

    id: str
    list_id: str
    film_id: str
    rank: int = 0
    note: str = ""
    deleted: str = ""
    number: int = 0


class Found(NamedTuple):
    """An offer with the source that makes it."""

    offer: Offer
    source: Source


class Wished(NamedTuple):
    """A wish with its film and where that can be found."""

    wish: Wish
    film: Film
    offers: tuple[Found, ...]


class OnList(NamedTuple):
    """A film on a list at its place, counted from 1."""

    listed: Listed
    film: Film
    place: int


class Membership(NamedTuple):
    """A list that a film is on, the film's place on it from 1, and the note there."""

    film_list: FilmList
    place: int
    note: str


class Shelved(NamedTuple):
    """Where one film can be found, the wish for it, and the lists it is on."""

    offers: Sequence[Found] = ()
    wish: Wish | None = None
    lists: Sequence[Membership] = ()


NOWHERE = Shelved()


def rank_between(before: int | None, after: int | None) -> int | None:
    """A rank between those of two neighbours, None for an end; None when there is no room."""
    if before is None:
        rank = 0 if after is None else after - _GAP
    elif after is None:
        rank = before + _GAP
    else:
        rank = (before + after) // 2
        return rank if before < rank < after else None
    return rank if -(2**63) <= rank < 2**63 else None  # what SQLite holds


def spread(count: int) -> list[int]:
    """Fresh ranks for so many films, for when there is no room left between two."""
    return [index * _GAP for index in range(count)]
