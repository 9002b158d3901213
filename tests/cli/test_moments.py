from __future__ import annotations

import time
from datetime import datetime

import pytest

from filmlog.cli.context import Session
from filmlog.cli.moments import read_moment
from filmlog.errors import UsageError
from tests.program import filmlog

START = datetime.fromisoformat("2026-11-20T19:00:00+00:00")


def read(text: str, start: datetime | None = None) -> str:
    moment = read_moment(Session(), text, start)
    return "never" if moment is None else moment.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", "2026-11-20T23:10+00:00"),
        ("2026-11-20 19:00", "2026-11-20T19:00+00:00"),
        ("2026-11-20T19:00", "2026-11-20T19:00+00:00"),
        ("2026-11-20T19:00:59", "2026-11-20T19:00+00:00"),
        ("2026-12-24", "2026-12-24T00:00+00:00"),
        ("yesterday 9:05", "2026-11-19T09:05+00:00"),
        ("last friday 20:15", "2026-11-13T20:15+00:00"),
        ("19:00", "2026-11-20T19:00+00:00"),
        ("23:59", "2026-11-20T23:59+00:00"),
        ("Midnight", "2026-11-21T00:00+00:00"),
        ("never", "never"),
        ("none", "never"),
        (" ", "never"),
    ],
)
def test_with_no_start(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", "2026-11-20T23:10+00:00"),
        ("21:00", "2026-11-20T21:00+00:00"),
        ("18:59", "2026-11-21T18:59+00:00"),
        ("19:00", "2026-11-21T19:00+00:00"),
        ("midnight", "2026-11-21T00:00+00:00"),
        ("2026-11-19 10:00", "2026-11-19T10:00+00:00"),
        ("never", "never"),
    ],
)
def test_after_a_start(text: str, moment: str) -> None:
    assert read(text, START) == moment


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("25:00", "'25:00' is no time of day."),
        ("12:60", "'12:60' is no time of day."),
        ("Nov 2026", "'Nov 2026' is not a day."),
        ("2026 19:00", "'2026' is not a day."),
        ("soon", "'soon' is not a date that filmlog can read."),
        ("2026-02-30 10:00", "'2026-02-30' is a day that no calendar has."),
        ("9999-12-31", "Fri 31 Dec 9999 is too far away."),
        ("2201-01-01 00:00", "Thu 1 Jan 2201 is too far away."),
    ],
)
def test_what_is_no_moment(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert caught.value.sentence == sentence


def in_berlin(monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("FILMLOG_NOW", now)
    time.tzset()


def test_summer_time_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    in_berlin(monkeypatch, "2026-10-24T21:00:00+02:00")
    start = datetime.fromisoformat("2026-10-24T20:00:00+02:00")
    assert read("now") == "2026-10-24T21:00+02:00"
    assert read("21:30", start) == "2026-10-24T21:30+02:00"
    assert read("19:00", start) == "2026-10-25T19:00+01:00"
    assert read("midnight", start) == "2026-10-25T00:00+02:00"
    assert read("2026-10-26") == "2026-10-26T00:00+01:00"
    # 2:30 comes twice, and the first is meant.
    assert read("2026-10-25 2:30") == "2026-10-25T02:30+02:00"


def test_summer_time_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    in_berlin(monkeypatch, "2026-03-28T21:00:00+01:00")
    start = datetime.fromisoformat("2026-03-28T20:00:00+01:00")
    assert read("19:00", start) == "2026-03-29T19:00+02:00"
    assert read("midnight", start) == "2026-03-29T00:00+01:00"


def test_a_start_of_another_zone_is_a_local_day(monkeypatch: pytest.MonkeyPatch) -> None:
    in_berlin(monkeypatch, "2026-11-20T23:50:00+00:00")  # 0:50 of the 21st
    assert read("midnight") == "2026-11-22T00:00+01:00"
    assert read("today 20:00") == "2026-11-20T20:00+01:00"  # the diary's day


def test_a_one_day_pass_over_the_end_of_summer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    in_berlin(monkeypatch, "2026-10-24T21:00:00+02:00")
    added = filmlog("pass", "add", "Arsenal", "--starts", "20:00", "--ends", "19:00")
    assert added.stderr == "Added pass #1: Arsenal, one-day pass, until Sun 25 Oct 2026 19:00.\n"
    # 24 hours are 24 hours.
    added = filmlog("pass", "add", "Arsenal", "--starts", "20:00")
    assert added.stderr == "Added pass #2: Arsenal, one-day pass, until Sun 25 Oct 2026 19:00.\n"
