"""Conflict copies: what a sync service leaves beside a diary that changed on two machines."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shlex import quote

from filmlog.domain.checkup import Finding
from filmlog.domain.numerals import kinds_counted
from filmlog.storage.checkup.state import open_read_only
from filmlog.storage.database import APPLICATION_ID
from filmlog.storage.diary import Diary

# Each {} is the name without its ending; the ending follows. Dropbox, Nextcloud and ownCloud in
# words, old ownCloud and Syncthing in signs. See each service's help on conflicted copies.
_CERTAIN = (
    r"{} \([^()]*conflicted copy[^()]*(\(\d+\))?\)",
    r"{}_conflict-\d{{8}}-\d{{6}}",
    r"{}\.sync-conflict-\d{{8}}-\d{{6}}-[A-Z0-9]+",
)
# Google Drive, iCloud Drive and OneDrive; a person names a copy so too.
_POSSIBLE = (r"{} ?\(\d+\)", r"{} \d+", r"{}-[^.]+")
_RECORDS = ("film", "viewing", "source", "pass", "offer", "wish", "filmlist", "listed")


def look(diary: Diary, *, is_synced: bool) -> Iterator[Finding]:
    """The copies beside a diary; names that a person may have given count if it `is_synced`."""
    path = diary.path.resolve()
    patterns = (*_CERTAIN, *(_POSSIBLE if is_synced else ()))
    stems = "|".join(pattern.format(re.escape(path.stem)) for pattern in patterns)
    name = re.compile(f"({stems}){re.escape(path.suffix)}")
    for copy in sorted(path.parent.iterdir()):
        if name.fullmatch(copy.name) and copy.is_file():
            finding = _finding(diary, copy)
            if finding is not None:
                yield finding


def _finding(diary: Diary, copy: Path) -> Finding | None:
    try:
        with closing(open_read_only(copy, is_immutable=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return None
            lacking = _lacking(diary.connection, connection)
    except sqlite3.Error:
        return Finding(
            "conflict-copy",
            "wrong",
            f"{copy.name}, a copy that a sync service seems to have made, cannot be read.",
            "The diary was changed on two machines; what was written on the other may be in it.",
            f"`filmlog --db {quote(copy.name)} doctor --salvage copy.db` saves what can be read.",
        )
    if not lacking:
        return Finding(
            "old-conflict-copy",
            "note",
            f"{copy.name} is a copy that a sync service seems to have made.",
            "Every record in it is in the diary too.",
            "Delete it, or move it away.",
        )
    return Finding(
        "conflict-copy",
        "wrong",
        f"{copy.name}, a copy that a sync service seems to have made, holds what the diary lacks.",
        "The diary was changed on two machines before they were in step. Not in the diary: "
        f"{kinds_counted(lacking)}.",
        f"`filmlog --db {quote(copy.name)} export json -o copy.json`, then "
        "`filmlog import copy.json`; then move the copy away.",
    )


def _lacking(diary: sqlite3.Connection, copy: sqlite3.Connection) -> dict[str, int]:
    """How many records of each kind stand in the copy and were never in the diary."""
    lacking = {}
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    for kind in _RECORDS:
        if kind in tables:
            known = {id_ for (id_,) in diary.execute(f"SELECT id FROM {kind}")}
            there = copy.execute(f"SELECT id FROM {kind} WHERE deleted = ''")
            lacking[kind] = sum(id_ not in known for (id_,) in there)
    return {kind: count for kind, count in lacking.items() if count}
