"""A copy of the diary, record by record: what was made, changed and removed in it alone."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from filmlog.domain.change import Change, Record
from filmlog.domain.codec import from_plain
from filmlog.domain.filling import aged
from filmlog.domain.film import Film
from filmlog.domain.naming import field_words
from filmlog.domain.partial_date import PartialDate
from filmlog.storage import reader, records
from filmlog.storage.comparing import KINDS
from filmlog.storage.diary import Diary
from filmlog.storage.failures import MISFITS

_ALL_DAYS = "9999"
_NAMES = {
    "wish": "on the watchlist",
    "offer": "a place to find it",
    "listed": "on a list",
    "conflict": "a conflict of sync",
}


class UnreadableError(Exception):
    """The records of the copy cannot be read."""


class Parted(NamedTuple):
    """What a copy holds that the diary never held: how many records of each kind, and their names.

    `lacking` are not in the diary at all, `changed` are there otherwise, `removed` are in the trash
    of the copy alone. `is_ahead` says that the copy has every change of the diary, so that its word
    for all of it loses nothing.
    """

    lacking: Counter[str]
    changed: Counter[str]
    removed: Counter[str]
    named: tuple[str, ...]
    is_ahead: bool


def parted(diary: Diary, copy: Diary) -> Parted:
    """Compare a copy, of this schema, with the diary; a record that was so earlier is as it is.

    What imports remember of their rows is left out: it goes with the records. Raises
    UnreadableError for the copy, and what the diary raises.
    """
    lacking, changed, removed = Counter[str](), Counter[str](), Counter[str]()
    named: list[str] = []
    is_ahead = True
    for kind, theirs in _records(copy):
        part = records.by_ids(diary.connection, kind, [record.id for record in theirs])
        ours = {record.id: record for record in part}
        for record in theirs:
            stands = ours.get(record.id)
            if stands is None:
                lacking[kind] += not record.deleted
            elif _is_same(stands, record):
                pass
            elif any(_is_same(was, record) for was in _earlier(diary, kind, record.id)):
                is_ahead = False
            else:
                is_ahead &= any(_is_same(was, stands) for was in _earlier_there(copy, kind, stands))
                counts = removed if record.deleted and not stands.deleted else changed
                counts[kind] += 1
                named.append(f"{_label(diary, kind, stands)}: {_how(Change(stands, record))}")
    return Parted(+lacking, changed, removed, tuple(named), is_ahead)


def _records(copy: Diary) -> Iterator[tuple[str, list[Record]]]:
    try:
        for kind in KINDS:
            if kind == "imported":
                continue
            found = copy.connection.execute(f"SELECT id FROM {kind} ORDER BY number").fetchall()
            for part in reader.parts([id_ for (id_,) in found]):
                yield kind, list(records.by_ids(copy.connection, kind, part))
    except (sqlite3.Error, *MISFITS) as error:
        raise UnreadableError from error


def _earlier(diary: Diary, kind: str, id_: str) -> Iterator[Record]:
    """What a record was, as far as the journal can be read."""
    for (before,) in diary.connection.execute(
        "SELECT before FROM change WHERE record = ? AND kind = ? AND before IS NOT NULL",
        (id_, kind),
    ):
        try:
            yield from_plain(kind, json.loads(before))
        except MISFITS:
            continue


def _earlier_there(copy: Diary, kind: str, record: Record) -> list[Record]:
    try:
        return list(_earlier(copy, kind, record.id))
    except sqlite3.Error as error:
        raise UnreadableError from error


def _is_same(one: Record, other: Record) -> bool:
    """Whether two records say the same; numbers differ, and so may facts that are not kept long."""
    one, other = one._replace(number=0), other._replace(number=0)
    if one == other:
        return True
    # TMDB's facts may have been taken out of one of the two: no more than six months are allowed.
    return (
        isinstance(one, Film)
        and isinstance(other, Film)
        and aged(one, _ALL_DAYS) == aged(other, _ALL_DAYS)
    )


def _how(change: Change) -> str:
    stands, copied = change
    assert stands is not None  # noqa: S101 - the diary has it
    if bool(stands.deleted) != bool(copied.deleted):
        return "removed in the copy" if copied.deleted else "changed in the copy, removed here"
    names = [
        name
        for name in copied._fields
        if name not in {"number", "origins"} and getattr(stands, name) != getattr(copied, name)
    ]
    return f"another {field_words(names)}" if names else "otherwise in the copy"


def _label(diary: Diary, kind: str, record: Record) -> str:
    """What a person calls a record of the diary, its film by number and title."""
    film_id = record.id if kind == "film" else getattr(record, "film_id", "")
    film = diary.films_by_id([film_id]).get(film_id) if film_id else None
    if film is None:
        name: str = getattr(record, "name", "")
        return name or _NAMES.get(kind, f"the {kind} #{record.number}")
    title = f"#{film.number} {film.label}"
    if kind == "viewing":
        watched: PartialDate | None = getattr(record, "watched", None)
        return f"{title}, watched {watched.words if watched is not None else 'on an unknown date'}"
    return title if kind == "film" else f"{title}, {_NAMES.get(kind, kind)}"
