"""What is in a backup that SQLite finds sound, and no command can read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from filmlog.domain.film import Film
from filmlog.errors import NotADiaryError
from filmlog.storage.backup_reading import checked, contents, fault, is_diary, is_readable, misfit
from filmlog.storage.backups import back_up, backups_of, thin
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import cranes_diary, log
from tests.storage.checkup.faults import killed_while_writing, run, state_of
from tests.storage.test_migrations import diary_of_schema

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)
UNREADABLE = "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "diary.db"
    cranes_diary(path).connection.close()
    return path


def test_a_value_that_cannot_be_read_is_a_fault(path: Path, tmp_path: Path) -> None:
    good = back_up(path, "day", NOW)
    run(path, UNREADABLE)
    bad = back_up(path, "day", NOW)
    before = state_of(tmp_path)
    assert (fault(good), misfit(good), is_readable(good)) == ("", "", True)
    assert fault(bad) == (
        f"In {bad}, the viewing #1 (The Cranes Are Flying) holds what cannot be: "
        "day is out of range for month."
    )
    assert misfit(bad) == "viewing 1: watched is '2026-02-30'"
    assert not is_readable(bad)
    with pytest.raises(NotADiaryError, match="holds what cannot be") as caught:
        checked(bad)
    assert "doctor --salvage" in caught.value.hint
    assert state_of(tmp_path) == before


def test_a_step_of_the_history_and_a_constraint(path: Path) -> None:
    bad = back_up(path, "day", NOW)
    run(bad, "INSERT INTO change (command, kind, record, before) VALUES (1, 'film', 'x', '{')")
    assert "entry 1 of its history" in fault(bad)
    assert misfit(bad).endswith(" of command 1, of a film")
    broken = back_up(path, "day", NOW)
    with closing(sqlite3.connect(broken, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE viewing SET rating = 0")
    assert fault(broken) == f"{broken} is damaged."


def test_a_latest_day_that_cannot_be_read_is_not_said(path: Path) -> None:
    run(path, "UPDATE viewing SET watched = '2026-13-45'")
    held = contents(back_up(path, "day", NOW))
    assert held is not None
    assert (held.viewings, held.latest) == (2, "")
    assert held.words == "1 film, 2 viewings, 1 review"


def test_one_of_an_older_schema_is_looked_at_too(tmp_path: Path) -> None:
    old = diary_of_schema(1, tmp_path)
    assert fault(old) == ""
    run(old, UNREADABLE)
    assert fault(old) == f"In {old}, viewing 1: watched is '2026-02-30', which is none."


def test_no_journal_is_played_into_one(path: Path, tmp_path: Path) -> None:
    made = back_up(path, "day", NOW)
    killed_while_writing(made)
    before = state_of(tmp_path)
    assert fault(made)
    assert contents(made) is None
    assert state_of(tmp_path) == before


def test_what_says_that_it_is_a_diary(path: Path, tmp_path: Path) -> None:
    assert is_diary(path)
    path.write_bytes(path.read_bytes()[:5000])
    assert is_diary(path)
    other = tmp_path / "other"
    other.write_text("Dear diary")
    assert not is_diary(other)
    other.write_bytes(b"")
    assert not is_diary(other)
    other.unlink()
    run(other, "CREATE TABLE note (text)")
    assert not is_diary(other)


def test_backups_that_no_command_can_read_push_no_good_one_out(path: Path) -> None:
    good = back_up(path, "day", NOW)
    run(path, UNREADABLE)
    with Diary.open(path) as diary:
        log(diary, Film(new_ulid(), "Ran"))
    for days in range(1, 12):
        made = back_up(path, "day", NOW + timedelta(days=days))
        thin(path, 0, made)
        left = [backup.path for backup in backups_of(path)]
        assert left[0] == made
        assert good in left
    run(path, "UPDATE viewing SET watched = '2026-02-28' WHERE number = 1")
    made = back_up(path, "day", NOW + timedelta(days=13))
    thin(path, 0, made)
    assert [backup.path for backup in backups_of(path)] == [made]
