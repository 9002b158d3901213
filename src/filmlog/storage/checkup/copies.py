"""Conflict copies: what a sync service leaves beside a diary that changed on two machines."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from shlex import quote
from shutil import copyfile
from tempfile import TemporaryDirectory

from filmlog.domain.checkup import Finding
from filmlog.domain.numerals import kinds_counted
from filmlog.errors import DiaryError, NewerDiaryError
from filmlog.storage.checkup.parted import Parted, UnreadableError, parted
from filmlog.storage.database import APPLICATION_ID, SCHEMA_VERSION, check_identity, open_existing
from filmlog.storage.diary import Diary
from filmlog.storage.failures import MISFITS
from filmlog.storage.read_only import open_read_only

# Each {} is the name without its ending; the ending follows. Dropbox, Nextcloud and ownCloud in
# words, old ownCloud and Syncthing in signs. See each service's help on conflicted copies.
_CERTAIN = (
    r"{} \([^()]*conflicted copy[^()]*(\(\d+\))?\)",
    r"{}_conflict-\d{{8}}-\d{{6}}",
    r"{}\.sync-conflict-\d{{8}}-\d{{6}}-[A-Z0-9]+",
)
# Google Drive, iCloud Drive and OneDrive; a person names a copy so too.
_POSSIBLE = (r"{} ?\(\d+\)", r"{} \d+", r"{}-[^.]+")


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
        with ExitStack() as stack:
            there = _opened(stack, copy)
            if there is None:
                return None
            found = parted(diary, there)
    except NewerDiaryError:
        return _closed(copy, "is of a newer filmlog", "Upgrade filmlog, then run the doctor again.")
    except UnreadableError:
        return _closed(
            copy,
            "cannot be read",
            f"`filmlog --db {quote(copy.name)} doctor --salvage copy.db` saves what can be read.",
        )
    if not (found.lacking or found.changed or found.removed):
        return Finding(
            "old-conflict-copy",
            "note",
            f"{copy.name} is a copy that a sync service seems to have made.",
            "Every record in it is in the diary, as it is there or as it was there earlier.",
            "Delete it, or move it away.",
        )
    counts = {
        "Not in the diary": found.lacking,
        "Otherwise in the copy": found.changed,
        "Removed in the copy": found.removed,
    }
    told = [f"{words}: {kinds_counted(of)}." for words, of in counts.items() if of]
    return Finding(
        "conflict-copy",
        "wrong",
        f"{copy.name}, a copy that a sync service seems to have made, holds what the diary lacks.",
        f"The diary was changed on two machines before they were in step. {' '.join(told)}",
        " ".join([*_ways(quote(copy.name), found), "Then move the copy away."]),
        found.named,
    )


def _ways(copy: str, found: Parted) -> Iterator[str]:
    """What brings in what a copy holds, sentence by sentence."""
    if found.lacking or found.changed:
        take_all = " --overwrite" if found.changed and found.is_ahead else ""
        yield (
            f"`filmlog --db {copy} export json -o copy.json`, then "
            f"`filmlog import copy.json{take_all}`."
        )
    if found.changed and not found.is_ahead:
        yield (
            "That brings in what is new and names what differs. --overwrite would take the copy's "
            "word also for what is newer here: rather change it by hand, as "
            f"`filmlog --db {copy} show TITLE` has it."
        )
    if found.removed:
        yield "`filmlog remove TITLE` for what was removed there, if it should go here too."


def _closed(copy: Path, how: str, remedy: str) -> Finding:
    return Finding(
        "conflict-copy",
        "wrong",
        f"{copy.name}, a copy that a sync service seems to have made, {how}.",
        "The diary was changed on two machines; what was written on the other may be in it.",
        remedy,
    )


def _opened(stack: ExitStack, copy: Path) -> Diary | None:
    """A copy where it lies, or brought to this schema elsewhere; None for what is no diary.

    Raises NewerDiaryError and UnreadableError.
    """
    try:
        connection = stack.enter_context(closing(open_read_only(copy, is_immutable=True)))
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            return None
        if check_identity(connection, copy) == SCHEMA_VERSION:
            return Diary(copy, connection)
        folder = stack.enter_context(TemporaryDirectory(prefix="filmlog-"))
        older = Path(copyfile(copy, Path(folder) / "diary.db"))
        return Diary(copy, stack.enter_context(closing(open_existing(older))))
    except NewerDiaryError:
        raise
    except (sqlite3.Error, OSError, DiaryError, *MISFITS) as error:
        raise UnreadableError from error
