"""Dates that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.checkup.faults import only_finds, run


@pytest.mark.parametrize(
    ("sql", "name", "severity", "item"),
    [
        (
            "UPDATE viewing SET watched = '2026-11-21' WHERE number = 1",
            "seen-in-the-future",
            "wrong",
            "#1 The Cranes Are Flying: Sat 21 Nov 2026",
        ),
        (
            "UPDATE viewing SET watched = '1956' WHERE number = 1",
            "seen-before-release",
            "note",
            "#1 The Cranes Are Flying: 1956",
        ),
        (
            "UPDATE viewing SET watched = '1957-10-11' WHERE number = 1",
            "seen-before-release",
            "note",
            "#1 The Cranes Are Flying: Fri 11 Oct 1957",
        ),
        (
            "UPDATE viewing SET watched = '1901-05-01' WHERE number = 1",
            "seen-years-before-release",
            "wrong",
            "#1 The Cranes Are Flying: Wed 1 May 1901",
        ),
        (
            "UPDATE viewing SET watched = '1955' WHERE number = 1",
            "seen-years-before-release",
            "wrong",
            "#1 The Cranes Are Flying: 1955",
        ),
        (
            "UPDATE film SET rating = 90, rated = '2027'",
            "rated-in-the-future",
            "wrong",
            "#1 The Cranes Are Flying: 2027",
        ),
        (
            "UPDATE pass SET ends = '2000-01-01T00:00:00Z' WHERE number = 1",
            "ends-before-it-starts",
            "wrong",
            "pass #1, ",
        ),
        (
            "UPDATE pass SET refund = 1, refunded = '2001', paid = '2002-02' WHERE number = 1",
            "refunded-before-paid",
            "wrong",
            "pass #1, ",
        ),
    ],
)
def test_dates_that_cannot_be(
    sql: str, name: str, severity: str, item: str, diary: Path, home: Path
) -> None:
    run(diary, sql)
    assert only_finds(home, name, severity)["items"][0].startswith(item)


@pytest.mark.parametrize(
    ("year", "released", "name", "severity"),
    [
        (None, "1957-10", "seen-years-before-release", "wrong"),
        (None, "1956-10", "seen-before-release", "note"),
        (1956, "1959", "seen-before-release", "note"),
    ],
)
def test_the_year_of_a_film_goes_before_its_release(
    year: int | None, released: str, name: str, severity: str, diary: Path, home: Path
) -> None:
    run(diary, "UPDATE film SET year = ?, released = ?", year, released)
    run(diary, "UPDATE viewing SET watched = '1955' WHERE number = 1")
    only_finds(home, name, severity)
