"""A sound diary to make a fault in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.checkup.faults import sound_diary


@pytest.fixture
def diary(home: Path) -> Path:
    return sound_diary(home / "diary.db")
