from __future__ import annotations

import stat
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.storage.backups import backups_of, contents
from tests.program import filmlog


@pytest.fixture(autouse=True)
def diary(home: Path) -> Path:
    filmlog("add", "Ran (1985)", "--review", "Grass.")
    return paths.diary_path()


def test_without_a_file_it_goes_among_the_backups(diary: Path) -> None:
    done = filmlog("backup")
    (made,) = backups_of(diary)
    assert made.why == "asked"
    assert done.stdout == f"{made.path}\n"
    assert "checked: 1 film, 1 viewing, 1 review" in done.stderr


def test_a_file_is_a_private_copy(home: Path) -> None:
    done = filmlog("backup", "copy.db")
    assert done.stdout == "copy.db\n"
    assert stat.S_IMODE((home / "copy.db").stat().st_mode) == 0o600
    assert filmlog("--db", "copy.db", "list", "--json").stdout == filmlog("list", "--json").stdout


def test_a_file_that_is_there_is_not_written_over_unasked(home: Path) -> None:
    letter = home / "letter.txt"
    letter.write_text("mine")
    refused = filmlog("backup", "letter.txt")
    assert refused.code == 2
    assert "letter.txt is there already. Write over it?" in refused.stderr
    assert letter.read_text() == "mine"
    assert filmlog("backup", "letter.txt", "--overwrite").code == 0
    assert contents(letter) is not None


def test_a_fuller_backup_takes_a_yes_of_its_own(home: Path) -> None:
    filmlog("add", "Ikiru")
    filmlog("backup", "usb.db")
    (home / "other").mkdir()
    filmlog("--db", "other/diary.db", "add", "Mirror")
    refused = filmlog("--db", "other/diary.db", "backup", "usb.db", "--overwrite")
    assert refused.code == 2
    assert "holds more than the diary does" in refused.stderr
    held = contents(home / "usb.db")
    assert held is not None
    assert held.films == 2
    assert filmlog("--db", "other/diary.db", "backup", "usb.db", "--yes").code == 0


def test_a_later_backup_of_the_same_diary_is_no_smaller(home: Path) -> None:
    filmlog("backup", "usb.db")
    filmlog("add", "Ikiru")
    filmlog("remove", "Ikiru", "--yes")
    assert filmlog("backup", "usb.db", "--overwrite").code == 0
    assert (home / "usb.db").exists()


def test_where_no_copy_can_be(diary: Path) -> None:
    assert filmlog("backup", str(diary), "--yes").code == 2
    assert filmlog("backup", str(diary.parent), "--yes").code == 2
    assert filmlog("backup", "none/copy.db").code == 1
    assert filmlog("--db", "none.db", "backup").code == 4
    assert not Path("none.db").exists()
