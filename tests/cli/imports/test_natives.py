from __future__ import annotations

import json
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.domain.change import Change
from filmlog.domain.conflict import Conflict, conflict_id
from filmlog.domain.history import SYNC
from filmlog.storage.diary import Diary
from tests.cli.imports.letterboxd_files import imported
from tests.program import filmlog


def run(*words: str) -> None:
    done = filmlog(*words)
    assert done.code == 0, done.output


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Another diary as JSON: two films, one of them seen at a source, on a list and wanted."""
    other = str(tmp_path / "other.db")
    run(
        "--db", other, "add", "The Cranes Are Flying (1957)", "--on", "2026-11-20", "--rating", "4",
        "--source", "Mosfilm", "--price", "5 USD", "--review", "War.", "--as-typed",
    )  # fmt: skip
    run("--db", other, "watch", "The Ascent (1977)", "--why", "snow", "--as-typed")
    run("--db", other, "lists", "create", "Winter", "--ranked")
    run("--db", other, "lists", "add", "Winter", "The Ascent (1977)")
    path = tmp_path / "other.json"
    run("--db", other, "export", "json", "-o", str(path))
    return path


def with_conflict(folder: Path, document: Path, field: str, other: str) -> Conflict:
    """The document again, with a conflict over a field of the film that was seen."""
    path = folder / "other.db"
    with Diary.open(path) as diary:
        film = next(film for film in diary.films() if film.year == 1957)
        viewing = diary.entries_of(film)[0].viewing
        of = ("viewing", viewing.id, field)
        conflict = Conflict(conflict_id(*of, other), *of, "", other, "anna@desk", "anna@laptop")
        with diary.writing():
            diary.apply([Change(None, conflict)], "sync", SYNC)
    document.unlink()
    run("--db", str(path), "export", "json", "-o", str(document))
    return conflict


def conflicts() -> list[Conflict]:
    with Diary.open(paths.diary_path()) as diary:
        return diary.syncing.open_conflicts()


def settle(conflict: Conflict) -> None:
    settled = conflict._replace(deleted="2026-11-20T23:00:00Z")
    with Diary.open(paths.diary_path()) as diary, diary.writing():
        diary.apply([Change(conflict, settled)], "sync settle")


def shown() -> list[str]:
    with Diary.open(paths.diary_path()) as diary:
        return [
            f"{film.label}: {', '.join(e.viewing.review for e in diary.entries_of(film))}"
            for film in diary.films()
        ]


def test_again_changes_nothing(document: Path) -> None:
    imported(document)
    before = paths.diary_path().read_bytes()
    account = imported(document)
    assert account["counts"]["already there"] == account["read"] == 8
    assert paths.diary_path().read_bytes() == before


def test_two_diaries_become_one(document: Path) -> None:
    run(
        "add", "The Cranes Are Flying (1957)", "--on", "2020-01-01", "--source", "MOSFILM",
        "--review", "Long ago.", "--as-typed",
    )  # fmt: skip
    run("lists", "create", "winter")
    account = imported(document)
    assert account["made"] == {"film": 1, "viewing": 1, "pass": 1, "wish": 1, "listed": 1}
    assert shown() == ["The Cranes Are Flying (1957): Long ago., War.", "The Ascent (1977): "]
    with Diary.open(paths.diary_path()) as diary:
        assert [source.name for source in diary.sources.all()] == ["MOSFILM"]
        assert [film_list.name for film_list in diary.film_lists.all()] == ["winter"]
    assert imported(document)["made"] == {}


def test_what_was_edited_here_stays_unless_the_file_is_to_be_taken(document: Path) -> None:
    imported(document)
    run("edit", "The Cranes Are Flying", "--rating", "5")
    account = imported(document)
    assert [(kept["field"], kept["ours"], kept["theirs"]) for kept in account["kept"]] == [
        ("rating", "★★★★★", "★★★★")
    ]
    assert account["changed"] == {}
    assert imported(document, "--overwrite")["changed"] == {"viewing": 1}
    assert imported(document)["kept"] == []


def test_what_was_removed_here_comes_back_only_when_that_is_said(document: Path) -> None:
    imported(document)
    run("remove", "The Cranes Are Flying", "--yes")
    account = imported(document)
    assert account["counts"]["skipped"] == 2
    assert shown() == ["The Ascent (1977): "]
    imported(document, "--overwrite")
    assert shown() == ["The Cranes Are Flying (1957): War.", "The Ascent (1977): "]


def test_a_conflict_comes_along(document: Path, tmp_path: Path) -> None:
    conflict = with_conflict(tmp_path, document, "rating", "70")
    account = imported(document)
    assert account["made"]["conflict"] == 1
    assert conflicts() == [conflict]
    account = imported(document)
    assert (account["counts"]["already there"], account["kept"]) == (account["read"], [])
    again = tmp_path / "again.json"
    run("export", "json", "-o", str(again))
    assert again.read_bytes() == document.read_bytes()


def test_a_conflict_that_was_settled_here_comes_back_only_when_that_is_said(
    document: Path, tmp_path: Path
) -> None:
    conflict = with_conflict(tmp_path, document, "rating", "70")
    imported(document)
    settle(conflict)
    assert imported(document)["counts"]["skipped"] == 1
    assert conflicts() == []
    imported(document, "--overwrite")
    assert conflicts() == [conflict]


def test_a_conflict_that_says_otherwise_here_is_left_as_it_is(
    document: Path, tmp_path: Path
) -> None:
    conflict = with_conflict(tmp_path, document, "rating", "70")
    imported(document)
    document.write_text(document.read_text().replace("anna@laptop", "anna@phone"))
    account = imported(document)
    assert (account["changed"], account["kept"]) == ({}, [])
    assert conflicts() == [conflict]


def test_a_conflict_goes_with_the_records_of_this_diary(document: Path, tmp_path: Path) -> None:
    run("add", "The Cranes Are Flying (1957)", "--as-typed", "--on", "2020-01-01")
    with Diary.open(paths.diary_path()) as diary:
        (here,) = diary.films()
    with Diary.open(tmp_path / "other.db") as diary:
        there = next(film for film in diary.films() if film.year == 1957)
    conflict = with_conflict(tmp_path, document, "film_id", json.dumps(there.id))
    imported(document)
    assert conflicts() == [conflict._replace(other=json.dumps(here.id))]


def test_a_conflict_of_what_was_removed_here_is_skipped(document: Path, tmp_path: Path) -> None:
    imported(document)
    run("remove", "The Cranes Are Flying", "--yes")
    with_conflict(tmp_path, document, "rating", "70")
    assert imported(document)["counts"]["skipped"] == 3
    assert conflicts() == []


def test_a_record_that_is_none_is_rejected_alone(document: Path) -> None:
    text = document.read_text()
    document.write_text(text.replace('"rating": 80', '"rating": 180'))
    account = imported(document)
    (rejected,) = [row for row in account["rows"] if row["outcome"] == "rejected"]
    assert (rejected["field"], rejected["file"]) == ("rating", "other.json")
    assert account["made"]["film"] == 2


def test_a_document_of_a_newer_filmlog_is_refused(document: Path) -> None:
    document.write_text(document.read_text().replace('"version": 1', '"version": 2'))
    done = filmlog("import", str(document))
    assert done.code != 0
    assert "newer" in done.stderr
    assert not paths.diary_path().exists()


def test_standard_input_is_read(document: Path) -> None:
    done = filmlog("import", "-", "--dry-run", stdin=document.read_text())
    assert done.code == 0
    assert done.stdout.startswith("filmlog's JSON, standard input (dry run)")
