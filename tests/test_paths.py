from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from filmlog import paths


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is what answers")
@pytest.mark.parametrize("xdg", ["", "  ", "/somewhere", "relative"])
def test_the_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, xdg: str) -> None:
    for name in ("FILMLOG_DB", "FILMLOG_CONFIG", "FILMLOG_DRAFTS"):
        monkeypatch.delenv(name, raising=False)
    for kind in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", xdg)
    assert paths.diary_path() == platformdirs.user_data_path("filmlog") / "diary.db"
    assert paths.config_path() == platformdirs.user_config_path("filmlog") / "config.toml"
    assert paths.drafts_folder() == platformdirs.user_state_path("filmlog") / "drafts"


def test_variables_go_before(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("FILMLOG_DB", "~/films.db")
    assert paths.diary_path() == home / "films.db"
    assert paths.config_path() == home / "config.toml"
    assert paths.drafts_folder() == home / "drafts"


def test_a_tilde_is_the_home_folder_of_somebody_who_is_there(home: Path) -> None:
    assert paths.expanded("~/diary.db") == home / "diary.db"
    assert paths.expanded("~nobody-of-that-name/diary.db") == Path("~nobody-of-that-name/diary.db")
