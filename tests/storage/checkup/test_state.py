"""The file as a whole: none, another, damaged, interrupted, in another mode, in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.storage import database
from tests.program import filmlog
from tests.storage.checkup.faults import killed_while_writing, mends, only_finds, rows, run


def test_no_diary(home: Path) -> None:
    finding = only_finds(home, "no-diary")
    assert "filmlog add TITLE" in finding["remedy"]


def test_no_diary_where_there_are_backups(diary: Path, home: Path) -> None:
    filmlog("backup")
    diary.unlink()
    finding = only_finds(home, "no-diary")
    assert "but there are backups of one" in finding["found"]
    assert "restore-backup" in finding["remedy"]
    assert "salvage" not in finding["remedy"]


@pytest.mark.parametrize("data", [b"Dear diary\n", bytes(40960)])
def test_something_else_where_there_are_backups(data: bytes, diary: Path, home: Path) -> None:
    filmlog("backup")
    diary.write_bytes(data)
    remedy = only_finds(home, "not-a-diary")["remedy"]
    for way in ("--db FILE", "restore-backup", "doctor --salvage"):
        assert way in remedy


def test_a_database_with_nothing_in_it(home: Path) -> None:
    run(home / "diary.db", "VACUUM")
    (home / "diary.db").chmod(0o600)
    assert (home / "diary.db").stat().st_size
    finding = only_finds(home, "empty-file", "note")
    assert "There is no diary there yet" in finding["found"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("not-a-diary", b"SQLite it is not\n" * 9), ("damaged", b"SQLite format 3\0")],
)
def test_what_is_no_diary(name: str, data: bytes, home: Path) -> None:
    path = home / "diary.db"
    path.write_bytes(data.ljust(4096, b"x"))
    path.chmod(0o600)
    only_finds(home, name)


def test_a_folder_and_a_pipe(home: Path) -> None:
    (home / "diary.db").mkdir(mode=0o700)
    only_finds(home, "not-readable")
    (home / "diary.db").rmdir()
    os.mkfifo(home / "diary.db", 0o600)
    only_finds(home, "not-a-diary")


def test_another_programs_database(home: Path) -> None:
    path = home / "diary.db"
    run(path, "CREATE TABLE contacts (name)")
    path.chmod(0o600)
    only_finds(home, "another-database")


def test_a_newer_diary(diary: Path, home: Path) -> None:
    run(diary, f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")
    only_finds(home, "newer-diary")


def test_an_empty_file(diary: Path, home: Path) -> None:
    diary.write_bytes(b"")
    only_finds(home, "empty-file", "note")


def test_a_file_cut_short(diary: Path, home: Path) -> None:
    filmlog("backup")
    data = diary.read_bytes()
    diary.write_bytes(data[: len(data) // 2])
    finding = only_finds(home, "damaged")
    assert "--salvage" in finding["remedy"]
    diary.write_bytes(b"")
    assert "restore-backup" in only_finds(home, "empty-file")["remedy"]


def test_a_diary_in_wal_mode(diary: Path, home: Path) -> None:
    run(diary, "PRAGMA journal_mode = WAL")
    mends(home, "write-ahead-log")
    assert rows(diary, "PRAGMA journal_mode") == [("delete",)]


def test_an_empty_log_beside_it(diary: Path, home: Path) -> None:
    log = diary.with_name("diary.db-wal")
    log.touch(0o600)
    mends(home, "stray-log")
    assert not log.exists()


def test_the_log_of_another_file_is_never_deleted(diary: Path, home: Path) -> None:
    log = diary.with_name("diary.db-wal")
    with closing(sqlite3.connect(home / "other.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE note (text)")
        data = (home / "other.db-wal").read_bytes()
    (home / "other.db").unlink()
    log.write_bytes(data)
    finding = only_finds(home, "foreign-journal")
    assert finding["found"] in filmlog("list").stderr
    assert finding["remedy"] in filmlog("list").stderr
    assert log.read_bytes() == data


def test_a_command_that_was_killed(diary: Path, home: Path) -> None:
    title = rows(diary, "SELECT title FROM film")
    killed_while_writing(diary)
    diary.with_name("diary.db-journal").chmod(0o600)
    finding = mends(home, "interrupted")
    assert "diary.db-journal" in finding["found"]
    assert rows(diary, "SELECT title FROM film") == title
    assert not diary.with_name("diary.db-journal").exists()


def test_an_empty_journal(diary: Path, home: Path) -> None:
    journal = diary.with_name("diary.db-journal")
    journal.touch(0o600)
    mends(home, "empty-journal", "note")
    assert not journal.exists()


def test_the_journal_of_another_file(diary: Path, home: Path) -> None:
    other = home / "other.db"
    run(other, "CREATE TABLE picture (a, b)")
    run(other, "CREATE TABLE film (title)")
    killed_while_writing(other)
    diary.with_name("diary.db-journal").write_bytes((home / "other.db-journal").read_bytes())
    (home / "other.db").unlink()
    (home / "other.db-journal").unlink()
    only_finds(home, "foreign-journal")


def test_a_diary_that_is_written_to_is_waited_for(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.5)
    with closing(sqlite3.connect(diary, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        result = filmlog("doctor")
        assert result.code == 5
        assert "waiting for it" in result.stderr
        assert "Another program has held" in result.stderr
        writer.execute("ROLLBACK")
        writer.execute("BEGIN IMMEDIATE")
        assert filmlog("doctor").code == 5
    assert filmlog("doctor").code == 0
