"""Indexes that SQLite finds wrong, and rows that name rows that are not there."""

from __future__ import annotations

from pathlib import Path

from filmlog.storage.backups import backups_of
from tests.storage.checkup.faults import changed, mends, only_finds, rows, run


def test_a_record_missing_from_an_index(diary: Path, home: Path) -> None:
    sql = rows(diary, "SELECT sql FROM sqlite_master WHERE name = 'viewing_trash'")[0][0]
    with changed(diary) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '<>', '=') WHERE name = 'viewing_trash'"
        )
    run(diary, "REINDEX viewing_trash")
    with changed(diary) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'viewing_trash'", (sql,))
    finding = mends(home, "wrong-index")
    assert "viewing_trash" in finding["items"][0]


def test_a_tag_without_its_viewing(diary: Path, home: Path) -> None:
    run(diary, "INSERT INTO viewing_label VALUES (999, 'tag', 0, 'lost')")
    finding = mends(home, "lost-parts")
    assert finding["items"] == ["1 row of viewing_label: viewing names viewing 999"]
    (backup,) = backups_of(diary)
    assert backup.why == "doctor"
    assert rows(backup.path, "SELECT count(*) FROM viewing_label WHERE viewing = 999") == [(1,)]


def test_a_viewing_of_a_source_that_is_gone(diary: Path, home: Path) -> None:
    run(diary, "UPDATE viewing SET source = 77 WHERE number = 1")
    assert only_finds(home, "lost-references")["items"] == [
        "1 row of viewing: source names source 77"
    ]


def test_a_value_that_breaks_a_constraint(diary: Path, home: Path) -> None:
    with changed(diary) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE viewing SET rating = 0 WHERE number = 1")
    assert only_finds(home, "damaged")["items"] == ["CHECK constraint failed in viewing"]
