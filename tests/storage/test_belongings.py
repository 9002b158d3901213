from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported
from filmlog.domain.record import UNDONE
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage.belongings import belonging, followers, strays
from filmlog.storage.diary import Diary

GONE = "2026-11-01T00:00:00Z"
RAN, SEA = Film("01A", "Ran"), Film("01B", "Sea", deleted=GONE)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        put(diary, RAN, SEA)
        yield diary


def put(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def test_a_stray_is_found_by_its_own_id_and_by_that_of_its_film(diary: Diary) -> None:
    stray = Viewing("01V", "01B")
    put(diary, stray, Viewing("01W", "01B", deleted=GONE), Viewing("01X", "01A"))
    connection = diary.connection
    for ids, parents in ((["01V", "01W", "01X"], []), ([], ["01A", "01B"]), (["01V"], ["01B"])):
        assert strays(connection, "viewing", "film", ids, parents) == [stray]
    assert strays(connection, "viewing", "film", ["01W", "01X"], ["01A"]) == []


def test_lists_and_sources_lose_things_too(diary: Diary) -> None:
    gone = FilmList("01L", "Top", deleted=GONE), Source("01S", "Mubi", deleted=GONE)
    listed, pass_ = Listed("01E", "01L", "01A"), Pass("01P", "01S", "ticket")
    put(diary, *gone, listed, pass_)
    assert strays(diary.connection, "listed", "filmlist", ["01E"], []) == [listed]
    assert strays(diary.connection, "pass", "source", [], ["01S"]) == [pass_]
    assert strays(diary.connection, "listed", "film", ["01E"], []) == []


def test_what_belongs_to_a_record_also_in_the_trash_and_changed_on_the_way(diary: Diary) -> None:
    viewings = [Viewing(f"01V{at:04}", "01A", source_id="01S") for at in range(1_200)]
    gone = Viewing("01W", "01A", source_id="01S", deleted=GONE)
    undone = gone._replace(id="01X", deleted=GONE + UNDONE)  # redo may bring it back
    put(diary, Source("01S", "Mubi"), Source("01T", "Kino"), *viewings, gone, undone)
    put(diary, Viewing("01Y", "01A"))
    found = []
    with diary.writing():
        for record in belonging(diary.connection, "viewing", "source", "01S"):
            found.append(record)
            assert isinstance(record, Viewing)
            diary.apply([Change(record, record._replace(source_id="01T"))], "test")
    assert found == [*viewings, gone, undone]
    assert list(belonging(diary.connection, "viewing", "source", "01S")) == []


def test_rows_of_imports_and_open_conflicts_follow_their_record(diary: Diary) -> None:
    rows = [
        Imported("01I", "x", "row 1", "01W"),
        Imported("01J", "x", "row 2", "01W", deleted=GONE),
    ]
    conflicts = [
        Conflict("01K", "wish", "01W", "why", "", '"rain"'),
        Conflict("01M", "wish", "01W", "why", "", '"sea"', deleted=GONE),
        Conflict("01N", "film", "01B", "deleted", '""', f'"{GONE}"'),
    ]
    put(diary, Wish("01W", "01A"), *rows, *conflicts)
    assert followers(diary.connection, ["01W", "01B"]) == [rows[0], conflicts[0]]
    assert followers(diary.connection, []) == followers(diary.connection, ["01A"]) == []
