"""A disk that fills up while filmlog writes, and then has space again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from tests.battery.battery import Battery
from tests.battery.faults import followed, judged
from tests.battery.process import run
from tests.battery.small_disk import SmallDisk, small_disk
from tests.battery.stage import Stage
from tests.cli.imports.letterboxd_files import write
from tests.examples import cranes_diary
from tests.program import filmlog

COMMANDS = {
    "add": ("Ikiru", "--on", "2021", "--review", "A swing in the snow. " * 500),
    "edit": ("Ran", "--review", "The fire, and the wind. " * 500),
    "import": ("{folder}/export", "--as-typed"),
    "backup": ("{folder}/copy.db",),
}
PAGES = {"add": 80, "edit": 60, "import": 400, "backup": 200}
"""Of 4 KiB: about as many as each command takes at most."""


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(tmp_path, monkeypatch)
    cranes_diary(stage.diary).connection.close()
    assert filmlog("add", "Ran (1985)", "--on", "2020-01-01").code == 0
    rows = [f"2026-05-03,Film {n},1951,https://boxd.it/{n},4,,,,2026-05-02" for n in range(100)]
    write(stage.folder / "export", reviews=rows)
    stage.keep()
    return stage


@pytest.fixture
def disk(stage: Stage) -> Iterator[SmallDisk]:
    try:
        with small_disk(stage.folder, 8_000_000) as disk:
            yield disk
    except OSError as error:
        pytest.skip(str(error))


def test_a_full_disk_loses_nothing_and_works_again_when_freed(
    stage: Stage, disk: SmallDisk, battery: Battery
) -> None:
    random = battery.random("disk full")
    rounds = battery.rounds(20, 2)
    commands = list(islice(cycle(COMMANDS), rounds))
    found = [_filled(command, stage, disk, random) for command in commands]
    wrong = [line for _, lines in found for line in lines]
    assert not wrong, f"--seed {battery.seed}, {rounds} rounds:\n" + "\n".join(wrong)
    if battery.is_whole:
        assert {code for code, _ in found} == {0, 6}, "the space was always enough, or never"


def _filled(command: str, stage: Stage, disk: SmallDisk, random: Random) -> tuple[int, list[str]]:
    """Run it with little space, and if that fails again with enough: the code, what is wrong."""
    given = (word.format(folder=stage.folder) for word in COMMANDS[command])
    pages = random.randrange(PAGES[command])
    stage.reset()
    course = followed(stage, (command, *given))
    stage.reset()
    disk.put(stage.folder)
    disk.fill(pages)
    done = run(course.words, disk.around)
    disk.take(stage.folder)
    wrong = judged(course, done)
    if done.code not in (0, 6):
        wrong.append(f"it ended with {done.code}")
    disk.free()
    if done.code:
        again = run(course.words, disk.around)
        disk.take(stage.folder)
        wrong += [f"and then: {what}\n{again.stderr}" for what in judged(course, again)]
        if again.code:
            wrong.append(f"and then it ended with {again.code}: {again.stderr}")
    about = f"{command} with {pages} pages free"
    return done.code, [f"{about}: {what}\n{done.stderr}" for what in wrong]
