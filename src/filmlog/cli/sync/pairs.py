"""Records that are one row of an import on both machines, and viewings that may be one."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar, cast

from filmlog.cli.sync.meeting import Meeting
from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.joining import joined_records
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass
from filmlog.domain.viewing import Viewing
from filmlog.storage import reader
from filmlog.storage.belongings import belonging
from filmlog.storage.namesakes import faces
from filmlog.storage.repeats import same_days

_R = TypeVar("_R", Viewing, Pass)


def same_passes(meeting: Meeting) -> Iterator[Change]:
    """What makes one pass of two of a pair that are of one source, price and time."""
    found = reader.passes_by_id(meeting.diary.connection, _ids(meeting))
    for keep_id, other_id in meeting.pairs:
        keep, other = found.get(keep_id), found.get(other_id)
        if keep is None or other is None or keep.deleted or other.deleted:
            continue
        if _terms(keep) != _terms(other):
            continue
        found[keep_id] = yield from _made_one(meeting, "pass", keep, other)
        found[other_id] = other._replace(deleted=meeting.at)
        for record in belonging(meeting.diary.connection, "viewing", "pass", other_id):
            viewing = cast(Viewing, record)
            yield Change(viewing, viewing._replace(pass_id=keep_id))


def same_viewings(meeting: Meeting) -> Iterator[Change]:
    """What makes one viewing of two of a pair, where both are of one film.

    A viewing is in one pair at most: of a row that went into one viewing here and two there,
    somebody made two.
    """
    connection = meeting.diary.connection
    ids = _ids(meeting)
    found = {
        viewing.id: viewing
        for part in reader.parts(ids)
        for viewing in reader.viewings(connection, f"v.id IN ({reader.marks(part)})", part)
    }
    films = faces(connection, {viewing.film_id for viewing in found.values()})
    pairs = [pair for pair in meeting.pairs if all(id_ in found for id_ in pair)]
    pairs.sort(key=lambda pair: (_distance(*(found[id_].watched for id_ in pair)), pair))
    claimed: set[str] = set()
    for keep_id, other_id in pairs:
        keep, other = found[keep_id], found[other_id]
        is_free = not claimed & {keep_id, other_id}
        if is_free and keep.film_id == other.film_id:
            claimed |= {keep_id, other_id}
        if keep.deleted or other.deleted:
            continue
        if claimed >= {keep_id, other_id} and is_free:
            found[keep_id] = yield from _made_one(meeting, "viewing", keep, other)
            found[other_id] = other._replace(deleted=meeting.at)
            meeting.tell_joined(films[keep.film_id].label, "viewing", 2)
        else:
            meeting.account.unsure.append(
                _row_of_two(films[keep.film_id], films[other.film_id], keep, other)
            )


def tell_same_days(meeting: Meeting) -> None:
    """Tell of films that each machine has a viewing of on one day, which may be one viewing."""
    in_pairs = set(_ids(meeting))
    came = meeting.there("viewing") - in_pairs
    found = {
        (min(day.one, day.other), max(day.one, day.other)): day
        for day in same_days(meeting.diary.connection, came)
        if day.other not in in_pairs and meeting.met(("viewing", day.one), ("viewing", day.other))
    }
    films = faces(meeting.diary.connection, {day.film_id for day in found.values()})
    for _, day in sorted(found.items()):
        film = films[day.film_id]
        when = PartialDate.parse_iso(day.watched).words
        meeting.account.unsure.append(
            f"{film.label}, film #{film.number}: watched twice on {when}, once on each machine; "
            f"`filmlog show '#{film.number}'`"
        )


def _ids(meeting: Meeting) -> list[str]:
    return sorted({id_ for pair in meeting.pairs for id_ in pair})


def _terms(pass_: Pass) -> tuple[object, ...]:
    return pass_.source_id, pass_.kind, pass_.price, pass_.starts, pass_.ends


def _distance(one: PartialDate | None, other: PartialDate | None) -> int:
    """How far two days are from being the same: 0 for the same, 1 where one is not known."""
    if one == other:
        return 0
    return 1 if one is None or other is None else 2


def _made_one(meeting: Meeting, kind: str, keep: _R, other: _R) -> Generator[Change, None, _R]:
    whole, differing = joined_records(keep, other)
    if whole != keep:
        yield Change(keep, whole)
    for name in differing:
        yield from meeting.dispute(kind, keep.id, name, getattr(other, name))
    yield Change(other, other._replace(deleted=meeting.at))
    yield from meeting.follow({other.id: keep.id})
    return whole


def _row_of_two(ours: Film, theirs: Film, keep: Viewing, other: Viewing) -> str:
    if ours.id != theirs.id:
        return (
            f"{ours.label} and {theirs.label}, film #{ours.number} and film #{theirs.number}: one "
            f"row of an import is of both; `filmlog film merge '#{ours.number}' '#{theirs.number}'`"
        )
    days = " and on ".join(
        day.words if day is not None else "an unknown date" for day in (keep.watched, other.watched)
    )
    return (
        f"{ours.label}, film #{ours.number}: one row of an import is of both viewings, on {days}; "
        f"`filmlog show '#{ours.number}'`"
    )
