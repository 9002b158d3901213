from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Offer, Source
from filmlog.storage.diary import Diary

RAN, BRAZIL = Film("F1", "Ran", number=1), Film("F2", "Brazil", number=2)
ONE, TWO = Source("S1", "one", number=1), Source("S2", "Two", number=2)
HERE = Offer(
    "O1", "F1", "S2", "https://a.b", Money(500, "USD"), True, PartialDate(2026, 11), "Note."
)
GONE = Offer("O2", "F1", "S1", is_there=False)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        write(diary, RAN, BRAZIL, ONE, TWO, HERE, GONE)
        yield diary


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def test_what_is_there_comes_first(diary: Diary) -> None:
    assert diary.offers.of(RAN) == [(HERE, TWO), (GONE, ONE)]
    write(diary, replace(GONE, id="O3", source_id="S1", is_there=True))
    assert [found.offer.id for found in diary.offers.of(RAN)] == ["O3", "O1", "O2"]


def test_of_several_films(diary: Diary) -> None:
    found = diary.offers.of_films(["F1", "F2"])
    assert len(found["F1"]) == 2
    assert found["F2"] == []
    assert diary.offers.of_films([]) == {}
    assert set(diary.offers.all()) == {"F1"}


def test_one_at_a_source(diary: Diary) -> None:
    assert diary.offers.at(RAN, TWO) == HERE
    assert diary.offers.at(BRAZIL, TWO) is None
    with diary.writing():
        diary.apply([Change(HERE, replace(HERE, deleted="2026-11-20T23:10:00Z"))], "test")
    assert diary.offers.at(RAN, TWO) is None
    assert diary.offers.of(RAN) == [(GONE, ONE)]
