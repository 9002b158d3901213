"""What can be read of a damaged diary is saved, whatever happened to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filmlog.errors import DiaryError
from filmlog.storage.salvage.saving import save
from tests.battery.battery import Battery
from tests.battery.damage import DAMAGES
from tests.battery.rich import rich_diary
from tests.battery.sound import faults
from tests.storage.salvage import truth

_IN_PLACE = frozenset({
    "bits flipped", "bits of one page flipped", "bits of the header flipped", "truncated", "zeroed",
})  # fmt: skip
"""Damage that leaves the other pages where they are: all that is on them has to be saved."""

_NO_FILES = frozenset({"a folder", "a pipe", "a link to nothing"})


def test_what_is_on_sound_pages_is_saved(
    battery: Battery, tmp_path_factory: pytest.TempPathFactory
) -> None:
    random = battery.random("salvage")
    whole = tmp_path_factory.mktemp("whole") / "diary.db"
    rich_diary(whole, random)
    was, pages = truth.rows(whole), truth.pages(whole)
    ways = [way for way in DAMAGES if way not in _NO_FILES]
    weights = [DAMAGES[way][0] for way in ways]
    for round_ in range(battery.rounds(300, 8)):
        (way,) = random.choices(ways, weights)
        path = tmp_path_factory.mktemp("round") / "diary.db"
        shutil.copy(whole, path)
        DAMAGES[way][1](path, random)
        bad = truth.touched(whole, path)
        _check(path, way, bad, was, pages, f"round {round_}, {way}")
        shutil.rmtree(path.parent)


def _check(
    path: Path,
    way: str,
    bad: set[int],
    was: truth.Rows,
    pages: dict[tuple[str, object], set[int]],
    what: str,
) -> None:
    out = path.with_name("out.db")
    before = path.read_bytes()
    try:
        account = save(path, out)
    except DiaryError:
        assert not out.exists(), what
        # Page 1 alone, or less, is no diary.
        assert way not in _IN_PLACE or min(bad) <= 3, what
    else:
        assert faults(out) == [], what
        if way in _IN_PLACE:
            assert truth.unsaved(was, pages, bad, out) == [], what
            assert truth.invented(was, account, out, pages, bad) == [], what
    assert path.read_bytes() == before, what
    assert not list(path.parent.glob(".filmlog-*")), what
