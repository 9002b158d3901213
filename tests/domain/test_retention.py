from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.retention import Copy, to_drop

NOW = datetime(2026, 11, 25, 1, 15, tzinfo=UTC)
ROOM = 10**9


def made(days: float, holds: tuple[int, int] | None = (5, 5)) -> Copy:
    at = NOW - timedelta(days=days)
    return Copy(f"{at:%Y%m%dT%H%M%S}", at, size=1, holds=holds)


def kept(copies: list[Copy], limit: int = ROOM, latest: Copy | None = None) -> list[Copy]:
    ordered = sorted(copies, key=lambda copy: copy.at, reverse=True)
    dropped = to_drop(ordered, (latest or ordered[0]).name, limit)
    assert len(set(dropped)) == len(dropped)
    return [copy for copy in ordered if copy not in dropped]


def test_one_a_day_for_years_leaves_days_weeks_months_and_years() -> None:
    left = [copy.at.date().isoformat() for copy in kept([made(days) for days in range(1500)])]
    assert left == [
        *(f"2026-11-{day:02}" for day in range(25, 18, -1)),
        *("2026-11-15", "2026-11-08", "2026-11-01"),
        *("2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"),
        *("2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"),
        *("2024-12-31", "2023-12-31", "2022-12-31"),
    ]


def test_thinning_day_by_day_leaves_the_same() -> None:
    left: list[Copy] = []
    for days in range(1500, -1, -1):
        left = kept([*left, made(days)])
    assert left == kept([made(days) for days in range(1501)])


def test_all_of_seven_days_stay_and_then_the_last_of_each_week() -> None:
    days = [made(days) for days in range(8)]
    assert kept([*days, made(6.01), made(0.01), made(0.005)]) == [
        *(made(0), made(0.005), made(0.01)),
        *(made(days) for days in range(1, 7)),
        made(6.01),
    ]
    assert made(7.01) not in kept([*days, made(7.01)])


def test_beyond_the_size_the_last_of_a_day_stays_longer_and_of_a_week_longer_still() -> None:
    copies = [made(0), made(0.01), made(1), made(1.01), made(2), made(400)]
    assert kept(copies, limit=5) == [made(0), made(0.01), made(1), made(2), made(400)]
    assert kept(copies, limit=4) == [made(0), made(1), made(2), made(400)]
    assert kept(copies, limit=3) == [made(0), made(1), made(400)]
    assert kept(copies, limit=0) == [made(0)]


def test_a_smaller_diary_does_not_push_the_full_one_out() -> None:
    full = [made(days, holds=(900, 400)) for days in range(30, 40)]
    small = [made(days, holds=(30 - days, 30 - days)) for days in range(30)]
    assert full[0] in kept(small + full, limit=0)
    assert kept(small + full, limit=0) == [small[0], full[0]]


def test_the_fullest_stays_while_those_after_it_hold_less_and_less() -> None:
    copies = [made(days, holds=(days, days)) for days in range(60)]
    assert kept(copies, limit=0) == copies


def test_one_that_cannot_be_read_is_no_good_one() -> None:
    copies = [made(0, holds=None), made(1), made(2)]
    assert kept(copies, limit=0) == [made(0, holds=None), made(1)]
    bad = made(1, holds=None)
    assert kept([made(0), bad, made(1.01)]) == [made(0), bad, made(1.01)]
    assert kept([made(0), bad, made(1.01)], limit=2) == [made(0), made(1.01)]
    old = [made(40 + days / 10, holds=None) for days in range(3)]
    good = [*(made(days) for days in range(7)), made(39.9)]
    assert kept([*good, *old]) == good


def test_nothing_goes_while_none_can_be_read() -> None:
    copies = [made(days, holds=None) for days in range(40)]
    assert kept(copies, limit=0) == copies


def test_one_made_by_a_clock_that_is_wrong_stays_and_takes_one_place() -> None:
    real = [made(days) for days in range(40)]
    alone = kept(real)
    past, future = made(20000), made(-2000)
    assert kept([*real, past], latest=past) == [*alone, past]
    with_future = kept([*real, future], latest=real[0])
    assert with_future[0] == future
    lost = {copy.at.date().isoformat() for copy in set(alone) - set(with_future)}
    assert lost == {"2026-11-19", "2026-11-01"}  # the last of the days and of the weeks


copies_ = st.lists(
    st.builds(
        lambda minutes, size, holds: Copy(
            f"{minutes}", NOW - timedelta(minutes=minutes), size, holds
        ),
        st.integers(-(10**6), 3 * 10**6),
        st.integers(0, 50),
        st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda copy: copy.name,
).map(lambda copies: sorted(copies, key=lambda copy: copy.at, reverse=True))


@given(copies_, st.data(), st.integers(0, 1000))
def test_what_never_goes(copies: list[Copy], data: st.DataObject, limit: int) -> None:
    latest = data.draw(st.sampled_from(copies))
    dropped = to_drop(copies, latest.name, limit)
    left = [copy for copy in copies if copy not in dropped]
    good = [copy for copy in copies if copy.holds is not None]
    assert latest in left
    if good:
        assert good[0] in left
    for which in (0, 1):
        most = max((copy.holds[which] for copy in good if copy.holds is not None), default=0)
        assert (
            any(copy.holds is not None and copy.holds[which] == most for copy in left) or not good
        )
    for copy in dropped:
        newer = copies[: copies.index(copy)]
        assert any(other in left and other.holds is not None for other in newer)
        if copy.holds is not None:
            held = [other.holds for other in newer if other in left and other.holds is not None]
            assert copy.holds[0] <= max(c for c, _ in held)
            assert copy.holds[1] <= max(v for _, v in held)


@given(copies_, st.integers(0, 1000))
def test_there_is_room_or_nothing_more_may_go(copies: list[Copy], limit: int) -> None:
    left = [copy for copy in copies if copy not in to_drop(copies, copies[0].name, limit)]
    assert sum(copy.size for copy in left) <= limit or not to_drop(left, copies[0].name, limit)


@given(copies_, st.integers(0, 1000))
def test_thinning_twice_is_thinning_once(copies: list[Copy], limit: int) -> None:
    left = [copy for copy in copies if copy not in to_drop(copies, copies[0].name, limit)]
    assert to_drop(left, copies[0].name, limit) == []
