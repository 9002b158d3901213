from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.errors import BusyError, FilmlogError, NotADiaryError
from filmlog.storage import copying
from filmlog.storage.copying import copy_to
from filmlog.storage.diary import Diary
from tests.examples import cranes_diary


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with cranes_diary(tmp_path / "diary.db") as diary:
        yield diary


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_copy_is_whole_and_private(diary: Diary, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    before = os.umask(0)
    try:
        copy_to(diary.path, target)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert _content(target) == _content(diary.path)
    with Diary.open(target) as copy:
        assert [film.title for film in copy.films()] == ["The Cranes Are Flying"]
    assert {path.name for path in tmp_path.iterdir()} == {"copy.db", "diary.db"}


def test_what_was_there_is_replaced_and_a_link_not_followed(diary: Diary, tmp_path: Path) -> None:
    other, target = tmp_path / "other", tmp_path / "copy.db"
    other.write_text("mine")
    target.symlink_to(other)
    copy_to(diary.path, target)
    assert not target.is_symlink()
    assert other.read_text() == "mine"
    assert _content(target) == _content(diary.path)


def test_a_copy_has_what_is_committed(diary: Diary, tmp_path: Path) -> None:
    with diary.writing():
        copy_to(diary.path, tmp_path / "copy.db")
    assert _content(tmp_path / "copy.db") == _content(diary.path)


def test_where_no_copy_can_be(diary: Diary, tmp_path: Path) -> None:
    with pytest.raises(FilmlogError, match="folder"):
        copy_to(diary.path, tmp_path / "none" / "copy.db")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FilmlogError, match="folder"):
        copy_to(diary.path, tmp_path / "folder")
    assert {path.name for path in tmp_path.iterdir()} == {"diary.db", "folder"}


def test_a_copy_does_not_wait_for_ever(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(diary.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError, match="Another program"):
            copy_to(diary.path, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["diary.db"]


def test_a_damaged_diary_is_not_copied(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "diary.db") as diary:
        (page,) = diary.connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'viewing_watched'"
        ).fetchone()
    with diary.path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    target = tmp_path / "copy.db"
    target.write_text("old")
    with pytest.raises(NotADiaryError, match=r"diary\.db is damaged"):
        copy_to(diary.path, target)
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"copy.db", "diary.db"}
