"""A whole copy of a diary in a file of its own, checked before it is in its place."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from filmlog.errors import DiaryError
from filmlog.files import explain, make_private_file, sync_folder
from filmlog.storage.database import BUSY_SECONDS, explained, snapshot


def copy_to(path: Path, target: Path) -> None:
    """Make `target` a copy of the diary at `path`, mode 0600, in place of any file there.

    By SQLite's own backup (sqlite.org/backup.html), as a file copied while it is written to is
    damaged. What is committed is copied, also while another connection is about to write. What was
    at `target` stays until the copy is whole and SQLite has found no fault in it. Raises DiaryError
    or FilmlogError, and leaves nothing beside.
    """
    temporary = target.parent / f".filmlog-{os.urandom(8).hex()}.tmp"
    try:
        try:
            make_private_file(temporary)
            _copy(path, temporary, target)
            os.replace(temporary, target)  # noqa: PTH105 - replaces on Windows too, like Path.replace
        except BaseException:
            for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
                with contextlib.suppress(OSError):
                    leftover.unlink()
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise explain(error, target) from error


def _copy(path: Path, temporary: Path, target: Path) -> None:
    with (
        explained(path),
        closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as diary,
        # The backup itself would wait for another program for ever; a reader's lock does not.
        snapshot(diary),
        explained(target),
        closing(sqlite3.connect(temporary, isolation_level=None)) as copy,
    ):
        diary.backup(copy)
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DiaryError(
            f"The copy of {path} is not sound, so it was not kept.",
            "The diary or a disk is damaged. Put a backup of the diary in its place.",
        )
