"""Sources and lists that both machines made, each for itself, under one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from filmlog.cli.sync.meeting import Meeting
from filmlog.domain.change import Change
from filmlog.domain.joining import joined_records
from filmlog.domain.matching import title_key
from filmlog.domain.shelf import FilmList
from filmlog.domain.source import Source
from filmlog.storage.belongings import belonging

_N = TypeVar("_N", Source, FilmList)


def same_sources(meeting: Meeting) -> Iterator[Change]:
    """What makes one source of those with one name; all that refers to one goes along."""
    if meeting.there("source"):
        children = ("viewing", "pass", "offer")
        found = meeting.diary.sources.all()
        yield from _made_one(meeting, "source", found, children, "source_id")


def same_lists(meeting: Meeting) -> Iterator[Change]:
    """What makes one list of those with one name; the films keep their ranks, and so interleave."""
    if meeting.there("filmlist"):
        found = meeting.diary.film_lists.all()
        yield from _made_one(meeting, "filmlist", found, ("listed",), "list_id")


def _made_one(
    meeting: Meeting, kind: str, records: Sequence[_N], children: Sequence[str], reference: str
) -> Iterator[Change]:
    by_name: defaultdict[str, list[_N]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.id):
        by_name[title_key(record.name)].append(record)
    for group in by_name.values():
        keep, others = group[0], group[1:]
        if not others or not meeting.any_met(kind, [one.id for one in group]):
            continue
        whole = keep
        for other in others:
            whole, differing = joined_records(whole, other)
            for name in differing:
                yield from meeting.dispute(kind, keep.id, name, getattr(other, name))
        if whole != keep:
            yield Change(keep, whole)
        moved: dict[str, Any] = {reference: keep.id}
        for other in others:
            for child in children:
                for one in belonging(meeting.diary.connection, child, kind, other.id):
                    yield Change(one, one._replace(**moved))
                    meeting.touch(child, one.id)
            yield Change(other, other._replace(deleted=meeting.at))
        yield from meeting.follow({other.id: keep.id for other in others})
        word = "source" if kind == "source" else "list"
        meeting.account.joined.append(f"the {word} {keep.name}")
