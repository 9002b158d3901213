"""Undo and redo over any diary and any commands: each state comes back, step by step."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.cli import turning_back
from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.history import SYNC
from filmlog.errors import NotADiaryError, NotFoundError
from filmlog.storage.diary import Diary
from tests.effort import some
from tests.examples import films, viewings
from tests.storage.everything import everything, is_sound, without_undone
from tests.whole import diaries

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)

States = list[dict[tuple[str, str], Record]]


def _command(diary: Diary, data: st.DataObject, number: int) -> None:
    """A command that makes, changes or removes some records, one of them twice."""
    known = [r for r in everything(diary).values() if not r.deleted]
    changes: list[Change] = []
    film = data.draw(films())
    changes.append(Change(None, film))
    changes.append(Change(None, data.draw(viewings(film.id))))
    changes.append(Change(film, film._replace(title=f"{film.title} again")))
    for record in data.draw(st.lists(st.sampled_from(known), max_size=4, unique_by=id)):
        if isinstance(record, Film) and data.draw(st.booleans()):
            other = data.draw(films())
            changes.append(Change(record, other._replace(id=record.id, number=record.number)))
        else:
            changes.append(
                Change(record, record._replace(deleted=f"2026-01-01T00:00:{number:02}Z"))
            )
    with diary.writing():
        diary.apply(changes, f"command {number}")


@settings(max_examples=some(40))
@given(st.data())
def test_undo_and_redo_lead_through_the_same_states(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("undo") / "diary.db"
    with Diary.open(path, create=True) as diary:
        states: States = [{}]
        data.draw(diaries()).write(diary)
        states.append(everything(diary))
        for number in range(data.draw(st.integers(1, 4))):
            _command(diary, data, number)
            states.append(everything(diary))
        at = len(states) - 1
        for step in data.draw(st.lists(st.integers(-3, 3), min_size=2, max_size=6)):
            if step < 0 and at > 0:
                at -= len(turning_back.undo(diary, -step, NOW))
            elif step > 0 and at < len(states) - 1:
                at += len(turning_back.redo(diary, step, NOW))
            assert without_undone(everything(diary)) == states[at]
            assert is_sound(diary)
        if at:
            turning_back.undo(diary, 99, NOW)
        assert without_undone(everything(diary)) == {}
        turning_back.redo(diary, 99, NOW)
        assert everything(diary) == states[-1]


def test_a_new_command_ends_what_could_be_redone(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        for number in range(3):
            with diary.writing():
                diary.apply([Change(None, Film(f"01F{number}", f"Film {number}"))], f"add {number}")
        turning_back.undo(diary, 2, NOW)
        with diary.writing():
            diary.apply([Change(None, Film("01F9", "Another"))], "add 9")
        with pytest.raises(NotFoundError):
            turning_back.redo(diary, 1, NOW)
        assert [film.title for film in diary.films()] == ["Film 0", "Another"]
        assert [t.command.words for t in turning_back.undo(diary, 9, NOW)] == ["add 9", "add 0"]
        assert [t.command.words for t in turning_back.redo(diary, 9, NOW)] == ["add 0", "add 9"]
        with pytest.raises(NotFoundError):
            turning_back.redo(diary, 1, NOW)


def test_undo_of_an_earlier_command_leaves_what_was_changed_since(tmp_path: Path) -> None:
    """As after a synchronisation, which undo passes over."""
    film = Film("01F0", "Ran")
    dated = film._replace(year=1984, tagline="War")
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        with diary.writing():
            diary.apply([Change(None, film)], "add")
            diary.apply([Change(film, dated)], "film edit")
            diary.apply([Change(dated, dated._replace(year=1985))], "upkeep", "upkeep")
        (turned,) = turning_back.undo(diary, 1, NOW)
        assert (turned.command.words, turned.kept) == ("film edit", ("the year of Ran (1985)",))
        found = diary.film(1)
        assert found is not None
        assert (found.year, found.tagline) == (1985, "")


def test_sync_is_passed_over_and_cuts_off_no_redo(tmp_path: Path) -> None:
    film, theirs = Film("01F0", "Ran"), Film("01F1", "Ikiru")
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        with diary.writing():
            diary.apply([Change(None, film)], "add Ran")
            diary.apply([Change(None, theirs)], "sync", SYNC)
        (turned,) = turning_back.undo(diary, 1, NOW)
        assert turned.command.words == "add Ran"
        with pytest.raises(NotFoundError):
            turning_back.undo(diary, 1, NOW)
        with diary.writing():
            diary.apply([Change(theirs, theirs._replace(year=1952))], "sync", SYNC)
        assert [found.label for found in diary.films()] == ["Ikiru (1952)"]
        (turned,) = turning_back.redo(diary, 1, NOW)
        assert turned.command.words == "add Ran"
        assert [found.label for found in diary.films()] == ["Ran", "Ikiru (1952)"]


def test_a_damaged_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    film = Film("01F0", "Ran")
    with Diary.open(path, create=True) as diary, diary.writing():
        diary.apply([Change(None, film)], "add")
        diary.apply([Change(film, film._replace(year=1985))], "film edit")
    for before in ("{", "[1]", '{"runtime": 1}', '{"id": "a", "title": "b", "rated": "x"}'):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE change SET before = ? WHERE before IS NOT NULL", (before,))
        connection.close()
        with pytest.raises(NotADiaryError), Diary.open(path) as diary:
            turning_back.undo(diary, 1, NOW)
        with pytest.raises(NotADiaryError), Diary.open(path) as diary:
            diary.journal.versions("film", "01F0")
