from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from filmlog import paths
from filmlog.storage.backups import backups_of, folder_of
from tests.program import filmlog
from tests.storage.checkup.faults import run


@pytest.fixture
def diary(home: Path) -> Path:
    filmlog("add", "Ran (1985)", "--on", "2026-11-19")
    filmlog("add", "Ikiru", "--on", "2026-11-18", "--review", "Swing.")
    filmlog("backup")
    return paths.diary_path()


def _json(*words: str) -> Any:
    document = json.loads(filmlog("backups", "--json", *words).stdout)
    assert document["filmlog"]["kind"] == "backups"
    return document["data"]


def test_there_are_none(home: Path) -> None:
    done = filmlog("backups")
    assert (done.code, done.stdout) == (0, "")
    assert "There are no backups in" in done.stderr
    assert filmlog("backups", "--check").code == 0
    assert _json()["backups"] == []
    assert not folder_of(home / "diary.db").exists()


@pytest.mark.usefixtures("diary")
def test_they_are_shown_with_what_is_in_them() -> None:
    done = filmlog("backups")
    _, first, second = done.stdout.splitlines()
    assert first.split()[:3] == ["1", "2026-11-20", "23:10"]
    assert "asked for" in first
    assert first.split()[-4:] == ["2", "2", "1", "2026-11-19"]
    assert "daily" in second
    assert second.split()[-4:] == ["1", "1", "0", "2026-11-19"]
    assert "2 backups, " in done.stderr
    assert " of 500 MB, in " in done.stderr
    assert not any(len(line) > 80 for line in done.stdout.splitlines())


def test_a_damaged_one_is_told_and_found(diary: Path) -> None:
    newest, oldest = (backup.path for backup in backups_of(diary))
    assert "sound" in filmlog("backups", "--check").stdout
    newest.write_text("Dear diary")
    with oldest.open("r+b") as file:
        file.seek(-4096, os.SEEK_END)
        file.write(b"\xff" * 4096)
    assert "cannot be read" in filmlog("backups").stdout
    assert "damaged" not in filmlog("backups").stdout
    checked = filmlog("backups", "--check")
    assert checked.code == 1
    assert "damaged" in checked.stdout
    assert "2 backups of 2 are damaged" in checked.stderr


def test_one_with_a_value_that_cannot_be_read_is_found(diary: Path) -> None:
    newest = backups_of(diary)[0].path
    run(newest, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    assert filmlog("backups").code == 0
    checked = filmlog("backups", "--check")
    assert checked.code == 1
    assert "damaged" in checked.stdout
    assert "1 backup of 2 is damaged." in checked.stderr
    assert f"In {newest}, the viewing #1 (Ran) holds what cannot be" in checked.stderr
    assert [backup["is_whole"] for backup in _json("--check")["backups"]] == [False, True]


def test_for_programs(diary: Path) -> None:
    data = _json()
    assert [backup["why"] for backup in data["backups"]] == ["asked", "day"]
    first = data["backups"][0]
    assert first["at"] == "2026-11-20T23:10:00Z"
    assert (first["films"], first["reviews"], first["latest"]) == (2, 1, "2026-11-19")
    assert (first["is_readable"], first["is_whole"]) == (True, None)
    assert data["limit"] == 500_000_000
    assert data["size"] == sum(backup.size for backup in backups_of(diary))
    assert _json("--check")["backups"][0]["is_whole"] is True
    backups_of(diary)[0].path.write_text("Dear diary")
    assert _json()["backups"][0]["is_readable"] is False
    assert _json()["backups"][0]["films"] is None


@pytest.mark.usefixtures("diary")
def test_a_limit_that_cannot_be_held_is_said() -> None:
    filmlog("backup")
    filmlog("config", "set", "backup-size", "1 MB")
    assert "more than `backup_size` allows" in filmlog("backups").stderr


def test_the_diary_need_not_be_readable(diary: Path) -> None:
    diary.write_text("Dear diary")
    assert len(filmlog("backups").stdout.splitlines()) == 3
