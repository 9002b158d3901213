"""Days as people and spreadsheets write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.partial_date import MONTHS, PartialDate
from filmlog.exchange.record import FieldError
from filmlog.exchange.services.written_dates import tell_day_first, written_day
from tests.effort import some


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-20", "2026-11-20"),
        (" 2026-11-20 00:00:00 ", "2026-11-20"),
        ("2026-11-20T21:30", "2026-11-20"),
        ("2026/1/2", "2026-01-02"),
        ("2026.01.02", "2026-01-02"),
        ("2026-11", "2026-11"),
        ("11/2026", "2026-11"),
        ("2026", "2026"),
        ("20.11.2026", "2026-11-20"),
        ("1. 2. 2026", "2026-02-01"),
        ("3/4/26", "2026-04-03"),
        ("3-4-1998", "1998-04-03"),
        ("3/4/98", "1998-04-03"),
        ("20/11/2026 9:30 PM", "2026-11-20"),
        ("20 Nov 2026", "2026-11-20"),
        ("20-Nov-2026", "2026-11-20"),
        ("Nov 20, 2026", "2026-11-20"),
        ("November 20th, 2026", "2026-11-20"),
        ("Friday, 20 November 2026", "2026-11-20"),
        ("Sept 2026", "2026-09"),
        ("1 may 2026", "2026-05-01"),
    ],
)
def test_what_is_said_is_kept_and_no_more(text: str, iso: str) -> None:
    day = written_day(text, "Seen", day_first=True)
    assert day is not None
    assert day.iso == iso


def test_an_empty_field_says_no_day() -> None:
    assert written_day(" \n", "Seen", day_first=True) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30.02.2026", "is a day that no calendar has"),
        ("13/13/2026", "is a day that no calendar has"),
        ("2026-13", "is a day that no calendar has"),
        ("0000-01-01", "is a day that no calendar has"),
        ("last friday", "is no date such as 2026-11-20"),
        ("20 Brumaire 2026", "is no date such as 2026-11-20"),
        ("1 May 2, 2026", "is no date such as 2026-11-20"),
        ("12", "is no date such as 2026-11-20"),
        ("1789", "is no date such as 2026-11-20"),
        ("٢٠٢٦-١١-٢٠", "is no date such as 2026-11-20"),
        ("2026-11-20Z" * 9, "is no date such as 2026-11-20"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(text: str, why: str) -> None:
    with pytest.raises(FieldError) as caught:
        written_day(text, "Seen", day_first=True)
    assert caught.value.field == "Seen"
    assert caught.value.why.endswith(why)


def test_a_time_in_a_zone_is_the_local_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    said = ("2025-06-24T22:30Z", "2025-06-24 22:30:00+00:00", "2025-06-25T05:30:00+07:00")
    days = [written_day(text, "Seen", day_first=True) for text in said]
    assert days == [PartialDate(2025, 6, 25)] * 3
    assert written_day("2025-06-24 22:30", "Seen", day_first=True) == PartialDate(2025, 6, 24)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([], None),
        (["3/4/2026", "2026-11-20", "soon"], None),
        (["3/4/2026", "13/4/26"], True),
        (["3/4/2026", "4-13-26"], False),
        (["3.4.2026"], True),
        (["13/4/2026", "4/13/2026"], None),
    ],
)
def test_one_row_tells_the_habit_of_the_column(texts: list[str], told: bool | None) -> None:
    assert tell_day_first(texts) is told


@settings(max_examples=some(100))
@given(st.dates(PartialDate(1870).first(), PartialDate(2200).last()))
def test_a_day_is_the_same_in_every_way_to_write_it(day: PartialDate) -> None:
    wanted = PartialDate(day.year, day.month, day.day)
    assert day.month is not None
    month = MONTHS[day.month - 1]
    ways = (
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{month} {day.day}, {day.year}",
    )
    assert {written_day(way, "Seen", day_first=True) for way in ways} == {wanted}


@settings(max_examples=some(200))
@given(st.text(alphabet="0123456789-/. :TZ+,NovemberMa\u0661", max_size=30))
def test_any_text_is_a_date_or_a_field_error(text: str) -> None:
    try:
        day = written_day(text, "Seen", day_first=True)
    except FieldError:
        day = None
    assert day is None or 1870 <= day.year <= 2200
