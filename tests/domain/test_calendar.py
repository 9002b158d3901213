from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.calendar import Calendar, Run, calendar_of, runs

ONE = timedelta(days=1)
A_MONDAY = date(2024, 1, 1)

# Over a leap day and two new years, close enough for days to meet.
near = st.integers(0, 40).map(lambda n: date(2023, 12, 20) + n * ONE) | st.integers(0, 40).map(
    lambda n: date(2024, 2, 15) + n * ONE
)
far = st.dates(date(2022, 12, 1), date(2025, 2, 1)) | st.sampled_from([date.min, date.max])
counts = st.dictionaries(near | far, st.integers(1, 3), max_size=25)
partial = st.dictionaries(
    st.sampled_from("2023 2024 2023-12 2024-01 2024-02 2024-03".split()) | st.none(),
    st.integers(1, 9),
)


def calendar(*days: str) -> Calendar:
    return calendar_of([(day, days.count(day)) for day in set(days)])


def every_day(first: date, last: date) -> list[date]:
    return [first + n * ONE for n in range((last - first).days + 1)]


def longest(days: list[date], *, seen: set[date], wanted: bool) -> Run | None:
    """Day by day: the longest run of those seen, or of those not, the earliest of several."""
    best: Run | None = None
    run: list[date] = []
    for day in days:
        run = [*run, day] if (day in seen) == wanted else []
        if run and (best is None or len(run) > best.days):
            best = Run(run[0], run[-1], len(run))
    return best


@given(counts=counts, partial=partial)
def test_days_months_and_years_are_counted_as_far_as_they_are_known(
    counts: dict[date, int], partial: dict[str | None, int]
) -> None:
    found = calendar_of(
        [*((day.isoformat(), count) for day, count in counts.items()), *partial.items()]
    )
    texts = [day.isoformat() for day, count in counts.items() for _ in range(count)]
    texts += [text or "" for text, count in partial.items() for _ in range(count)]
    assert found.days == counts
    assert found.months == {t[:7]: sum(u[:7] == t[:7] for u in texts) for t in texts if t[4:]}
    assert found.years == {t[:4]: sum(u[:4] == t[:4] for u in texts) for t in texts if t}
    assert found.unknown == texts.count("")
    assert found.only_year == sum(len(text) == 4 for text in texts)
    assert found.only_month == sum(len(text) == 7 for text in texts)
    assert sum(found.years.values()) + found.unknown == len(texts)
    assert sum(found.months.values()) + found.only_year + found.unknown == len(texts)
    assert sum(found.weekdays) + found.only_month == sum(found.months.values())


@given(counts=counts)
def test_weekdays_and_the_busiest_day_are_what_a_count_says(counts: dict[date, int]) -> None:
    found = Calendar(counts, {}, {}, 0, 0, 0)
    by_weekday = [0] * 7
    busiest: tuple[date, int] | None = None
    for day in sorted(counts):
        by_weekday[(day - A_MONDAY).days % 7] += counts[day]
        if busiest is None or counts[day] > busiest[1]:
            busiest = (day, counts[day])
    assert found.weekdays == tuple(by_weekday)
    assert found.busiest == busiest


@given(days=st.sets(near | st.dates(date(2023, 12, 1), date(2024, 4, 30)), max_size=40))
def test_streak_and_pause_are_what_a_walk_from_day_to_day_says(days: set[date]) -> None:
    found = Calendar(dict.fromkeys(days, 2), {}, {}, 0, 0, 0)
    walk = every_day(min(days), max(days)) if days else []
    assert found.streak == longest(walk, seen=days, wanted=True)
    assert found.pause == longest(walk, seen=days, wanted=False)


@given(days=st.sets(near | far, max_size=40))
def test_runs_hold_every_day_once_and_do_not_touch(days: set[date]) -> None:
    found = runs(days)
    assert [day for run in found for day in every_day(run.first, run.last)] == sorted(days)
    assert all(run.days == (run.last - run.first).days + 1 for run in found)
    for before, after in pairwise(found):
        assert (after.first - before.last).days > 1


@pytest.mark.parametrize(
    ("days", "streak", "pause"),
    [
        ("", "", ""),
        ("2024-02-29", "2024-02-29 2024-02-29 1", ""),
        # Over new year.
        ("2024-12-30 2024-12-31 2025-01-01", "2024-12-30 2025-01-01 3", ""),
        # With and without a leap day.
        ("2024-02-28 2024-02-29 2024-03-01", "2024-02-28 2024-03-01 3", ""),
        ("2024-02-28 2024-03-01", "2024-02-28 2024-02-28 1", "2024-02-29 2024-02-29 1"),
        ("2025-02-28 2025-03-01", "2025-02-28 2025-03-01 2", ""),
        # The earliest of several; a day with two films is one day.
        (
            "2025-05-01 2025-05-02 2025-05-04 2025-05-05 2025-05-05 2025-05-07",
            "2025-05-01 2025-05-02 2",
            "2025-05-03 2025-05-03 1",
        ),
        # What is known no better than to the month is in no streak and ends no pause.
        (
            "2024-12-30 2024-12 2025 2025-01-02",
            "2024-12-30 2024-12-30 1",
            "2024-12-31 2025-01-01 2",
        ),
        (
            "0001-01-01 9999-12-31",
            "0001-01-01 0001-01-01 1",
            f"0001-01-02 9999-12-30 {date.max.toordinal() - 2}",
        ),
    ],
)
def test_streaks_and_pauses(days: str, streak: str, pause: str) -> None:
    found = calendar(*days.split())
    assert said(found.streak) == streak
    assert said(found.pause) == pause


def said(run: Run | None) -> str:
    return f"{run.first} {run.last} {run.days}" if run is not None else ""


def test_the_earliest_of_the_busiest_days_and_no_date_at_all() -> None:
    found = calendar("2025-01-02", "2025-01-02", "2024-12-31", "2024-12-31", "2025-01-03")
    assert found.busiest == (date(2024, 12, 31), 2)
    unknown = calendar_of([(None, 2), ("", 1), ("2024-02", 4)])
    assert unknown == Calendar({}, {"2024-02": 4}, {"2024": 4}, 4, 0, 3)
    assert unknown.weekdays == (0,) * 7
    assert [unknown.busiest, unknown.streak, unknown.pause] == [None] * 3
