from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.cli import turning_back
from filmlog.cli.histories import label_of
from filmlog.domain.change import Change
from filmlog.domain.conflict import Conflict, conflict_id
from filmlog.domain.film import Film
from filmlog.domain.query import parse_query
from filmlog.domain.viewing import Viewing
from filmlog.storage import conflicts
from filmlog.storage.diary import Diary
from filmlog.storage.search import clause
from tests.examples import cranes_diary, log

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)
SETTLED = "2026-11-25T01:00:00Z"


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        log(diary, Film("01F1", "Ran"), Viewing("01V1", "01F1", rating=80))
        yield diary


def over(field: str, other: object, *, of: str = "viewing", record: str = "01V1") -> Conflict:
    said = json.dumps(other, ensure_ascii=False)
    by = ("anna@desk", "anna@laptop")
    return Conflict(conflict_id(of, record, field, said), of, record, field, "80", said, *by)


def _apply(diary: Diary, *changes: Change) -> list[int]:
    with diary.writing():
        return diary.apply(changes, "test")


def test_it_is_kept_and_found_by_its_id(diary: Diary) -> None:
    conflict = over("rating", 70)
    assert diary.by_id.get(Conflict, conflict.id) is None
    assert _apply(diary, Change(None, conflict)) == [1]
    found = diary.by_id.get(Conflict, conflict.id)
    assert found == conflict
    assert found is not None
    assert found.number == 1
    assert label_of(diary, found) == "a conflict of sync"


def test_one_that_is_settled_is_kept_and_not_shown(diary: Diary) -> None:
    first, second = over("rating", 70), over("review", 'Rain, "and" ||nobody||.\n')
    _apply(diary, Change(None, first), Change(None, second))
    settled = first._replace(deleted=SETTLED)
    _apply(diary, Change(first, settled))
    assert list(diary.records.of("conflict")) == [second]
    assert diary.by_id.get(Conflict, first.id) == settled
    assert diary.journal.versions("conflict", first.id) == [(2, None, first), (3, first, settled)]


def test_undo_takes_back_what_settled_it(diary: Diary) -> None:
    conflict = over("rating", 70)
    _apply(diary, Change(None, conflict))
    _apply(diary, Change(conflict, conflict._replace(deleted=SETTLED)))
    (turned,) = turning_back.undo(diary, 1, NOW)
    assert turned.counts == {"conflict": 1}
    assert list(diary.records.of("conflict")) == [conflict]


def test_a_query_picks_none(diary: Diary) -> None:
    _apply(diary, Change(None, over("rating", 70)))
    assert list(diary.records.meeting(clause(parse_query("ran"))).of("conflict")) == []


def test_pictures_that_only_a_conflict_shows_leave_with_the_diary(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "cranes.db") as diary:
        shown = list(diary.records.pictures())
        with diary.writing():
            diary.keep_picture("f" * 64, b"GIF8")
        pictures = [
            {"name": "a.gif", "sha256": "f" * 64, "caption": ""},
            {"name": "b.gif", "sha256": "e" * 64, "caption": "not in the diary"},
        ]
        conflict = over("pictures", pictures)
        _apply(diary, Change(None, conflict))
        assert list(diary.records.pictures()) == sorted([*shown, ("f" * 64, b"GIF8")])
        picked = diary.records.meeting(clause(parse_query("cranes")))
        assert list(picked.pictures()) == shown
        settled = conflict._replace(deleted=SETTLED)
        _apply(diary, Change(conflict, settled))
        assert list(diary.records.pictures()) == shown
        assert conflicts.pictures(diary.connection, settled_too=True) == {"f" * 64}


@pytest.mark.parametrize("other", ['"a"', "[1]", '[{"name": "a"}]', "{", "null", '{"sha256": "a"}'])
def test_what_is_no_list_of_pictures_shows_none(diary: Diary, other: str) -> None:
    _apply(diary, Change(None, over("pictures", [])._replace(other=other)))
    assert list(diary.records.pictures()) == []
