"""The folder that a command works in, put back as it was before each time it is run."""

from __future__ import annotations

import re
import shutil
from itertools import count
from pathlib import Path

import pytest

from filmlog.storage.diary import Diary
from tests.battery import sound
from tests.battery.sound import Content

State = dict[str, Content | bytes]
"""What the files of a folder hold, by path inside it: one of SQLite its rows, another its bytes."""

_LEFTOVER = re.compile(r"\.filmlog-[0-9a-f]{16}\.tmp|.+-journal|etilqs_[0-9a-f]+")
_HOUR = re.compile(r"\d{8}T\d{6}Z")  # an upgrade names its backup for the real one
_SQLITE = b"SQLite format 3\x00"


class Stage:
    """A folder with everything in it that filmlog keeps: the diary, settings, drafts, temp files.

    `keep` notes how it is, `reset` makes it so again at the same place.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "stage"
        self.diary = self.folder / "diary.db"
        self._kept = folder / "kept"
        (self.folder / "temp").mkdir(parents=True)
        monkeypatch.setenv("FILMLOG_DB", str(self.diary))
        monkeypatch.setenv("FILMLOG_CONFIG", str(self.folder / "config.toml"))
        monkeypatch.setenv("FILMLOG_DRAFTS", str(self.folder / "drafts"))
        monkeypatch.setenv("SQLITE_TMPDIR", str(self.folder / "temp"))
        # So that a second run makes the calls of the first, whose modules might be compiled.
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    def keep(self) -> None:
        shutil.copytree(self.folder, self._kept)

    def reset(self) -> None:
        copy_over(self._kept, self.folder)

    def state(self) -> State:
        """What everything holds once SQLite has mended the diary, which opening it does.

        A diary that no command has written to counts as none; leftovers are not looked into. An
        SQLite file that is not sound fails the test, and so does a diary that filmlog refuses.
        """
        state: State = {}
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not _LEFTOVER.fullmatch(path.name):
                state[self._name(path, state)] = _held(path)
        diary = state.get(self.diary.name)
        if not isinstance(diary, dict) or not diary.get("command"):
            state.pop(self.diary.name, None)
        Diary.open(self.diary, create=True).connection.close()
        return state

    def _name(self, path: Path, others: State) -> str:
        name = _HOUR.sub("HOUR", str(path.relative_to(self.folder)))
        return next(name for name in (name + "+" * more for more in count()) if name not in others)

    def leftovers(self) -> list[str]:
        """Files that were not yet in their place, or not yet done with, when a process was killed.

        A journal of SQLite's whose head was not yet written stays until the next command that
        writes; any other is used, and gone, once the diary is opened.
        """
        paths = sorted(self.folder.rglob("*"))
        return [path.name for path in paths if _LEFTOVER.fullmatch(path.name)]


def copy_over(source: Path, target: Path) -> None:
    """Make what is in a folder what is in another; the folder itself stays, as a disk's would."""
    for path in target.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source, target, dirs_exist_ok=True)


def _held(path: Path) -> Content | bytes:
    if not path.read_bytes().startswith(_SQLITE):
        return path.read_bytes()
    found = sound.faults(path)
    assert not found, f"{path.name} is not sound: {found}"
    return sound.content(path)
