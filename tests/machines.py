"""Machines that sync one diary through a repository of git, as a person works on each."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from filmlog.domain.change import Record
from filmlog.domain.codec import to_plain
from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing
from filmlog.storage import records
from filmlog.storage.comparing import KINDS
from filmlog.storage.diary import Diary
from tests.program import Result, filmlog

TOKEN = re.compile(r"word\d+w")
"""What marks each text that a test writes."""

_TEXTS = (
    "title headline review quote note why recommended_by name tags companions moods overview "
    "tagline venue"
).split()
_BEGIN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def in_step(*machines: Machine) -> None:
    """Let machines sync, and begin to first, until each has what the others have."""
    for machine in (*machines, *machines):
        if not Path(f"{machine.db}.sync").exists():
            machine.set_up()
        machine.synced()


class World:
    """Machines around one bare repository, and the clock of all of them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.remote = folder / "remote.git"
        self.machines = [Machine(self, folder, name) for name in ("anna", "ben", "cleo")[:count]]
        self._seconds = 0

    def now(self) -> str:
        """A second later than the last time it was asked for."""
        self._seconds += 1
        return (_BEGIN + timedelta(seconds=self._seconds)).isoformat()

    def settle_down(self) -> None:
        """Sync everywhere until nothing is new anywhere."""
        for _ in range(4):
            for machine in self.machines:
                machine.synced()


class Machine:
    """A diary with its settings, and the person who uses it."""

    def __init__(self, world: World, folder: Path, name: str) -> None:
        self._world = world
        self.name = name
        self.home = folder / name
        self.home.mkdir()
        self.db = self.home / "diary.db"
        (self.home / "config.toml").write_text('backups = "never"\n')

    def __call__(self, *words: str, stdin: str = "") -> Result:
        """Run filmlog here."""
        own = {
            "USER": self.name,
            "HOME": str(self.home),
            "FILMLOG_DB": str(self.db),
            "FILMLOG_CONFIG": str(self.home / "config.toml"),
            "FILMLOG_DRAFTS": str(self.home / "drafts"),
            "FILMLOG_NOW": self._world.now(),
        }
        with patch.dict(os.environ, own):
            return filmlog(*words, stdin=stdin)

    def set_up(self) -> None:
        """Begin to sync."""
        done = self("sync", "setup", str(self._world.remote))
        assert done.code == 0, done.output

    def synced(self) -> Result:
        """Sync; every way to end well is fine."""
        done = self("sync")
        assert done.code in (0, 11), done.output
        return done

    def lose_the_repository(self) -> None:
        """Be left with the diary alone, and begin to sync again."""
        shutil.rmtree(f"{self.db}.sync", ignore_errors=True)
        self.set_up()

    def records(self) -> dict[str, Record]:
        """Every record of the diary by its id, those in the trash too."""
        if not self.db.exists():
            return {}
        with Diary.open(self.db) as diary:
            found: dict[str, Record] = {}
            for kind in KINDS:
                ids = [id_ for of, id_ in diary.syncing.everything() if of == kind]
                for start in range(0, len(ids), 500):
                    part = ids[start : start + 500]
                    found |= {r.id: r for r in records.by_ids(diary.connection, kind, part)}
            return found

    def state(self) -> dict[str, dict[str, Any]]:
        """Every record in the form that is the same on all machines."""
        return {id_: to_plain(record) for id_, record in self.records().items()}

    def live_tokens(self) -> set[str]:
        """The marked texts that a person sees: in records of the diary, and in open conflicts."""
        every = self.records()
        found: set[str] = set()
        for record in every.values():
            if record.deleted:
                continue
            if type(record).__name__ == "Conflict":
                found |= set(TOKEN.findall(json.dumps(to_plain(record)["other"])))
                continue
            of = getattr(record, "film_id", "") or record.id
            if of in every and every[of].deleted:
                continue
            for name in _TEXTS:
                found |= set(TOKEN.findall(str(getattr(record, name, ""))))
        return found

    def films(self) -> list[tuple[int, int]]:
        """Each film that is in the diary: its number, and how many viewings it has there."""
        every = self.records().values()
        seen = Counter(
            viewing.film_id
            for viewing in every
            if isinstance(viewing, Viewing) and not viewing.deleted
        )
        return sorted(
            (film.number, seen[film.id])
            for film in every
            if isinstance(film, Film) and not film.deleted
        )
