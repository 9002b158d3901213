from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.calendar import Calendar
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import WHOLE, Period
from filmlog.domain.stats import Moment, Stats
from filmlog.screen.figures import period_json, plain, stats_json
from filmlog.screen.machine import envelope
from filmlog.screen.safe import is_safe
from tests.effort import some
from tests.examples import partial_dates
from tests.screen.hostile import hostile
from tests.screen.totals import NOTHING_SEEN, all_stats, leaves, spendings

values = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.dates()
    | partial_dates()
    | st.builds(Money, st.integers(0, 10**6), st.sampled_from(["EUR", "JPY"]))
    | st.builds(Moment, st.integers(1), hostile, st.none() | st.integers(1, 9999), st.just("")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.dates() | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_each_kind_of_value() -> None:
    assert plain(Money(450, "EUR")) == {"currency": "EUR", "minor": 450}
    assert plain(PartialDate(2026, 3)) == "2026-03"
    assert plain(date(2026, 3, 4)) == "2026-03-04"
    assert plain({date(2026, 3, 4): (1, 2)}) == {"2026-03-04": [1, 2]}
    assert plain(Moment(7, "Ran", None, "2026")) == {
        "film": 7, "title": "Ran", "watched": "2026", "year": None,
    }  # fmt: skip


@settings(max_examples=some(25))
@given(values)
def test_any_value_can_be_written_as_json(value: Any) -> None:
    shown = plain(value)
    assert json.loads(json.dumps(shown)) == shown


@settings(max_examples=some(25))
@given(all_stats(hostile))
def test_json_has_every_figure_and_no_fraction(stats: Stats) -> None:
    shown = stats_json(stats)
    assert set(shown) == set(Stats._fields)
    assert set(shown["calendar"]) == {
        *Calendar._fields, "busiest", "pause", "streak", "weekdays",
    }  # fmt: skip
    assert not any(isinstance(leaf, float) for leaf in leaves(shown))
    document = envelope("stats", shown)
    assert is_safe(document)
    assert json.loads(document)["data"] == shown


@settings(max_examples=some(25))
@given(all_stats(st.just("x")))
def test_what_the_calendar_works_out_stands_with_it(stats: Stats) -> None:
    calendar = stats_json(stats)["calendar"]
    assert sum(calendar["weekdays"]) == sum(calendar["days"].values())
    assert stats_json(stats)["decades"] == [
        {"decade": decade, "films": films} for decade, films in stats.decades
    ]
    if calendar["days"]:
        busiest = calendar["busiest"]
        assert busiest["viewings"] == max(calendar["days"].values())
        assert calendar["days"][busiest["day"]] == busiest["viewings"]
        assert set(calendar["streak"]) == {"days", "first", "last"}
    else:
        assert [calendar[name] for name in ("busiest", "pause", "streak")] == [None] * 3


def test_nothing_seen_is_nothing() -> None:
    shown = stats_json(NOTHING_SEEN)
    assert (shown["viewings"], shown["first"], shown["decades"]) == (0, None, [])
    assert shown["drift"] == {
        "down": 0, "fall": None, "rise": None, "times": 0, "total": 0, "up": 0,
    }  # fmt: skip


@settings(max_examples=some(25))
@given(spendings(hostile))
def test_money_is_whole_minor_units(spending: Any) -> None:
    shown = plain(spending)
    assert set(shown) == set(spending._fields)
    assert not any(isinstance(leaf, float) for leaf in leaves(shown))
    assert [sum_["minor"] for sum_ in shown["totals"]] == [sum_.minor for sum_ in spending.totals]
    for payment in shown["dearest"]:
        assert set(payment["price"]) == {"currency", "minor"}
    assert is_safe(envelope("spending", shown))


def test_the_days_of_a_period() -> None:
    assert period_json(WHOLE) == {"first": None, "last": None}
    assert period_json(Period("2026", date(2026, 1, 1))) == {"first": "2026-01-01", "last": None}
