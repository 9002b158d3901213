"""An import that is stopped, at any moment and by anything, leaves the diary as it was."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from filmlog import paths
from filmlog.exchange.record import Row
from filmlog.exchange.services.letterboxd_rows import Rows
from filmlog.storage.diary import Diary
from tests.cli.imports.letterboxd_files import write
from tests.effort import some
from tests.program import filmlog

ROWS = 150


def films(path: Path) -> int:
    with Diary.open(path) as diary:
        return sum(1 for _ in diary.films())


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [
        f"2026-05-03,Film {n},{1900 + n % 100},https://boxd.it/{n},4,,<i>On</i> {n}.,,2026-05-02"
        for n in range(ROWS)
    ]
    return write(tmp_path / "export", reviews=rows)


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_all_of_it_or_nothing(stop: signal.Signals, export: Path, tmp_path: Path) -> None:
    assert filmlog("add", "Ran (1985)", "--on", "2020-01-01").code == 0
    original = paths.diary_path().read_bytes()
    command = [sys.executable, "-m", "filmlog", "import", str(export)]
    start = time.monotonic()
    subprocess.run([*command, "--dry-run"], check=True, capture_output=True)
    length = time.monotonic() - start
    random = Random(7)  # noqa: S311 - the same moments every time
    for number in range(some(5)):
        path = tmp_path / f"{number}.db"
        path.write_bytes(original)
        child = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {"FILMLOG_DB": str(path)},
        )
        time.sleep(random.uniform(0.2, 1.0) * length)
        child.send_signal(stop)
        _, said = child.communicate()
        assert b"Traceback" not in said
        expected = {1, 1 + ROWS}  # it may be stopped when all is written
        if child.returncode == 0:
            expected = {1 + ROWS}
        elif b"nothing was changed" in said:
            expected = {1}
        assert films(path) in expected
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_ctrl_c_in_the_middle_undoes_what_was_written(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filmlog("add", "Ran (1985)", "--on", "2020-01-01").code == 0
    before = paths.diary_path().read_bytes()
    read, calls = Rows.row, 0

    def interrupted(*given: Any) -> Row:
        nonlocal calls
        calls += 1
        if calls == ROWS // 2:
            raise KeyboardInterrupt
        return read(*given)

    monkeypatch.setattr(Rows, "row", interrupted)
    done = filmlog("import", str(export))
    assert done.code == 130
    assert "nothing was changed" in done.stderr
    assert paths.diary_path().read_bytes() == before
    assert list(paths.diary_path().parent.glob("*.backups/*.backup")) == []
