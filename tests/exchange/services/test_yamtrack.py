"""Yamtrack's one table of everything."""

from __future__ import annotations

import time

import pytest

from tests.exchange.accounts import FIXTURES, account, roles

YAMTRACK = FIXTURES / "yamtrack"


def test_told_by_its_columns() -> None:
    assert roles(YAMTRACK, "yamtrack") == {"yamtrack.csv": "media"}
    assert roles(FIXTURES / "simkl", "yamtrack") == {}


def test_films_seen_to_the_end_and_films_planned() -> None:
    assert account(YAMTRACK) == [
        (
            2,
            "viewing",
            "completed tmdb 38360 2025-06-24 22:30:00+00:00",
            "The Cranes Are Flying 38360",
            {"watched": "2025-06-24", "rating": 85, "review": "The stairs.\n\n1\\. twice"},
        ),
        (
            5,
            "viewing",
            "completed tmdb 38360 2019-11-05 12:00:00+00:00",
            "The Cranes Are Flying 38360",
            {"watched": "2019-11-05"},
        ),
        (
            6,
            "viewing",
            "completed imdb tt0060138",
            "Au hasard Balthazar tt0060138",
            {"watched": None},
        ),
        (7, "wish", "planning tmdb 797", "Persona 797", {"why": "Ana said so"}),
        (8, "skipped", "being watched: how much was seen is not said"),
        (
            9,
            "viewing",
            "completed manual 1 2024-08-10 20:00:00+00:00",
            "Wedding film of Ana and Tom",
            {"watched": "2024-08-10", "rating": 70},
        ),
        (10, "skipped", "given up: how much was seen is not said"),
        (11, "skipped", "paused: how much was seen is not said"),
        (12, "skipped", "a series, not a film"),
        (13, "skipped", "a season, not a film"),
        (14, "skipped", "an episode, not a film"),
        (15, "skipped", "an anime series, not a film"),
        (16, "skipped", "a game, not a film"),
        (17, "rejected", "status", "'Watched' is no status of Yamtrack"),
        (18, "rejected", "media_id", "'x1' is no TMDB id such as 38360"),
        (19, "rejected", "score", "'12' is no rating above 0 and up to 10"),
        (20, "rejected", "end_date", "'last Friday' is no time such as 2026-11-20T21:30:00Z"),
    ]


def test_a_time_is_the_local_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    first = account(YAMTRACK)[0]
    assert first[2] == "completed tmdb 38360 2025-06-24 22:30:00+00:00"
    assert first[-1]["watched"] == "2025-06-25"
