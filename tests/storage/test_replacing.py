from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.errors import DiaryError, FilmlogError, NotADiaryError
from filmlog.storage.backups import back_up
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from filmlog.storage.replacing import put_back, trouble_with
from tests.examples import cranes_diary

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    return path


@pytest.fixture
def backup(path: Path) -> Path:
    return back_up(path, "day", NOW)


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_sound_diary_has_no_trouble(path: Path) -> None:
    assert trouble_with(path) == ""


def test_what_the_trouble_is(path: Path, backup: Path, tmp_path: Path) -> None:
    assert "no diary" in trouble_with(tmp_path / "none.db")
    dangling = tmp_path / "link.db"
    dangling.symlink_to(tmp_path / "none.db")
    assert "no diary" in trouble_with(dangling)
    path.write_bytes(b"")
    assert "is empty" in trouble_with(path)
    path.write_bytes(b"Dear diary")
    assert "not an SQLite file" in trouble_with(path)
    path.write_bytes(backup.read_bytes()[:20000])
    assert "damaged" in trouble_with(path)
    path.write_bytes(backup.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "newer filmlog" in trouble_with(path)


def test_what_is_no_file_is_not_to_be_replaced(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="folder"):
        trouble_with(tmp_path)
    with pytest.raises(NotADiaryError, match="device"):
        trouble_with(Path(os.devnull))


def test_the_backup_is_the_diary_and_what_was_there_is_beside(path: Path, backup: Path) -> None:
    path.write_text("Dear diary")
    aside = put_back(path, backup, NOW)
    assert aside == path.with_name("diary.db.damaged-20261125T011500Z")
    assert aside.read_text() == "Dear diary"
    assert _content(path) == _content(backup)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert backup.exists()
    path.write_text("Dear diary, again")
    again = put_back(path, backup, NOW)
    assert again == path.with_name("diary.db.damaged-20261125T011500Z-2")
    assert aside.read_text() == "Dear diary"


def test_nothing_and_an_empty_file_leave_nothing_beside(path: Path, backup: Path) -> None:
    for prepare in (path.unlink, lambda: path.write_bytes(b"")):
        prepare()
        assert put_back(path, backup, NOW) is None
        assert _content(path) == _content(backup)
        assert {found.name for found in path.parent.iterdir()} == {"diary.db", "diary.db.backups"}


def test_a_journal_of_the_damaged_file_is_not_played_into_the_backup(
    path: Path, backup: Path
) -> None:
    whole = path.read_bytes()
    with Diary.open(path) as diary:
        diary.connection.execute("PRAGMA cache_spill = 1")
        diary.connection.execute("BEGIN IMMEDIATE")
        diary.connection.execute("PRAGMA cache_size = 1")
        diary.connection.execute("INSERT INTO picture VALUES ('00', zeroblob(900000))")
        journal = path.with_name("diary.db-journal").read_bytes()
        diary.connection.execute("ROLLBACK")
    assert len(journal) > 512
    path.write_bytes(whole[:30000])
    path.with_name("diary.db-journal").write_bytes(journal)
    aside = put_back(path, backup, NOW)
    assert aside is not None
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == journal
    assert not path.with_name("diary.db-journal").exists()
    assert _content(path) == _content(backup)


def test_a_link_is_followed_and_the_file_keeps_its_mode(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "films.db"
    link.symlink_to(path)
    path.write_text("Dear diary")
    path.chmod(0o640)
    aside = put_back(link, backup, NOW)
    assert link.is_symlink()
    assert aside is not None
    assert aside.parent == tmp_path
    assert _content(path) == _content(backup)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_disk_without_hard_links_will_do(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path.write_text("Dear diary")
    aside = put_back(path, backup, NOW)
    assert aside is not None
    assert aside.read_text() == "Dear diary"
    assert _content(path) == _content(backup)


def test_a_damaged_backup_changes_nothing(path: Path, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:20000])
    path.write_text("Dear diary")
    with pytest.raises(NotADiaryError):
        put_back(path, backup, NOW)
    assert path.read_text() == "Dear diary"
    assert {found.name for found in path.parent.iterdir()} == {"diary.db", "diary.db.backups"}


def test_a_fault_between_leaves_the_damaged_file_where_it_was(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path.write_text("Dear diary")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FilmlogError, match="full, or failing"):
        put_back(path, backup, NOW)
    assert path.read_text() == "Dear diary"
