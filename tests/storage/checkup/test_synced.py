"""Folders that a service copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.checkup.faults import only_finds, sound_diary


@pytest.mark.parametrize(
    ("folder", "mark", "service"),
    [
        ("Dropbox", "", "Dropbox"),
        ("Dropbox (Personal)/films", "", "Dropbox"),
        ("OneDrive - Firm", "", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-anna@example.org/My Drive", "", "Google Drive"),
        ("Nextcloud2", "", "Nextcloud"),
        ("ownCloud", "", "ownCloud"),
        ("pCloudDrive", "", "pCloud"),
        ("MEGA", "", "MEGA"),
        ("share/films", "share/.stfolder", "Syncthing"),
        ("share", "share/.nextcloudsync.log", "Nextcloud"),
    ],
)
def test_a_folder_that_a_service_copies(
    folder: str, mark: str, service: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home / folder
    place.mkdir(parents=True)
    place.chmod(0o700)
    if mark:
        (home / mark).touch(0o600)
    monkeypatch.setenv("FILMLOG_DB", str(sound_diary(place / "diary.db")))
    assert f" {service} " in only_finds(home, "synced-folder", "note")["found"]
