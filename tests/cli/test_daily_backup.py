from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.storage.backup_reading import contents
from filmlog.storage.backups import backups_of, folder_of
from filmlog.storage.diary import Diary
from tests.program import filmlog


def _made() -> list[str]:
    return [backup.path.name for backup in backups_of(paths.diary_path())]


def _titles() -> list[str]:
    with Diary.open(paths.diary_path()) as diary:
        return [film.title for film in diary.films()]


@pytest.fixture
def diary(home: Path) -> Path:
    filmlog("add", "Ran (1985)")
    return paths.diary_path()


@pytest.mark.usefixtures("diary")
def test_a_new_diary_gets_none_and_the_next_change_does() -> None:
    assert _made() == []
    added = filmlog("add", "Ikiru (1952)")
    assert _made() == ["20261120T231000Z-day.backup"]
    assert "backup" not in added.output


def test_it_holds_what_was_before_the_change(diary: Path) -> None:
    filmlog("add", "Ikiru (1952)")
    held = contents(backups_of(diary)[0].path)
    assert held is not None
    assert (held.films, held.commands) == (1, 1)


@pytest.mark.usefixtures("diary")
def test_there_is_one_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Ikiru", "Mirror"):
        filmlog("add", title)
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-21T00:05:00+00:00")
    filmlog("edit", "Ikiru", "--rating", "5")
    filmlog("remove", "Mirror", "--yes")
    assert _made() == ["20261121T000500Z-day.backup", "20261120T231000Z-day.backup"]


@pytest.mark.usefixtures("diary")
def test_any_backup_of_the_day_will_do() -> None:
    filmlog("backup")
    filmlog("add", "Ikiru")
    assert _made() == ["20261120T231000Z-asked.backup"]


@pytest.mark.usefixtures("diary")
def test_reading_and_what_is_refused_makes_none() -> None:
    for words in (("list",), ("show", "Ran"), ("edit", "Ran", "--rating", "99"), ("trash",)):
        filmlog(*words)
    assert _made() == []


def test_an_import_has_its_own_and_a_dry_run_none(diary: Path, home: Path) -> None:
    table = home / "films.csv"
    table.write_text("Title,Year\nIkiru,1952\n")
    words = ("import", str(table), "--map", "title=film.title,year=film.year")
    assert filmlog(*words, "--dry-run").code == 0
    assert _made() == []
    assert filmlog(*words).code == 0
    assert _made() == ["20261120T231000Z-import.backup"]
    assert contents(backups_of(diary)[0].path) is not None


@pytest.mark.usefixtures("diary")
def test_none_is_made_when_none_is_wanted() -> None:
    filmlog("config", "set", "backups", "never")
    filmlog("add", "Ikiru")
    assert _made() == []


def test_where_none_can_be_made_the_person_is_told_and_the_change_is(diary: Path) -> None:
    folder_of(diary).write_text("mine")
    added = filmlog("add", "Ikiru")
    assert added.code == 0
    assert added.stderr.startswith("Going on without today's backup. ")
    assert added.stderr.count("backup.") == 1
    assert _titles() == ["Ran", "Ikiru"]


def test_a_damaged_diary_is_not_written_to(diary: Path) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'viewing_watched'"
        (page,) = connection.execute(sql).fetchone()
    with diary.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    before = diary.read_bytes()
    added = filmlog("add", "Ikiru")
    assert added.code == 4
    assert "diary.db is damaged" in added.stderr
    assert "filmlog doctor --salvage" in added.stderr
    assert "filmlog restore-backup" in added.stderr
    assert diary.read_bytes() == before
    assert _made() == []


@pytest.mark.usefixtures("diary")
def test_old_ones_are_thinned_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("config", "set", "backup-size", "1 MB")
    for day in range(1, 6):
        monkeypatch.setenv("FILMLOG_NOW", f"2026-12-0{day}T12:00:00+00:00")
        filmlog("add", f"Film {day}", "--new")
    assert _made() == ["20261205T120000Z-day.backup", "20261204T120000Z-day.backup"]


@pytest.mark.usefixtures("diary")
def test_the_demo_makes_none(home: Path) -> None:
    filmlog("demo", "--keep", str(home / "demo.db"))
    assert not folder_of(home / "demo.db").exists()
    assert _made() == []
