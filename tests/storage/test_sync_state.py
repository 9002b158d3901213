from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filmlog.cli import turning_back
from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.history import SYNC, UPKEEP
from filmlog.domain.imported import Imported, imported_id
from filmlog.storage import sync_state
from filmlog.storage.comparing import KINDS
from filmlog.storage.diary import Diary
from filmlog.storage.sync_state import SyncState
from tests import whole
from tests.storage.everything import everything
from tests.storage.test_conflicts import over

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)
AT = "2026-11-25T01:15:00Z"
RAN = Film("01F0", "Ran")


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        yield diary


def _apply(diary: Diary, words: str, *changes: Change, kind: str = "") -> int:
    """Write a command and return its number."""
    with diary.writing():
        diary.apply(changes, words, kind)
    return diary.syncing.last_command()


def _row(key: str) -> Imported:
    return Imported(imported_id("imdb", key), "imdb", key, "01F0")


def test_a_diary_that_was_never_synced_has_no_state(diary: Diary) -> None:
    syncing = diary.syncing
    assert syncing.state() is None
    assert syncing.last_command() == 0
    assert list(syncing.everything()) == []
    assert list(syncing.changed_since(0)) == []
    assert syncing.words_since(0) == []
    assert syncing.open_conflicts() == []


def test_the_state_is_one_and_is_kept_with_what_is_written(diary: Diary) -> None:
    syncing = diary.syncing
    with diary.writing():
        syncing.keep(SyncState("a" * 40, 0, AT))
        diary.apply([Change(None, RAN)], "sync", SYNC)
        syncing.keep(SyncState("b" * 40, syncing.last_command(), AT))
    assert syncing.state() == SyncState("b" * 40, 1, AT)
    with pytest.raises(RuntimeError), diary.writing():
        syncing.keep(SyncState("c" * 40, 9, AT))
        raise RuntimeError
    assert syncing.state() == SyncState("b" * 40, 1, AT)
    syncing.forget()
    assert syncing.state() is None


def test_each_record_that_was_made_or_changed_since_comes_once(diary: Diary) -> None:
    first, second, third = map(_row, "abc")
    named = RAN._replace(title="Ran (1985)")
    before = _apply(diary, "add", Change(None, RAN), Change(None, first), Change(None, second))
    _apply(diary, "edit", Change(RAN, named), Change(first, first._replace(digest="x")))
    last = _apply(
        diary,
        "import",
        Change(named, RAN),
        Change(None, Film("01F1", "Ikiru")),
        Change(None, third),
        Change(third, third._replace(digest="y")),
        Change(None, _row("d")),
    )
    since = diary.syncing.changed_since
    assert list(since(before)) == [
        ("film", "01F0"),
        ("imported", first.id),
        ("film", "01F1"),
        ("imported", third.id),
        ("imported", _row("d").id),
    ]
    assert list(since(last)) == []
    assert sorted(since(0)) == sorted(diary.syncing.everything())
    assert [id_ for kind, id_ in since(0) if kind == "film"] == ["01F0", "01F1"]
    assert len(list(since(0))) == 6


def test_one_id_may_be_of_two_kinds(diary: Diary) -> None:
    conflict = over("title", "x", of="film", record="01F0")._replace(id="01F0")
    _apply(diary, "add", Change(None, RAN), Change(None, conflict))
    assert list(diary.syncing.changed_since(0)) == [("film", "01F0"), ("conflict", "01F0")]


def test_what_undo_and_upkeep_changed_is_changed(diary: Diary) -> None:
    position = _apply(diary, "import", Change(None, RAN), Change(None, _row("a")))
    turning_back.undo(diary, 1, NOW)
    assert set(diary.syncing.changed_since(position)) == {
        ("film", "01F0"),
        ("imported", _row("a").id),
    }
    undone = diary.syncing.last_command()
    turning_back.redo(diary, 1, NOW)
    _apply(diary, "age out", Change(RAN, RAN._replace(runtime=160)), kind=UPKEEP)
    assert diary.syncing.words_since(0) == ["import", "undo import", "redo import"]
    assert diary.syncing.words_since(undone) == ["redo import"]
    _apply(diary, "sync", kind=SYNC)
    assert diary.syncing.words_since(undone) == ["redo import"]


def test_everything_is_there_in_an_order_that_can_be_written(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_state, "_PAGE", 2)
    made = whole.demo()
    made.write(diary)
    record: Record
    (record,) = made.of("wish")
    with diary.writing():
        diary.apply([Change(record, record._replace(deleted=AT))], "remove")
    pairs = list(diary.syncing.everything())
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == set(everything(diary))
    kinds = [kind for kind, _ in pairs]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert set(diary.syncing.changed_since(0)) == set(pairs)


def test_pages_neither_lose_nor_repeat(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Record] = [Film(f"01F{number}", f"Film {number}") for number in range(7)]
    rows: list[Record] = [_row(str(number)) for number in range(7)]
    _apply(diary, "earlier", *(Change(None, record) for record in (*made[:2], *rows[:2])))
    position = diary.syncing.last_command()
    for film, row in zip(made[2:], rows[2:], strict=True):
        _apply(diary, "later", Change(None, film), Change(None, row))
    wanted = [*(("film", film.id) for film in made[2:]), *(("imported", r.id) for r in rows[2:])]
    for size in (1, 2, 5, 6):
        monkeypatch.setattr(sync_state, "_PAGE", size)
        assert list(diary.syncing.changed_since(position)) == wanted


def test_a_large_journal_is_asked_by_its_indexes(diary: Diary) -> None:
    """The plan of the statements: none looks through a table from its start or sorts one."""
    _apply(diary, "add", Change(None, RAN))
    plans: list[str] = []
    statements: list[str] = []
    diary.connection.set_trace_callback(statements.append)
    list(diary.syncing.changed_since(1))
    list(diary.syncing.open_conflicts())
    diary.connection.set_trace_callback(None)
    for statement in statements:
        plan = diary.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        plans += [str(detail) for *_, detail in plan]
    assert plans
    assert not [line for line in plans if "TEMP B-TREE" in line]
    assert not [line for line in plans if line.startswith("SCAN") and "INDEX" not in line]


def test_open_conflicts_are_those_that_nobody_settled(diary: Diary) -> None:
    first, second = over("rating", 70), over("heart", other=True)
    _apply(diary, "sync", Change(None, first), Change(None, second), kind=SYNC)
    assert diary.syncing.open_conflicts() == [first, second]
    _apply(diary, "sync settle", Change(first, first._replace(deleted=AT)))
    assert diary.syncing.open_conflicts() == [second]
