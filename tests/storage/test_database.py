from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.domain.change import Change, replace
from filmlog.errors import BusyError, DiaryError, NewerDiaryError, NotADiaryError
from filmlog.storage import database
from filmlog.storage.backups import back_up
from filmlog.storage.diary import Diary
from tests.examples import cranes_diary


def test_a_new_diary_is_private_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "diary.db"
    with Diary.open(path, create=True) as diary:
        connection = diary.connection
        assert connection.execute("PRAGMA application_id").fetchone() == (0x46696C6D,)
        assert connection.execute("PRAGMA user_version").fetchone() == (database.SCHEMA_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite"))}
    plain = {name for name, strict in ours.items() if not strict}
    assert {name.rsplit("_", 1)[0] for name in plain} <= {
        "film_words",
        "viewing_words",
        "source_words",
        "title_gram",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("umask", ["0", "0o777"])
def test_it_is_private_under_any_umask(tmp_path: Path, umask: str) -> None:
    if umask == "0o777" and sys.platform == "win32":
        pytest.skip("no umask there")
    path = tmp_path / "u" / "diary.db"
    code = (
        f"import os; os.umask({umask}); from pathlib import Path; "
        f"from filmlog.storage.diary import Diary; Diary.open(Path({str(path)!r}), create=True)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_no_diary(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="There is no diary at"):
        Diary.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "content", [b"hello, this is a shopping list\n", b"SQLite format 3", b"\x00" * 4096]
)
def test_a_file_that_is_no_database_is_refused_and_untouched(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(NotADiaryError, match="not a filmlog diary"):
            Diary.open(path, create=create)
    assert path.read_bytes() == content


def test_a_damaged_header_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(NotADiaryError):
        Diary.open(path, create=True)
    assert path.read_bytes() == b"SQLite format 3\x00" + b"\xff" * 5000


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotADiaryError, match="another program's"):
        Diary.open(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_diary_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    with cranes_diary(path) as diary:
        diary.connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(NewerDiaryError, match="made by a newer filmlog"):
        Diary.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="is a folder"):
        Diary.open(tmp_path, create=True)


def test_an_empty_file_becomes_a_diary(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.touch()
    with pytest.raises(DiaryError, match="There is no diary at"):
        Diary.open(path)
    assert path.read_bytes() == b""
    with Diary.open(path, create=True) as diary:
        assert list(diary.films()) == []


def test_an_empty_file_that_has_backups_was_full_once(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    back_up(path, "day", datetime(2026, 11, 20, tzinfo=UTC))
    path.write_bytes(b"")
    for create in (False, True):
        with pytest.raises(NotADiaryError, match="is empty, although there are backups") as caught:
            Diary.open(path, create=create)
        assert "`filmlog restore-backup`" in caught.value.hint
    assert path.read_bytes() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_symlinked_diary_keeps_its_mode_and_so_does_its_journal(tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "films.db", tmp_path / "diary.db"
    cranes_diary(real).connection.close()
    real.chmod(0o640)
    link.symlink_to(real)
    before = os.umask(0o077)
    try:
        with Diary.open(link) as diary, diary.writing():
            film = diary.film(1)
            assert film is not None
            diary.apply([Change(film, replace(film, tagline="War"))], "test")
            journal = real.with_name("films.db-journal")
            assert stat.S_IMODE(journal.stat().st_mode) == 0o640
    finally:
        os.umask(before)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary.db", "disk"]
    with Diary.open(real) as diary:
        assert [film.tagline for film in diary.films()] == ["War"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_link_to_nothing_becomes_a_diary_where_it_leads(tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "films.db", tmp_path / "diary.db"
    real.parent.mkdir()
    link.symlink_to(real)
    with pytest.raises(DiaryError, match="There is no diary at"):
        Diary.open(link)
    before = os.umask(0)
    try:
        Diary.open(link, create=True).connection.close()
    finally:
        os.umask(before)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    real.unlink()
    real.parent.rmdir()
    with pytest.raises(DiaryError, match="is not there, or the folder it should be in is not"):
        Diary.open(link, create=True)


def test_a_locked_diary_says_so_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyError, match="Another program"):
        Diary.open(path)
    other.execute("ROLLBACK")
    with Diary.open(path) as diary:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError), diary.writing():
            pass
    other.close()


def test_a_failed_transaction_leaves_everything(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "diary.db") as diary:
        before = list(diary.connection.iterdump())
        with pytest.raises(RuntimeError), diary.writing():
            diary.connection.execute("DELETE FROM viewing_label")
            raise RuntimeError
        assert list(diary.connection.iterdump()) == before


def test_two_processes_may_start_one_diary(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    code = (
        "from pathlib import Path; from filmlog.storage.diary import Diary; "
        f"d = Diary.open(Path({str(path)!r}), create=True); print(len(list(d.films())))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    assert [process.communicate() for process in started] == [(b"0\n", b"")] * 4
