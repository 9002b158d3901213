"""Two machines that sync a made-up diary through a bare repository, all on one disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from bench import workshop
from bench.process import Sample, Words, run
from bench.traced_git import Share, TracedGit

MAIN = "refs/heads/main"
_SETTINGS = 'backups = "never"\ncatalogue = "never"\n'
"""The backup of the day costs the first command of a day, and grows with the diary."""


class Machine:
    """A diary with its settings; what its last sync needed of git is kept in `share`."""

    def __init__(self, folder: Path, traced: TracedGit) -> None:
        folder.mkdir(parents=True)
        self.diary = folder / "diary.db"
        self.repository = folder / "diary.db.sync"
        self.share = Share(0, 0.0, 0.0)
        self._traced = traced
        config = folder / "config.toml"
        config.write_text(_SETTINGS)
        self._environment = workshop.environment(
            HOME=str(folder),
            USER=folder.name,
            PATH=traced.path,
            FILMLOG_DB=str(self.diary),
            FILMLOG_CONFIG=str(config),
        )

    def filmlog(self, *words: str | Path, expected: str = "") -> Sample:
        """Run filmlog here."""
        command: Words = [workshop.filmlog_bin() / "filmlog", *words]
        return run(command, self._environment, expected=expected)

    def sync(self, expected: str = "") -> Sample:
        """Sync, and see what git had to do with it."""
        self._traced.forget()
        sample = self.filmlog("sync", expected=expected)
        self.share = self._traced.share()
        return sample

    def watch(self, films: int) -> None:
        """Add a viewing, or so many new films with a viewing each, in one command."""
        command = ["python", "-m", "bench.watched_more", str(self.diary), "--films", str(films)]
        environment = self._environment | {"PYTHONPATH": str(workshop.ROOT)}
        run([workshop.filmlog_bin() / command[0], *command[1:]], environment)

    def git(self, *words: str | Path) -> float:
        """Seconds that git alone takes in the repository of the diary, as it comes."""
        return git(self.repository, *words)


class Pair:
    """Machine `a`, where the diary is, and `b`, which is new, set up to sync.

    Beside the repository that they sync through there are one that takes what `a` pushes with git
    alone, and one that fetches with git alone what `b` does.
    """

    def __init__(self, viewings: int, traced: TracedGit) -> None:
        folder = workshop.WORK / "scratch" / f"sync-{viewings}"
        shutil.rmtree(folder, ignore_errors=True)
        self.a, self.b = (Machine(folder / name, traced) for name in ("a", "b"))
        shutil.copyfile(workshop.diary(viewings), self.a.diary)
        self._remote = folder / "remote.git"
        self._pushed, self._fetched = folder / "pushed.git", folder / "fetched.git"
        for bare in (self._pushed, self._fetched):
            run(["git", "init", "--bare", "--initial-branch=main", bare], _environment())
        for machine in (self.a, self.b):
            machine.filmlog("sync", "setup", self._remote)

    def ask(self, machine: Machine) -> float:
        """Seconds of git alone to find that there is nothing new."""
        return machine.git("fetch", "--no-write-fetch-head", self._remote, MAIN)

    def push(self, machine: Machine) -> float:
        """Seconds of git alone to push what was pushed since the last time."""
        return machine.git("push", self._pushed, MAIN)

    def fetch(self) -> float:
        """Seconds of git alone to fetch what was pushed since the last time."""
        return git(self._fetched, "fetch", self._remote, f"{MAIN}:{MAIN}")

    def meet(self) -> None:
        """Let both machines, and git alone, have all there is."""
        for machine in (self.a, self.b, self.a):
            machine.sync()
        self.push(self.a)
        self.fetch()


def git(repository: Path, *words: str | Path) -> float:
    """Seconds that git takes in a repository, with no settings but its own."""
    command: Iterable[str | Path] = ["git", f"--git-dir={repository}", *words]
    return run(list(command), _environment()).seconds


def _environment() -> dict[str, str]:
    return workshop.environment(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null")
