from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.errors import NotADiaryError
from filmlog.storage import failures, misfits
from filmlog.storage.diary import Diary
from tests.whole import demo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A diary with something on every shelf."""
    path = tmp_path / "diary.db"
    with Diary.open(path, create=True) as diary:
        demo().write(diary)
    return path


def put(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql)


def test_a_sound_diary(path: Path) -> None:
    before = path.read_bytes()
    assert misfits.examine(path) is None
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE viewing SET watched = '2026-02-30' WHERE number = 2",
            "the viewing #2 (The Cranes Are Flying) holds what cannot be: day is out of range",
        ),
        ("UPDATE film SET released = 'then'", "the film #1 (The Cranes Are Flying) holds what"),
        ("UPDATE pass SET starts = 'now'", "the pass #1 holds what cannot be: Invalid isoformat"),
        ("UPDATE offer SET currency = 'EURO'", "the offer #1 (The Cranes Are Flying) holds"),
        ("UPDATE wish SET due = ''", "the wish #1 (The Cranes Are Flying) holds what"),
        ("UPDATE imported SET said = '{'", "the imported row #1 holds what cannot be"),
        ("UPDATE conflict SET other = '{'", "the conflict #1 holds what cannot be: Expecting"),
        ("UPDATE conflict SET base = '['", "the conflict #1 holds what cannot be: Expecting"),
        ("UPDATE conflict SET field = 'title'", "the conflict #1 holds what cannot be: tuple"),
        ("UPDATE conflict SET kind = 'book'", "the conflict #1 holds what cannot be: 'book'"),
        ("INSERT INTO change (command, kind, record, before) VALUES (1, 'film', 'x', '{')",
         "entry 1 of its history holds what cannot be"),
        ("INSERT INTO change (command, kind, record, before) VALUES (1, 'poem', 'x', '{}')",
         "entry 1 of its history holds what cannot be: 'poem'"),
        ("INSERT INTO change (command, kind, record, tmdb) VALUES (1, 'film', 'x', '2026-02-30')",
         "entry 1 of its history holds what cannot be"),
        ("UPDATE command SET at = 'then'", "entry 1 of its history holds what cannot be"),
        ("UPDATE viewing SET rating = 0", "CHECK constraint failed in viewing"),
        ("UPDATE viewing SET film = 77", "a row of viewing goes with one that is not there"),
    ],
)  # fmt: skip
def test_what_no_filmlog_writes_is_named(path: Path, sql: str, said: str) -> None:
    put(path, sql)
    before = path.read_bytes()
    found = misfits.examine(path)
    assert found is not None
    assert found.startswith(f"{path} is damaged: ")
    assert said in found
    assert path.read_bytes() == before


def test_a_fault_that_such_a_value_explains(path: Path) -> None:
    put(path, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 2")
    with (
        pytest.raises(NotADiaryError, match=r"viewing #2 .*: day is out of range") as caught,
        Diary.open(path) as diary,
    ):
        list(diary.entries([1, 2]))
    assert "`filmlog restore-backup`" in caught.value.hint
    assert "`filmlog doctor --salvage FILE`" in caught.value.hint


def test_a_fault_of_our_own_stays_one(path: Path) -> None:
    with pytest.raises(KeyError), Diary.open(path) as diary, diary.writing():
        raise KeyError
    with pytest.raises(ZeroDivisionError), failures.explained(path):
        raise ZeroDivisionError
