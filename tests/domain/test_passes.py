from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import (
    NOTICE,
    Period,
    covering,
    covers_day,
    is_about_to_end,
    is_running,
    months_later,
    period_at,
    usual_end,
    usual_period,
)
from filmlog.domain.source import PASS_KINDS, Pass

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
DAY_PASS = Pass("A", "S", "one-day pass", starts=START, ends=START + DAY)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")


def go_to(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


def monthly(starts: datetime, ends: datetime | None = None, every: str = "month") -> Pass:
    return Pass("M", "S", "subscription", starts=starts, ends=ends, every=every)


@pytest.mark.parametrize(
    ("kind", "end", "every"),
    [
        ("one-day pass", START + DAY, ""),
        ("rental", START + 2 * DAY, ""),
        ("subscription", None, "month"),
        ("purchase", None, ""),
        ("ticket", None, ""),
        ("free", None, ""),
    ],
)
def test_usual_end_and_period(kind: str, end: datetime | None, every: str) -> None:
    assert kind in PASS_KINDS
    assert usual_end(kind, START) == end
    assert usual_period(kind) == every


@pytest.mark.parametrize(
    ("zone", "starts", "ends"),
    [
        ("Europe/Berlin", "2026-03-28T20:00", "2026-03-29T21:00"),
        ("Europe/Berlin", "2026-10-24T20:00", "2026-10-25T19:00"),
        ("America/New_York", "2026-03-07T20:00", "2026-03-08T21:00"),
        ("America/New_York", "2026-10-31T20:00", "2026-11-01T19:00"),
    ],
)
def test_a_one_day_pass_is_24_hours_whatever_the_clocks_do(
    zone: str, starts: str, ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(zone, monkeypatch)
    end = usual_end("one-day pass", local(starts))
    assert end == local(ends)
    assert end == local(starts).astimezone(UTC) + DAY
    day = replace(DAY_PASS, starts=local(starts), ends=end)
    assert is_running(day, local(ends) - SECOND)
    assert not is_running(day, local(ends))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 0, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-12-05", 1, "2027-01-05"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"),
    ],
)
def test_months_later(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-2000, 2000))
def test_months_later_is_in_the_month_that_many_on(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_running_is_from_the_start_until_just_before_the_end() -> None:
    assert not is_running(DAY_PASS, START - SECOND)
    assert is_running(DAY_PASS, START)
    assert is_running(DAY_PASS, START + timedelta(hours=23, minutes=59))
    assert not is_running(DAY_PASS, START + DAY)
    assert not is_running(replace(DAY_PASS, starts=None), START)
    assert is_running(replace(DAY_PASS, ends=None), START + timedelta(days=9999))


def test_the_period_of_a_pass_paid_once_is_all_of_it() -> None:
    assert period_at(DAY_PASS, START + SECOND) == Period(START, START + DAY)
    assert period_at(DAY_PASS, START - SECOND) is None
    assert period_at(DAY_PASS, START + DAY) is None
    assert period_at(replace(DAY_PASS, ends=None), START) == Period(START, None)
    assert period_at(replace(DAY_PASS, starts=None), START) is None


def test_just_before_and_after_a_renewal(monkeypatch: pytest.MonkeyPatch) -> None:
    go_to("Europe/Berlin", monkeypatch)
    card = monthly(local("2026-01-31T19:00"))
    assert period_at(card, local("2026-01-31T18:59:59")) is None
    first = Period(local("2026-01-31T19:00"), local("2026-02-28T19:00"))
    second = Period(local("2026-02-28T19:00"), local("2026-03-31T19:00"))
    assert period_at(card, first.starts) == first
    assert period_at(card, local("2026-02-28T18:59:59")) == first
    assert period_at(card, local("2026-02-28T19:00")) == second
    assert period_at(card, local("2026-03-01T00:00")) == second
    assert period_at(card, local("2026-03-31T18:59:59")) == second


def test_a_subscription_of_the_31st_comes_back_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    go_to("Europe/Berlin", monkeypatch)
    card = monthly(local("2026-01-31T19:00"))
    starts = []
    moment: datetime | None = card.starts
    while moment is not None and moment < local("2027-01-01T00:00"):
        starts.append(f"{moment.astimezone():%m-%d %H:%M}")
        period = period_at(card, moment)
        moment = period.ends if period is not None else None
    assert starts == [
        f"{day} 19:00"
        for day in (
            "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30",
            "10-31", "11-30", "12-31",
        )
    ]  # fmt: skip


def test_a_renewal_keeps_the_clock_over_a_change_of_summer_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_to("Europe/Berlin", monkeypatch)
    card = monthly(datetime(2026, 10, 10, 17, tzinfo=UTC))
    period = period_at(card, datetime(2026, 10, 20, tzinfo=UTC))
    # 19:00 there on both days.
    assert period == Period(datetime(2026, 10, 10, 17, tzinfo=UTC), local("2026-11-10T18:00Z"))


def test_a_renewal_at_an_hour_that_is_left_out_or_comes_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_to("Europe/Berlin", monkeypatch)
    gap = monthly(local("2026-01-29T02:30"))
    period = period_at(gap, local("2026-03-29T00:00"))
    assert period is not None
    assert period.ends == local("2026-03-29T03:30")  # no clock there shows 2:30 that night
    twice = monthly(local("2026-09-25T02:30"))
    period = period_at(twice, local("2026-10-25T02:00"))
    assert period is not None
    assert period.ends == local("2026-10-25T00:30Z")  # the first of the two


def test_a_yearly_subscription_of_a_leap_day(monkeypatch: pytest.MonkeyPatch) -> None:
    go_to("America/New_York", monkeypatch)
    card = monthly(local("2024-02-29T12:00"), every="year")
    for moment, starts, ends in (
        ("2025-02-28T11:59", "2024-02-29T12:00", "2025-02-28T12:00"),
        ("2025-02-28T12:00", "2025-02-28T12:00", "2026-02-28T12:00"),
        ("2027-12-31T23:59", "2027-02-28T12:00", "2028-02-29T12:00"),
        ("2028-02-28T12:00", "2027-02-28T12:00", "2028-02-29T12:00"),
        ("2028-02-29T12:00", "2028-02-29T12:00", "2029-02-28T12:00"),
    ):
        assert period_at(card, local(moment)) == Period(local(starts), local(ends))


def test_the_last_period_ends_with_the_subscription(monkeypatch: pytest.MonkeyPatch) -> None:
    go_to("Europe/Berlin", monkeypatch)
    card = monthly(local("2026-01-05T10:00"), local("2026-03-20T08:00"))
    assert period_at(card, local("2026-03-06T00:00")) == Period(
        local("2026-03-05T10:00"), local("2026-03-20T08:00")
    )
    assert period_at(card, local("2026-03-20T08:00")) is None


moments = st.integers(0, 30 * 366 * 86_400).map(
    lambda seconds: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@pytest.mark.parametrize("zone", ZONES)
@given(starts=moments, moment=moments, every=st.sampled_from(["month", "year"]))
def test_a_period_holds_its_moment_and_the_periods_leave_no_gap(
    zone: str, starts: datetime, moment: datetime, every: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        go_to(zone, patch)
        card = monthly(starts, every=every)
        period = period_at(card, moment)
        if moment < starts:
            assert period is None
            return
        assert period is not None
        assert period.ends is not None
        assert period.starts <= moment < period.ends
        following = period_at(card, period.ends)
        assert following is not None
        assert following.starts == period.ends
        assert period_at(card, period.ends - SECOND) == period
        assert period_at(card, period.starts) == period
        if period.starts > starts:
            before = period_at(card, period.starts - SECOND)
            assert before is not None
            assert before.ends == period.starts
        else:
            assert period.starts == starts
    time.tzset()


def test_about_to_end_is_a_quarter_and_no_more_than_three_days() -> None:
    day = Period(START, START + DAY)
    assert not is_about_to_end(day, START + timedelta(hours=17, minutes=59))
    assert is_about_to_end(day, START + timedelta(hours=18))
    assert is_about_to_end(day, START + DAY - SECOND)
    month = Period(START, START + timedelta(days=30))
    assert not is_about_to_end(month, START + timedelta(days=27) - SECOND)
    assert is_about_to_end(month, START + timedelta(days=27))
    assert timedelta(days=3) == NOTICE
    assert not is_about_to_end(Period(START, None), START)


def test_days_covered() -> None:
    assert covers_day(DAY_PASS, date(2026, 11, 20))
    assert covers_day(DAY_PASS, date(2026, 11, 21))
    assert not covers_day(DAY_PASS, date(2026, 11, 19))
    assert not covers_day(DAY_PASS, date(2026, 11, 22))
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    assert not covers_day(replace(DAY_PASS, ends=midnight), date(2026, 11, 21))
    assert not covers_day(replace(DAY_PASS, starts=None), date(2026, 11, 20))
    assert covers_day(replace(DAY_PASS, ends=None), date(2036, 11, 20))


def test_the_latest_pass_that_runs_covers_a_viewing() -> None:
    later = replace(DAY_PASS, id="B", starts=START + timedelta(hours=1))
    day = PartialDate(2026, 11, 20)
    assert covering([DAY_PASS, later], day, None, []) is later
    assert covering([DAY_PASS, later], day, START + timedelta(minutes=5), []) is DAY_PASS
    assert covering([DAY_PASS], PartialDate(2026, 11), None, []) is None
    assert covering([DAY_PASS], None, None, []) is None


def test_a_subscription_covers_every_period_until_it_is_stopped() -> None:
    card = monthly(START)
    day = PartialDate(2029, 5, 1)
    assert covering([card], day, None, []) is card
    assert covering([replace(card, ends=START + timedelta(days=30))], day, None, []) is None


@pytest.mark.parametrize("kind", ["rental", "purchase"])
def test_what_was_paid_for_one_film_covers_that_film_again(kind: str) -> None:
    paid = replace(DAY_PASS, kind=kind)
    day = PartialDate(2026, 11, 20)
    assert covering([paid], day, None, []) is None
    assert covering([paid], day, None, [paid.id]) is paid


def test_a_ticket_is_for_one_viewing() -> None:
    ticket = replace(DAY_PASS, kind="ticket")
    assert covering([ticket], PartialDate(2026, 11, 20), None, [ticket.id]) is None
