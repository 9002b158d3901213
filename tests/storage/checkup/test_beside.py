"""Who may read the diary and what is beside it, and what commands left there."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.storage.backups import folder_of
from tests.program import filmlog
from tests.storage.checkup.faults import doctor, mends, only_finds, sound_diary

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_files_that_others_may_read_are_made_private(diary: Path, home: Path) -> None:
    filmlog("backup")
    (home / "drafts").mkdir(mode=0o700)
    draft, settings = home / "drafts" / "add-0.md", home / "config.toml"
    draft.touch(0o600)
    settings.touch(0o600)
    (backup,) = folder_of(diary).iterdir()
    files = [diary, backup, draft, settings]
    folders = [folder_of(diary), home / "drafts"]
    for path, mode in [(f, 0o644) for f in files] + [(f, 0o755) for f in folders]:
        path.chmod(mode)
    code, data = doctor()
    assert code == 1
    found = next(one for one in data["findings"] if one["name"] == "not-private")
    assert len(found["items"]) == 6
    assert f"the diary: {diary}, 0644" in found["items"]
    assert doctor("--fix")[0] == 0
    assert [_mode(path) for path in files] == [0o600] * 4
    assert [_mode(path) for path in folders] == [0o700] * 2


def test_the_file_behind_a_link_keeps_its_mode(diary: Path, home: Path) -> None:
    (home / "real").mkdir(mode=0o700)
    shutil.move(diary, home / "real" / "films.db")
    diary.symlink_to(home / "real" / "films.db")
    assert doctor()[1]["findings"] == []
    (home / "real" / "films.db").chmod(0o640)
    finding = only_finds(home, "linked-diary-open", "note")
    assert finding["remedy"].endswith(f"`chmod 600 {home / 'real' / 'films.db'}`.")


@pytest.mark.parametrize(("mode", "severity"), [(0o777, "wrong"), (0o770, "note")])
def test_a_folder_that_others_may_write_in(
    mode: int, severity: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "films"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("FILMLOG_DB", str(sound_diary(folder / "diary.db")))
    folder.chmod(mode)
    mends(home, "folder-writable", severity)
    assert _mode(folder) & 0o022 == 0
    folder.chmod(0o1777)  # as /tmp is: nobody may put another file in its place
    assert doctor()[1]["findings"] == []


def test_temporary_files_that_were_left(diary: Path, home: Path) -> None:
    filmlog("backup")
    old = [home / ".filmlog-00.tmp", folder_of(diary) / ".filmlog-01.tmp-journal"]
    for file in old:
        file.touch(0o600)
        os.utime(file, (NOW.timestamp() - 3700,) * 2)
    new = home / ".filmlog-02.tmp"
    new.touch(0o600)
    os.utime(new, (NOW.timestamp() - 3000,) * 2)
    shm = home / "diary.db-shm"
    shm.touch(0o600)
    finding = mends(home, "leftovers", "note")
    assert finding["items"] == [str(old[0]), str(old[1]), str(shm)]
    assert new.exists()
