"""Values and steps of the history that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import filmlog
from tests.storage.checkup.faults import doctor, only_finds, run

CONFLICT = "INSERT INTO conflict VALUES (1, 'x', 'film', '01F', 'year',"


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
        (f"{CONFLICT} '', '{{', '', '', '')", "unreadable-values", "conflict 1: other is '{'"),
        (f"{CONFLICT} '[', '1', '', '', '')", "unreadable-values", "conflict 1: base is '['"),
        (
            f"{CONFLICT.replace('year', 'mood')} '', '1', '', '', '')",
            "unreadable-values",
            "conflict 1: field is 'mood'",
        ),
        (
            f"{CONFLICT.replace('film', 'book')} '', '1', '', '', '')",
            "unreadable-values",
            "conflict 1: kind is 'book'",
        ),
        (
            "INSERT INTO sync VALUES (1, 'ab', 1, 'then')",
            "unreadable-values",
            "sync 1: at is 'then'",
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


def test_a_conflict_and_the_state_of_sync_are_in_order(diary: Path) -> None:
    run(diary, f"{CONFLICT} '', '1957', 'anna@desk', 'anna@laptop', '')")
    run(diary, "INSERT INTO sync VALUES (1, 'ab', 1, '2026-11-25T01:15:00Z')")
    code, data = doctor()
    assert (code, data["findings"], data["not_looked_at"]) == (0, [], [])


def test_what_is_advised_works(diary: Path, home: Path) -> None:
    filmlog("backup")
    run(diary, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    (finding,) = doctor()[1]["findings"]
    for words in ("backups --check", "restore-backup", "doctor --salvage"):
        assert f"`filmlog {words}" in finding["remedy"]
    assert "history" not in finding["remedy"]
    assert filmlog("backups", "--check").code == 0
    filmlog("doctor", "--salvage", str(home / "saved.db"))
    assert filmlog("--db", str(home / "saved.db"), "list").code == 0
    assert filmlog("restore-backup", "--yes").code == 0
    assert filmlog("list").code == 0
