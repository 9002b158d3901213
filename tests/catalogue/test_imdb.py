from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from bench import imdb_files as made_up

from filmlog.catalogue import imdb as module
from filmlog.catalogue.catalogue import Catalogue
from filmlog.catalogue.imdb import Choice, build
from filmlog.catalogue.imdb_files import COLUMNS, ImdbFileError
from filmlog.catalogue.imdb_lines import role
from filmlog.catalogue.starter import StarterFilm
from filmlog.domain.film import Credit
from tests.catalogue.imdb_folder import changed, write_folder

CRANES = 50634
ABOUT = {"from": "imdb", "day": "2026-11-20"}
KNOWN = StarterFilm(
    4_204, CRANES, "The Cranes Are Flying", "When the Storks Fly By", 1957, "1957-10-12", 97,
    "drama film", "Soviet Union", "Russian", "Mikhail Kalatozov", "", "", 20,
)  # fmt: skip
ABSENT = KNOWN._replace(imdb=99, wikidata=5, title="Only in the Table", directors="Some Body")


@pytest.fixture(autouse=True)
def starter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "starter_films", lambda: iter((KNOWN, ABSENT)))


def made(
    tmp_path: Path, changes: Mapping[str, str] = MappingProxyType({}), *, everything: bool = False
) -> Path:
    folder = write_folder(tmp_path / "files", **changes)
    path = tmp_path / "catalogue.db"
    build(folder, path, Choice(2025, everything), ABOUT)
    return path


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def titles(path: Path) -> set[str]:
    return {title for (title,) in rows(path, "SELECT title FROM film")}


def test_rated_and_recent_films_go_in(tmp_path: Path) -> None:
    assert titles(made(tmp_path)) == {
        '"Quoted" at first', "The Cranes Are Flying", "Rated, in a Wide Number", "Announced",
        "Only in the Table",
    }  # fmt: skip


def test_everything_is_every_film_but_no_episode(tmp_path: Path) -> None:
    assert titles(made(tmp_path, everything=True)) == {
        '"Quoted" at first', "The Cranes Are Flying", "Rated, in a Wide Number", "Announced",
        "Unrated and Old", "Adult", "Only in the Table",
    }  # fmt: skip


def test_a_film_has_all_that_the_files_say(tmp_path: Path) -> None:
    with Catalogue.open(made(tmp_path)) as catalogue:
        film = catalogue.film(CRANES)
    assert film is not None
    assert film.title == "The Cranes Are Flying"
    assert film.original_title == "Letyat zhuravli"
    assert (film.year, film.runtime) == (1957, 95)
    assert film.genres == ("Drama", "Romance", "War")
    assert film.directors == ("Mikhail Kalatozov",)
    assert film.writers == ("Viktor Rozov",)
    assert film.cast == (
        Credit("Tatyana Samoylova", "Veronika / Squirrel"),
        Credit("Aleksey Batalov", "Boris"),
        Credit("Vasiliy Merkurev", 'Fyodor "Ivanovich"'),
    )
    assert film.imdb == "tt0050634"


def test_what_the_starter_knew_is_not_lost(tmp_path: Path) -> None:
    with Catalogue.open(made(tmp_path)) as catalogue:
        film, absent = catalogue.film(CRANES), catalogue.film(99)
    assert film is not None
    assert absent is not None
    assert str(film.released) == "1957-10-12"
    assert (film.countries, film.languages) == (("Soviet Union",), ("Russian",))
    assert film.wikidata == "Q4204"
    assert absent.directors == ("Some Body",)


def test_names_are_folded_and_each_is_there_once(tmp_path: Path) -> None:
    path = made(tmp_path)
    names = rows(path, "SELECT folded, kind FROM name WHERE film = 50634 ORDER BY kind, folded")
    assert names == [
        ("the cranes are flying", 0),
        ("letyat zhuravli", 1),
        ("quand passent les cigognes", 2),
        ("when the storks fly by", 2),
    ]


def test_a_film_without_other_titles_has_its_own(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert rows(path, "SELECT folded FROM name WHERE film = 10000000") == [
        ("rated in a wide number",)
    ]


def test_the_people_of_unwanted_titles_stay_out(tmp_path: Path) -> None:
    people = {name for (name,) in rows(made(tmp_path), "SELECT name FROM person")}
    assert "Fred Astaire" not in people
    assert "Some One" in people


def test_a_film_twice_is_in_once(tmp_path: Path) -> None:
    line = "tt1000002 movie Announced Announced 0 2027 \\N \\N \\N\n"
    path = made(tmp_path, changed("title.basics", line, line * 2))
    assert rows(path, "SELECT count(*) FROM film WHERE number = 1000002") == [(1,)]


def test_it_says_what_it_is(tmp_path: Path) -> None:
    about = dict(rows(made(tmp_path, everything=True), "SELECT key, value FROM about"))
    assert about["everything"] == "yes"
    assert about["films"] == "7"
    assert about["day"] == ABOUT["day"]
    assert "courtesy of IMDb" in about["courtesy"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("title.ratings", "30000", "many", "title.ratings.tsv.gz, line 2, has something else"),
        ("title.ratings", "30000", "30000 1", "line 2, has 4 fields instead of 3"),
        ("title.ratings", "30000", "-3", "line 2, has something else"),
        ("title.basics", "\\N 45", "\\N 45min", "title.basics.tsv.gz, line 2, has something else"),
        ("title.basics", "1957 \\N", "57th \\N", "line 3, has something else"),
        ("title.basics", "tt1000002", "title", "line 7, has something else"),
        (
            "title.basics",
            "An~Episode An~Episode",
            "An~Episode",
            "line 6, has 8 fields instead of 9",
        ),
        ("title.basics", "Letyat", "Letyat\udcff", "line 3, is not UTF-8"),
        ("title.crew", "nm12345678", "nm999999999999", "title.crew.tsv.gz, line 5"),
        ("title.principals", "nm0046165", "Batalov", "title.principals.tsv.gz, line 2"),
        ("title.principals", "tt1000001", "ttx", "title.principals.tsv.gz, line 8"),
        ("title.principals", "Boris", "B\udcff", "line 2, is not UTF-8"),
        ("title.akas", "Letyat", "\udcff", "title.akas.tsv.gz, line 2, is not UTF-8"),
        ("title.akas", "tt1000001", "tt1000001 1", "title.akas.tsv.gz, line 6, has 9 fields"),
        ("name.basics", "nm0742358", "Rozov", "name.basics.tsv.gz, line 6"),
    ],
)
def test_a_bad_line_is_named_and_the_old_catalogue_stays(
    tmp_path: Path, name: str, old: str, new: str, words: str
) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ImdbFileError) as raised:
        made(tmp_path, changed(name, old, new))
    assert words in raised.value.sentence
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["catalogue.db"]


def test_ctrl_c_leaves_the_old_catalogue(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()

    def interrupted(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "files", path, Choice(2025), ABOUT, interrupted)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["catalogue.db"]


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "files")
    told: list[tuple[int, int]] = []
    build(folder, tmp_path / "c.db", Choice(2025), ABOUT, lambda *sizes: told.append(sizes))
    whole = sum((folder / name).stat().st_size for name in COLUMNS)
    assert told[-1] == (whole, whole)
    assert told == sorted(told)


def test_a_made_up_folder_builds(tmp_path: Path) -> None:
    written = made_up.write(tmp_path / "files", scale=0.0005, seed=7)
    path = tmp_path / "catalogue.db"
    films = build(tmp_path / "files", path, Choice(2025, everything=True), ABOUT)
    assert written["title.basics"] == 6150
    assert 0.15 < films / written["title.basics"] < 0.25
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    numbers = rows(path, "SELECT number FROM film ORDER BY number")
    for table in ("crew", "billing", "name"):
        found = set(rows(path, f"SELECT DISTINCT film FROM {table}"))  # noqa: S608 - named above
        assert found <= set(numbers)
    assert rows(path, "SELECT DISTINCT film FROM name ORDER BY film") == numbers


@pytest.mark.parametrize(
    ("characters", "words"),
    [
        (rb"\N", ""),
        (b'["Boris"]', "Boris"),
        (b'["Boris","The Cook"]', "Boris / The Cook"),
        (rb'["\"Doc\"\nSmith"]', '"Doc" Smith'),
        (b'{"not": "a list"}', "not"),
        (b"[1]", ""),
        (b"[[", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_roles_are_one_line(characters: bytes, words: str) -> None:
    assert role(characters) == words
