from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.partial_date import PartialDate


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    return draw(
        st.sampled_from(
            [PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)]
        )
    )


@given(partial_dates())
def test_iso_reads_back(known: PartialDate) -> None:
    assert PartialDate.parse_iso(known.iso) == known
    assert PartialDate.parse_iso(str(known)) == known


@given(partial_dates())
def test_the_days_it_may_be_run_from_first_to_last(known: PartialDate) -> None:
    first, last = known.first(), known.last()
    days = {"day": range(1, 2), "month": range(28, 32), "year": range(365, 367)}
    assert (last - first).days + 1 in days[known.precision]


@given(st.lists(partial_dates(), max_size=8))
def test_iso_sorts_as_the_calendar_does(known: list[PartialDate]) -> None:
    by_text = sorted(known, key=lambda d: d.iso)
    assert [d.first() for d in by_text] == sorted(d.first() for d in known)


@pytest.mark.parametrize(
    ("iso", "words", "long", "precision"),
    [
        ("2026-11-20", "Fri 20 Nov 2026", "20 November 2026", "day"),
        ("1957-10-12", "Sat 12 Oct 1957", "12 October 1957", "day"),
        ("2026-11", "Nov 2026", "November 2026", "month"),
        ("2026", "2026", "2026", "year"),
    ],
)
def test_words(iso: str, words: str, long: str, precision: str) -> None:
    known = PartialDate.parse_iso(iso)
    assert (known.words, known.long, known.precision) == (words, long, precision)


@pytest.mark.parametrize(
    "text",
    ["", "26", "02026", "2026-1", "2026-13", "2026-02-30", "2026-00", "0000", "2026-11-20 ",
     "2026-11-20\n", "2026-11-", "٢٠٢٦", "2026/11/20", "-2026"],
)  # fmt: skip
def test_what_is_no_iso_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse_iso(text)


@pytest.mark.parametrize("parts", [(0,), (10000,), (2026, 0), (2026, 13), (2026, 2, 29)])
def test_what_no_calendar_has_is_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2026, None, 20)


def test_the_last_month_of_the_calendar_has_its_last_day() -> None:
    assert PartialDate(9999, 12).last() == date(9999, 12, 31)
