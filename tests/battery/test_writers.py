"""Eight writers at once beside readers, a sync client and a cron job: nothing lost, no error."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from threading import Event

import pytest

from filmlog.storage.diary import Diary
from filmlog.storage.failures import BUSY_SECONDS
from tests.battery import sound
from tests.battery.battery import Battery
from tests.battery.process import Run, run
from tests.examples import cranes_diary

WRITERS = 8
READERS = (
    ("list", "--json"),
    ("show", "The Cranes Are Flying"),
    ("search", "once more"),
    ("export", "json"),
)
_PAUSE = 0.2  # seconds: it is the writers that are to be many


@pytest.fixture
def diary(home: Path) -> Path:
    path = home / "diary.db"
    cranes_diary(path).connection.close()
    return path


def test_nothing_is_lost_and_nobody_sees_an_error(diary: Path, battery: Battery) -> None:
    each = battery.rounds(200, 5)
    over = Event()

    def write(writer: int) -> Iterator[Run]:
        for number in range(each):
            yield run(("add", f"Film {writer}-{number}", "--new", "--review", "Once more."))

    def repeat(work: Iterator[Run]) -> Iterator[Run]:
        while not over.is_set():
            yield next(work)

    with _sync_client(diary), ThreadPoolExecutor(WRITERS + 2) as pool:
        beside = [pool.submit(list, repeat(work)) for work in (_read(), _cron(diary))]
        writing = [pool.submit(list, write(writer)) for writer in range(WRITERS)]
        try:
            runs = [done for future in writing for done in future.result()]
        finally:
            over.set()
        runs += [done for future in beside for done in future.result()]
    failed = [done for done in runs if done.code or "error" in done.stderr]
    assert not failed, f"{len(failed)} of {len(runs)}: {failed[:5]}"
    with Diary.open(diary) as opened:
        seen = [
            film.title for film, entries in opened.with_entries(opened.films()) for _ in entries
        ]
    written = [f"Film {writer}-{number}" for writer in range(WRITERS) for number in range(each)]
    assert sorted(title for title in seen if title.startswith("Film ")) == sorted(written)
    assert sound.faults(diary) == []


def _read() -> Iterator[Run]:
    for words in cycle(READERS):
        yield run(words)
        time.sleep(_PAUSE)


def _cron(diary: Path) -> Iterator[Run]:
    """Copies of the diary and pages of it, over those of the time before."""
    copy, pages = diary.with_name("copy.db"), diary.with_name("diary.md")
    while True:
        yield run(("backup", str(copy), "--overwrite"))
        assert sound.faults(copy) == []
        time.sleep(_PAUSE)
        yield run(("export", "markdown", "-o", str(pages), "--overwrite"))
        time.sleep(_PAUSE)


@contextmanager
def _sync_client(diary: Path) -> Iterator[None]:
    script = Path(__file__).with_name("sync_client.py")
    with subprocess.Popen([sys.executable, script, diary, diary.parent]) as client:
        try:
            yield
            assert client.poll() is None, "the sync client has failed"
        finally:
            client.kill()


def test_a_diary_that_is_held_too_long_is_left_alone(diary: Path, battery: Battery) -> None:
    if not battery.is_whole:
        pytest.skip(f"it waits {BUSY_SECONDS:.0f} seconds: --whole")
    before = diary.read_bytes()
    with closing(sqlite3.connect(diary, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        start = time.monotonic()
        with ThreadPoolExecutor() as pool:
            words = [("add", "Ran"), ("list",), ("backup",), ("export", "json")]
            runs = list(pool.map(run, words))
        waited = time.monotonic() - start
    assert waited > BUSY_SECONDS
    for done in runs:
        assert (done.code, done.stdout) == (5, "")
        assert done.stderr.startswith(f"error: Another program has held {diary} for over 10 second")
        assert "Nothing was changed." in done.stderr
    assert diary.read_bytes() == before
