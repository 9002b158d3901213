"""Drafts, settings, the room on the disk, and SQLite."""

from __future__ import annotations

import shutil
from pathlib import Path
from shlex import quote
from types import SimpleNamespace

import pytest

from tests.storage.checkup.faults import doctor, only_finds, rows, run


def test_drafts_are_named_with_what_opens_them(diary: Path, home: Path) -> None:
    folder = home / "drafts"
    folder.mkdir(mode=0o700)
    film, viewing = rows(diary, "SELECT f.id, v.id FROM viewing v JOIN film f LIMIT 1")[0]
    run(diary, "INSERT INTO conflict VALUES (1, '01C', 'film', '01F', 'note', '', '1', '', '', '')")
    names = (f"edit-{viewing}", f"film-{film}", "add-0123456789abcdef", "add-f", "conflict-01C")
    for name in names:
        (folder / f"{name}.md").touch(0o600)
    (folder / "add-f.md").write_text("# Don't Look Now (1973)\n# One field a line.\nrating:\n")
    said = dict(item.split(": ", 1) for item in only_finds(home, "drafts", "note")["items"])
    assert said[f"{folder}/edit-{viewing}.md"].startswith("`filmlog edit '#1' --edit`, The Cranes")
    assert said[f"{folder}/film-{film}.md"].startswith("`filmlog film edit '#1' --edit`")
    assert "`filmlog add TITLE --edit`" in said[f"{folder}/add-0123456789abcdef.md"]
    title = quote("Don't Look Now (1973)")
    assert said[f"{folder}/add-f.md"] == f"`filmlog add {title} --edit`"
    assert said[f"{folder}/conflict-01C.md"] == "`filmlog sync settle 1 --edit`, note"


@pytest.mark.usefixtures("diary")
def test_drafts_of_another_diary_have_no_command_here(home: Path) -> None:
    folder = home / "drafts"
    folder.mkdir(mode=0o700)
    (folder / "edit-01ZZZ.md").touch(0o600)
    (folder / "film-01ZZY.md").touch(0o600)
    (folder / "film-01ZZY.md").write_text("# Ran (1985)\n")
    finding = only_finds(home, "foreign-drafts", "note")
    assert finding["items"] == [f"{folder}/edit-01ZZZ.md", f"{folder}/film-01ZZY.md: Ran (1985)"]
    assert "The same command" not in finding["remedy"]
    assert "filmlog --db FILE doctor" in finding["remedy"]


def test_a_draft_is_private_with_what_it_was_begun_from(diary: Path, home: Path) -> None:
    folder = home / "drafts"
    folder.mkdir(mode=0o700)
    for name in ("edit-01ZZZ.md", ".edit-01ZZZ.begun"):
        (folder / name).touch(0o600)
        (folder / name).chmod(0o644)
    found = next(one for one in doctor()[1]["findings"] if one["name"] == "not-private")
    assert found["items"] == [
        f"a draft: {folder}/edit-01ZZZ.md, 0644",
        f"a draft: {folder}/.edit-01ZZZ.begun, 0644",
    ]


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
