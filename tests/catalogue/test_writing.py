from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from filmlog.catalogue import writing
from filmlog.catalogue.catalogue import Catalogue
from filmlog.catalogue.writing import CatalogueWriter, packed, spelling
from filmlog.errors import FilmlogError, StorageFullError

ABOUT = {"from": "imdb", "day": "2026-11-24", "films": "1"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "catalogue.db"


def add(writer: CatalogueWriter, number: int, title: str, votes: int = 0) -> None:
    writer.add("film", [(number, title, None, 1957, 97, "Drama", votes)])
    writer.add_names(number, votes, [(title.lower(), 0)])


def make(path: Path, title: str) -> None:
    with CatalogueWriter(path) as writer:
        add(writer, 7, title)
        writer.finish(ABOUT)


def title_in(path: Path) -> str:
    with Catalogue.open(path) as catalogue:
        return catalogue.film(7).title


def files(path: Path) -> list[str]:
    return sorted(left.name for left in path.parent.iterdir())


def test_the_old_one_serves_until_the_new_one_is_whole(path: Path) -> None:
    make(path, "Old")
    with CatalogueWriter(path) as writer:
        add(writer, 7, "New")
        assert len(files(path)) == 2
        assert title_in(path) == "Old"
        with Catalogue.open(path) as reading:
            writer.finish(ABOUT)
            # Who has it open goes on reading the old one.
            assert reading.film(7).title == "Old"
    assert title_in(path) == "New"
    assert files(path) == ["catalogue.db"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, FilmlogError])
def test_what_was_not_finished_is_thrown_away(path: Path, error: type[BaseException]) -> None:
    make(path, "Old")
    with pytest.raises(error), CatalogueWriter(path) as writer:
        add(writer, 7, "New")
        raise error("stop")
    assert files(path) == ["catalogue.db"]
    assert title_in(path) == "Old"


def test_a_context_left_without_finishing_makes_none(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        add(writer, 7, "New")
    assert files(path) == []


def test_an_interrupt_while_it_is_indexed_leaves_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path, "Old")
    monkeypatch.setattr(writing, "INDEXES", "CREATE INDEX broken ON nothing (x);\n")
    with pytest.raises(FilmlogError, match="could not be written"):
        make(path, "New")
    monkeypatch.undo()
    monkeypatch.setattr(os, "replace", _raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        make(path, "New")
    monkeypatch.setattr(os, "replace", _raising(PermissionError(13, "Permission denied")))
    with pytest.raises(FilmlogError, match="catalogue"):
        make(path, "New")
    assert files(path) == ["catalogue.db"]
    assert title_in(path) == "Old"


def _raising(error: BaseException) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise error

    return refuse


def test_a_full_disk_is_said_and_leaves_the_old_one(path: Path) -> None:
    make(path, "Old")
    with pytest.raises(StorageFullError, match="is full"), CatalogueWriter(path) as writer:
        writer.select("PRAGMA max_page_count = 30")
        for number in range(1, 5_000):
            add(writer, number, f"Film {number} of a very long series of films")
        writer.finish(ABOUT)
    assert files(path) == ["catalogue.db"]
    assert title_in(path) == "Old"


def test_only_its_owner_reads_it_at_any_time(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        add(writer, 7, "New")
        assert {stat.S_IMODE(left.stat().st_mode) for left in path.parent.iterdir()} == {0o600}
        writer.finish(ABOUT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_a_killed_run_left_goes_when_it_is_an_hour_old(path: Path) -> None:
    make(path, "Old")
    left = {
        name: path.with_name(name)
        for name in (
            "catalogue.db-0badc0de.new",  # of a run that was killed
            "catalogue.db-00c0ffee.new",  # of one that may be running
            "catalogue.db.bak",
            "other.db-0badc0de.new",
        )
    }
    for name, file in left.items():
        file.touch()
        age = 60 if "00c0ffee" in name else 4_000
        os.utime(file, (time.time() - age, time.time() - age))
    make(path, "New")
    assert [name for name, file in left.items() if not file.exists()] == [
        "catalogue.db-0badc0de.new"
    ]


def test_a_folder_that_cannot_be_written_to_is_said(path: Path) -> None:
    path.parent.parent.joinpath("data").touch()
    with pytest.raises(FilmlogError) as caught:
        make(path, "New")
    assert str(path.parent) in caught.value.sentence


def test_the_best_known_names_come_first_and_a_number_stands_once(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        for number, votes in ((1, 10), (2, 2_000), (3, 900_000), (4, 0)):
            add(writer, number, "Loft", votes)
        add(writer, 3, "Another")
        writer.finish(ABOUT)
    with Catalogue.open(path) as catalogue:
        assert [c.number for c in catalogue.titles.called("loft")] == [3, 2, 1, 4]
        assert catalogue.film(3).title == "Loft"


def test_what_was_put_in_can_be_asked_for(path: Path) -> None:
    with CatalogueWriter(path) as writer:
        add(writer, 7, "New")
        assert writer.select("SELECT title FROM film WHERE number = ?", 7).fetchone() == ("New",)
        with pytest.raises(sqlite3.OperationalError):
            writer.select("SELECT nothing FROM film")


def test_the_forms_on_disk() -> None:
    assert spelling("the thing") == spelling("thing") == spelling("th ing")
    assert packed([1, 2**30]) == b"".join(
        number.to_bytes(4, sys.byteorder) for number in (1, 2**30)
    )
