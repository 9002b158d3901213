"""Which films of two machines become one: sure pairs put together, and those to be asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from filmlog.domain.film import Film
from filmlog.domain.sameness import Sameness, sameness

_MOST_PAIRS = 400
"""So many films of one name on two machines are compared, and no more."""

Of = Callable[[str], bool]
"""Whether a film, by its id, is one of a machine; it may be one of both."""


class Pair(NamedTuple):
    """Two films, that of the lower id first, and what speaks for their being one."""

    one: Film
    other: Film
    sameness: Sameness

    @property
    def ids(self) -> tuple[str, str]:
        """Of both films."""
        return self.one.id, self.other.id


class Plan(NamedTuple):
    """Pairs of films that are one, by ids, the one to keep first; and pairs that may be one."""

    unions: list[tuple[str, str]]
    unsure: list[Pair]


def compared(films: Sequence[Film], is_there: Of, is_here: Of) -> list[Pair] | None:
    """The pairs among films with something in common, one of each machine, that may be one.

    None for films that are too many to compare. It is not sure of two that a machine has both.
    """
    pairs = list(islice(_pairs(films, is_there, is_here), _MOST_PAIRS + 1))
    if len(pairs) > _MOST_PAIRS:
        return None
    by_id = {film.id: film for film in films}
    found = []
    for ids in sorted(set(pairs)):
        same = sameness(by_id[ids[0]], by_id[ids[1]])
        if same is not None:
            is_held_apart = all(map(is_there, ids)) or all(map(is_here, ids))
            same = same._replace(sure="") if is_held_apart else same
            found.append(Pair(by_id[ids[0]], by_id[ids[1]], same))
    return found


def _pairs(films: Sequence[Film], is_there: Of, is_here: Of) -> Iterator[tuple[str, str]]:
    ours = [film.id for film in films if is_here(film.id)]
    for film in films:
        if is_there(film.id):
            yield from ((min(film.id, id_), max(film.id, id_)) for id_ in ours if id_ != film.id)


def planned(pairs: Iterable[Pair]) -> Plan:
    """What becomes of pairs, the same on both machines.

    An id in common counts before a title. Where one film may be either of two, somebody holds
    these apart, and none of them is sure.
    """
    known = {pair.ids: pair for pair in pairs}
    unions: list[tuple[str, str]] = []
    taken: set[str] = set()
    for sure in ("id", "title"):
        found = [p for p in known.values() if p.sameness.sure == sure and not taken & {*p.ids}]
        times: dict[str, int] = {}
        for pair in found:
            for id_ in pair.ids:
                times[id_] = times.get(id_, 0) + 1
        unions += [pair.ids for pair in found if all(times[id_] == 1 for id_ in pair.ids)]
        taken |= times.keys()
    unsure = [pair for ids, pair in known.items() if ids not in unions]
    return Plan(sorted(unions), sorted(unsure, key=lambda pair: pair.ids))
