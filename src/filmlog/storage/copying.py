"""A whole copy of a diary in a file of its own, checked before it is in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filmlog.errors import DiaryError, NotADiaryError
from filmlog.files import explain, make_private_file, sync_folder
from filmlog.storage.database import snapshot
from filmlog.storage.failures import BUSY_SECONDS, explained


def copy_to(path: Path, target: Path) -> None:
    """Make `target` a copy of the diary at `path`, mode 0600, in place of any file there.

    What was at `target` stays until the copy is whole and checked. Raises what `checked_copy` does.
    """
    with checked_copy(path, target) as temporary:
        os.replace(temporary, target)  # noqa: PTH105 - replaces on Windows too, like Path.replace


@contextmanager
def checked_copy(path: Path, target: Path) -> Iterator[Path]:
    """A copy of the diary at `path`, mode 0600, in a file beside `target` for the caller to rename.

    By SQLite's own backup (sqlite.org/backup.html), as a file copied while it is written to is
    damaged. What is committed is copied, also while another connection is about to write. It has as
    many rows, and SQLite finds no fault in it. What is not renamed is gone in the end.

    Raises NotADiaryError for a damaged diary, BusyError for one that is held, DiaryError or
    FilmlogError where no copy can be made, or for an OSError of the caller.
    """
    temporary = target.parent / f".filmlog-{os.urandom(8).hex()}.tmp"
    try:
        try:
            make_private_file(temporary, target)
            _copy(path, temporary, target)
            yield temporary
        finally:
            for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
                with suppress(OSError):
                    leftover.unlink()
        sync_folder(target.parent)
    except OSError as error:
        raise explain(error, target) from error


def is_sound(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether SQLite finds no fault in the database at `path` (sqlite.org/pragma.html)."""
    try:
        with explained(path):
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except NotADiaryError:
        return False
    return bool(found == "ok")


def _copy(path: Path, temporary: Path, target: Path) -> None:
    with (
        explained(path),
        closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as diary,
        # The backup itself would wait for another program for ever; a reader's lock does not.
        snapshot(diary),
    ):
        if _copied(diary, temporary, target):
            return
        if not is_sound(diary, path):
            raise sqlite3.DatabaseError("database disk image is malformed")
        raise DiaryError(
            f"The copy of {path} is not sound, so it was not kept.",
            f"The disk that holds {target} may be failing; make the copy on another.",
        )


def _copied(diary: sqlite3.Connection, temporary: Path, target: Path) -> bool:
    """Whether a copy was made that is sound, and says what the diary says."""
    try:
        with (
            explained(target),
            closing(sqlite3.connect(temporary, isolation_level=None)) as copy,
        ):
            diary.backup(copy)
            return is_sound(copy, target) and _says_the_same(copy, diary)
    except NotADiaryError:
        return False


def _says_the_same(copy: sqlite3.Connection, diary: sqlite3.Connection) -> bool:
    """Whether as many commands and viewings are in both, and rows that refer to nothing.

    These are no fault of a copy: `filmlog doctor` finds them, and wants a backup first.
    """
    counts = "SELECT (SELECT count(*) FROM command), (SELECT count(*) FROM viewing)"
    if copy.execute(counts).fetchone() != diary.execute(counts).fetchone():
        return False
    dangling = "PRAGMA foreign_key_check"
    found = copy.execute(dangling).fetchall()
    return not found or found == diary.execute(dangling).fetchall()
