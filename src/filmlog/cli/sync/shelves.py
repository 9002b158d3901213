"""What may stand once in a diary and does twice, since two machines put it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, cast

from filmlog.cli.sync.meeting import Meeting
from filmlog.domain.change import Change
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.shelving import thinned
from filmlog.domain.source import Offer
from filmlog.storage.namesakes import faces
from filmlog.storage.repeats import repeated

_S = TypeVar("_S", Offer, Wish, Listed)

_WORDS = {"offer": "place to find it", "wish": "wish", "listed": "place on a list"}


def thinned_out(meeting: Meeting) -> Iterator[Change]:
    """What leaves a film one offer a source, one wish and one place on each list."""
    yield from _thinned(meeting, Offer)
    yield from _thinned(meeting, Wish)
    yield from _thinned(meeting, Listed)


def _thinned(meeting: Meeting, cls: type[_S]) -> Iterator[Change]:
    kind = cls.__name__.lower()
    found = repeated(meeting.diary.connection, kind, meeting.there(kind))
    groups = [cast(Sequence[_S], g) for g in found if meeting.any_met(kind, [r.id for r in g])]
    # Numbers, by which they came, are others on the other machine.
    groups.sort(key=lambda group: min(record.id for record in group))
    films = faces(meeting.diary.connection, {group[0].film_id for group in groups})
    for group in groups:
        done = thinned(group, meeting.at)
        yield from done.changes
        for gone in done.outdone:
            for field in gone.fields:
                value = getattr(gone.record, field)
                yield from meeting.dispute(kind, done.stands, field, value)
        yield from meeting.follow({gone.record.id: done.stands for gone in done.outdone})
        meeting.tell_joined(films[group[0].film_id].label, _WORDS[kind], len(group))
