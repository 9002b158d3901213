"""What stands in the columns but cannot be read: dates, prices, and the JSON of the journal."""

from __future__ import annotations

from collections.abc import Iterator

from filmlog.domain.checkup import Finding
from filmlog.storage import misfits
from filmlog.storage.diary import Diary


def look(diary: Diary) -> Iterator[Finding]:
    """The columns of records, and then the journal."""
    unread = tuple(misfits.values(diary.connection))
    if unread:
        yield Finding(
            "unreadable-values",
            "wrong",
            f"{len(unread):,} values cannot be read."
            if len(unread) > 1
            else "A value is unreadable.",
            "Another program wrote it, or a disk failed. filmlog stops where it has to read it.",
            "`filmlog backups --check` tells the backups that can be read, and "
            "`filmlog restore-backup` goes back to one; `filmlog doctor --salvage FILE` saves "
            "everything else into a new diary, in which such a value is unknown.",
            unread,
        )
    unread = tuple(misfits.changes(diary.connection))
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
