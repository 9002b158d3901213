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
    BusyError,
    DiaryError,
    NewerDiaryError,
    NotADiaryError,
    StorageFullError,
)
from filmlog.files import explain
from filmlog.storage import leftovers

APPLICATION_ID = 0x46696C6D  # "Film"
SCHEMA_VERSION = 6
BUSY_SECONDS = 10.0
_MINIMUM_SQLITE = (3, 37, 0)  # STRICT tables; the trigram tokenizer came with 3.34
_HEADER = b"SQLite format 3\x00"


MISFITS = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)
"""What Python raises at a value that no filmlog writes, and at a fault of its own."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a sentence about the diary at `path`.

    So is what Python raises, if values that no filmlog writes turn out to stand in the diary: they
    are looked for only then, as checking each that is read would cost every command.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes bytes of a damaged schema
        raise _explain(sqlite3.DatabaseError("malformed"), path) from error
    except MISFITS as error:
        from filmlog.storage import misfits  # only where something went wrong

        with explained(path):
            unsound = misfits.examine(path)
        if unsound is None:
            raise
        raise NotADiaryError(unsound, f"It was not written to. {WAYS_OUT}") from error


WAYS_OUT = (
    "`filmlog restore-backup` goes back to a backup, and `filmlog doctor --salvage FILE` saves "
    "what can still be read."
)
_FAILURES: tuple[tuple[tuple[str, ...], type[DiaryError], str, str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        BusyError,
        f"Another program has held {{path}} for over {BUSY_SECONDS:.0f} seconds.",
        "Nothing was changed. Wait for it to finish, then run the command again.",
    ),
    (
        ("SQLITE_FULL",),
        StorageFullError,
        "The disk that holds {path} is full.",
        "Nothing was changed. Free some space, then run the command again.",
    ),
    (
        ("SQLITE_NOTADB", "SQLITE_CORRUPT"),
        NotADiaryError,
        "{path} is damaged, or is not a filmlog diary.",
        f"It was not written to. {WAYS_OUT}",
    ),
    (
        ("SQLITE_READONLY",),
        DiaryError,
        "{path} cannot be written to.",
        "Nothing was changed. Check the permissions of the file and of the folder it is in.",
    ),
    (
        ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        DiaryError,
        "{path} cannot be opened.",
        "Check that you may read and write the file and the folder it is in.",
    ),
    (
        ("SQLITE_IOERR",),
        StorageFullError,
        "The disk that holds {path} failed.",
        "Nothing was changed. Check the disk and the space on it, then run the command again.",
    ),
)
"""SQLite's error names (sqlite.org/rescode.html) by prefix, and what each means for the diary."""

_SIGNS_OF_DAMAGE = ("decode to UTF-8", "unsupported file format", "malformed")
"""Parts of the messages of damage that has no error name of its own, and may quote the diary."""


def _explain(error: sqlite3.Error, path: Path) -> DiaryError:
    name = getattr(error, "sqlite_errorname", None) or ""
    if any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        name = "SQLITE_CORRUPT"
    for prefixes, cls, sentence, hint in _FAILURES:
        if name.startswith(prefixes):
            return cls(sentence.format(path=path), hint)
    return DiaryError(
        f"The diary at {path} could not be used: {error}.",
        "It was not written to. `filmlog doctor` says what is wrong with it.",
    )


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
