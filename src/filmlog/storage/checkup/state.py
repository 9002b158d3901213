"""The file as a whole: whether it is a diary that can be opened, before anything is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filmlog.domain.change import Change
from filmlog.domain.checkup import Finding
from filmlog.errors import BusyError, DiaryError, NewerDiaryError, NotADiaryError
from filmlog.storage import database, failures, leftovers, missing
from filmlog.storage.database import SCHEMA_VERSION, transaction
from filmlog.storage.diary import Diary
from filmlog.storage.failures import explained
from filmlog.storage.read_only import open_read_only

SALVAGE = (
    "`filmlog backups` lists the backups and `filmlog restore-backup` goes back to one; "
    "`filmlog doctor --salvage FILE` saves what can still be read into a new diary."
)

_PATIENCE = 0.3
"""Seconds to wait for another program before the person is told that one has to be waited for."""

_WAL = 2
"""The read and write version in the header of a WAL database (sqlite.org/fileformat2.html)."""


@contextmanager
def read_only(path: Path) -> Iterator[Diary]:
    """The diary at `path`, which `look` has found to be one, opened to be looked into."""
    with explained(path), closing(open_read_only(path)) as connection:
        yield Diary(path, connection)


def look(path: Path, say: Callable[[str], None]) -> Iterator[Finding]:
    """What keeps the file from being looked into; nothing when its contents can be checked.

    `say` tells the person that another program is waited for. Raises BusyError.
    """
    try:
        header = database.check_header(path)
        leftovers.refuse_a_wal(path, header)
    except DiaryError as error:
        yield _refused(path, error)
        return
    yield from _empty(path) or _write_ahead(path) or _stray_log(path) or _opened(path, say)


def _refused(path: Path, error: DiaryError) -> Finding:
    if not path.exists():
        name = "no-diary"
    elif isinstance(error, NewerDiaryError):
        name = "newer-diary"
    elif not isinstance(error, NotADiaryError):
        name = "not-readable"
    else:
        name = "foreign-journal" if _may_be_a_diary(path) else "not-a-diary"
    return Finding(name, "wrong", error.sentence, "filmlog cannot work with it.", error.hint)


def _may_be_a_diary(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) in {b"SQLite format 3\0", b""}


def _empty(path: Path) -> list[Finding]:
    if path.stat().st_size:
        return []
    try:
        missing.refuse_what_was_full(path)
    except NotADiaryError as error:
        return [
            Finding(
                "empty-file",
                "wrong",
                error.sentence,
                "Whatever stood in it is gone: a program or a disk has emptied it.",
                error.hint,
            )
        ]
    return [_not_begun(path, "is empty: 0 bytes")]


def _not_begun(path: Path, how: str) -> Finding:
    return Finding(
        "empty-file",
        "note",
        f"{path} {how}. There is no diary there yet.",
        "A command that was stopped as it began a diary leaves such a file.",
        missing.no_diary(path).hint,
    )


def _write_ahead(path: Path) -> list[Finding]:
    with path.open("rb") as file:
        versions = file.read(20)[18:]
    if _WAL not in versions:
        return []

    def mend() -> Iterable[Change]:
        with explained(path), closing(_open(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        return ()

    return [
        Finding(
            "write-ahead-log",
            "wrong",
            "The diary is in SQLite's WAL mode; another program has switched it on.",
            "What was written last may stand in the -wal file beside it, and a copy of the diary "
            "made without that file lacks it.",
            "The journal mode is put back to DELETE, and everything into the one file.",
            mend=mend,
        )
    ]


def _stray_log(path: Path) -> list[Finding]:
    """A -wal file of 0 bytes beside a diary that is not in WAL mode; `look` refuses another."""
    log = path.with_name(f"{path.name}-wal")
    if _size(log) != 0:
        return []

    def mend() -> Iterable[Change]:
        if _size(log) == 0:
            log.unlink(missing_ok=True)
        return ()

    return [
        Finding(
            "stray-log",
            "wrong",
            f"An empty {log.name} lies beside the diary, which is not in WAL mode.",
            "Another program has left it; SQLite looks into it each time.",
            "It is deleted.",
            mend=mend,
        )
    ]


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _opened(path: Path, say: Callable[[str], None]) -> Iterator[Finding]:
    try:
        with explained(path), closing(open_read_only(path, _PATIENCE)) as connection:
            try:
                version = database.check_identity(connection, path)
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise
                say("Another program is writing to the diary; waiting for it.")
                wait = int(failures.BUSY_SECONDS * 1000)
                connection.execute(f"PRAGMA busy_timeout = {wait}")
                version = database.check_identity(connection, path)
            is_begun = version > 0 or database.has_tables(connection)
    except BusyError:
        raise
    except DiaryError as error:
        cause = error.__cause__
        if getattr(cause, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK":
            yield _interrupted(path)
        elif isinstance(error, NotADiaryError) and cause is not None:
            yield damaged(path, [])
        elif isinstance(error, NotADiaryError):
            yield _refused(path, error)._replace(name="another-database")
        else:
            yield _refused(path, error)
        return
    if not is_begun:
        yield _not_begun(path, "is a database with nothing in it")
    elif version < SCHEMA_VERSION:
        yield Finding(
            "older-diary",
            "note",
            f"The diary is of an older filmlog: schema {version}; this one's is {SCHEMA_VERSION}.",
            "It is in order; the next command upgrades it, after a backup.",
            "`filmlog list` upgrades it; run the doctor again then, to have all of it looked at.",
        )


def _interrupted(path: Path) -> Finding:
    def mend() -> Iterable[Change]:
        with explained(path), closing(_open(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return ()

    return Finding(
        "interrupted",
        "wrong",
        f"A command was stopped while it wrote: {path.name}-journal lies beside the diary.",
        "The diary is half changed, and its journal has what it takes to put it back. Never "
        "delete, move or copy one without the other.",
        "The diary is put back to how it was before that command, as any command does first.",
        mend=mend,
    )


def stale_journal(path: Path) -> Iterator[Finding]:
    """A journal beside a diary, that can be opened, with nothing in it to be put back."""
    journal = path.with_name(f"{path.name}-journal")
    try:
        with journal.open("rb") as file:
            start = file.read(8)
    except OSError:
        return
    if start.strip(b"\0"):
        return  # another program is writing, else it would have been found to be interrupted

    def mend() -> Iterable[Change]:
        # Only SQLite can tell that nobody uses it: it goes with the next thing written.
        with explained(path), closing(_open(path)) as connection, transaction(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {version}")
        return ()

    yield Finding(
        "empty-journal",
        "note",
        f"An empty {journal.name} lies beside the diary.",
        "It does no harm: nothing stands in it that would have to be put back.",
        "SQLite is made to delete it.",
        mend=mend,
    )


def damaged(path: Path, faults: Iterable[str]) -> Finding:
    """The finding of a file that SQLite cannot read in full."""
    return Finding(
        "damaged",
        "wrong",
        f"{path} is damaged.",
        "A disk, a copy or another program has changed bytes of it. Nothing more was looked at, "
        "and nothing is written to it.",
        SALVAGE,
        tuple(faults),
    )


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=failures.BUSY_SECONDS, isolation_level=None)
