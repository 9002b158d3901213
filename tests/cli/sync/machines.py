"""Two machines that take in each other's records, as sync does, with no repository between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filmlog.cli.sync.adjusting import Adjusted, Came, adjustments
from filmlog.domain.change import Change, Record
from filmlog.domain.codec import from_plain, to_plain
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Film
from filmlog.domain.reconciling import reconciled
from filmlog.storage.comparing import KINDS
from filmlog.storage.diary import Diary
from tests.storage.everything import everything

_CHOSEN = frozenset({"id", "deleted", "origins", "kind", "priority"})
AT = "2026-11-20T23:10:00Z"
State = dict[tuple[str, str], Record]


class Met(NamedTuple):
    """What came into a diary, what was told of it, and the changes that put it in order."""

    came: Came
    account: Adjusted
    changes: list[Change]


@contextmanager
def two(folder: Path) -> Iterator[tuple[Diary, Diary]]:
    with (
        Diary.open(folder / "one.db", create=True) as one,
        Diary.open(folder / "other.db", create=True) as other,
    ):
        yield one, other


def put(diary: Diary, *records: Record) -> None:
    """Write new records, and new states of records that are there."""
    there = everything(diary)
    changes = (Change(there.get((kind_of(record), record.id)), record) for record in records)
    with diary.writing():
        diary.apply(changes, "test")


def kind_of(record: Record) -> str:
    return type(record).__name__.lower()


def meet(one: Diary, other: Diary, base: State | None = None) -> tuple[Met, Met]:
    """Each takes in what the other had, as if it were the one that merges.

    `base` is what both had when they met last, {} or None for never.
    """
    ours, theirs = everything(one), everything(other)
    return took_in(one, ours, theirs, base), took_in(other, theirs, ours, base)


def took_in(diary: Diary, ours: State, theirs: State, base: State | None = None) -> Met:
    """A diary that is in the state `ours` takes in the other state, and is put in order."""
    known = base or {}
    changes: list[Change] = []
    pairs: list[tuple[str, str]] = []
    for kind in KINDS:
        for key, record in theirs.items():
            local = ours.get(key)
            if key[0] != kind or record in (known.get(key), local):
                continue
            if local is None:
                changes.append(Change(None, record._replace(number=0)))
                continue
            was = known.get(key)
            merged = reconciled(
                kind, None if was is None else to_plain(was), to_plain(local), to_plain(record)
            )
            pairs += [merged.same] if merged.same is not None else []
            after = from_plain(kind, merged.plain)
            if after != local:
                changes.append(Change(local, after._replace(number=local.number)))
    with diary.writing():
        diary.apply(changes, "sync", "sync")
    here = None if base is None else _ids(ours, base, theirs)
    return adjusted(diary, Came(_ids(theirs, known, ours), pairs, here))


def adjusted(diary: Diary, came: Came) -> Met:
    """Put a diary in order after records came into it."""
    account = Adjusted()
    changes: list[Change] = []

    def seen() -> Iterator[Change]:
        for change in adjustments(diary, came, AT, account):
            changes.append(change)
            yield change

    with diary.writing():
        diary.apply(seen(), "sync, put in order", "sync")
    return Met(came, account, changes)


def _ids(state: State, base: State, other: State) -> dict[str, set[str]]:
    """The ids, by kind, of what is in one state and neither in its base nor on the other side."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, record in state.items():
        if record not in (base.get(key), other.get(key)):
            found[key[0]].add(key[1])
    return found


def live(diary: Diary, kind: str) -> list[Record]:
    """The records of a kind out of the trash, by id."""
    found = sorted(everything(diary).items())
    return [record for key, record in found if key[0] == kind and not record.deleted]


def same(one: Diary, other: Diary) -> bool:
    """Whether two diaries have the same records, whenever these went to the trash."""
    states = [
        {key: record._replace(deleted="in the trash" if record.deleted else "")
         for key, record in everything(diary).items()}
        for diary in (one, other)
    ]  # fmt: skip
    assert states[0] == states[1]
    return True


def conflicts(diary: Diary) -> list[tuple[str, str, str, str]]:
    """Kind, id, field and other value of each open conflict."""
    found = [one for one in live(diary, "conflict") if isinstance(one, Conflict)]
    return sorted((c.of, c.record_id, c.field, c.other) for c in found)


def texts(records: Iterable[Record], *, own: bool = False) -> set[str]:
    """Every text in records out of the trash; or, so asked, those that a person wrote."""
    found = set()
    for record in records:
        if record.deleted:
            continue
        origins = record.origins if isinstance(record, Film) and own else ()
        given = {origin.field for origin in origins}
        for name, value in record._asdict().items():
            if name not in _CHOSEN | given and not name.endswith("_id"):
                found |= set(_texts(value))
    return found - {""}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
