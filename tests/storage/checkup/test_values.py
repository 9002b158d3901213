"""Values and steps of the history that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.checkup.faults import only_finds, run


@pytest.mark.parametrize(
    ("sql", "name", "item"),
    [
        (
            "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1",
            "unreadable-values",
            "viewing 1: watched is '2026-02-30'",
        ),
        ("UPDATE film SET released = 'soon'", "unreadable-values", "film 1: released is 'soon'"),
        (
            "UPDATE pass SET starts = 'then' WHERE number = 1",
            "unreadable-values",
            "pass 1: starts is 'then'",
        ),
        (
            "UPDATE pass SET minor = 1, currency = 'zz' WHERE number = 1",
            "unreadable-values",
            "pass 1: currency is 'zz'",
        ),
        (
            "UPDATE change SET before = '{' WHERE number = 1",
            "unreadable-history",
            "change 1 of command 1, of a ",
        ),
        (
            "UPDATE change SET before = '{\"watched\": \"x\"}', kind = 'viewing' WHERE number = 1",
            "unreadable-history",
            "change 1 of command 1, of a viewing",
        ),
    ],
)
def test_values_that_cannot_be_read(
    sql: str, name: str, item: str, diary: Path, home: Path
) -> None:
    run(diary, sql)
    assert only_finds(home, name)["items"][0].startswith(item)
