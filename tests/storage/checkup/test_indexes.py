"""The indexes of words and titles: gone, damaged, or not what the records say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import filmlog
from tests.storage.checkup.faults import doctor, mends, names, rows, run

TRASHED = "2026-11-01T00:00:00Z"


@pytest.mark.parametrize(
    "table", ["title_key", "title_gram", "viewing_words", "viewing_words_data"]
)
def test_an_index_of_words_that_is_gone_is_made_and_filled(table: str, diary: Path) -> None:
    there = rows(diary, f"SELECT * FROM {table}")  # noqa: S608 - our own
    run(diary, f"DROP TABLE {table}")
    assert names(doctor()[1]["findings"]) == ["wrong-views"]
    code, data = doctor("--fix")
    assert (code, data["findings"]) == (0, [])
    assert set(names(data["mended"])) == {"wrong-views", "wrong-words"}
    assert rows(diary, f"SELECT * FROM {table}") == there  # noqa: S608 - our own
    assert doctor()[1]["findings"] == []


@pytest.mark.parametrize(
    ("sql", "item"),
    [
        ("DELETE FROM viewing_words WHERE rowid = 1", "viewing_words: 1 viewing missing"),
        ("UPDATE film_words SET title = 'another'", "film_words: 1 film missing or otherwise"),
        ("INSERT INTO source_words (rowid, source) VALUES (99, 'x')", "source_words: 1 row too"),
        ("INSERT INTO wish_words (rowid, why) VALUES (9, 'x')", "wish_words: 1 row too many"),
        ("DELETE FROM title_key", "titles: 1 film missing or otherwise"),
        ("INSERT INTO title_gram (rowid, folded) VALUES (80, 'none')", "titles: 1 row too many"),
        ("DELETE FROM viewing_words_data WHERE id = 10", "viewing_words: damaged"),
        ("DELETE FROM title_gram_config", "titles: damaged"),
        ("UPDATE film_words_data SET block = x'00' WHERE id > 10", "film_words: damaged"),
    ],
)
def test_an_index_of_words_that_is_wrong(sql: str, item: str, diary: Path, home: Path) -> None:
    run(diary, sql)
    finding = mends(home, "wrong-words")
    assert finding["items"][0].startswith(item)
    assert filmlog("search", "staircase").code == 0


def test_words_of_what_is_in_the_trash(diary: Path, home: Path) -> None:
    run(diary, "UPDATE viewing SET deleted = ? WHERE number = 1", TRASHED)
    assert mends(home, "wrong-words")["items"] == ["viewing_words: 1 viewing missing or otherwise"]
