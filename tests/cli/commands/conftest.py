"""A diary to run commands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import cranes_diary
from tests.program import filmlog


@pytest.fixture
def diary(home: Path) -> None:
    """The example film, seen twice, and three more."""
    with cranes_diary(home / "diary.db"):
        pass
    filmlog("add", "Ran (1985)", "--on", "2026-11-19", "--rating", "5", "--runtime", "160")
    filmlog("add", "Ikiru (1952)", "--on", "2025", "--rating", "90%", "--runtime", "143", "--heart")
    filmlog(
        "add", "Persona (1966)", "--on", "unknown", "--unfinished", "40", "--headline",
        "She ||is|| she", "--source", "Arsenal",
    )  # fmt: skip
