"""Conflict copies of every service, and what they hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filmlog.storage.backups import folder_of
from tests.program import filmlog
from tests.storage.checkup.faults import doctor, names, only_finds, run


@pytest.mark.parametrize(
    "name",
    [
        "diary (Anna's conflicted copy 2026-11-25).db",
        "diary (conflicted copy 2026-11-25 101010).db",
        "diary (Anna's conflicted copy 2026-11-25 (1)).db",
        "diary_conflict-20261125-101010.db",
        "diary.sync-conflict-20261125-101010-ABCDEFG.db",
    ],
)
def test_a_conflict_copy_that_holds_nothing_more(name: str, diary: Path, home: Path) -> None:
    shutil.copy2(diary, home / name)
    only_finds(home, "old-conflict-copy", "note")


def test_what_a_conflict_copy_holds_is_counted_and_brought_in(diary: Path, home: Path) -> None:
    name = "diary (conflicted copy 2026-11-25 101010).db"
    shutil.copy2(diary, home / name)
    done = filmlog("--db", str(home / name), "add", "Ran (1985)", "--on", "2026-11-01")
    assert done.code == 0
    shutil.rmtree(folder_of(home / name), ignore_errors=True)
    finding = only_finds(home, "conflict-copy")
    assert "1 film, 1 viewing" in finding["meaning"]
    copy = str(home / "copy.json")
    assert filmlog("--db", str(home / name), "export", "json", "-o", copy).code == 0
    assert filmlog("import", copy).code == 0
    assert "old-conflict-copy" in names(doctor()[1]["findings"])
    (home / name).write_bytes(b"SQLite format 3\0 and no more".ljust(2000))
    assert "conflict-copy" in names(doctor()[1]["findings"])


@pytest.mark.parametrize("name", ["diary (1).db", "diary 2.db", "diary-LAPTOP.db"])
def test_names_that_a_person_gives_too_count_where_a_service_copies(
    name: str, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy2(diary, home / name)
    assert doctor()[1]["findings"] == []
    place = home / "OneDrive"
    place.mkdir(mode=0o700)
    shutil.copy2(diary, place / "diary.db")
    shutil.copy2(diary, place / name)
    run(place / "diary.db", "DELETE FROM imported")
    monkeypatch.setenv("FILMLOG_DB", str(place / "diary.db"))
    assert set(names(doctor()[1]["findings"])) == {"synced-folder", "old-conflict-copy"}
