"""The backups: whether there are any, how old the newest is, which cannot be read, their size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from filmlog.domain.checkup import Finding
from filmlog.domain.moment import stamp
from filmlog.domain.numerals import counted
from filmlog.domain.size import size_words
from filmlog.errors import FilmlogError
from filmlog.storage.backup_reading import contents
from filmlog.storage.backups import Backup, backups_of, folder_of
from filmlog.storage.diary import Diary

_FEW = 10
"""Viewings that are quickly written again."""

_OLD = timedelta(days=30)
_MAKE_ONE = "`filmlog backup` makes one; the setting `backups` tells whether each day does."


def look(diary: Diary, now: datetime, limit: int) -> Iterator[Finding]:
    """What is wrong with the backups of a diary; `limit` is how many bytes they may take."""
    try:
        backups = backups_of(diary.path)
    except FilmlogError as error:
        yield Finding(
            "unreadable-backups",
            "wrong",
            f"The backups cannot be read. {error.sentence}",
            "None can be made, and nobody can go back to one.",
            error.hint,
        )
        return
    yield from _missing(diary.connection, backups, now)
    unread = [backup for backup in backups if contents(backup.path) is None]
    if unread:
        yield Finding(
            "unreadable-backup",
            "wrong",
            f"{counted(len(unread), 'backup')} cannot be read.",
            "What stood in it can be had from no other place, unless another backup has it.",
            f"Delete it from {folder_of(diary.path)}, and `filmlog backup` to have a sound one. "
            "If it happens again, the disk may be failing.",
            tuple(backup.path.name for backup in unread),
        )
    total = sum(backup.size for backup in backups)
    if total > limit:
        yield Finding(
            "big-backups",
            "note",
            f"The backups take {size_words(total)}, and the setting `backup_size` is "
            f"{size_words(limit)}.",
            "Those that are left are kept whatever it is: the newest, and those that hold more "
            "than every newer one.",
            "Set it higher, `filmlog config set backup_size SIZE`, or move old ones away.",
        )


def _missing(
    connection: sqlite3.Connection, backups: list[Backup], now: datetime
) -> Iterator[Finding]:
    viewings, changed = connection.execute(
        "SELECT (SELECT count(*) FROM viewing WHERE deleted = ''), (SELECT max(at) FROM command)"
    ).fetchone()
    if not backups:
        if viewings > _FEW:
            yield Finding(
                "no-backup",
                "note",
                f"There is no backup of {counted(viewings, 'viewing')}.",
                "A lost disk or a damaged file would be the end of them.",
                _MAKE_ONE,
            )
    elif now - backups[0].at > _OLD and changed > stamp(backups[0].at):
        yield Finding(
            "old-backup",
            "note",
            f"The newest backup is {(now - backups[0].at).days} days old.",
            "The diary has changed since, and what is new stands in it alone.",
            _MAKE_ONE,
        )
