from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.errors import NotADiaryError
from filmlog.storage.diary import Diary
from tests.battery.damage import leave_journal
from tests.examples import cranes_diary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A diary that holds the example film."""
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    return path


def titles(path: Path) -> list[str]:
    with Diary.open(path) as diary:
        return [film.title for film in diary.films()]


@pytest.mark.parametrize(
    "sql",
    [
        "PRAGMA user_version = 3",
        "UPDATE film SET overview = hex(randomblob(9000))",
        "DELETE FROM viewing_label",
    ],
)
def test_its_own_journal_is_played_back(path: Path, sql: str) -> None:
    before = path.read_bytes()
    leave_journal(path, sql)
    assert path.read_bytes() != before
    assert titles(path) == ["The Cranes Are Flying"]
    assert path.read_bytes() == before
    assert not path.with_name("diary.db-journal").exists()


@pytest.mark.parametrize("other", ["another program's", "an older copy", "of another page size"])
def test_the_journal_of_another_file_is_refused(path: Path, tmp_path: Path, other: str) -> None:
    crashed = tmp_path / "crashed.db"
    if other == "an older copy":
        shutil.copy(path, crashed)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("UPDATE film SET tagline = 'War'")
            connection.execute("UPDATE film SET tagline = 'Waiting'")
    else:
        with closing(sqlite3.connect(crashed, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA page_size = {512 if 'size' in other else 4096}")
            connection.execute("CREATE TABLE recipe (name)")
    leave_journal(crashed, "PRAGMA user_version = 3")
    journal = path.with_name("diary.db-journal")
    shutil.move(f"{crashed}-journal", journal)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    before = path.read_bytes()
    for opened in (path, link):
        with pytest.raises(NotADiaryError, match=r"diary\.db-journal, left by a crash of another"):
            Diary.open(opened)
    assert path.read_bytes() == before
    journal.unlink()
    assert titles(path) == ["The Cranes Are Flying"]


def test_what_sqlite_takes_for_no_journal(path: Path) -> None:
    path.with_name("diary.db-journal").write_bytes(b"Dear journal\n" * 900)
    before = path.read_bytes()
    assert titles(path) == ["The Cranes Are Flying"]
    assert path.read_bytes() == before


def test_a_wal_beside_a_diary_that_has_none(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(path, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE film SET title = 'Another'")
        shutil.copy(f"{other}-wal", f"{path}-wal")
        # The diary that it belongs to says so itself.
        assert titles(other) == ["Another"]
    before = path.read_bytes()
    with pytest.raises(NotADiaryError, match=r"diary\.db-wal, left by a crash of another file"):
        Diary.open(path)
    assert path.read_bytes() == before
