from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.record import Asked, Row
from filmlog.exchange.services.imdb import role
from tests.exchange.accounts import FIXTURES
from tests.exchange.golden import (
    golden,
    is_read_or_refused,
    lines_of,
    readings_of,
    resaved,
    spoiled,
)

IMDB = FIXTURES / "imdb"
FILES = ("ratings-v1", "ratings-v2", "ratings-v3", "WATCHLIST", "Snow", "bad")


@pytest.mark.parametrize("name", FILES)
def test_every_version_is_read(name: str) -> None:
    assert lines_of(IMDB / f"{name}.csv", "imdb") == golden(f"imdb/{name}.txt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ratings-v1", "old"),
        ("ratings-v2", "ratings"),
        ("ratings-v3", "ratings"),
        ("Snow", "list"),
        ("WATCHLIST", "list"),
    ],
)
def test_a_file_is_told_from_its_columns(name: str, expected: str, tmp_path: Path) -> None:
    lines = (IMDB / f"{name}.csv").read_text().splitlines()
    # In another order, with a column that nobody knows, under a name that says nothing.
    header = ",".join(reversed(["Seen Where", *lines[0].split(",")]))
    path = tmp_path / "anything.txt"
    path.write_text(header + "\n")
    with open_archive(path) as archive:
        assert [role(member) for member in archive.members] == [expected]


def test_people_on_a_list_are_not_films(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Position,Const,Created,Modified,Description,Name,Known For,Birth Date\n")
    with open_archive(path) as archive:
        assert [role(member) for member in archive.members] == [""]


@pytest.mark.parametrize("name", FILES[:5])
def test_a_spreadsheet_in_between_changes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_bytes(resaved((IMDB / path.name).read_text()))
    assert lines_of(path, "imdb") == golden(f"imdb/{name}.txt")


def test_the_day_of_a_rating_is_a_day_of_viewing_where_that_is_asked_for() -> None:
    seen, *_ = readings_of(IMDB / "ratings-v2.csv", "imdb")
    viewing, *_ = readings_of(IMDB / "ratings-v2.csv", "imdb", Asked(rated_as_watched=True))
    assert isinstance(seen, Row)
    assert isinstance(viewing, Row)
    assert (viewing.kind, viewing.key) == ("viewing", "viewing tt0050634")
    assert viewing.read() == {"watched": seen.read()["rated"], "rating": 90}


@pytest.mark.parametrize(
    ("asked", "row", "says"),
    [
        ("watchlist", "wish | watchlist tt0075404", "why='Cold, and colder' | added=2018-12-01"),
        (
            "list Ice",
            "listed | list Ice tt0075404",
            "list='Ice' | place=1 | note='Cold, and colder'",
        ),
        ("viewings", "seen | seen tt0075404", "review='Cold, and colder'"),
    ],
)
def test_a_list_is_what_the_person_says(asked: str, row: str, says: str) -> None:
    first, _ = lines_of(IMDB / "Snow.csv", "imdb", Asked(asked))
    assert first.startswith(f"Snow.csv:2 {row} | The Ascent (1977) ")
    assert first.endswith(f" | {says}")


def test_an_old_table_is_a_list_where_its_name_or_the_person_says_so(tmp_path: Path) -> None:
    path = tmp_path / "my watchlist.csv"
    path.write_bytes((IMDB / "ratings-v1.csv").read_bytes())
    by_name = readings_of(path, "imdb")
    by_word = readings_of(IMDB / "ratings-v1.csv", "imdb", Asked("list Old"))
    kinds = [[row.kind for row in rows if isinstance(row, Row)] for rows in (by_name, by_word)]
    assert kinds == [["wish"] * 3, ["listed"] * 3]
    assert {"added=2016-12-31"} < set(lines_of(path, "imdb")[0].split(" | "))


@given(st.sampled_from(FILES).flatmap(lambda name: spoiled((IMDB / f"{name}.csv").read_bytes())))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data, "imdb")
