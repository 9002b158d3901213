"""Drafts, settings, the room on the disk, and SQLite."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.storage.checkup.faults import doctor, only_finds, rows


def test_drafts_are_named_with_what_opens_them(diary: Path, home: Path) -> None:
    folder = home / "drafts"
    folder.mkdir(mode=0o700)
    film, viewing = rows(diary, "SELECT f.id, v.id FROM viewing v JOIN film f LIMIT 1")[0]
    for name in (f"edit-{viewing}", f"film-{film}", "add-0123456789abcdef", "edit-01ZZZ"):
        (folder / f"{name}.md").touch(0o600)
    said = dict(item.split(": ", 1) for item in only_finds(home, "drafts", "note")["items"])
    assert said[f"{folder}/edit-{viewing}.md"].startswith("`filmlog edit '#1' --edit`, The Cranes")
    assert said[f"{folder}/film-{film}.md"].startswith("`filmlog film edit '#1' --edit`")
    assert "`filmlog add TITLE --edit`" in said[f"{folder}/add-0123456789abcdef.md"]
    assert "not in this diary" in said[f"{folder}/edit-01ZZZ.md"]


@pytest.mark.parametrize("text", ["day_end = 99\n", "what is this", "colour = 'never'\nx = 1\n"])
def test_settings_that_cannot_be_read(text: str, diary: Path, home: Path) -> None:
    (home / "config.toml").write_text(text)
    (home / "config.toml").chmod(0o600)
    only_finds(home, "unreadable-settings")


def test_little_room_on_the_disk(diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = diary.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2 * size))
    assert doctor()[1]["findings"] == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2 * size - 1))
    only_finds(home, "little-room", "note")
