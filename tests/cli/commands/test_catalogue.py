from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from filmlog.catalogue.starter import starter_films
from filmlog.cli import catalogue_status
from filmlog.cli.context import Session
from tests.catalogue.imdb_folder import write_folder
from tests.cli.commands.asking import data
from tests.program import filmlog
from tests.starter_films import CRANES, REMAKE, SOLARIS, film, make_catalogue


@pytest.fixture(autouse=True)
def path(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of three films."""
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(home / "data" / "films.db"))
    return make_catalogue(home / "data" / "films.db", CRANES, SOLARIS, REMAKE)


def left(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def status() -> dict[str, Any]:
    found = data("catalogue", kind="catalogue")
    assert isinstance(found, dict)
    return found


# What is there.


def test_the_starter_catalogue_is_described(path: Path) -> None:
    result = filmlog("catalogue")
    assert result.stderr == ""
    assert "The starter catalogue" in result.stdout
    assert "18 October 2026, 33 days ago" in result.stdout
    assert "public domain" in result.stdout
    assert f"~/{path.relative_to(Path.home())}" in result.stdout
    assert status()["catalogue"] == {
        "courtesy": "", "day": "2026-10-18", "days_old": 33, "everything": False, "films": 3,
        "from": "starter", "size": path.stat().st_size, "whence": "",
    }  # fmt: skip


def test_where_there_is_none_none_is_made(path: Path) -> None:
    path.unlink()
    result = filmlog("catalogue")
    assert result.code == 0
    assert f"{len(list(starter_films())):,} films" in result.stdout
    assert status() == {"catalogue": None, "file": str(path), "is_used": True}
    assert not path.exists()


def test_that_it_is_switched_off_is_said() -> None:
    filmlog("config", "set", "catalogue", "never")
    assert "switched off" in filmlog("catalogue").stdout
    assert status()["is_used"] is False
    assert filmlog("catalogue", "search", "solaris").code == 9


def test_a_file_that_is_no_catalogue_is_said(path: Path) -> None:
    for content in (b"", b"no database at all, whatever its name may say " * 40):
        path.write_bytes(content)
        for words in ((), ("--json",), ("search", "solaris"), ("show", "solaris"), ("update",)):
            result = filmlog("catalogue", *words)
            assert result.code == 9, words
            assert "filmlog catalogue remove" in result.stderr
    assert filmlog("catalogue", "remove", "--yes").code == 0
    assert left(path) == []


@pytest.mark.parametrize("words", [("build", "--from", "imdb"), ("remove", "--yes")])
def test_a_diary_is_neither_replaced_nor_deleted(
    words: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(home / "imdb")
    filmlog("add", "Home Movie", "--as-typed")
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(home / "diary.db"))
    before = (home / "diary.db").read_bytes()
    result = filmlog("catalogue", *words)
    assert result.code == 9
    assert "another program" in result.stderr
    assert (home / "diary.db").read_bytes() == before


# Removing.


def test_remove_asks_and_takes_all_of_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.with_name("films.db-0badc0de.new").touch()
    path.with_name("notes.txt").touch()
    assert filmlog("catalogue", "remove").code == 2
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    assert filmlog("catalogue", "remove", stdin="n\n").code == 1
    assert path.exists()
    assert filmlog("catalogue", "remove", stdin="y\n").code == 0
    assert left(path) == ["notes.txt"]
    result = filmlog("catalogue", "remove")
    assert result.code == 0
    assert "no catalogue to remove" in result.stderr


# Looking.


def test_search_is_a_table_and_json() -> None:
    result = filmlog("catalogue", "search", "solari")
    assert result.stderr == ""
    assert result.stdout == (
        "Title    Year  Director           IMDb\n"
        "Solaris  1972  Andrei Tarkovsky   tt0069293\n"
        "Solaris  2002  Steven Soderbergh  tt0307479\n"
    )
    words = ("catalogue", "search", "the", "cranes", "are")
    (cranes,) = data(*words, kind="films")
    assert (cranes["imdb"], cranes["year"]) == ("tt0050634", 1957)
    assert len(data("catalogue", "search", "solaris", "--limit", "1", kind="films")) == 1


def test_search_takes_ids_and_addresses() -> None:
    for typed in ("tt0069293", "https://www.imdb.com/title/tt0069293/", "Q1069293"):
        (one,) = data("catalogue", "search", typed, kind="films")
        assert one["imdb"] == "tt0069293"
    one, *_ = data("catalogue", "search", "https://letterboxd.com/film/solaris-1972/", kind="films")
    assert one["imdb"] == "tt0069293"


@pytest.mark.parametrize("words", [("search", "zzyzx"), ("show", "zzyzx"), ("show", "tt9999999")])
def test_nothing_found_is_an_error_with_a_hint(words: tuple[str, ...]) -> None:
    result = filmlog("catalogue", *words)
    assert result.code == 3
    assert result.stdout == ""
    assert "filmlog catalogue build" in result.stderr


def test_show_is_the_card_of_a_film() -> None:
    result = filmlog("catalogue", "show", "the cranes are flyng")
    assert result.stderr == ""
    for words in ("The Cranes Are Flying (1957)", "Mikhail Kalatozov", "Facts: Wikidata"):
        assert words in result.stdout
    found = data("catalogue", "show", "tt0050634", kind="film")["film"]
    assert found["origins"]["directors"] == {"service": "wikidata", "day": "2026-10-18"}


def test_show_asks_or_names_the_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    result = filmlog("catalogue", "show", "Solaris")
    assert result.code == 3
    assert "tt0069293  Solaris (1972), Andrei Tarkovsky" in result.stderr
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    result = filmlog("catalogue", "show", "Solaris", stdin="1\n")
    assert result.code == 0
    assert "Solaris (1972)" in result.stdout


def test_hostile_facts_do_nothing_to_a_terminal(path: Path) -> None:
    hostile = film(7, "Evil\x1b]0;x\x07 [red]film\u202e", 1999, "A\x1b[2J[bold]B")
    make_catalogue(path, hostile)
    for words in (("search", "evil"), ("show", "tt0000007"), ("search", "evil", "--json")):
        result = filmlog("catalogue", *words)
        assert result.code == 0
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output
        assert "[red]" in result.stdout


def test_sizes_are_in_megabytes() -> None:
    said = [catalogue_status.megabytes(size) for size in (1, 7_400_000, 21_336_064, 1_500_000_000)]
    assert said == ["1", "8", "22", "1,500"]
