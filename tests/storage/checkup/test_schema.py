"""Tables, indexes, views and triggers that are not those of a new diary."""

from __future__ import annotations

from pathlib import Path

from tests.storage.checkup.faults import mends, only_finds, rows, run


def test_an_index_and_a_view_that_are_gone(diary: Path, home: Path) -> None:
    schema = rows(diary, "SELECT name, sql FROM sqlite_master ORDER BY name")
    run(diary, "DROP INDEX viewing_trash")
    run(diary, "DROP VIEW films")
    run(diary, "CREATE VIEW films AS SELECT 1")
    run(diary, "DROP VIEW credits")
    finding = mends(home, "wrong-views")
    assert sorted(finding["items"]) == [
        "index viewing_trash is missing",
        "view credits is missing",
        "view films is another",
    ]
    assert rows(diary, "SELECT name, sql FROM sqlite_master ORDER BY name") == schema


def test_a_table_that_is_gone(diary: Path, home: Path) -> None:
    run(diary, "ALTER TABLE wish_mood RENAME TO moods")
    assert only_finds(home, "wrong-tables")["items"] == ["table wish_mood is missing"]


def test_a_column_that_is_gone(diary: Path, home: Path) -> None:
    run(diary, "ALTER TABLE command DROP COLUMN who")
    (item,) = only_finds(home, "wrong-tables")["items"]
    assert item == "table command lacks who"


def test_a_trigger(diary: Path, home: Path) -> None:
    run(
        diary,
        "CREATE TRIGGER spy AFTER UPDATE ON film BEGIN UPDATE film SET tagline = 'x'; END",
    )
    assert only_finds(home, "foreign-trigger")["items"] == ["spy on film"]
