from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.errors import UsageError
from filmlog.exchange.record import Asked, Rejected, Row, Skipped
from filmlog.exchange.services.letterboxd import ROLES
from tests.exchange.accounts import FIXTURES, roles
from tests.exchange.golden import (
    golden,
    is_read_or_refused,
    lines_of,
    readings_of,
    resaved,
    spoiled,
    zipped,
)

LETTERBOXD = FIXTURES / "letterboxd"
EXPORT = LETTERBOXD / "export"
TABLES = sorted(EXPORT.rglob("*.csv"))
FILMS = "Date,Name,Year,Letterboxd URI\n2026-05-03,Ran,1985,https://boxd.it/fR1\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A copy of the export to be changed."""
    return shutil.copytree(EXPORT, tmp_path / "export")


@pytest.mark.parametrize("name", ["export", "2017", "bad"])
def test_an_export_is_read(name: str) -> None:
    assert lines_of(LETTERBOXD / name, "letterboxd") == golden(f"letterboxd/{name}.txt")


def test_a_zip_is_read_as_its_folder_is(tmp_path: Path) -> None:
    path = zipped(EXPORT, tmp_path / "letterboxd-tomas-2026-11-20.zip")
    assert lines_of(path, "letterboxd") == golden("letterboxd/export.txt")


def test_deleted_and_orphaned_entries_are_read_where_that_is_asked_for() -> None:
    asked = Asked(deleted=True, orphaned=True)
    assert lines_of(EXPORT, "letterboxd", asked) == golden("letterboxd/everything.txt")


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "resaved", "crlf"])
def test_how_the_files_were_saved_changes_nothing(codec: str, export: Path) -> None:
    for path in export.rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if codec == "resaved":
            path.write_bytes(resaved(text))
        elif codec == "crlf":
            path.write_bytes(text.replace("\n", "\r\n").encode())
        else:
            path.write_bytes(text.encode(codec))
    assert lines_of(export, "letterboxd") == golden("letterboxd/export.txt")


def test_every_file_is_told_from_its_columns_and_its_place() -> None:
    found = roles(EXPORT, "letterboxd")
    assert found == {
        "comments.csv": "comments",
        "deleted/diary.csv": "deleted-diary",
        "deleted/lists/old.csv": "deleted-lists",
        "deleted/reviews.csv": "deleted-reviews",
        "diary.csv": "diary",
        "likes/films.csv": "likes-films",
        "likes/lists.csv": "likes-lists",
        "likes/reviews.csv": "likes-reviews",
        "lists/snow-1.csv": "lists",
        "lists/snow.csv": "lists",
        "lists/with-nina.csv": "lists",
        "orphaned/diary.csv": "orphaned-diary",
        "orphaned/reviews.csv": "orphaned-reviews",
        "profile.csv": "profile",
        "ratings.csv": "ratings",
        "reviews.csv": "reviews",
        "watched.csv": "watched",
        "watchlist.csv": "watchlist",
    }
    assert set(found.values()) < set(ROLES)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("anything.csv", "Letterboxd URI,Seen,Year,Name,Date,Watched Date,Rating\n", "diary"),
        ("watched.csv", "Date,Name,Year\n", ""),
        ("diary.csv", "Title,Year\n", ""),
        ("comments.csv", "Name,Comment\n", ""),
        ("notes.csv", "Date,Content,Comment\n", ""),
        ("reviews.csv", "Date,Content\n", ""),
        ("likes/people.csv", "Date,Content\n", ""),
        ("x.csv", "Date,Name,Year,Letterboxd URI\n", "films"),
        ("watchlist-mira-2026-05-02-10-33-utc.csv", FILMS, "watchlist"),
        ("films.csv", FILMS, "films"),
        ("letterboxd-mira/likes/films.csv", FILMS, "likes-films"),
    ],
)
def test_a_name_alone_tells_nothing(name: str, text: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "folder" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert roles(tmp_path / "folder", "letterboxd") == ({name: expected} if expected else {})


@pytest.mark.parametrize(
    ("asked", "row", "says"),
    [
        ("viewings", "seen | watched", ""),
        ("watchlist", "wish | watchlist", " | added=2026-05-03"),
        ("list Rain", "listed | listed Rain", " | list='Rain' | place=None"),
    ],
)
def test_films_are_what_the_person_says(asked: str, row: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text(FILMS)
    film = "https://boxd.it/fR1 | Ran (1985) letterboxd='boxd.it/fR1'"
    assert lines_of(path, "letterboxd", Asked(asked)) == [f"films.csv:2 {row} {film}{says}"]


def test_films_of_which_nothing_says_what_they_are_for_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text(FILMS)
    with pytest.raises(UsageError, match="has films from Letterboxd") as refused:
        readings_of(path, "letterboxd")
    assert "--as watchlist" in refused.value.hint


def test_without_a_day_of_viewing_in_the_table_the_day_of_logging_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(
        "Date,Name,Year,Letterboxd URI,Rating,Tags\n2017-01-05,Arrival,2016,,4,theater\n"
    )
    (row,) = readings_of(path, "letterboxd")
    assert isinstance(row, Row)
    assert str(row.read()["watched"]) == "2017-01-05"


def test_the_rows_of_one_entry_are_joined_by_its_address() -> None:
    keys: dict[str, set[str]] = {}
    for reading in readings_of(EXPORT, "letterboxd", Asked(deleted=True, orphaned=True)):
        if isinstance(reading, Row) and reading.kind == "viewing":
            role, _, entry = reading.key.partition(" ")
            keys.setdefault(entry, set()).add(role)
    both = {entry for entry, of in keys.items() if of == {"diary", "review"}}
    gone = "Gone From TMDB (2011) 2021-01-02 2021-01-01"
    assert both == {"https://boxd.it/1aA1", "https://boxd.it/8hH8", gone}


def test_no_two_rows_have_one_key() -> None:
    everything = readings_of(EXPORT, "letterboxd", Asked(deleted=True, orphaned=True))
    keys = [reading.key for reading in everything if isinstance(reading, Row)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("asked", [Asked(), Asked(deleted=True)])
def test_a_file_of_nul_bytes_in_a_folder_aside_costs_one_row(asked: Asked, export: Path) -> None:
    before = readings_of(export, "letterboxd", asked)
    (export / "deleted" / "comments.csv").write_bytes(bytes(300))
    added = [each for each in readings_of(export, "letterboxd", asked) if each not in before]
    (rejected,) = (each for each in added if isinstance(each, Rejected))
    assert rejected.place == ("deleted/comments.csv", 1)
    assert rejected.why == "deleted/comments.csv holds nothing but NUL bytes."


def test_comments_that_were_deleted_are_counted(export: Path) -> None:
    shutil.copy(export / "comments.csv", export / "deleted" / "comments.csv")
    found = [each for each in readings_of(export, "letterboxd") if isinstance(each, Skipped)]
    reasons = {each.place.file: each.reason for each in found}
    assert reasons["deleted/comments.csv"] == "a comment on another page"


def test_a_nul_costs_its_row_alone(export: Path) -> None:
    path = export / "diary.csv"
    path.write_bytes(path.read_bytes().replace(b"on a plane", b"on a \0plane"))
    (rejected,) = (each for each in readings_of(export, "letterboxd") if isinstance(each, Rejected))
    assert (rejected.place, rejected.field) == (("diary.csv", 6), "tags")


CUT = """Letterboxd list export v7

Position,Name,Year,URL,Description
1,Ran,1985,,
x,Ran,1985,,
0,Ran,1985,,
3,,1985,,
4,Ra"""
NAMELESS = """Letterboxd list export v7
Date,Name,Tags,URL,Description
2026-01-01,,,,

Position,Name,Year,URL,Description
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CUT,
            [
                "4 listed | listed rain Ran (1985) | Ran (1985) | list='rain' | place=1",
                "5 listed | listed rain Ran (1985) #2 | Ran (1985) | rejected: Position: 'x' {}",
                "6 listed | listed rain Ran (1985) #3 | Ran (1985) | rejected: Position: '0' {}",
                "7 rejected: Name: is empty",
                "8 rejected: : is cut short: 2 of 5 fields",
            ],
        ),
        (NAMELESS, ["3 rejected: Name: is empty"]),
        (CUT.splitlines()[0], ["1 rejected: : has no table of films: the file was cut"]),
    ],
)
def test_a_list_is_read_as_far_as_it_goes(text: str, said: list[str], tmp_path: Path) -> None:
    path = tmp_path / "rain.csv"
    path.write_text(text)
    expected = [line.format("is no place counted from 1") for line in said]
    assert lines_of(path, "letterboxd") == [f"rain.csv:{line}" for line in expected]


def test_html_in_a_description_becomes_markdown(tmp_path: Path) -> None:
    path = tmp_path / "snow.csv"
    text = (EXPORT / "lists" / "snow.csv").read_text()
    path.write_text(text.replace("to be cold with", "to be <b>cold</b> with"))
    head, *_ = readings_of(path, "letterboxd")
    assert isinstance(head, Row)
    assert head.read()["note"].startswith("Films to be **cold** with,")


@given(st.sampled_from(TABLES).flatmap(lambda path: spoiled(path.read_bytes())))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data, "letterboxd")
