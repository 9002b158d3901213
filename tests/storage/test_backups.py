from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from filmlog.domain.change import Change
from filmlog.domain.contents import Contents
from filmlog.domain.film import Film
from filmlog.errors import (
    BusyError,
    FilmlogError,
    NewerDiaryError,
    NotADiaryError,
    NotFoundError,
    StorageFullError,
)
from filmlog.storage import copying
from filmlog.storage.backup_reading import checked, contents, fault
from filmlog.storage.backups import back_up, backups_of, folder_of, thin
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import cranes_diary, log

NOW = datetime(2026, 11, 25, 2, 15, tzinfo=timezone(timedelta(hours=1)))
ROOM = 10**9


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    return path


def _titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM film ORDER BY number")]


def _names(path: Path) -> list[str]:
    return sorted(found.name for found in folder_of(path).iterdir())


def _break(path: Path) -> None:
    """Damage what nothing that is counted leads through."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'title_key'"
        (page,) = connection.execute(sql).fetchone()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)


def test_a_backup_is_a_private_diary_named_for_when_and_why_it_was_made(path: Path) -> None:
    before = os.umask(0)
    try:
        made = back_up(path, "import", NOW)
    finally:
        os.umask(before)
    assert made == path.with_name("diary.db.backups") / "20261125T011500Z-import.backup"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    with Diary.open(made) as diary:
        assert [film.title for film in diary.films()] == ["The Cranes Are Flying"]


def test_a_name_that_is_taken_gets_a_number(path: Path) -> None:
    names = [back_up(path, "schema-4", NOW).name for _ in range(3)]
    stem = "20261125T011500Z-schema-4"
    assert names == [f"{stem}.backup", f"{stem}-2.backup", f"{stem}-3.backup"]
    assert [backup.why for backup in backups_of(path)] == ["schema-4"] * 3
    assert [backup.path.name for backup in backups_of(path)] == names[::-1]


def test_the_folder_is_beside_the_file_that_a_link_leads_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "films.db"
    link.symlink_to(path)
    assert back_up(link, "day", NOW).parent == tmp_path / "diary.db.backups"
    assert backups_of(link) == backups_of(path)


def test_it_holds_what_is_committed_while_the_caller_has_the_lock(path: Path) -> None:
    with Diary.open(path) as diary:
        diary.connection.execute("BEGIN IMMEDIATE")
        diary.connection.execute("UPDATE film SET title = 'Ran'")
        made = back_up(path, "import", NOW)
        diary.connection.execute("COMMIT")
    assert _titles(made) == ["The Cranes Are Flying"]
    assert _titles(path) == ["Ran"]


def test_it_can_be_made_before_a_picture_larger_than_the_cache_is_kept(path: Path) -> None:
    made: list[Path] = []
    with Diary.open(path) as diary:
        diary.before_writing = lambda diary: made.append(back_up(diary.path, "day", NOW))
        with diary.writing():
            diary.keep_picture("00", bytes(20_000_000))
            diary.apply([Change(None, Film(new_ulid(), "Ran"))], "add")
    assert [_titles(found) for found in made] == [["The Cranes Are Flying"]]


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
    assert _names(path) == []


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
    assert _names(path) == []


def test_a_damaged_diary_gets_no_backup(path: Path) -> None:
    _break(path)
    with pytest.raises(NotADiaryError, match=r"diary\.db is damaged") as refused:
        back_up(path, "day", NOW)
    assert "doctor --salvage" in refused.value.hint
    assert "restore-backup" in refused.value.hint
    assert _names(path) == []


def test_a_file_in_the_place_of_the_folder_is_said(path: Path) -> None:
    folder_of(path).write_text("mine")
    with pytest.raises(FilmlogError, match=r"diary\.db\.backups"):
        back_up(path, "import", NOW)
    with pytest.raises(FilmlogError, match=r"diary\.db\.backups"):
        backups_of(path)


def test_they_are_listed_the_newest_first_and_nothing_else(path: Path) -> None:
    assert backups_of(path) == []
    made = [
        back_up(path, why, NOW + timedelta(hours=hours))
        for hours, why in enumerate(("day", "schema-3", "restore"))
    ]
    folder_of(path).joinpath("notes.txt").write_text("mine")
    folder_of(path).joinpath("20269999T011500Z-day.backup").write_text("mine")
    folder_of(path).joinpath("20261125T011500Z-day-2.backup").mkdir()
    found = backups_of(path)
    assert [backup.path for backup in found] == made[::-1]
    assert [backup.why for backup in found] == ["restore", "schema-3", "day"]
    assert found[-1].at == NOW
    assert found[-1].size == made[0].stat().st_size


def test_of_one_second_the_one_made_last_is_the_newest(path: Path) -> None:
    made = [back_up(path, why, NOW) for why in ("restore", "day", "asked", "day")]
    assert [backup.path for backup in backups_of(path)] == made[::-1]


def test_what_is_in_one(path: Path) -> None:
    made = back_up(path, "day", NOW)
    with Diary.open(path) as diary:
        (film,) = diary.films()
        dates = [e.viewing.watched.iso for e in diary.entries_of(film) if e.viewing.watched]
    held = contents(made)
    assert held == Contents(1, 2, 1, max(dates), SCHEMA_VERSION, 1, 2)
    assert held.words == "1 film, 2 viewings, 1 review, the latest of Fri 20 Nov 2026"
    assert fault(made) == ""
    assert _names(path) == [made.name]


def test_what_is_in_the_trash_is_not_counted_as_there(path: Path) -> None:
    with Diary.open(path) as diary, diary.writing():
        (film,) = diary.films()
        diary.apply([Change(film, film._replace(deleted="2026-11-20T00:00:00Z"))], "remove")
    held = contents(back_up(path, "day", NOW))
    assert held is not None
    assert (held.films, held.viewings, held.commands, held.written) == (0, 2, 2, 2)


def test_one_that_cannot_be_read(path: Path, tmp_path: Path) -> None:
    for name, data in {
        "text": b"Dear diary",
        "empty": b"",
        "cut": path.read_bytes()[:5000],
        "other": b"",
    }.items():
        bad = tmp_path / name
        bad.write_bytes(data)
        if name == "other":
            with closing(sqlite3.connect(bad)) as connection:
                connection.execute("CREATE TABLE film (deleted)")
        assert contents(bad) is None
        with pytest.raises(NotADiaryError, match="damaged, or is no backup"):
            checked(bad)
    assert contents(tmp_path / "none") is None
    assert fault(tmp_path / "text")
    with pytest.raises(NotFoundError):
        checked(tmp_path / "none")


def test_one_that_can_be_read_and_is_damaged(path: Path) -> None:
    made = back_up(path, "day", NOW)
    _break(made)
    assert contents(made) is not None
    assert fault(made)
    with pytest.raises(NotADiaryError):
        checked(made)


def test_one_of_a_newer_filmlog(path: Path) -> None:
    made = back_up(path, "day", NOW)
    with closing(sqlite3.connect(made)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(NewerDiaryError):
        checked(made)


def test_thinning_leaves_what_retention_says_and_other_files(path: Path) -> None:
    for days in range(20):
        back_up(path, "day", NOW - timedelta(days=days))
    folder_of(path).joinpath("mine.txt").write_text("mine")
    gone = thin(path, ROOM)
    left = [backup.at.day for backup in backups_of(path)]
    assert left == [25, 24, 23, 22, 21, 20, 19, 15, 8]
    assert len(gone) == 11
    assert not any(file.exists() for file in gone)
    assert folder_of(path).joinpath("mine.txt").exists()
    assert thin(path, ROOM) == []
    assert len(thin(path, 0)) == 8


def test_what_a_crash_left_goes_a_day_later(path: Path) -> None:
    made = back_up(path, "day", NOW)
    old, new = made.with_name(".filmlog-00.tmp"), made.with_name(".filmlog-11.tmp")
    for file, age in ((old, 86500), (new, 100)):
        file.write_bytes(b"SQLite")
        os.utime(file, (made.stat().st_mtime - age,) * 2)
    assert thin(path, ROOM, made) == [old]
    assert new.exists()


def test_an_empty_diary_in_its_place_does_not_push_the_last_good_one_out(
    path: Path, tmp_path: Path
) -> None:
    with Diary.open(path) as diary:
        log(diary, Film(new_ulid(), "Ran"))
    good = back_up(path, "day", NOW)
    with Diary.open(tmp_path / "other.db", create=True) as diary:
        log(diary, Film(new_ulid(), "Ikiru"))
    (tmp_path / "other.db").replace(path)
    for days in range(1, 12):
        made = back_up(path, "day", NOW + timedelta(days=days))
        thin(path, 0, made)
        assert [backup.path for backup in backups_of(path)] == [made, good]


def test_there_is_nothing_to_thin(path: Path) -> None:
    assert thin(path, 0) == []
