"""Instants in words and as the diary keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

from filmlog.domain.moment import stamp, when


def test_a_stamp_is_in_utc() -> None:
    moment = datetime.fromisoformat("2026-11-21T01:10:00.5+02:00")
    assert stamp(moment) == "2026-11-20T23:10:00Z"
    assert stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"


def test_an_instant_is_said_by_the_clock_of_the_place() -> None:
    moment = datetime.fromisoformat("2026-11-01T11:05:00+02:00")
    assert when(moment) == "Sun 1 Nov 2026 09:05"
