from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.codec import from_plain, to_plain
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported, imported_id
from filmlog.storage import imported
from filmlog.storage.diary import Diary
from tests.examples import log


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        log(diary, Film("01F1", "Ran"))
        yield diary


def _said(key: str, record_id: str = "01F1") -> Imported:
    return Imported(
        imported_id("letterboxd", key), "letterboxd", key, record_id, "ab", '{"rating": "cd"}'
    )


def _apply(diary: Diary, *changes: Change) -> list[int]:
    with diary.writing():
        return diary.apply(changes, "import")


def test_what_a_service_said_is_kept_and_found_by_its_id(diary: Diary) -> None:
    said = _said("diary https://boxd.it/1")
    assert diary.imports.get(said.id) is None
    assert _apply(diary, Change(None, said)) == [0]
    found = diary.imports.get(said.id)
    assert found == said
    assert found is not None
    assert found.number == 1


def test_a_later_import_changes_it_and_the_journal_has_what_it_was(diary: Diary) -> None:
    before = _said("a")
    after = replace(before, digest="ef", deleted="2026-11-25T00:00:00Z")
    assert _apply(diary, Change(None, before), Change(before, after)) == [0, 1]
    assert diary.imports.get(before.id) == after
    ((kind, record),) = diary.connection.execute(
        "SELECT kind, before FROM change WHERE record = ? AND before IS NOT NULL", (before.id,)
    )
    assert from_plain(kind, json.loads(record)) == before
    assert to_plain(before)["record_id"] == "01F1"


def test_all_come_in_order_of_number_a_batch_at_a_time(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "_BATCH", 2)
    said = [_said(key) for key in "edcba"]
    _apply(diary, *(Change(None, one) for one in said))
    assert list(diary.imports.all()) == said


def test_several_rows_may_have_gone_into_one_record(diary: Diary) -> None:
    said = [_said("a"), _said("b", "01F2"), _said("c")]
    _apply(diary, *(Change(None, one) for one in said))
    assert diary.imports.of_record("01F1") == [said[0], said[2]]
    assert diary.imports.of_record("01F3") == []


def test_what_is_no_record_of_a_diary_is_refused(diary: Diary) -> None:
    with pytest.raises(TypeError, match="_Odd"), diary.writing():
        diary.apply([Change(None, cast("Record", _Odd("x")))], "import")


class _Odd(str):
    id = "x"


def test_several_are_found_by_id_and_by_record(diary: Diary) -> None:
    every = [_said(f"key {number}", f"01F{number % 3}") for number in range(9)]
    _apply(diary, *(Change(None, record) for record in every))
    assert diary.imports.of_records(["01F2", "01F1"]) == [
        record for record in every if record.record_id != "01F0"
    ]
    wanted = [every[7].id, every[2].id, "unknown"]
    assert diary.imports.several(wanted) == {every[2].id: every[2], every[7].id: every[7]}
    assert diary.imports.several([]) == {}
