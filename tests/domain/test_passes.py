from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from filmlog.domain.change import replace
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import covering, covers_day, is_running, usual_end
from filmlog.domain.source import Pass

START = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
DAY_PASS = Pass("A", "S", "one-day pass", starts=START, ends=START + timedelta(hours=24))


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("one-day pass", START, START + timedelta(hours=24)),
        ("rental", START, START + timedelta(hours=48)),
        ("subscription", datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC)),
        ("subscription", datetime(2026, 12, 5, tzinfo=UTC), datetime(2027, 1, 5, tzinfo=UTC)),
        ("purchase", START, None),
        ("ticket", START, None),
        ("free", START, None),
    ],
)
def test_usual_end(kind: str, start: datetime, end: datetime | None) -> None:
    assert usual_end(kind, start) == end


def test_a_month_keeps_the_clock_over_a_change_of_summer_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    ends = usual_end("subscription", datetime(2026, 10, 10, 17, tzinfo=UTC))
    assert ends == datetime(2026, 11, 10, 18, tzinfo=UTC)  # 19:00 there on both days


def test_running_is_from_the_start_until_just_before_the_end() -> None:
    assert not is_running(DAY_PASS, START - timedelta(seconds=1))
    assert is_running(DAY_PASS, START)
    assert is_running(DAY_PASS, START + timedelta(hours=23, minutes=59))
    assert not is_running(DAY_PASS, START + timedelta(hours=24))
    assert not is_running(replace(DAY_PASS, starts=None), START)
    assert is_running(replace(DAY_PASS, ends=None), START + timedelta(days=9999))


def test_days_covered() -> None:
    assert covers_day(DAY_PASS, date(2026, 11, 20))
    assert covers_day(DAY_PASS, date(2026, 11, 21))
    assert not covers_day(DAY_PASS, date(2026, 11, 19))
    assert not covers_day(DAY_PASS, date(2026, 11, 22))
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    assert not covers_day(replace(DAY_PASS, ends=midnight), date(2026, 11, 21))


def test_the_latest_pass_that_runs_covers_a_viewing() -> None:
    later = replace(DAY_PASS, id="B", starts=START + timedelta(hours=1))
    day = PartialDate(2026, 11, 20)
    assert covering([DAY_PASS, later], day, None, []) is later
    assert covering([DAY_PASS, later], day, START + timedelta(minutes=5), []) is DAY_PASS
    assert covering([DAY_PASS], PartialDate(2026, 11), None, []) is None
    assert covering([DAY_PASS], None, None, []) is None


@pytest.mark.parametrize("kind", ["rental", "purchase"])
def test_what_was_paid_for_one_film_covers_that_film_again(kind: str) -> None:
    paid = replace(DAY_PASS, kind=kind)
    day = PartialDate(2026, 11, 20)
    assert covering([paid], day, None, []) is None
    assert covering([paid], day, None, [paid.id]) is paid


def test_a_ticket_is_for_one_viewing() -> None:
    ticket = replace(DAY_PASS, kind="ticket")
    assert covering([ticket], PartialDate(2026, 11, 20), None, [ticket.id]) is None
