from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from filmlog.cli.wishes import answered
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import Wish
from filmlog.domain.viewing import Viewing
from tests.effort import some
from tests.examples import partial_dates

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
WISH = Wish(
    "W", "F", "The ||ending||", "Anna", "high", PartialDate(2026, 12, 24), ("war",),
    PartialDate(2026, 5, 3),
)  # fmt: skip
ABOUT = (
    "recommended by Anna, high priority, to see by Thu 24 Dec 2026, for war moods, "
    "since Sun 3 May 2026: The [spoiler, 1 word]"
)


def seen(watched: PartialDate | None, unfinished: int | None = None) -> Viewing:
    return Viewing("V", "F", watched, unfinished=unfinished)


def test_seeing_a_film_takes_it_off_and_says_why_it_was_there() -> None:
    (change,), said = answered(WISH, seen(PartialDate(2026, 11, 20)), NOW)
    assert said == f"Off your watchlist, {ABOUT}"
    assert change.before == WISH
    assert isinstance(change.after, Wish)
    assert change.after == WISH._replace(deleted=change.after.deleted)
    assert change.after.deleted.startswith("2026-11-20T23:10:00")


def test_a_film_stopped_half_way_stays() -> None:
    changes, said = answered(WISH, seen(PartialDate(2026, 11, 20), 0), NOW)
    assert changes == []
    assert said == f"Still on your watchlist, as it was not seen to its end, {ABOUT}"


@pytest.mark.parametrize(
    ("watched", "goes"),
    [("2026-05-02", False), ("2026-05-03", True), ("2026-05", True), ("2026-04", False),
     ("2026", True), ("2025", False), (None, True)],
)  # fmt: skip
def test_a_viewing_before_the_wish_does_not_answer_it(watched: str | None, goes: bool) -> None:
    day = PartialDate.parse_iso(watched) if watched else None
    changes, said = answered(WISH, seen(day), NOW)
    assert bool(changes) == goes
    assert said.startswith("Off" if goes else "Still on your watchlist, put there after that day")


def test_a_wish_of_which_nothing_is_known() -> None:
    (_,), said = answered(Wish("W", "F"), seen(None), NOW)
    assert said == "Off your watchlist"


@settings(max_examples=some(60))
@given(partial_dates(), partial_dates())
def test_it_stays_just_where_every_day_is_before(watched: PartialDate, added: PartialDate) -> None:
    changes, _ = answered(WISH._replace(added=added), seen(watched), NOW)
    assert bool(changes) == (watched.last() >= added.first())
