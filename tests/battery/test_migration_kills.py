"""The upgrade of a diary of every earlier schema, killed at each step: backup first, rows equal."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from filmlog.storage.database import SCHEMA_VERSION
from tests.battery import strace
from tests.battery.battery import Battery
from tests.battery.faults import Course, complaints, followed
from tests.battery.process import run
from tests.battery.stage import Stage
from tests.battery.strace import Call, Fault
from tests.storage.test_migrations import SCHEMAS

FIRST_COMMAND = ("list",)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    option = metafunc.config.getoption
    battery = Battery(option("seed"), option("whole"))
    schemas = range(1, SCHEMA_VERSION)
    some = battery.random("schemas").sample(schemas, 3)
    metafunc.parametrize("schema", schemas if battery.is_whole else some)


@strace.needed
def test_a_killed_upgrade_loses_nothing(
    schema: int, battery: Battery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path, monkeypatch)
    stage.diary.write_bytes(gzip.decompress((SCHEMAS / f"{schema}.db.gz").read_bytes()))
    stage.keep()
    course = followed(stage, FIRST_COMMAND)
    assert _backed_up(course.calls) < _written_to(course.calls)
    backups = [held for name, held in course.new.items() if name.endswith(".backup")]
    assert backups == [course.old["diary.db"]]
    rounds = battery.rounds(len(course.calls), 1)
    chosen = battery.random(f"schema {schema}").sample(course.calls, rounds)
    wrong = [line for call in chosen for line in _killed(course, call)]
    assert not wrong, f"--seed {battery.seed}, {rounds} kills:\n" + "\n".join(wrong[:20])


def _backed_up(calls: tuple[Call, ...]) -> int:
    """After which call the backup is in its place, and on the disk."""
    return max(number for number, call in enumerate(calls) if ".backups" in call.path)


def _written_to(calls: tuple[Call, ...]) -> int:
    """Which call is the first to write to the diary, or to the journal that would mend it."""
    names = ("diary.db", "diary.db-journal")
    return next(n for n, call in enumerate(calls) if call.path in names and call.name != "openat")


def _killed(course: Course, call: Call) -> list[str]:
    """Kill the first command on an old diary, and run it once more."""
    fault = Fault(call, "kill")
    wrong = complaints(course, fault)
    again = run(course.words)
    if (again.code, again.stdout) != (0, course.said.stdout):
        wrong.append(f"{fault}: afterwards {again}")
    if course.stage.state()["diary.db"] != course.new["diary.db"]:
        wrong.append(f"{fault}: afterwards the rows differ")
    return wrong
