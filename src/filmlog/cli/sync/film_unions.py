"""Films that both machines put into the diary, each for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from filmlog.cli.sync.meeting import Meeting
from filmlog.domain.change import Change
from filmlog.domain.filling import AGEING, LASTING
from filmlog.domain.film import Film
from filmlog.domain.losses import lost
from filmlog.domain.pairing import Pair, compared, planned
from filmlog.domain.sameness import Sameness, apart_at
from filmlog.domain.shelving import fields_lost, with_other
from filmlog.domain.travelling import known_elsewhere
from filmlog.domain.uniting import Holdings, merged_film, trace_id, united
from filmlog.storage.holdings import holdings_of
from filmlog.storage.namesakes import groups
from filmlog.storage.reader import marks, parts, viewings

_FILMS = 200
"""So many are loaded at once with all that is theirs."""


def same_films(meeting: Meeting) -> Iterator[Change]:
    """What makes one film of two that surely are one; those that may be are told."""
    pairs: list[Pair] = []
    crowds: list[Sequence[Film]] = []
    found = groups(meeting.diary.connection, _there(meeting))
    sides = _Sides(meeting, {film.id for group in found for film in group})
    for group in found:
        some = compared(group, sides.is_there, sides.is_here)
        if some is None:
            crowds.append(group)
        else:
            pairs += some
    rows = _of_one_row(meeting)
    plan = planned(_surer(pair, sides) if pair.ids in rows else pair for pair in pairs)
    for unions in parts(plan.unions, _FILMS // 2):
        yield from _united(meeting, unions)
    films = {film.id: film for pair in pairs for film in (pair.one, pair.other)}
    kept = {other: keep for keep, other in plan.unions}
    told: set[tuple[str, ...]] = set()
    for pair in plan.unsure:
        ids = tuple(sorted({kept.get(id_, id_) for id_ in pair.ids}))
        if len(ids) == 2 and ids not in told:
            told.add(ids)
            meeting.account.unsure.append(_asked(films[ids[0]], films[ids[1]], pair.sameness.why))
    meeting.account.unsure += [
        f"{len(group):,} films called {group[0].title}: too many to compare; `filmlog doctor` "
        "lists those that may be one"
        for group in crowds
    ]


def _there(meeting: Meeting) -> set[str]:
    """The films of the other machine, and those that these were merged into."""
    came = meeting.there("film")
    traces = meeting.diary.imports.several([trace_id(id_) for id_ in came])
    return came | {trace.record_id for trace in traces.values() if not trace.deleted}


class _Sides:
    """Of which machine films are, each with those that were merged into it."""

    def __init__(self, meeting: Meeting, ids: Collection[str]) -> None:
        self._meeting = meeting
        self._merged: defaultdict[str, list[str]] = defaultdict(list)
        for row in meeting.diary.imports.of_records(sorted(ids)):
            if not row.deleted and (gone := merged_film(row)):
                self._merged[row.record_id].append(gone)

    def is_there(self, id_: str) -> bool:
        return any(self._meeting.is_there("film", one) for one in (id_, *self._merged[id_]))

    def is_here(self, id_: str) -> bool:
        return any(self._meeting.is_here("film", one) for one in (id_, *self._merged[id_]))


def _of_one_row(meeting: Meeting) -> set[tuple[str, ...]]:
    """Films, two by two, that one row of an import went into, or into a viewing of each."""
    ids = sorted({id_ for pair in meeting.pairs for id_ in pair})
    films = {
        viewing.id: viewing.film_id
        for part in parts(ids)
        for viewing in viewings(meeting.diary.connection, f"v.id IN ({marks(part)})", part)
    }
    pairs = (tuple(sorted(films.get(id_, id_) for id_ in pair)) for pair in meeting.pairs)
    return set(pairs)


def _surer(pair: Pair, sides: _Sides) -> Pair:
    """A pair of films that one row of an import speaks for, unless something speaks against it."""
    is_held_apart = all(map(sides.is_there, pair.ids)) or all(map(sides.is_here, pair.ids))
    if pair.sameness.sure or is_held_apart or apart_at(pair.one, pair.other):
        return pair
    return pair._replace(sameness=Sameness("id", "one row of an import"))


def _asked(one: Film, other: Film, why: str) -> str:
    return (
        f"{one.label} and {other.label}, film #{one.number} and film #{other.number}: {why}; "
        f"`filmlog film merge '#{one.number}' '#{other.number}'`"
    )


def _united(meeting: Meeting, unions: Sequence[tuple[str, str]]) -> Iterator[Change]:
    films = meeting.diary.films_by_id(id_ for ids in unions for id_ in ids)
    holdings = holdings_of(meeting.diary.connection, list(films.values()))
    for keep, other in unions:
        yield from _made_one(meeting, holdings[keep], holdings[other])
        meeting.tell_joined(films[keep].label, "film", 2)


def _made_one(meeting: Meeting, keep: Holdings, other: Holdings) -> Iterator[Change]:
    """Make one film of two by what both machines know of them, which is all but TMDB's facts."""
    ours, theirs = _parted(keep.film), _parted(other.film)
    union = united(keep._replace(film=ours.film), other._replace(film=theirs.film), meeting.at)
    whole = _with_own(_with_own(union.facts.film, ours), theirs)
    if whole != keep.film:
        yield Change(keep.film, whole)
    for change in union.changes:
        if change.after.id == keep.film.id:
            continue
        if change.after.id == other.film.id:
            yield Change(other.film, other.film._replace(deleted=meeting.at))
        else:
            yield change
    for field, value in lost(union.facts.film, ours.film, theirs.film):
        yield from meeting.dispute("film", keep.film.id, field, value)
    offers = {offer.id: offer for offer in (*keep.offers, *other.offers)}
    for gone, stands in union.became.items():
        if gone in offers:
            filled = with_other(offers[stands], offers[gone])
            for field in fields_lost(filled, offers[gone]):
                value = getattr(offers[gone], field)
                yield from meeting.dispute("offer", stands, field, value)
    yield from meeting.follow(union.became)


class _Parted(NamedTuple):
    """A film as other machines know it, and as it is here."""

    film: Film
    whole: Film


def _parted(film: Film) -> _Parted:
    return _Parted(known_elsewhere(film), film)


def _with_own(film: Film, parted: _Parted) -> Film:
    """The film with facts of TMDB in what is empty."""
    own = [
        origin
        for origin in parted.whole.origins
        if origin.service == AGEING
        and origin.field not in LASTING
        and getattr(film, origin.field) == Film._field_defaults[origin.field]
    ]
    facts = {origin.field: getattr(parted.whole, origin.field) for origin in own}
    origins = sorted((*film.origins, *own), key=lambda origin: Film._fields.index(origin.field))
    return film._replace(**facts, origins=tuple(origins)) if own else film
