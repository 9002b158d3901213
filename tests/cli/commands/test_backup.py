from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.storage.backup_reading import contents
from filmlog.storage.backups import backups_of
from tests.program import filmlog
from tests.storage.checkup.faults import run


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


def test_a_backup_that_is_there_is_not_written_over_unasked(home: Path) -> None:
    filmlog("backup", "usb.db")
    before = (home / "usb.db").stat().st_ino
    refused = filmlog("backup", "usb.db")
    assert refused.code == 2
    assert "usb.db is there already. Write over it?" in refused.stderr
    assert (home / "usb.db").stat().st_ino == before
    for option in ("--overwrite", "--yes"):
        assert filmlog("backup", "usb.db", option).code == 0
    assert contents(home / "usb.db") is not None


def test_what_is_no_backup_is_never_written_over(home: Path) -> None:
    (home / "letter.txt").write_text("mine")
    run(home / "other.db", "CREATE TABLE bookmark (url)")
    os.mkfifo(home / "pipe")
    for name in ("letter.txt", "other.db", "pipe", os.devnull):
        before = (home / name).read_bytes() if name not in {"pipe", os.devnull} else b""
        for option in ("--overwrite", "--yes"):
            refused = filmlog("backup", name, option)
            assert refused.code == 2
            assert "is no backup of a diary" in refused.stderr
            assert "Name another place" in refused.stderr
        assert not before or (home / name).read_bytes() == before


def test_an_empty_file_and_a_damaged_backup_may_be_written_over(home: Path) -> None:
    (home / "usb.db").touch()
    assert filmlog("backup", "usb.db", "--overwrite").code == 0
    (home / "usb.db").write_bytes((home / "usb.db").read_bytes()[:5000])
    assert filmlog("backup", "usb.db", "--overwrite").code == 0
    assert contents(home / "usb.db") is not None


def test_a_link_is_followed(home: Path) -> None:
    (home / "disk").mkdir()
    for name in ("usb.db", "usb.db"):  # the first time it leads to nothing yet
        (home / name).unlink(missing_ok=True)
        (home / name).symlink_to(home / "disk" / "films.backup")
        done = filmlog("backup", name, "--yes")
        assert (done.code, done.stdout) == (0, "usb.db\n")
        assert (home / name).is_symlink()
        assert [file.name for file in (home / "disk").iterdir()] == ["films.backup"]
        assert contents(home / "disk" / "films.backup") is not None
    (home / "loop.db").symlink_to(home / "loop.db")
    refused = filmlog("backup", "loop.db", "--yes")
    assert refused.code == 2
    assert "leads back to itself" in refused.stderr


def test_it_cannot_be_standard_output(home: Path) -> None:
    refused = filmlog("backup", "-")
    assert (refused.code, refused.stdout) == (2, "")
    assert "standard output" in refused.stderr
    assert not (home / "-").exists()


def test_a_folder_that_is_not_there_is_named() -> None:
    refused = filmlog("backup", "none/copy.db")
    assert refused.code == 2
    assert refused.stderr.startswith("error: There is no folder none.\n")
    Path("letter.txt").write_text("mine")
    assert "letter.txt is not a folder" in filmlog("backup", "letter.txt/copy.db").stderr


def test_what_cannot_be_read_is_said_and_the_backup_made(diary: Path) -> None:
    filmlog("add", "Ikiru")
    run(diary, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    done = filmlog("backup")
    (made, _) = backups_of(diary)
    assert (done.code, done.stdout) == (4, f"{made.path}\n")
    assert "checked" not in done.stderr
    assert "It holds what cannot be read, as the diary does: viewing 1: watched" in done.stderr


def test_such_a_one_takes_a_yes_to_replace_one_that_can_be_read(diary: Path, home: Path) -> None:
    filmlog("backup", "usb.db")
    run(diary, "UPDATE viewing SET watched = '2026-02-30'")
    before = (home / "usb.db").read_bytes()
    refused = filmlog("backup", "usb.db", "--overwrite")
    assert refused.code == 2
    assert "can be read in full, which the diary cannot" in refused.stderr
    assert (home / "usb.db").read_bytes() == before
    assert filmlog("backup", "usb.db", "--yes").code == 4
    assert (home / "usb.db").read_bytes() != before


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
    assert filmlog("--db", "none.db", "backup").code == 4
    assert not Path("none.db").exists()
