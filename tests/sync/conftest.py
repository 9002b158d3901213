from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.sync.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository of a diary."""
    return Repository(tmp_path / "diary.db.sync")
