"""Sync ended at any call of git, or at any moment: it can simply be run again."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.battery.battery import Battery
from tests.battery.process import ended, run, start
from tests.battery.small_disk import small_disk
from tests.battery.sound import faults
from tests.battery.stage import copy_over
from tests.battery.stubborn_git import HARMS, StubbornGit
from tests.machines import Machine, World

_WORDS = frozenset(f"word{number}w" for number in range(1, 9))

_OWN = _WORDS - {"word3w", "word4w"}
"""What ben has before he syncs."""


class Scene:
    """Two machines that changed much apart, one of which syncs and comes to harm."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._kept = folder.with_name("kept")
        self.world = World(folder, 2)
        self.anna, self.ben = self.world.machines
        self.git = StubbornGit(folder.with_name("git"))
        _written(self.anna, self.ben)
        self._kept.mkdir()
        copy_over(folder, self._kept)
        for name, value in {
            "USER": "ben",
            "HOME": self.ben.home,
            "FILMLOG_DB": self.ben.db,
            "FILMLOG_CONFIG": self.ben.home / "config.toml",
            "FILMLOG_NOW": self.world.now(),
        }.items():
            monkeypatch.setenv(name, str(value))

    def reset(self) -> None:
        """Be where it all begins."""
        copy_over(self._kept, self._folder)

    @property
    def folder(self) -> Path:
        """Where everything is: both machines and what is between."""
        return self._folder

    def start(self) -> subprocess.Popen[str]:
        """Let ben sync, in a process of its own, with the stubborn git."""
        return start(("sync",), ("env", f"PATH={self.git.path}"))

    def complaints(self, harm: str) -> Iterator[str]:
        """What is wrong after harm, and after both have simply synced again."""
        if found := faults(self.ben.db):
            yield f"{harm}: the diary is damaged: {found}"
        for folder in (Path(f"{self.ben.db}.sync"), self.world.remote):
            if (folder / "HEAD").exists() and (said := _faults_of_git(folder)):
                yield f"{harm}: {folder.name}: {said}"
        if missing := _OWN - self.ben.live_tokens():
            yield f"{harm}: lost at once: {missing}"
        self.world.settle_down()
        if self.anna.state() != self.ben.state():
            yield f"{harm}: the two differ"
        for machine in self.world.machines:
            if missing := _WORDS - machine.live_tokens():
                yield f"{harm}: {machine.name} lost {missing}"


def _written(anna: Machine, ben: Machine) -> None:
    """What makes a sync of ben do all that there is: both ways, a conflict, and a source of two."""
    anna("add", "Ran (1985)", "--as-typed", "--review", "word1w", "--rating", "4")
    anna("add", "Mirror (1975)", "--as-typed", "--review", "word2w")
    for machine in (anna, ben):
        machine.set_up()
        machine.synced()
    anna("edit", "Ran", "--headline", "word3w", "--rating", "5")
    anna("found", "Mirror", "--at", "Mubi", "--note", "word4w")
    anna("remove", "Mirror", "--yes")
    anna.synced()
    ben("edit", "Ran", "--headline", "word5w", "--rating", "2", "--tag", "word6w")
    ben("edit", "Mirror", "--quote", "word7w")
    ben("found", "Ran", "--at", "Mubi", "--note", "word8w")


def _faults_of_git(folder: Path) -> str:
    done = subprocess.run(
        ["git", f"--git-dir={folder}", "fsck", "--no-dangling", "--no-progress"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = (done.stdout + done.stderr).splitlines()
    return "; ".join(line for line in lines if not line.startswith(("notice:", "dangling")))


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    folder = tmp_path / "world"
    folder.mkdir()
    return Scene(folder, monkeypatch)


def test_harm_at_any_call_of_git_is_made_good_by_another_sync(
    scene: Scene, battery: Battery
) -> None:
    random = battery.random("sync kills")
    scene.reset()
    scene.git.harm(0, "")
    done = ended(scene.start())
    assert done.code == 11, done.stderr
    every = [(call, harm) for call in range(1, scene.git.calls + 1) for harm in HARMS]
    assert len(every) > 50
    wrong: list[str] = []
    for call, harm in every if battery.is_whole else random.sample(every, battery.rounds(0, 8)):
        scene.reset()
        scene.git.harm(call, harm)
        done = ended(scene.start())
        name = f"call {call} of git, {harm}"
        if harm == "fails" and done.code in (0, 11) and scene.git.calls <= call:
            wrong.append(f"{name}: it said that all is well")
        if "Traceback" in done.stderr:
            wrong.append(f"{name}: {done.stderr}")
        wrong += scene.complaints(name)
    assert not wrong, f"--seed {battery.seed}, {len(every)} harms:\n" + "\n".join(wrong[:20])


def test_harm_at_any_moment_is_made_good_by_another_sync(scene: Scene, battery: Battery) -> None:
    random = battery.random("sync moments")
    scene.git.harm(0, "")
    began = time.monotonic()
    scene.reset()
    ended(scene.start())
    usual = time.monotonic() - began
    wrong: list[str] = []
    rounds = battery.rounds(200, 3)
    for _ in range(rounds):
        moment = random.uniform(0.05, usual)
        scene.reset()
        process = scene.start()
        time.sleep(moment)
        process.kill()
        ended(process)
        wrong += scene.complaints(f"killed after {moment:.3f} s")
    assert not wrong, f"--seed {battery.seed}, {rounds} kills:\n" + "\n".join(wrong[:20])


def test_a_full_disk_is_made_good_by_another_sync(scene: Scene, battery: Battery) -> None:
    random = battery.random("sync disk full")
    wrong: list[str] = []
    codes: set[int] = set()
    rounds = battery.rounds(60, 3)
    try:
        with small_disk(scene.folder, 24_000_000) as disk:
            for _ in range(rounds):
                pages = random.randrange(250)
                scene.reset()
                disk.put(scene.folder)
                disk.fill(pages)
                done = run(("sync",), disk.around)
                disk.take(scene.folder)
                disk.free()
                codes.add(done.code)
                if done.code not in (6, 10, 11):
                    wrong.append(f"{pages} pages: it ended with {done.code}: {done.stderr}")
                wrong += scene.complaints(f"{pages} pages")
    except OSError as error:
        pytest.skip(str(error))
    assert not wrong, f"--seed {battery.seed}, {rounds} rounds:\n" + "\n".join(wrong[:20])
    if battery.is_whole:
        assert {6, 11} <= codes, "the space was always enough, or never"
