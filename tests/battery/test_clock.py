"""After midnight, on days of 23, 24½ and 25 hours, on leap days and at new year, in seven zones."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from filmlog.cli.context import Session
from filmlog.domain.partial_date import MONTHS, WEEKDAYS
from filmlog.errors import UsageError
from tests.battery.battery import Battery
from tests.battery.clocks import TABLE, ZONES, A, B, set_clock
from tests.program import filmlog


@pytest.mark.parametrize(("zone", "now", "words", "day"), TABLE)
def test_what_is_typed_is_the_day_that_was_meant(
    zone: str, now: str, words: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, zone, now)
    assert Session().read_date(words).iso == day


@pytest.mark.parametrize(("zone", "now", "words", "day"), TABLE[11::11])
def test_a_viewing_is_kept_on_that_day(
    zone: str, now: str, words: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, zone, now)
    assert filmlog("add", "Ran", "--on", words).code == 0
    (viewing,) = json.loads(filmlog("list", "--json").stdout)["data"]
    assert viewing["watched"] == day


@pytest.mark.parametrize(
    ("day_end", "now", "day"),
    [
        ("0", "2026-11-21T00:00", "2026-11-21"),
        ("0", "2026-11-20T23:59", "2026-11-20"),
        ("6", "2026-11-21T05:59", "2026-11-20"),
        ("6", "2026-11-21T06:00", "2026-11-21"),
        ("6", "2026-10-25T05:59", "2026-10-24"),
        ("2", "2026-03-29T01:59", "2026-03-28"),
        ("2", "2026-03-29T03:00", "2026-03-29"),
        ("2", "2026-10-25T02:30+01:00", "2026-10-25"),
    ],
)
def test_the_hour_at_which_a_day_ends_is_the_users(
    day_end: str, now: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filmlog("config", "set", "day_end", day_end).code == 0
    set_clock(monkeypatch, B, now)
    assert Session().today.isoformat() == Session().read_date("today").iso == day


def test_no_viewing_is_of_a_day_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, A, "2026-11-21T00:30")
    assert Session().read_date("2026-11-21").iso == "2026-11-21"
    for words in ("2026-11-22", "tomorrow 22 nov 2026", "2026-12", "2027"):
        with pytest.raises(UsageError):
            Session().read_date(words)


@pytest.mark.parametrize("zone", ZONES)
def test_days_follow_the_calendar_of_the_place(
    zone: str, battery: Battery, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, random = _place(zone), battery.random(f"clock {zone}")
    for _ in range(battery.rounds(500, 30)):
        day_end = random.choice((0, 3, 4, 6))
        (home / "config.toml").write_text(f"day_end = {day_end}\n")
        local = _moment(random).astimezone(place)
        set_clock(monkeypatch, zone, local.isoformat())
        evening = local.date() - timedelta(days=local.hour < day_end)
        count = random.randint(0, 400)
        before = evening - timedelta(days=count)
        name = WEEKDAYS[before.weekday()]
        latest = local.date() - timedelta(days=(local.date().weekday() - before.weekday()) % 7)
        known = local.date() - timedelta(days=random.randint(0, 364))
        for words, day in (
            ("today", evening),
            ("last night" if count % 2 else "yesterday", evening - timedelta(days=1)),
            (f"{count} days ago", before),
            (name, latest),
            (f"last {name}", latest - timedelta(days=7 * (latest == local.date()))),
            (f"{known.day} {MONTHS[known.month - 1]}", known),
            (f"{known:%Y-%m-%d}", known),
        ):
            assert Session().read_date(words).first() == day, (words, local, day_end)


@pytest.mark.parametrize("zone", ZONES)
def test_passes_run_by_hours_and_by_the_clock(
    zone: str, battery: Battery, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, random = _place(zone), battery.random(f"passes {zone}")
    for turn in range(battery.rounds(40, 1)):
        monkeypatch.setenv("FILMLOG_DB", str(home / f"{turn}.db"))
        local = _moment(random).astimezone(place)
        set_clock(monkeypatch, zone, local.isoformat())
        assert filmlog("pass", "add", "Arsenal").code == 0
        until = ("--source", "Kino", "--pass", "one-day", "--until", "midnight")
        assert filmlog("add", "Ran", *until).code == 0
        assert filmlog("pass", "add", "Mubi", "--kind", "subscription", "--starts", "now").code == 0
        day, night, month = sorted(_running(), key=lambda one: one[0])
        assert day == (1, local.astimezone(UTC) + timedelta(hours=24))
        midnight = datetime.combine(local.date() + timedelta(days=1), local.min.time(), place)
        assert night == (2, midnight.astimezone(UTC))
        renewed = month[1].astimezone(place)
        assert renewed.date() == _a_month_on(local.date())
        # The same time of day, unless the clocks leave that one out.
        assert abs(_minutes(renewed) - _minutes(local)) in {0, 30, 60}, (local, renewed)
        # A second before its end each of them runs, and at its end it does not.
        for number, ends in (day, night):
            for seconds, is_running in ((-1, True), (0, False)):
                moment = ends + timedelta(seconds=seconds)
                monkeypatch.setenv("FILMLOG_NOW", moment.isoformat())
                assert (number in {one[0] for one in _running()}) == is_running


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_stamped_is_stamped_in_utc_and_shown_by_the_clock(
    zone: str, battery: Battery, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, random = _place(zone), battery.random(f"stamps {zone}")
    for turn in range(battery.rounds(20, 1)):
        monkeypatch.setenv("FILMLOG_DB", str(home / f"{turn}.db"))
        local = _moment(random).astimezone(place)
        set_clock(monkeypatch, zone, local.isoformat())
        filmlog("add", "Ran")
        assert filmlog("remove", "Ran", "--yes").code == 0
        (binned,) = json.loads(filmlog("trash", "--json").stdout)["data"]
        stamps = {entry["at"] for entry in json.loads(filmlog("history", "--json").stdout)["data"]}
        assert {binned["deleted"], *stamps} == {f"{local.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        shown = f"{local.day} {MONTHS[local.month - 1][:3]} {local.year} {local:%H:%M}"
        assert shown in filmlog("history").stdout


def _running() -> list[tuple[int, datetime]]:
    found = json.loads(filmlog("pass", "--json").stdout)["data"]
    return [(one["number"], datetime.fromisoformat(one["period"]["ends"])) for one in found]


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _a_month_on(day: date) -> date:
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _place(zone: str) -> ZoneInfo:
    """The zone as the database of zones has it: what filmlog does not ask."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be put into another zone")
    try:
        return ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        pytest.skip("no database of time zones on this machine")


def _moment(random: Random) -> datetime:
    """A moment of 2022 to 2035, mostly in the night, and often one in which clocks are put."""
    if random.random() < 0.5:
        year = random.randint(2022, 2035)
        month, day = random.choice(((3, 1), (4, 1), (10, 1), (10, 25), (11, 1), (12, 31), (2, 28)))
        start = datetime(year, month, day, tzinfo=UTC) + timedelta(days=random.randint(-1, 13))
    else:
        start = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=random.randint(0, 5000))
    minutes = random.choice((0, 29, 30, 59, 60, 90, 119, 120, 150, 180, 239, 240, 1439))
    return start + timedelta(minutes=minutes + 30 * random.randint(0, 47))
