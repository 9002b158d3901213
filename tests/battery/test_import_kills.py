"""kill -9 in the middle of an import: all rows or none, and everything else in order."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from tests.battery.battery import Battery
from tests.battery.faults import Course, complaints, followed, judged
from tests.battery.process import ended, start
from tests.battery.stage import Stage
from tests.battery.strace import Fault
from tests.cli.imports.letterboxd_files import write
from tests.examples import cranes_diary
from tests.program import filmlog

ROWS = 150


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The import of a Letterboxd folder into a diary that holds something."""
    stage = Stage(tmp_path, monkeypatch)
    cranes_diary(stage.diary).connection.close()
    assert filmlog("add", "Ran (1985)", "--on", "2020-01-01").code == 0
    reviews = [
        f"2026-05-03,Film {n},{1900 + n % 100},https://boxd.it/{n},4,,<i>On</i> {n}.,,2026-05-02"
        for n in range(ROWS)
    ]
    wishes = [f"2026-05-04,Wish {n},1960,https://boxd.it/w{n}" for n in range(20)]
    write(stage.folder / "export", reviews=reviews, watchlist=wishes)
    stage.keep()
    return followed(stage, ("import", str(stage.folder / "export"), "--as-typed"))


def test_a_killed_import_leaves_all_rows_or_none(course: Course, battery: Battery) -> None:
    random = battery.random("import kills")
    rounds = battery.rounds(500, 4)
    killed = _at_a_call if course.calls else _at_a_moment
    wrong = [line for _ in range(rounds) for line in killed(course, random)]
    assert not wrong, f"--seed {battery.seed}, {rounds} kills:\n" + "\n".join(wrong[:20])


def _at_a_call(course: Course, random: Random) -> list[str]:
    return complaints(course, Fault(random.choice(course.calls), "kill"))


def _at_a_moment(course: Course, random: Random) -> list[str]:
    """Where strace does not help: as far as time goes, the same for a seed."""
    moment = random.uniform(0.1, 1.5)
    course.stage.reset()
    process = start(course.words)
    time.sleep(moment)
    process.kill()
    done = ended(process)
    return [f"killed after {moment:.3f} s: {what}" for what in judged(course, done)]
