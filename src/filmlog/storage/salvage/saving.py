"""Saving a damaged diary: reading its pages, filling a new diary, and checking that it is sound."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from filmlog.domain.salvaged import Account, BadPage, Note
from filmlog.errors import DiaryError, NotADiaryError, UsageError
from filmlog.files import explain, make_private_file, refuse_no_folder, sync_folder
from filmlog.storage import database, failures
from filmlog.storage.checkup import indexes
from filmlog.storage.diary import Diary
from filmlog.storage.salvage import losses, parents, schema, shapes
from filmlog.storage.salvage.loading import load
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.reading import Reading
from filmlog.storage.upgrade import upgrade


def save(path: Path, out: Path) -> Account:
    """Make `out` a sound diary, mode 0600, of all that can be read of the one at `path`.

    The damaged file is only read. `out` is there in the end whole, or not at all. Raises UsageError
    when it is there already or its folder is not, NotADiaryError when nothing of a diary is found,
    NewerDiaryError, DiaryError and StorageFullError.
    """
    refuse_no_folder(out)
    _refuse_taken(out)
    with PageFile(path) as file:
        found = schema.find(file)
        temporary = out.parent / f".filmlog-{os.urandom(8).hex()}.tmp"
        try:
            try:
                make_private_file(temporary, out)
                account = _fill(temporary, out, file, found)
                with temporary.open("rb") as whole:
                    os.fsync(whole.fileno())
                _refuse_taken(out)
                temporary.rename(out)
            finally:
                for leftover in (temporary, temporary.with_name(f"{temporary.name}-journal")):
                    with contextlib.suppress(OSError):
                        leftover.unlink()
            sync_folder(out.parent)
        except OSError as error:
            raise explain(error, out) from error
    return account


def _refuse_taken(out: Path) -> None:
    if os.path.lexists(out):
        raise UsageError(f"{out} is there already.", "Name a new file to save into.")


def _fill(temporary: Path, out: Path, file: PageFile, found: schema.Found) -> Account:
    with (
        failures.explained(out),
        closing(sqlite3.connect(temporary, isolation_level=None)) as connection,
    ):
        # Nothing of this file is of use before it is whole.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -64000")
        connection.execute("PRAGMA foreign_keys = OFF")
        shapes.make_empty(connection, found.schema.version)
        reading = Reading(file, found)
        with database.transaction(connection):
            notes = load(reading, connection)
        if not found.is_diary and not any(_counts(connection).values()):
            raise NotADiaryError(
                f"Nothing of a filmlog diary can be read in {file.path}.",
                f"It was not written to, and {out} was not made. `filmlog backups` lists the "
                "backups there are.",
            )
        upgrade(connection, temporary)
        with database.transaction(connection):
            notes += parents.settle(connection, reading.lookups)
            notes += losses.lost(connection, reading)
            for finding in indexes.look(Diary(temporary, connection)):
                if finding.mend is not None:
                    list(finding.mend())
        _check(connection, out)
        notes = list(losses.named(connection, notes))
        return _account(connection, file, found, reading, notes)


def _check(connection: sqlite3.Connection, out: Path) -> None:
    (fault,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if fault != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DiaryError(
            f"What was saved is not sound, so {out} was not made.", "The disk may be failing."
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in shapes.TABLES
        if table in there
    }


def _account(
    connection: sqlite3.Connection,
    file: PageFile,
    found: schema.Found,
    reading: Reading,
    notes: list[Note],
) -> Account:
    bad = [BadPage(page, table) for table, pages in reading.bad.items() for page in pages]
    return Account(
        found.schema.version,
        _counts(connection),
        tuple(notes),
        tuple(sorted(set(bad))),
        max(file.pages, file.expected),
    )
