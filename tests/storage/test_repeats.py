from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.repeats import SameDay, repeated, same_days

GONE = "2026-11-01T00:00:00Z"
DAY = PartialDate(2024, 3, 9)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        put(diary, Film("01A", "Ran"), Film("01B", "Sea"), Source("01S", "Mubi"))
        put(diary, Source("01T", "Kino"), FilmList("01L", "Top"), FilmList("01M", "Sea"))
        yield diary


def put(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def test_two_wishes_for_one_film(diary: Diary) -> None:
    wishes = [Wish("01W", "01A", moods=("slow",)), Wish("01X", "01A", "sea")]
    put(diary, *wishes, Wish("01Y", "01A", deleted=GONE), Wish("01Z", "01B"))
    for ids in (["01W"], ["01X", "01Z"]):
        assert repeated(diary.connection, "wish", ids) == [wishes]
    assert repeated(diary.connection, "wish", ["01Y", "01Z"]) == []


def test_offers_at_each_source_and_places_on_each_list(diary: Diary) -> None:
    offers = [Offer(f"01O{at}", "01A", source) for at, source in enumerate(["01S", "01T"] * 2)]
    listed = [Listed("01E", "01L", "01A"), Listed("01F", "01L", "01A"), Listed("01G", "01M", "01A")]
    put(diary, *offers, Offer("01P", "01B", "01S"), *listed)
    assert repeated(diary.connection, "offer", ["01O0"]) == [offers[::2], offers[1::2]]
    assert repeated(diary.connection, "listed", ["01G"]) == [listed[:2]]
    assert repeated(diary.connection, "offer", ["01P"]) == []


def test_viewings_of_one_film_on_one_full_day(diary: Diary) -> None:
    month = PartialDate(2024, 3)
    put(
        diary,
        Viewing("01V", "01A", DAY),
        Viewing("01W", "01A", DAY),
        Viewing("01X", "01A", DAY, deleted=GONE),
        Viewing("01Y", "01B", DAY),
        Viewing("01Z", "01A", month),
        Viewing("02A", "01A", month),
        Viewing("02B", "01A"),
        Viewing("02C", "01A"),
    )
    every = ["01V", "01W", "01X", "01Y", "01Z", "02A", "02B", "02C"]
    pairs = [SameDay("01V", "01W", "01A", "2024-03-09"), SameDay("01W", "01V", "01A", "2024-03-09")]
    assert same_days(diary.connection, every) == pairs
    assert same_days(diary.connection, ["01W"]) == pairs[1:]
