from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from filmlog.domain.film import Film
from filmlog.errors import BusyError, FilmlogError, StorageFullError
from filmlog.storage import copying
from filmlog.storage.backup import back_up
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import cranes_diary, log

NOW = datetime(2026, 11, 25, 2, 15, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    return path


def _titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM film ORDER BY number")]


def test_a_backup_is_a_private_diary_named_for_when_it_was_made(path: Path) -> None:
    made = back_up(path, "import", NOW)
    assert made == path.with_name("diary.db.before-import-20261125T011500Z.backup")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with Diary.open(made) as diary:
        assert [film.title for film in diary.films()] == ["The Cranes Are Flying"]


def test_a_name_that_is_taken_gets_a_number(path: Path) -> None:
    names = [back_up(path, "import", NOW).name for _ in range(3)]
    stem = "diary.db.before-import-20261125T011500Z"
    assert names == [f"{stem}.backup", f"{stem}-2.backup", f"{stem}-3.backup"]


def test_it_holds_what_is_committed_while_the_caller_has_the_lock(path: Path) -> None:
    with Diary.open(path) as diary:
        diary.connection.execute("BEGIN IMMEDIATE")
        diary.connection.execute("UPDATE film SET title = 'Ran'")
        made = back_up(path, "import", NOW)
        diary.connection.execute("COMMIT")
    assert _titles(made) == ["The Cranes Are Flying"]
    assert _titles(path) == ["Ran"]


def test_the_diary_can_be_written_to_afterwards(path: Path) -> None:
    with Diary.open(path) as diary:
        back_up(path, "import", NOW)
        log(diary, Film(new_ulid(), "Ran"))
    assert _titles(path) == ["The Cranes Are Flying", "Ran"]


def test_another_program_that_holds_the_diary_is_not_waited_for_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            back_up(path, "import", NOW)
    assert [found.name for found in path.parent.iterdir()] == ["diary.db"]


def test_a_backup_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small(file: Path, **settings: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(file, **settings)
        if file != path:
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StorageFullError):
        back_up(path, "import", datetime.now(UTC))
    assert [found.name for found in path.parent.iterdir()] == ["diary.db"]


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    path = tmp_path / f"{'d' * 240}.db"
    cranes_diary(path).connection.close()
    with pytest.raises(FilmlogError, match="too long"):
        back_up(path, "import", NOW)
