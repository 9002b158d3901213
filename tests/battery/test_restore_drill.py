"""A backup, then damage to the diary, then restore-backup: the diary is the snapshot again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from filmlog import paths
from filmlog.domain.change import Record
from filmlog.storage.backups import backups_of
from filmlog.storage.diary import Diary
from tests import whole
from tests.battery.battery import Battery
from tests.program import filmlog
from tests.storage.test_comparing import everything

WHOLE, REDUCED = 50, 6
_PAGE = 4096


def _truncate(path: Path, chance: Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _zero_a_page(path: Path, chance: Random) -> None:
    with path.open("r+b") as file:
        file.seek(chance.randrange(path.stat().st_size // _PAGE) * _PAGE)
        file.write(bytes(_PAGE))


def _flip_bits(path: Path, chance: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 200)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _delete(path: Path, _: Random) -> None:
    path.unlink()


def _replace_by_text(path: Path, chance: Random) -> None:
    path.write_bytes(chance.randbytes(chance.randrange(3)) + b"Dear diary\n" * 9)


def _replace_by_another(path: Path, _: Random) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE film (title TEXT)")


_DAMAGE: tuple[Callable[[Path, Random], None], ...] = (
    _truncate,
    _zero_a_page,
    _flip_bits,
    _delete,
    _replace_by_text,
    _replace_by_another,
)


def _tables(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def _records(path: Path) -> dict[str, Record]:
    with Diary.open(path) as diary:
        return everything(diary)


@pytest.fixture
def diary(home: Path) -> Path:
    path = paths.diary_path()
    with Diary.open(path, create=True) as diary:
        whole.demo().write(diary)
    for number in range(6):
        filmlog("add", f"Film {number}", "--new", "--rating", "3", "--review", "Rain. " * 400)
    filmlog("edit", "Film 2", "--rating", "5")
    filmlog("remove", "Film 3", "--yes")
    shutil.rmtree(home / "diary.db.backups")
    return path


def test_the_diary_is_the_snapshot_again(diary: Path, battery: Battery) -> None:
    chance = battery.random("restore drill")
    for number in range(battery.rounds(WHOLE, REDUCED)):
        assert filmlog("add", f"Round {number}", "--new").code == 0
        assert filmlog("backup").code == 0
        snapshot = backups_of(diary)[0].path
        tables, records = _tables(snapshot), _records(snapshot)
        damage = _DAMAGE[number % len(_DAMAGE)]
        damage(diary, chance)
        damaged = diary.read_bytes() if diary.exists() else b""
        before = set(diary.parent.glob("diary.db.damaged-*"))
        done = filmlog("restore-backup", snapshot.name, "--yes")
        assert done.code == 0, (number, damage, done.output)
        aside = set(diary.parent.glob("diary.db.damaged-*")) - before
        if aside or not damaged:
            now = _tables(diary)
            (noted,) = [line for line in now if line not in tables]
            assert "'replace'" in noted
            now.remove(noted)
            assert now == tables, (number, damage)
            assert [found.read_bytes() for found in aside] == ([damaged] if damaged else [])
        else:  # what was damaged is no fault to SQLite: a word of a review, or an unused byte
            after = _records(diary)
            assert {id_: after[id_] for id_ in records} == records, (number, damage)
        assert snapshot.exists()
        shutil.rmtree(diary.parent / "diary.db.backups")


def test_going_back_and_undo_leave_what_was_there(diary: Path, battery: Battery) -> None:
    chance = battery.random("going back and undo")
    titles = [f"Film {number}" for number in range(6)]
    for number in range(battery.rounds(25, 2)):
        wanted = _records(diary)
        assert filmlog("backup", "then.backup", "--yes").code == 0
        for _ in range(chance.randint(1, 6)):
            title = chance.choice(titles)
            rating, tag = str(chance.randint(1, 5)), f"tag {chance.randrange(99)}"
            filmlog(*chance.choice((
                ("add", title, "--on", f"20{chance.randint(10, 25)}", "--rating", rating),
                ("edit", title, "--rating", rating, "--tag", tag),
                ("remove", title, "--yes"),
                ("film", "edit", title, "--genre", tag),
                ("watch", title),
                ("undo",),
            )))  # fmt: skip
        before = _records(diary)
        assert filmlog("restore-backup", "then.backup", "--yes").code == 0, number
        after = _records(diary)
        assert {id_: after[id_] for id_ in wanted} == wanted, number
        assert all(after[id_].deleted for id_ in set(after) - set(wanted)), number
        if after != before:
            assert filmlog("undo").code == 0, number
            assert _records(diary) == before, number
