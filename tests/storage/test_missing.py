"""No diary, an empty file, something else in its place: with backups of one and without."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.errors import DiaryError, NotADiaryError
from filmlog.storage.backups import back_up, folder_of
from filmlog.storage.diary import Diary
from tests.program import filmlog
from tests.storage.checkup.faults import killed_while_writing, sound_diary

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("with_journal", [False, True])
def test_a_diary_that_was_lost_is_not_begun_anew(home: Path, *, with_journal: bool) -> None:
    path = sound_diary(home / "diary.db")
    back_up(path, "asked", NOW)
    if with_journal:
        killed_while_writing(path)
    path.rename(home / "old.db")
    before = _names(home)
    for words in ("list", "show Ran", "add Ikiru", "watch Ikiru", "source add Kino"):
        done = filmlog(*words.split())
        assert done.code == 4
        assert f"There is no diary at {path}, but there are backups of one." in done.stderr
        assert "`filmlog restore-backup`" in done.stderr
        assert "move the folder diary.db.backups away" in done.stderr
        assert _names(home) == before
    folder_of(path).rename(home / "elsewhere")
    path.with_name("diary.db-journal").unlink(missing_ok=True)
    assert filmlog("add", "Ikiru").code == 0


def test_a_lone_journal_is_not_deleted_by_a_new_diary(home: Path) -> None:
    path = sound_diary(home / "diary.db")
    killed_while_writing(path)
    path.unlink()
    before = path.with_name("diary.db-journal").read_bytes()
    assert "There is no diary at" in filmlog("list").stderr
    added = filmlog("add", "Ikiru")
    assert added.code == 4
    assert "Beside " in added.stderr
    assert _names(home) == {"diary.db-journal"}
    assert path.with_name("diary.db-journal").read_bytes() == before


def test_an_empty_file_is_no_diary_until_something_is_put_into_it(home: Path) -> None:
    path = home / "diary.db"
    path.touch()
    table = home / "films.csv"
    table.write_text("Title\nIkiru\n")
    for words in ("list", "show Ran", "stats", "backup", "export json"):
        done = filmlog(*words.split())
        assert done.code == 4
        assert done.stderr == (
            f"error: There is no diary at {path}.\nhint: `filmlog add TITLE` starts one there.\n"
        )
    dry = filmlog("import", str(table), "--map", "Title=film.title", "--dry-run")
    assert dry.code == 0
    assert path.read_bytes() == b""
    assert filmlog("add", "Ikiru").code == 0
    assert filmlog("list").code == 0


def test_a_database_with_nothing_in_it_is_none_either(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    before = path.read_bytes()
    assert before
    with pytest.raises(DiaryError, match="There is no diary at"):
        Diary.open(path)
    assert path.read_bytes() == before
    Diary.open(path, create=True).connection.close()
    Diary.open(path).connection.close()


@pytest.mark.parametrize("data", [b"Dear diary\n", bytes(40960), None])
def test_something_else_in_its_place_is_not_the_end_where_there_are_backups(
    data: bytes | None, tmp_path: Path
) -> None:
    path = sound_diary(tmp_path / "diary.db")
    back_up(path, "asked", NOW)
    if data is None:
        path.unlink()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE recipe (name)")
    else:
        path.write_bytes(data)
    for create in (False, True):
        with pytest.raises(NotADiaryError) as caught:
            Diary.open(path, create=create)
        assert "`filmlog restore-backup`" in caught.value.hint
        assert "--salvage" in caught.value.hint
    folder_of(path).rename(tmp_path / "elsewhere")
    with pytest.raises(NotADiaryError) as caught:
        Diary.open(path)
    assert "restore-backup" not in caught.value.hint


def test_a_file_in_the_place_of_the_folder_holds_no_backup(home: Path) -> None:
    folder_of(home / "diary.db").write_text("mine")
    assert "but there are backups" not in filmlog("list").stderr
    assert filmlog("add", "Ran").code == 0
