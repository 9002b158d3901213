from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import HINT, WHOLE, Period, read_period
from filmlog.errors import UsageError

TODAY = date(2026, 11, 24)  # a Tuesday


def days(text: str, today: date = TODAY) -> str:
    period = read_period(text, today)
    return "" if period is None else f"{period.first or ''}..{period.last or ''}"


@pytest.mark.parametrize(
    ("text", "label", "first_and_last"),
    [
        ("2026", "2026", "2026-01-01..2026-12-31"),
        ("0001", "1", "0001-01-01..0001-12-31"),
        ("2026-11", "Nov 2026", "2026-11-01..2026-11-30"),
        ("2024-02", "Feb 2024", "2024-02-01..2024-02-29"),
        ("2026-11-20", "Fri 20 Nov 2026", "2026-11-20..2026-11-20"),
        ("Nov 2026", "Nov 2026", "2026-11-01..2026-11-30"),
        (" november   2026 ", "Nov 2026", "2026-11-01..2026-11-30"),
        ("may 2026", "May 2026", "2026-05-01..2026-05-31"),
        ("1990s", "1990s", "1990-01-01..1999-12-31"),
        ("today", "Tue 24 Nov 2026", "2026-11-24..2026-11-24"),
        ("Yesterday", "Mon 23 Nov 2026", "2026-11-23..2026-11-23"),
        ("this week", "the week from Mon 23 Nov 2026", "2026-11-23..2026-11-29"),
        ("last week", "the week from Mon 16 Nov 2026", "2026-11-16..2026-11-22"),
        ("this month", "Nov 2026", "2026-11-01..2026-11-30"),
        ("Last Month", "Oct 2026", "2026-10-01..2026-10-31"),
        ("this year", "2026", "2026-01-01..2026-12-31"),
        ("last year", "2025", "2025-01-01..2025-12-31"),
        ("last 30 days", "the last 30 days", "2026-10-26..2026-11-24"),
        ("last 1 day", "the last day", "2026-11-24..2026-11-24"),
        ("last 2 weeks", "the last 2 weeks", "2026-11-11..2026-11-24"),
        ("last 3 months", "the last 3 months", "2026-08-25..2026-11-24"),
        ("last 5 years", "the last 5 years", "2021-11-25..2026-11-24"),
        ("2024..2026", "from 2024 to 2026", "2024-01-01..2026-12-31"),
        ("2024-03 .. 2024-04-05", "from Mar 2024 to Fri 5 Apr 2024", "2024-03-01..2024-04-05"),
        ("2024..", "from 2024", "2024-01-01.."),
        ("..2024-06", "to Jun 2024", "..2024-06-30"),
        ("1990s..last year", "from 1990s to 2025", "1990-01-01..2025-12-31"),
        ("2026-11-24..today", "from Tue 24 Nov 2026 to Tue 24 Nov 2026", "2026-11-24..2026-11-24"),
    ],
)
def test_periods(text: str, label: str, first_and_last: str) -> None:
    period = read_period(text, TODAY)
    assert period is not None
    assert period.label == label
    assert days(text) == first_and_last


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "....", "soon", "2026-13", "2026-02-30", "26", "20260", "0000", "0000s", "Nov",
        "nov 0000", "abc 2026", "1995s", "last 0 days", "last 10000 days", "last 9999 years",
        "last days", "next week", "2024..soon", "soon..2024", "2024...2026", "2024..2025..2026",
        "..2024..", "٢٠٢٦", "2026\x00",
    ],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    assert read_period(text, TODAY) is None


def test_a_year_long_ago_can_be_the_last() -> None:
    assert days("last 30 days", date(1, 1, 5)) == ""
    assert days("last month", date(2026, 1, 31)) == "2025-12-01..2025-12-31"
    assert days("last week", date(2026, 1, 1)) == "2025-12-22..2025-12-28"
    assert days("last 1 month", date(2026, 3, 31)) == "2026-03-01..2026-03-31"


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        read_period("2026..2024", TODAY)
    assert refused.value.sentence == "2026..2024 runs backwards."
    assert refused.value.hint == "Write 2024..2026."


def test_no_chain_of_periods_is_too_long_to_be_refused() -> None:
    assert read_period("..".join(["2024"] * 5000), TODAY) is None


def test_a_whole_period_and_a_year() -> None:
    assert WHOLE.is_whole
    assert not Period("from 2024", date(2024, 1, 1)).is_whole
    assert not Period("to 2024", None, date(2024, 12, 31)).is_whole
    assert WHOLE.year is None
    for text, year in (("2026", 2026), ("2026..2026", 2026), ("2025..2026", None), ("2026..", None),
                       ("2026-11", None)):  # fmt: skip
        period = read_period(text, TODAY)
        assert period is not None
        assert period.year == year


@given(st.text(max_size=30) | st.from_regex(r"(last [0-9]{1,4} [a-z]{3,6}|[0-9.s-]{4,12})"))
def test_any_text_is_a_period_in_order_or_none(text: str) -> None:
    try:
        period = read_period(text, TODAY)
    except UsageError:
        return  # it runs backwards
    if period is not None:
        assert period.label
        assert not period.is_whole
        if period.first is not None and period.last is not None:
            assert period.first <= period.last


@given(st.dates(), st.sampled_from([4, 7, 10]), st.dates())
def test_a_date_is_its_own_days(day: date, known: int, today: date) -> None:
    partial = PartialDate.parse_iso(day.isoformat()[:known])
    assert read_period(partial.iso, today) == Period(partial.words, partial.first(), partial.last())


def test_every_form_of_the_hint_is_a_period() -> None:
    forms = HINT.removeprefix("Write ").removesuffix(".").replace(" or ", ", ").split(", ")
    assert len(forms) == 7
    assert all(read_period(form.strip("'"), TODAY) for form in forms)
