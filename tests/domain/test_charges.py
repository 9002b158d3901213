from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.charges import charges
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass

TODAY = date(2026, 11, 24)
TEN = Money(1000, "EUR")
CARD = Pass("C", "S", "subscription", TEN, paid=PartialDate(2026, 8, 31), every="month")
TICKET = Pass("T", "S", "ticket", TEN, paid=PartialDate(2026, 11, 20))


def paid(pass_: Pass, today: date = TODAY) -> list[tuple[str, int]]:
    return [
        (charge.day.iso if charge.day is not None else "", charge.minor)
        for charge in charges(pass_, today)
    ]


def test_a_pass_is_paid_once() -> None:
    assert paid(TICKET) == [("2026-11-20", 1000)]
    assert paid(replace(TICKET, paid=PartialDate(2025, 3))) == [("2025-03", 1000)]
    assert paid(replace(TICKET, paid=PartialDate(2025))) == [("2025", 1000)]
    assert paid(replace(TICKET, paid=None)) == [("", 1000)]


@pytest.mark.parametrize("price", [None, Money(0, "EUR")])
def test_nothing_is_no_payment(price: Money | None) -> None:
    assert paid(replace(TICKET, price=price)) == []
    assert paid(replace(CARD, price=price)) == []


def test_a_payment_to_come_is_none_yet() -> None:
    ahead = replace(TICKET, paid=PartialDate(2026, 12, 1))
    assert paid(ahead) == []
    assert paid(ahead, date(2026, 12, 1)) == [("2026-12-01", 1000)]
    assert paid(replace(CARD, paid=ahead.paid)) == []
    assert paid(replace(TICKET, paid=PartialDate(2026, 12))) == []
    # It may have been made by now.
    assert paid(replace(TICKET, paid=PartialDate(2026, 11))) == [("2026-11", 1000)]


def test_a_subscription_is_paid_each_month_on_its_day() -> None:
    days = ["2026-08-31", "2026-09-30", "2026-10-31"]
    assert paid(CARD) == [(day, 1000) for day in days]
    assert paid(CARD, date(2026, 11, 30)) == [(day, 1000) for day in [*days, "2026-11-30"]]
    assert paid(CARD, date(2026, 11, 29)) == paid(CARD)


def test_a_subscription_by_the_year() -> None:
    card = replace(CARD, every="year", paid=PartialDate(2024, 2, 29))
    assert [day for day, _ in paid(card)] == ["2024-02-29", "2025-02-28", "2026-02-28"]
    assert [day for day, _ in paid(card, date(2028, 2, 29))][-2:] == ["2027-02-28", "2028-02-29"]


@pytest.mark.parametrize(
    ("ends", "payments"),
    [
        ("2026-09-30T00:00", 1),  # due on the last day is not made
        ("2026-09-30T23:59", 1),
        ("2026-10-01T00:00", 2),
        ("2026-08-31T12:00", 1),  # the first was made, whatever came of it
        ("2026-11-30T00:00", 3),
        ("2030-01-01T00:00", 3),
    ],
)
def test_a_subscription_that_was_stopped(ends: str, payments: int) -> None:
    stopped = replace(CARD, ends=datetime.fromisoformat(ends).astimezone())
    assert len(paid(stopped)) == payments


def test_the_last_day_is_that_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert len(paid(replace(CARD, ends=ends))) == 1
    monkeypatch.setenv("TZ", "Europe/Berlin")  # 1:00 of 1 October
    time.tzset()
    assert len(paid(replace(CARD, ends=ends))) == 2


def test_a_subscription_whose_first_payment_is_not_known_is_counted_once() -> None:
    assert paid(replace(CARD, paid=None)) == [("", 1000)]


def refunded(pass_: Pass, minor: int, day: PartialDate | None) -> list[int]:
    return [minor for _, minor in paid(replace(pass_, refund=Money(minor, "EUR"), refunded=day))]


def test_a_refund_is_taken_off_the_latest_payments() -> None:
    assert refunded(TICKET, 400, PartialDate(2026, 11, 21)) == [600]
    assert refunded(TICKET, 1000, None) == [0]
    assert refunded(CARD, 400, PartialDate(2026, 11, 20)) == [1000, 1000, 600]
    assert refunded(CARD, 1000, PartialDate(2026, 11, 20)) == [1000, 1000, 0]
    assert refunded(CARD, 1400, PartialDate(2026, 11, 20)) == [1000, 600, 0]
    assert refunded(CARD, 400, PartialDate(2026, 10, 30)) == [1000, 600, 1000]
    assert refunded(CARD, 400, PartialDate(2026, 9)) == [1000, 600, 1000]
    assert refunded(CARD, 400, PartialDate(2026)) == [1000, 1000, 600]
    assert refunded(CARD, 1400, PartialDate(2026, 8, 31)) == [0, 1000, 1000]


def test_more_than_was_paid_cannot_come_back() -> None:
    assert refunded(TICKET, 5000, PartialDate(2026, 11, 21)) == [0]
    assert refunded(CARD, 5000, PartialDate(2026, 11, 21)) == [0, 0, 0]
    assert refunded(TICKET, 400, PartialDate(2026, 11, 19)) == [1000]  # before it was paid


@given(
    price=st.integers(1, 5000),
    refund=st.none() | st.integers(0, 20_000),
    day=st.none() | st.dates(date(2025, 1, 1), TODAY).map(PartialDate.of),
    every=st.sampled_from(["", "month", "year"]),
)
def test_what_came_back_is_less_or_all_of_what_was_paid(
    price: int, refund: int | None, day: PartialDate | None, every: str
) -> None:
    kept = Pass("C", "S", "subscription", Money(price, "EUR"), None, None, "", CARD.paid, every)
    back = Money(refund, "EUR") if refund is not None else None
    before = charges(kept, TODAY)
    after = charges(replace(kept, refund=back, refunded=day), TODAY)
    assert [charge.day for charge in before] == [charge.day for charge in after]
    assert all(0 <= left.minor <= price for left in after)
    assert all(whole.minor == price for whole in before)
    by_day = [c for c in before if day is None or (c.day is not None and c.day.iso <= day.iso)]
    lost = sum(c.minor for c in before) - sum(c.minor for c in after)
    assert lost == min(refund or 0, price * len(by_day))
