"""A kill, a full disk and a failing one at every call that changes a file, of every command."""

from __future__ import annotations

import gzip
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from filmlog.storage.database import SCHEMA_VERSION
from tests.battery import strace
from tests.battery.battery import Battery
from tests.battery.faults import complaints, followed
from tests.battery.stage import Stage
from tests.battery.strace import Fault
from tests.cli.imports.letterboxd_files import write
from tests.examples import cranes_diary
from tests.program import filmlog
from tests.storage.test_migrations import SCHEMAS

KINDS = ("kill", "ENOSPC", "EIO")


class Case(NamedTuple):
    """Words for filmlog on a stage in `{folder}`, those before them, and what comes first."""

    words: str
    before: tuple[str, ...] = ()
    prepare: Callable[[Stage], object] = lambda stage: cranes_diary(stage.diary).connection.close()


def _old(schema: int) -> Callable[[Stage], object]:
    data = (SCHEMAS / f"{schema}.db.gz").read_bytes()
    return lambda stage: stage.diary.write_bytes(gzip.decompress(data))


def _export(stage: Stage) -> None:
    cranes_diary(stage.diary).connection.close()
    rows = [f"2026-05-03,Film {n},1951,https://boxd.it/{n},4,,,,2026-05-02" for n in range(3)]
    write(stage.folder / "export", reviews=rows)


_LOG = "add 'Ran (1985)' --on 2020-01-01 --rating 4.5 --review 'The fire.' --with Anna"
_EDIT = "edit Ran --rating 5 --review 'The fire, and the wind.' --tag war"
CASES = {
    "first add": Case(_LOG, prepare=lambda stage: None),
    "first add of a day": Case(_LOG),
    "add": Case("add Ikiru --on 2021 --new", (_LOG,)),
    "edit": Case(_EDIT, (_LOG,)),
    "remove": Case("remove Ran --all --yes", (_LOG,)),
    "undo": Case("undo", (_LOG, _EDIT)),
    "redo": Case("redo", (_LOG, _EDIT, "undo")),
    "film edit": Case("film edit Ran --director 'Akira Kurosawa' --runtime 160", (_LOG,)),
    "import": Case("import {folder}/export --as-typed", (_LOG,), _export),
    "backup": Case("backup {folder}/copy.db", (_LOG,)),
    "backup over one": Case(
        "backup {folder}/copy.db --yes", (_LOG, "backup {folder}/copy.db", _EDIT)
    ),
    "backup in its folder": Case("backup", (_LOG,)),
    "restore-backup": Case(
        "restore-backup {folder}/copy.db --yes", (_LOG, "backup {folder}/copy.db", _EDIT)
    ),
    "config set": Case("config set day_end 3", ("config set day_end 4",)),
    **{f"migrate {n}": Case("list", (), _old(n)) for n in range(1, SCHEMA_VERSION)},
}


def _words(line: str, stage: Stage) -> tuple[str, ...]:
    return tuple(word.format(folder=stage.folder) for word in shlex.split(line))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    option = metafunc.config.getoption
    battery = Battery(option("seed"), option("whole"))
    names = list(CASES)
    some = battery.random("cases").sample(names, 6)
    metafunc.parametrize("name", names if battery.is_whole else some)


@strace.needed
def test_a_fault_leaves_the_old_state_or_the_new(
    name: str, battery: Battery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, stage = CASES[name], Stage(tmp_path, monkeypatch)
    case.prepare(stage)
    for words in case.before:
        assert filmlog(*_words(words, stage)).code == 0, words
    stage.keep()
    course = followed(stage, _words(case.words, stage))
    every = [Fault(call, kind) for call in course.calls for kind in KINDS]
    chosen = battery.random(name).sample(every, battery.rounds(len(every), 1))
    wrong = [line for fault in chosen for line in complaints(course, fault)]
    assert not wrong, f"{len(wrong)} of {len(chosen)} faults:\n" + "\n".join(wrong[:20])
