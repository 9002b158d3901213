"""Two machines' records in one diary: whose is which, and what is to be told of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.change import Change
from filmlog.domain.codec import plain
from filmlog.domain.conflict import Conflict, conflict_id
from filmlog.storage.belongings import followers

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Came(NamedTuple):
    """What came from another machine, by ids.

    `ids` has, by kind, the records that were made or changed there since both machines were in
    step, `here` those that were made or changed here; None, where they never were, is all that
    did not come. `pairs` are ids, here and there, of records that are one row of an import.
    """

    ids: Mapping[str, Collection[str]]
    pairs: Sequence[tuple[str, str]] = ()
    here: Mapping[str, Collection[str]] | None = None


@dataclass
class Adjusted:
    """What was made one, and what may be one, in words; filled while changes are made."""

    joined: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


class Meeting:
    """A diary that records came into, at an instant (ISO 8601, UTC).

    Two records are looked at together only when each is of another machine: what one machine has
    twice by itself somebody there holds apart.
    """

    def __init__(self, diary: Diary, came: Came, at: str, account: Adjusted) -> None:
        self.diary = diary
        self.at = at
        self.account = account
        self.pairs = sorted({(min(pair), max(pair)) for pair in came.pairs})
        self._came = {kind: set(ids) for kind, ids in came.ids.items()}
        self._here = None if came.here is None else {k: set(ids) for k, ids in came.here.items()}
        self._given: dict[tuple[str, str], tuple[bool, bool]] = {}

    def there(self, kind: str) -> set[str]:
        """The ids of a kind that are of the other machine."""
        given = {id_ for of, id_ in self._given if of == kind}
        came = self._came.get(kind, set()) - given
        return came | {id_ for id_ in given if self.is_there(kind, id_)}

    def is_there(self, kind: str, id_: str) -> bool:
        """Whether a record is one of the other machine, be it of this one too."""
        given = self._given.get((kind, id_))
        return id_ in self._came.get(kind, ()) if given is None else given[0]

    def is_here(self, kind: str, id_: str) -> bool:
        """Whether a record is one of this machine, be it of the other too."""
        given = self._given.get((kind, id_))
        if given is not None:
            return given[1]
        if self._here is None:
            return id_ not in self._came.get(kind, ())
        return id_ in self._here.get(kind, ())

    def give(self, kind: str, id_: str, to: tuple[str, str]) -> None:
        """Take a record for one of the machine that another, by kind and id, is of."""
        self._given[kind, id_] = (self.is_there(*to), self.is_here(*to))

    def touch(self, kind: str, id_: str) -> None:
        """Take a record for one of both machines, as it was changed by their meeting.

        A viewing stays that of who made it: a film may have two on one day.
        """
        if kind != "viewing":
            self._given[kind, id_] = (True, True)

    def met(self, one: tuple[str, str], other: tuple[str, str]) -> bool:
        """Whether of two records, each by kind and id, one is of each machine."""
        return (self.is_there(*one) and self.is_here(*other)) or (
            self.is_there(*other) and self.is_here(*one)
        )

    def any_met(self, kind: str, ids: Collection[str]) -> bool:
        """Whether two of some records of a kind are one of each machine, or one is of both."""
        there = {id_ for id_ in ids if self.is_there(kind, id_)}
        here = {id_ for id_ in ids if self.is_here(kind, id_)}
        return bool(there & here) or bool(there and here)

    def dispute(
        self, of: str, record_id: str, field: str, value: Any, base: str = ""
    ) -> Iterator[Change]:
        """Keep a value of a field, as the domain has it, beside the record, once at a time.

        A question that was settled before is asked again: that was over what stood there then.
        """
        other = _encode(plain(value))
        id_ = conflict_id(of, record_id, field, other)
        known = self.diary.by_id.get(Conflict, id_)
        if known is None:
            yield Change(None, Conflict(id_, of, record_id, field, base, other))
        elif known.deleted:
            yield Change(known, known._replace(deleted=""))

    def tell_joined(self, label: str, what: str, count: int) -> None:
        """Tell that of so many records that belong to what has a label one was made."""
        number = "two" if count == 2 else f"{count:,}"
        self.account.joined.append(f"{label}: one {what} of {number}")

    def follow(self, became: Mapping[str, str]) -> Iterator[Change]:
        """Let rows of imports and conflicts name the records that others became."""
        for record in followers(self.diary.connection, list(became)):
            yield Change(record, record._replace(record_id=became[record.record_id]))
