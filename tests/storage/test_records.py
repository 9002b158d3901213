from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.codec import KINDS
from filmlog.domain.query import parse_query
from filmlog.errors import BusyError
from filmlog.exchange import native
from filmlog.exchange.files.archive import Member
from filmlog.exchange.native_reading import PictureData, read_records
from filmlog.exchange.record import Rejected
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition
from filmlog.storage.search import clause
from tests import whole
from tests.effort import some
from tests.examples import cranes_diary

IN_TRASH = "2026-11-01T00:00:00Z"


@given(whole.diaries())
@settings(max_examples=some(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_record_comes_out_as_it_went_in(made: whole.Whole) -> None:
    with TemporaryDirectory() as folder, Diary.open(Path(folder) / "d.db", create=True) as diary:
        made.write(diary)
        records = diary.records
        for kind in KINDS:
            found = list(records.of(kind))
            assert found == list(made.of(kind))
            assert [record.number for record in found] == list(range(1, len(found) + 1))
        assert list(records.pictures()) == list(made.pictures())


@given(whole.diaries())
@settings(max_examples=some(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_diary_made_from_the_json_of_another_gives_the_same_json(made: whole.Whole) -> None:
    with TemporaryDirectory() as folder, Diary.open(Path(folder) / "a.db", create=True) as first:
        made.write(first)
        text = "".join(native.document(first.records))
        data = text.encode()
        member = Member("a.json", lambda size: data if size < 0 else data[:size])
        read = [said[1] for said in read_records(member) if not isinstance(said, Rejected)]
        pictures = {one.sha256: one.data for one in read if isinstance(one, PictureData)}
        records = [one for one in read if not isinstance(one, PictureData)]
        with Diary.open(Path(folder) / "b.db", create=True) as second:
            whole.Whole(records, pictures).write(second)
            assert "".join(native.document(second.records)) == text


def _throw(diary: Diary, *kinds: str) -> None:
    gone = [next(iter(diary.records.of(kind))) for kind in kinds]
    with diary.writing():
        diary.apply([Change(record, replace(record, deleted=IN_TRASH)) for record in gone], "test")


def _kept(diary: Diary) -> dict[str, list[Record]]:
    return {kind: list(diary.records.of(kind)) for kind in KINDS}


def test_the_trash_is_left_out_unless_something_leads_there(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        whole.demo().write(diary)
        _throw(diary, "source", "pass")
        kept = _kept(diary)
        # Both are still shown with the viewing on that pass.
        assert [record.deleted for record in kept["source"]] == [IN_TRASH, ""]
        assert [record.deleted for record in kept["pass"]] == [IN_TRASH, ""]
        _throw(diary, "offer", "viewing")
        _throw(diary, "viewing")
        kept = _kept(diary)
        assert (len(kept["source"]), len(kept["pass"])) == (1, 1)
        assert (kept["viewing"], kept["offer"], len(kept["listed"])) == ([], [], 1)
        assert list(diary.records.pictures()) == []
        _throw(diary, "film")
        kept = _kept(diary)
        assert {kind for kind, found in kept.items() if found} == {
            *("source", "pass", "filmlist", "imported", "conflict")
        }


def test_a_query_picks_viewings_and_what_they_lead_to(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        whole.demo().write(diary)
        picked = diary.records.meeting(clause(parse_query("source:arsenal")))
        assert {kind: len(list(picked.of(kind))) for kind in KINDS} == dict.fromkeys(KINDS, 0) | {
            "film": 1,
            "viewing": 1,
            "source": 1,
            "pass": 1,
        }
        assert list(picked.pictures()) == []
        assert len(list(diary.records.meeting(Condition()).pictures())) == 2
        assert list(diary.records.meeting(clause(parse_query("zzzz"))).of("film")) == []


def test_reading_sees_one_state(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with cranes_diary(path) as diary, Diary.open(path, wait=0.05) as other:
        with diary.reading():
            with pytest.raises(BusyError), other.writing():
                pass
            with diary.reading():
                assert len(list(diary.records.of("film"))) == 1
        _throw(other, "film")
        assert not diary.connection.in_transaction
