"""The backups: none, old, unreadable, too many bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.storage.backups import back_up, folder_of
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.storage.checkup.faults import doctor, only_finds, run

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)


def _many_viewings(path: Path, count: int) -> None:
    film = Film(new_ulid(), f"Ran {count}", year=1985)
    with Diary.open(path, create=True) as diary, diary.writing():
        diary.now = NOW
        viewings = [Viewing(new_ulid(), film.id, PartialDate(2020)) for _ in range(count)]
        diary.apply([Change(None, film), *(Change(None, v) for v in viewings)], "many")


def test_no_backup_of_more_than_a_few_viewings(home: Path) -> None:
    _many_viewings(home / "diary.db", 10)
    assert doctor()[1]["findings"] == []
    _many_viewings(home / "diary.db", 1)
    only_finds(home, "no-backup", "note")


def test_an_old_backup_of_a_diary_that_has_changed(home: Path) -> None:
    path = home / "diary.db"
    _many_viewings(path, 11)
    back_up(path, "asked", datetime(2026, 10, 1, tzinfo=UTC))
    finding = only_finds(home, "old-backup", "note")
    assert "50 days old" in finding["found"]
    run(path, "UPDATE command SET at = '2026-09-30T00:00:00Z'")
    assert doctor()[1]["findings"] == []


def test_a_backup_that_cannot_be_read(diary: Path, home: Path) -> None:
    backup = back_up(diary, "asked", NOW)
    backup.write_bytes(b"nothing")
    assert only_finds(home, "unreadable-backup")["items"] == [backup.name]


def test_backups_of_more_than_they_may_take(diary: Path, home: Path) -> None:
    for _ in range(3):
        back_up(diary, "asked", NOW)
    (home / "config.toml").write_text('backup_size = "1 MB"\n')
    (home / "config.toml").chmod(0o600)
    assert "1.0 MB" in only_finds(home, "big-backups", "note")["found"]


def test_a_file_in_the_place_of_the_folder(diary: Path, home: Path) -> None:
    folder_of(diary).write_text("mine")
    finding = only_finds(home, "unreadable-backups")
    assert "diary.db.backups is a file" in finding["found"]
    diary.unlink()
    only_finds(home, "no-diary")
