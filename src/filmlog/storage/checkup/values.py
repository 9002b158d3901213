"""What stands in the columns but cannot be read: dates, prices, and the JSON of the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from filmlog.domain.checkup import Finding
from filmlog.domain.codec import from_plain
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.storage.diary import Diary

_DATE, _INSTANT = PartialDate.parse_iso, datetime.fromisoformat
_COLUMNS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("film", "released", _DATE),
    ("film", "rated", _DATE),
    ("viewing", "watched", _DATE),
    ("pass", "starts", _INSTANT),
    ("pass", "ends", _INSTANT),
    ("pass", "paid", _DATE),
    ("pass", "refunded", _DATE),
    ("pass", "currency", lambda code: Money(0, code)),
    ("offer", "currency", lambda code: Money(0, code)),
    ("offer", "checked", _DATE),
    ("wish", "due", _DATE),
    ("wish", "added", _DATE),
    ("imported", "said", lambda said: said and json.loads(said)),
    ("command", "at", _INSTANT),
)
"""Columns, and what reads each; it raises ValueError for what it cannot read."""


def look(diary: Diary) -> Iterator[Finding]:
    """The columns of records, and then the journal."""
    unread = tuple(_unread_values(diary))
    if unread:
        yield Finding(
            "unreadable-values",
            "wrong",
            f"{len(unread):,} values cannot be read."
            if len(unread) > 1
            else "A value is unreadable.",
            "Another program wrote it, or a disk failed. filmlog stops where it has to read it.",
            "`filmlog history TITLE` shows what stood there; `filmlog backups` lists the backups, "
            "and `filmlog restore-backup` goes back to one.",
            unread,
        )
    unread = tuple(_unread_changes(diary))
    if unread:
        yield Finding(
            "unreadable-history",
            "wrong",
            f"{len(unread):,} steps of the history cannot be read."
            if len(unread) > 1
            else "A step of the history cannot be read.",
            "What the record was before it is lost, and `filmlog undo` stops there. The record "
            "itself is as it is.",
            "`filmlog backups` lists the backups, and `filmlog restore-backup` goes back to one.",
            unread,
        )


def _unread_values(diary: Diary) -> Iterator[str]:
    for table, column, read in _COLUMNS:
        # Each value once, with the first record that has it: there are fewer days than viewings.
        for number, value in diary.connection.execute(
            f"SELECT min(number), {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 2"
        ):
            try:
                read(value)
            except ValueError:
                yield f"{table} {number}: {column} is {value!r}"


def _unread_changes(diary: Diary) -> Iterator[str]:
    for number, command, kind, before in diary.connection.execute(
        "SELECT number, command, kind, before FROM change WHERE before IS NOT NULL"
    ):
        try:
            from_plain(kind, json.loads(before))
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"change {number} of command {command}, of a {kind}"
