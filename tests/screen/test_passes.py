from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from filmlog.domain.change import replace
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import Period
from filmlog.domain.source import Pass, Source
from filmlog.screen.passes import (
    Running,
    cost_per_film,
    end_verb,
    ending_words,
    left,
    running_json,
    running_words,
)

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
SITE = Source("01S", "Soviet Movies Online", "site", number=1)
FIVE = Money(500, "USD")
ENDS = NOW + timedelta(hours=3, minutes=10)
DAY = Pass("01P", SITE.id, "one-day pass", FIVE, ENDS - timedelta(hours=24), ENDS, number=1)
CARD = replace(DAY, kind="subscription", ends=None, every="month", number=2)
HOSTILE = replace(SITE, name="Evil\x1b]0;x\x07 [bold]\u202e")


def running(pass_: Pass, films: int = 1, source: Source = SITE) -> Running:
    starts = pass_.starts or NOW
    return Running(pass_, source, Period(starts, pass_.ends or ENDS), films)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=45, seconds=59), "45 min"),
        (timedelta(hours=3, minutes=10), "3 h 10 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(hours=24), "1 day"),
        (timedelta(hours=29, minutes=59), "1 day 5 h"),
        (timedelta(days=2, hours=23), "2 days 23 h"),
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(days=365), "365 days"),
    ],
)
def test_the_time_left(time: timedelta, words: str) -> None:
    assert left(time) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            running(DAY),
            "one-day pass, 5.00 USD, ends in 3 h 10 min, 1 film so far, 5.00 USD a film",
        ),
        (
            running(DAY, 3),
            "one-day pass, 5.00 USD, ends in 3 h 10 min, 3 films so far, 1.67 USD a film",
        ),
        (
            running(DAY, 0),
            "one-day pass, 5.00 USD, ends in 3 h 10 min, no film so far",
        ),
        (
            running(replace(DAY, price=None)),
            "one-day pass, ends in 3 h 10 min, 1 film so far",
        ),
        (
            running(CARD, 2),
            (
                "subscription, 5.00 USD a month, renews in 3 h 10 min, 2 films this month, "
                "2.50 USD a film"
            ),
        ),
        (
            running(replace(CARD, ends=ENDS), 0),
            "subscription, 5.00 USD a month, ends in 3 h 10 min, no film this month",
        ),
    ],
)
def test_a_line_about_a_running_pass(one: Running, words: str) -> None:
    assert running_words(one, NOW) == f"#{one.pass_.number} Soviet Movies Online, {words}"


def test_a_source_cannot_reach_the_terminal() -> None:
    for words in (
        running_words(running(DAY, source=HOSTILE), NOW),
        running_words(running(CARD, source=HOSTILE), NOW),
    ):
        assert words.isprintable()
        assert "[bold]" in words


def test_what_a_film_cost_is_less_what_came_back() -> None:
    back = Money(200, "USD")
    assert cost_per_film(running(replace(DAY, refund=back), 2)) == Money(150, "USD")
    assert cost_per_film(running(replace(DAY, refund=Money(900, "USD")), 2)) == Money(0, "USD")
    # What came back for a subscription may have been for another month.
    assert cost_per_film(running(replace(CARD, refund=back), 2)) == Money(250, "USD")
    assert cost_per_film(running(replace(DAY, price=Money(0, "USD")), 2)) == Money(0, "USD")
    assert cost_per_film(running(DAY, 0)) is None
    assert cost_per_film(running(replace(DAY, price=None))) is None


def test_a_pass_ends_and_a_subscription_renews() -> None:
    period = Period(ENDS - timedelta(days=30), ENDS)
    assert end_verb(DAY, period) == "ends"
    assert end_verb(CARD, period) == "renews"
    assert end_verb(replace(CARD, ends=ENDS), period) == "ends"
    assert end_verb(replace(CARD, ends=ENDS + timedelta(days=99)), period) == "renews"
    said = "at Soviet Movies Online"
    ends = f"Your one-day pass {said} ends in 3 h 10 min."
    assert ending_words(DAY, SITE.name, period, NOW) == ends
    assert ending_words(CARD, SITE.name, period, NOW) == (
        f"Your subscription {said} renews in 3 h 10 min for 5.00 USD."
    )
    assert ending_words(replace(CARD, price=None), SITE.name, period, NOW) == (
        f"Your subscription {said} renews in 3 h 10 min."
    )


def test_a_running_pass_for_programs() -> None:
    card = replace(CARD, paid=PartialDate(2026, 11, 20))
    plain = running_json(running(card, 3))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["films"] == 3
    assert plain["cost_per_film"] == {"currency": "USD", "minor": 167}
    assert plain["period"] == {
        "starts": "2026-11-20T02:20:00+00:00", "ends": "2026-11-21T02:20:00+00:00",
    }  # fmt: skip
    assert plain["source"]["name"] == SITE.name
    assert (plain["every"], plain["paid"], plain["ends"]) == ("month", "2026-11-20", None)
    endless = Running(DAY, SITE, Period(NOW, None), 0)
    assert running_json(endless)["period"]["ends"] is None
    assert running_json(endless)["cost_per_film"] is None
