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
