"""What has lost what it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import filmlog
from tests.storage.checkup.faults import doctor, mends, rows, run

TRASHED = "2026-11-01T00:00:00Z"


def test_a_viewing_whose_film_is_in_the_trash(diary: Path, home: Path) -> None:
    run(diary, "UPDATE film SET deleted = ?", TRASHED)
    for table in ("title_key", "title_gram", "film_words"):
        run(diary, f"DELETE FROM {table}")  # noqa: S608 - our own
    mends(home, "film-in-trash")
    assert rows(diary, "SELECT deleted FROM film") == [("",)]
    assert rows(diary, "SELECT words FROM command ORDER BY number DESC LIMIT 1") == [
        ("doctor --fix",)
    ]
    assert filmlog("undo").code == 0
    assert rows(diary, "SELECT deleted FROM film") == [(TRASHED,)]


def test_pictures_and_people_that_nothing_shows(diary: Path, home: Path) -> None:
    run(diary, "INSERT INTO picture VALUES ('ab', x'0102')")
    finding = mends(home, "unused-pictures", "note")
    assert "1 picture of 2 bytes" in finding["found"]
    run(diary, "INSERT INTO person (name) VALUES ('Nobody')")
    mends(home, "uncredited-people", "note")
    assert rows(diary, "SELECT 1 FROM person WHERE name = 'Nobody'") == []


@pytest.mark.parametrize("deleted", ["", TRASHED])
def test_a_picture_that_a_conflict_keeps_is_used(diary: Path, deleted: str) -> None:
    run(diary, "INSERT INTO picture VALUES ('ab', x'0102')")
    other = '[{"name": "a.png", "sha256": "ab", "caption": ""}]'
    run(
        diary,
        "INSERT INTO conflict VALUES (1, 'x', 'viewing', 'v', 'pictures', '', ?, '', '', ?)",
        other,
        deleted,
    )
    assert doctor()[1]["findings"] == []


def test_a_picture_that_a_step_of_undo_needs_is_used(diary: Path, home: Path) -> None:
    (home / "poster.png").write_bytes(b"\x89PNG\r\n\x1a\n poster")
    edited = ("edit", "cranes", "--viewing", "1")
    assert filmlog(*edited, "--picture", str(home / "poster.png")).code == 0
    assert filmlog(*edited, "--no-pictures").code == 0
    assert rows(diary, "SELECT count(*) FROM picture") > [(0,)]
    assert doctor()[1]["findings"] == []
