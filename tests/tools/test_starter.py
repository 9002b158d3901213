from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tools import starter

_COLUMNS = "ID imdbID Title Year Runtime Genre Released Director Writer Cast Language Country"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database of the form of the package's, of three films."""
    path = tmp_path / "movies.db"
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE omdb ({_COLUMNS.replace(' ', ', ')})")
    connection.execute("CREATE TABLE tomatoes (ID, Reviews)")
    people = "Robert Downey, Jr., Ann Dowd, Cuba Gooding Jr."
    films = [
        (2, "tt0078788", "Redux", 2001, 196.0, "War", "2001-05-11", "F", "", "A", "English", "US"),
        (1, "tt0078788", "Apocalypse Now", 1979, 147.0, "War, Drama", "1979-05-10", "F, J", None,
         people, "English", "United States"),
        (3, "tt0000007", "Machuca", 2004, 1.0, "", "2004-01-01", "W", "W", "", "Spanish", "Chile"),
    ]  # fmt: skip
    connection.executemany("INSERT INTO omdb VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", films)
    connection.executemany("INSERT INTO tomatoes VALUES (?, ?)", [(1, 90), (2, 80), (3, None)])
    connection.commit()
    connection.close()
    return path


def test_the_films_are_put_in_order(database: Path) -> None:
    first, second = starter.rows(database)
    assert list(first) == list(second) == starter.COLUMNS
    assert (first["title"], first["other_titles"], first["imdb"]) == (
        "Apocalypse Now", "Redux", "78788",
    )  # fmt: skip
    assert first["cast"] == "Robert Downey, Jr.|Ann Dowd|Cuba Gooding Jr."
    assert (first["released"], first["runtime"], first["writers"]) == ("1979-05-10", "147", "")
    # A first of January is a year, and one minute no film.
    assert (second["released"], second["runtime"], second["year"]) == ("", "", "2004")
    assert (second["genres"], second["reviews"]) == ("", "0")


def test_another_file_than_the_pinned_one_is_refused(database: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is not the file of"):
        starter.write(database, tmp_path / "films.tsv.gz")
    assert not (tmp_path / "films.tsv.gz").exists()


@pytest.mark.parametrize("sign", ["\t", "\n", "|"])
def test_what_would_break_the_table_stops(
    sign: str, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE omdb SET Director = ? WHERE ID = 3", (f"W{sign}W",))
    connection.close()
    monkeypatch.setattr(starter, "SHA256", starter.sum_of(database))
    with pytest.raises(SystemExit):
        starter.write(database, tmp_path / "films.tsv.gz")


def test_the_same_input_gives_the_same_file(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "SHA256", starter.sum_of(database))
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    assert starter.write(database, one) == starter.write(database, two) == 2
    assert one.read_bytes() == two.read_bytes()
