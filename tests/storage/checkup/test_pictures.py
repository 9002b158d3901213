"""Pictures that are missing or not as kept."""

from __future__ import annotations

from pathlib import Path

from tests.program import filmlog
from tests.storage.checkup.faults import mends, only_finds, rows, run


def test_pictures_are_taken_from_the_newest_backup_that_has_them(diary: Path, home: Path) -> None:
    shown = rows(diary, "SELECT sha256, bytes FROM picture ORDER BY 1")
    assert shown
    filmlog("backup")
    run(diary, "UPDATE picture SET bytes = x'00'")
    filmlog("backup")
    finding = mends(home, "damaged-pictures")
    assert "The Cranes Are Flying" in finding["items"][0]
    assert rows(diary, "SELECT sha256, bytes FROM picture ORDER BY 1") == shown


def test_a_picture_that_no_backup_has(diary: Path, home: Path) -> None:
    run(diary, "DELETE FROM picture")
    only_finds(home, "lost-pictures")
