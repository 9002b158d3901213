from __future__ import annotations

from datetime import UTC, datetime

import pytest

from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.exchange.markdown.words import day, length, paid, place

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
EUROS = Money(900, "EUR")


@pytest.mark.parametrize(
    ("pass_", "said"),
    [
        (Pass("01P", "01S", "ticket", EUROS, START), "ticket, 9.00 EUR, from 2026-11-20 17:30 UTC"),
        (
            Pass("01P", "01S", "subscription", EUROS, every="month"),
            "subscription, 9.00 EUR every month",
        ),
        (Pass("01P", "01S", "subscription", every="year"), "subscription, every year"),
        (
            Pass("01P", "01S", "ticket", refund=EUROS, refunded=PartialDate(2026, 11, 21)),
            "ticket, refunded 9.00 EUR on 21 Nov 2026",
        ),
        (Pass("01P", "01S", "ticket", refund=EUROS), "ticket, refunded 9.00 EUR"),
        (Pass("01P", "01S", "ticket", refunded=PartialDate(2026)), "ticket, refunded on 2026"),
    ],
)
def test_what_was_paid(pass_: Pass, said: str) -> None:
    assert paid(pass_) == said


@pytest.mark.parametrize(
    ("source", "url", "said"),
    [
        (Source("01S", "*A*", url="https://a.b"), "https://a.b/c", r"[\*A\*](https://a.b/c)"),
        (Source("01S", "A", url="https://a.b"), "shelf 3", "[A](https://a.b)"),
        (Source("01S", "A", url="javascript:x"), "", "A"),
    ],
)
def test_a_place_is_linked_to_where_it_can_be(source: Source, url: str, said: str) -> None:
    assert place(source, url) == said


def test_days_and_lengths() -> None:
    dates = PartialDate(2026, 11, 2), PartialDate(2026, 11), PartialDate(2026)
    assert [day(date) for date in dates] == ["2 Nov 2026", "Nov 2026", "2026"]
    assert [length(minutes) for minutes in (0, 40, 97, 120)] == [
        *("0 min", "40 min", "1 h 37 min", "2 h")
    ]
