"""Looking into a file: constraints are checked, and nothing is written to it or beside it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.storage import database
from filmlog.storage.read_only import open_read_only, open_to_check
from tests.storage.checkup.faults import killed_while_writing, sound_diary, state_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sound_diary(tmp_path / "diary.db")


def _check(path: Path) -> str:
    with open_to_check(path) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_constraints_are_checked_and_nothing_is_written(path: Path, tmp_path: Path) -> None:
    before = state_of(tmp_path)
    assert _check(path) == "ok"
    with open_to_check(path) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM film")
    assert state_of(tmp_path) == before
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE viewing SET rating = 0")
    assert _check(path) == "CHECK constraint failed in viewing"


def test_no_journal_is_played_into_it(path: Path, tmp_path: Path) -> None:
    killed_while_writing(path)
    before = state_of(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        _check(path)
    with (
        pytest.raises(sqlite3.OperationalError, match="readonly"),
        closing(open_read_only(path)) as connection,
    ):
        connection.execute("SELECT count(*) FROM film")
    assert state_of(tmp_path) == before


def test_nor_one_that_comes_while_it_is_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    other = Path(shutil.copy2(path, tmp_path / "other.db"))
    killed_while_writing(other)
    with open_to_check(path) as connection:
        other.with_name("other.db-journal").rename(tmp_path / "diary.db-journal")
        before = state_of(tmp_path)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            connection.execute("PRAGMA integrity_check").fetchone()
    assert state_of(tmp_path) == before
