"""Opening the SQLite file: who may, with which settings, and what each failure means.

Rollback journal and not WAL: people keep this file in synced folders, and a WAL database copied
without its -wal file loses what was committed (sqlite.org/wal.html).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filmlog.errors import (
    DiaryError,
    NewerDiaryError,
    NotADiaryError,
)
from filmlog.files import explain
from filmlog.storage import leftovers
from filmlog.storage.failures import BUSY_SECONDS, explained

APPLICATION_ID = 0x46696C6D  # "Film"
SCHEMA_VERSION = 6
_MINIMUM_SQLITE = (3, 37, 0)  # STRICT tables; the trigram tokenizer came with 3.34
_HEADER = b"SQLite format 3\x00"


def open_existing(
    path: Path, wait: float | None = None, *, create: bool = False
) -> sqlite3.Connection:
    """Open the diary at `path`, checked and at the current schema.

    `wait` is how many seconds another program may hold it, BUSY_SECONDS unless given. With `create`
    an empty file becomes a diary; else it is none.

    Raises NotADiaryError for anything that is not one, NewerDiaryError for one made by a later
    filmlog, DiaryError when it cannot be opened. None of these writes to the file.
    """
    header = check_header(path)
    if not header:
        from filmlog.storage import missing  # only for an empty file

        missing.refuse_what_was_full(path)
        if not create:
            raise missing.no_diary(path)
    leftovers.refuse_a_wal(path, header)
    with explained(path):
        connection = _connect(path, BUSY_SECONDS if wait is None else wait)
        try:
            _set_up(connection)
            version = check_identity(connection, path)
            if version == 0 and not create:
                _refuse_nothing(connection, path)
            if version < SCHEMA_VERSION:
                _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


class Finished:
    """Whether this run may have kept a transaction, for what is said when it is stopped."""

    anything = False


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. IMMEDIATE: a deferred reader that turns writer cannot wait for the lock."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # Before, so that no moment is left in which a person hears that nothing was changed.
        Finished.anything = True
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may already have rolled back; a second ROLLBACK would hide why.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the diary for all that is read inside; until then nobody else can write."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        # SQLite takes the lock when something is read.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def impatient(connection: sqlite3.Connection) -> Iterator[None]:
    """Hardly wait for another program: for what can as well be done by the next command."""
    (wait,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 100")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {wait}")


def _connect(path: Path, wait: float) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _MINIMUM_SQLITE:
        raise DiaryError(
            f"filmlog needs SQLite 3.37 or newer; this Python brings {sqlite3.sqlite_version}.",
            "Install a newer Python.",
        )
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # KiB, taken as they are needed: SQLite's own 2 MB spill in every larger transaction.
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def check_header(path: Path) -> bytes:
    """The first bytes of a file that may be a diary, b"" for an empty one; raises DiaryError."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            raise NotADiaryError(
                f"{path} is not a file but a device or a pipe.", "Name a file with --db FILE."
            )
        with path.open("rb") as file:
            header = file.read(leftovers.HEADER_SIZE)
    except FileNotFoundError:
        from filmlog.storage import missing  # 3 ms, and only where there is none

        raise missing.no_diary(path) from None
    except IsADirectoryError:
        raise DiaryError(
            f"{path} is a folder, not a diary.", "Name a file in it: --db FILE."
        ) from None
    except OSError as error:
        explained = explain(error, path)
        raise DiaryError(explained.sentence, explained.hint) from None
    # An empty file is what a crash between creating and first writing leaves.
    if header and not header.startswith(_HEADER):
        from filmlog.storage import missing  # only for what is no diary

        raise NotADiaryError(
            f"{path} is not a filmlog diary: it is not an SQLite file.",
            f"It was not written to. Name the diary with --db FILE.{missing.ways(path)}",
        )
    leftovers.refuse_a_journal(path, header)
    return header


def check_identity(connection: sqlite3.Connection, path: Path) -> int:
    """The schema of a diary, 0 for an empty file; raises NotADiaryError and NewerDiaryError."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID and has_tables(connection):
        from filmlog.storage import missing  # only for what is no diary

        raise NotADiaryError(
            f"{path} is another program's database, not a filmlog diary.",
            f"It was not written to. Name the diary with --db FILE.{missing.ways(path)}",
        )
    if version > SCHEMA_VERSION:
        raise NewerDiaryError(
            f"{path} was made by a newer filmlog (schema {version}; this one knows "
            f"{SCHEMA_VERSION}).",
            "It was not written to. Upgrade filmlog, then run the command again.",
        )
    return int(version)


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether there is anything in the database; a new one has no table."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0])


def _refuse_nothing(connection: sqlite3.Connection, path: Path) -> None:
    if not has_tables(connection):
        from filmlog.storage import missing  # only for a database of nothing

        raise missing.no_diary(path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    # About 80 ms: only the first command on a new or an old diary pays for it.
    from filmlog.storage.upgrade import upgrade

    upgrade(connection, path)
