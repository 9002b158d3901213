"""Simkl's table, in its columns of today and of before."""

from __future__ import annotations

import time

import pytest

from tests.exchange.accounts import FIXTURES, account, roles

SIMKL = FIXTURES / "simkl"


def test_told_by_its_columns() -> None:
    assert roles(SIMKL, "simkl") == {"new.csv": "items", "old.csv": "items"}
    assert roles(FIXTURES / "yamtrack", "simkl") == {}


def test_the_columns_of_today() -> None:
    assert account(SIMKL / "new.csv") == [
        (
            2,
            "viewing",
            "completed 53992",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2023-12-18", "rating": 90, "review": "The \\*stairs\\*."},
        ),
        (3, "wish", "plantowatch 53993", "Persona (1966) tt0060827 797", {"why": "Ana said so"}),
        (4, "viewing", "completed 53994", "花樣年華 (2000) tt0118694 843", {"watched": None}),
        (5, "skipped", "a series, not a film"),
        (6, "skipped", "an anime series, not a film"),
        (7, "skipped", "given up: how much was seen is not said"),
        (8, "skipped", "put on hold: how much was seen is not said"),
        (9, "skipped", "being watched: how much was seen is not said"),
        (10, "rejected", "WatchedDate", "'31-02-2023 21:50:41' is a day that no calendar has"),
        (11, "rejected", "Watchlist", "'seen' is no list of Simkl"),
    ]


def test_the_columns_of_before() -> None:
    assert account(SIMKL / "old.csv") == [
        (
            2,
            "viewing",
            "completed 53992",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2023-12-18", "rating": 90},
        ),
        (3, "viewing", "completed 53994", "In the Mood for Love", {"watched": "2023-12-18"}),
    ]


def test_a_time_in_a_zone_is_the_local_day_and_one_without_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert account(SIMKL / "old.csv")[0][-1]["watched"] == "2023-12-19"
    assert account(SIMKL / "new.csv")[0][-1]["watched"] == "2023-12-18"
