"""Films that stand in a diary twice."""

from __future__ import annotations

from pathlib import Path

from tests.program import filmlog
from tests.storage.checkup.faults import only_finds


def test_films_that_stand_in_it_twice(diary: Path, home: Path) -> None:
    for words in ("Ran (1985)|--on|2025-01-01", "Ran (1985)|--new|--on|2026-01-01"):
        assert filmlog("add", *words.split("|")).code == 0
    (item,) = only_finds(home, "double-films", "note")["items"]
    assert "filmlog film merge '#" in item
