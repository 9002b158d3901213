from __future__ import annotations

from pathlib import Path

from filmlog import paths
from filmlog.exchange.services.letterboxd_import import is_import
from filmlog.storage.diary import Diary
from tests.exchange.accounts import FIXTURES
from tests.exchange.golden import golden, lines_of
from tests.program import filmlog


def test_a_table_for_letterboxd_is_read() -> None:
    path = FIXTURES / "letterboxd" / "import" / "letterboxd.csv"
    assert lines_of(path, "letterboxd") == golden("letterboxd/import.txt")


def test_other_tables_are_not_taken_for_it() -> None:
    assert is_import(frozenset({"title", "watcheddate"}))
    assert not is_import(frozenset({"title", "year"}))
    assert not is_import(frozenset({"title", "watcheddate", "mood"}))
    assert not is_import(frozenset("title year tmdbid imdbid watchedat comment".split()))


def test_what_leaves_for_letterboxd_comes_back(tmp_path: Path) -> None:
    for words in (
        ("The Cranes Are Flying (1957)", "--on", "2026-11-20", "--rating", "4.5", "--tag", "war",
         "--review", "War, and ||a staircase||.\n\n*Again.*"),
        ("Ran (1985)", "--on", "2020-02-28", "--rewatch", "--director", "Akira Kurosawa"),
    ):  # fmt: skip
        assert filmlog("add", *words, "--as-typed").code == 0
    out = tmp_path / "out.csv"
    assert filmlog("export", "letterboxd", "--mark-spoilers", "-o", str(out)).code == 0
    other = tmp_path / "other.db"
    assert filmlog("--db", str(other), "import", str(out)).code == 0
    said = []
    for path in (paths.diary_path(), other):
        with Diary.open(path) as diary:
            said.append(
                [
                    (film.label, film.directors, str(v.watched), v.rating, v.tags, v.review)
                    for film in diary.films()
                    for v in (entry.viewing for entry in diary.entries_of(film))
                ]
            )
    assert sorted(said[0]) == sorted(said[1])
