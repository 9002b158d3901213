from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.domain.change import Change
from filmlog.domain.conflict import Conflict
from filmlog.domain.history import SYNC
from filmlog.errors import StorageFullError
from filmlog.storage.backups import backups_of
from filmlog.storage.diary import Diary
from tests import whole
from tests.program import filmlog
from tests.storage.checkup.faults import run
from tests.storage.test_comparing import everything
from tests.storage.test_migrations import diary_of_schema


@pytest.fixture
def diary(home: Path) -> Path:
    filmlog("add", "Ran (1985)", "--rating", "4")
    filmlog("backup", "mine.backup")
    filmlog("backup")
    return paths.diary_path()


def _changed() -> None:
    filmlog("edit", "Ran", "--rating", "2", "--venue", "Arsenal")
    filmlog("add", "Ikiru (1952)")


def _records(path: Path) -> object:
    with Diary.open(path) as diary:
        return everything(diary)


def test_the_difference_is_shown_and_nothing_changed(diary: Path) -> None:
    _changed()
    before = diary.read_bytes()
    done = filmlog("restore-backup", "--dry-run")
    assert done.stdout == (
        "To the trash: 1 film, 1 viewing\n"
        "Changed back: 1 viewing\n"
        "  Ikiru (1952): to the trash\n"
        "  Ikiru (1952), watched Fri 20 Nov 2026: to the trash\n"
        "  Ran (1985), watched Fri 20 Nov 2026: rating and venue changed back\n"
    )
    assert "In the backup of Fri 20 Nov 2026 23:10: 1 film, 1 viewing" in done.stderr
    assert diary.read_bytes() == before
    assert len(backups_of(diary)) == 1


def test_it_asks(diary: Path) -> None:
    _changed()
    before = diary.read_bytes()
    assert filmlog("restore-backup").code == 2
    assert diary.read_bytes() == before


@pytest.mark.parametrize("which", [None, "1", "20261120T231000Z-asked.backup", "mine.backup"])
def test_the_diary_is_what_the_backup_is_and_undo_takes_it_back(
    diary: Path, which: str | None
) -> None:
    wanted = _records(diary)
    _changed()
    before = _records(diary)
    done = filmlog("restore-backup", *([which] if which else []), "--yes")
    assert done.code == 0
    after = _records(diary)
    assert isinstance(wanted, dict)
    assert isinstance(after, dict)
    assert {id_: after[id_] for id_ in wanted} == wanted
    assert all(after[id_].deleted for id_ in set(after) - set(wanted))
    assert [backup.why for backup in backups_of(diary)] == ["restore", "asked"]
    assert str(backups_of(diary)[0].path) in done.stderr
    assert filmlog("undo").code == 0
    assert _records(diary) == before


def test_what_is_the_same_is_left_alone(diary: Path) -> None:
    before = diary.read_bytes()
    done = filmlog("restore-backup", "--yes")
    assert (done.code, done.stdout) == (0, "")
    assert "nothing was changed" in done.stderr
    assert diary.read_bytes() == before


def test_records_of_every_kind_come_back(diary: Path, home: Path) -> None:
    with Diary.open(home / "other.db", create=True) as other:
        whole.demo().write(other)
        wanted = everything(other)
    assert filmlog("restore-backup", str(home / "other.db"), "--yes").code == 0
    with Diary.open(diary) as here:
        after = everything(here)
        assert {id_: after[id_] for id_ in wanted} == wanted
        assert here.records.pictures()
    assert "Undone: restore the backup" in filmlog("undo").stderr


def test_a_conflict_is_counted_and_named(diary: Path) -> None:
    conflict = Conflict("01C", "film", "01F", "year", other="1985")
    with Diary.open(diary) as here, here.writing():
        here.apply([Change(None, conflict)], "sync", SYNC)
    done = filmlog("restore-backup", "--dry-run")
    assert done.stdout == "To the trash: 1 conflict\n  a conflict of sync: to the trash\n"


def test_many_differences_are_counted_and_a_dozen_named(diary: Path) -> None:
    for number in range(8):
        filmlog("add", f"Film {number}", "--new")
    lines = filmlog("restore-backup", "--dry-run").stdout.splitlines()
    assert lines[0] == "To the trash: 8 films, 8 viewings"
    assert len(lines) == 1 + 12 + 1
    assert lines[-1] == "  and 4 more"
    assert diary.exists()


@pytest.mark.parametrize("schema", [1, 3])
def test_a_backup_of_an_older_schema_is_brought_to_this_one_elsewhere(
    diary: Path, tmp_path: Path, schema: int
) -> None:
    (tmp_path / "old").mkdir()
    old = diary_of_schema(schema, tmp_path / "old")
    data = old.read_bytes()
    assert filmlog("restore-backup", str(old), "--yes").code == 0
    assert old.read_bytes() == data
    assert [found.name for found in old.parent.iterdir()] == [old.name]
    with closing(sqlite3.connect(old)) as connection:
        films = {id_ for (id_,) in connection.execute("SELECT id FROM film WHERE deleted = ''")}
    with Diary.open(diary) as here:
        assert {film.id for film in here.films()} == films


@pytest.mark.parametrize("data", [b"", b"Dear diary", None])
def test_a_diary_that_is_no_more_is_replaced(diary: Path, data: bytes | None) -> None:
    backup = backups_of(diary)[0].path
    if data is None:
        diary.unlink()
    else:
        diary.write_bytes(data)
    before = {found.name for found in diary.parent.iterdir()}
    assert filmlog("restore-backup", "--dry-run").code == 0
    assert filmlog("restore-backup").code == 2
    assert {found.name for found in diary.parent.iterdir()} == before
    done = filmlog("restore-backup", "--yes")
    assert done.code == 0
    with closing(sqlite3.connect(diary)) as now, closing(sqlite3.connect(backup)) as then:
        (noted,) = [line for line in now.iterdump() if line not in set(then.iterdump())]
        assert "'restore the backup of Fri 20 Nov 2026 23:10 as a file" in noted
        assert "'replace'" in noted
    aside = list(diary.parent.glob("diary.db.damaged-*"))
    assert [found.read_bytes() for found in aside] == ([data] if data else [])
    assert ("What was there is kept" in done.stderr) == bool(data)


def test_a_diary_whose_values_cannot_be_is_replaced(diary: Path) -> None:
    with closing(sqlite3.connect(diary)) as connection, connection:
        connection.execute("UPDATE viewing SET watched = '2026-13-45'")
    done = filmlog("restore-backup", "--yes")
    assert done.code == 0
    assert "cannot be" in done.stderr
    assert filmlog("list").code == 0
    assert len(list(diary.parent.glob("diary.db.damaged-*"))) == 1


def test_a_difference_that_is_in_the_trash_alone_is_said(diary: Path) -> None:
    _changed()
    filmlog("remove", "Ikiru", "--yes")
    filmlog("backup", "gone.backup")
    with Diary.open(diary) as here, here.writing():
        film = here.film(2)
        (viewing,) = here.trashed_viewings()
        assert film is None
        here.apply([Change(viewing, viewing._replace(venue="Home"))], "in the trash")
    done = filmlog("restore-backup", "gone.backup", "--dry-run")
    assert done.stdout == "Only what is in the trash differs, and what is known of imports.\n"


def test_what_is_no_backup_is_refused(diary: Path, home: Path) -> None:
    _changed()
    before = diary.read_bytes()
    (home / "letter.txt").write_text("Dear diary")
    cut = home / "cut.backup"
    cut.write_bytes(backups_of(diary)[0].path.read_bytes()[:30000])
    for which, code in {"letter.txt": 4, "cut.backup": 4, "none": 3, "0": 3, "7": 3}.items():
        done = filmlog("restore-backup", which, "--yes")
        assert (which, done.code) == (which, code)
        assert "filmlog backups" in done.stderr
    assert diary.read_bytes() == before


@pytest.mark.usefixtures("home")
def test_there_is_nothing_to_go_back_to() -> None:
    done = filmlog("restore-backup", "--yes")
    assert done.code == 3
    assert "There is no backup to go back to." in done.stderr


def test_a_broken_one_is_passed_over_for_the_newest_good_one(diary: Path) -> None:
    _changed()
    filmlog("backup")
    backups_of(diary)[0].path.write_text("Dear diary")
    done = filmlog("restore-backup", "--dry-run")
    assert done.code == 0
    assert "Ikiru (1952): to the trash" in done.stdout


def test_one_that_holds_what_cannot_be_read_is_passed_over_and_refused(diary: Path) -> None:
    _changed()
    filmlog("backup")
    newest, oldest = (backup.path for backup in backups_of(diary))
    run(newest, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    diary.write_text("Dear diary")
    done = filmlog("restore-backup", "--dry-run")
    assert done.code == 0
    assert f"Passed over: In {newest}, the viewing #1 (Ran) holds what cannot be" in done.stderr
    refused = filmlog("restore-backup", "1", "--yes")
    assert refused.code == 4
    assert "doctor --salvage" in refused.stderr
    assert diary.read_text() == "Dear diary"
    oldest.unlink()
    none = filmlog("restore-backup", "--yes")
    assert none.code == 3
    assert "There is no backup to go back to." in none.stderr


def test_undo_does_not_go_past_a_file_put_back(diary: Path) -> None:
    diary.write_text("Dear diary")
    done = filmlog("restore-backup", "--yes")
    assert "`filmlog undo` does not take that back." in done.stderr
    (aside,) = diary.parent.glob("diary.db.damaged-*")
    before = _records(diary)
    refused = filmlog("undo")
    assert refused.code == 3
    assert "Undo does not take this back: restore the backup of Fri 20 Nov 2026" in refused.stderr
    assert f"the diary before is kept in {aside.name}" in refused.stderr
    assert "`filmlog restore-backup`" in refused.stderr
    assert _records(diary) == before
    assert "restore the backup of" in filmlog("history").stdout
    filmlog("add", "Ikiru")
    undone = filmlog("undo", "3")
    assert undone.code == 0
    assert "Undone: add Ikiru" in undone.stderr
    assert "Undo goes no further than: restore the backup" in undone.stderr
    assert "There is nothing before that" not in undone.stderr
    assert filmlog("redo").code == 0


def test_what_was_undone_before_a_file_was_put_back_is_not_done_again(diary: Path) -> None:
    filmlog("edit", "Ran", "--rating", "2")
    filmlog("undo")
    filmlog("backup")
    diary.unlink()
    assert filmlog("restore-backup", "--yes").code == 0
    assert filmlog("redo").code == 3
    assert filmlog("undo").code == 3


def test_a_history_that_cannot_be_written_to_is_said(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFullError("The disk is full.")

    diary.write_text("Dear diary")
    monkeypatch.setattr(Diary, "apply", full)
    done = filmlog("restore-backup", "--yes")
    assert done.code == 0
    assert "The backup is the diary now" in done.stderr
    assert "The history does not have it, and `filmlog undo` passes it." in done.stderr
