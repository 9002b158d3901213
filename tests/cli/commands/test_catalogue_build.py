from __future__ import annotations

import gzip
import os
import socket
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from filmlog.catalogue import imdb, writing
from filmlog.catalogue.catalogue import Catalogue
from filmlog.catalogue.imdb_files import COLUMNS
from filmlog.cli import catalogue_builds
from filmlog.cli.context import Session
from filmlog.config import load
from filmlog.domain.services import NOTICES
from tests.catalogue.file_server import FileServer
from tests.catalogue.imdb_folder import changed, write_folder
from tests.cli.commands.asking import data
from tests.program import Result, filmlog
from tests.starter_films import CRANES, REMAKE, SOLARIS, make_catalogue

FILES = list(COLUMNS)
RATINGS = FILES[0]


@pytest.fixture(autouse=True)
def path(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old catalogue of three films, and a starter catalogue of two."""
    monkeypatch.setattr(imdb, "starter_films", lambda: iter((SOLARIS, REMAKE)))
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(home / "data" / "films.db"))
    return make_catalogue(home / "data" / "films.db", CRANES, SOLARIS, REMAKE)


@pytest.fixture
def folder(home: Path) -> Path:
    """IMDb's files of 19 November, in a folder."""
    write_folder(home / "imdb")
    for name in FILES:
        os.utime(home / "imdb" / name, (1_795_089_600, 1_795_089_600))
    return home / "imdb"


@pytest.fixture
def server(folder: Path) -> Iterator[FileServer]:
    with FileServer({name: (folder / name).read_bytes() for name in FILES}) as running:
        running.modified = "Thu, 19 Nov 2026 06:00:00 GMT"
        yield running


def build(*words: object) -> Result:
    return filmlog("catalogue", "build", *map(str, words))


def left(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def titles(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {title for (title,) in connection.execute("SELECT title FROM film")}
    finally:
        connection.close()


def status() -> dict[str, Any]:
    found = data("catalogue", kind="catalogue")
    assert isinstance(found, dict)
    return found


def bodies(server: FileServer) -> list[str]:
    return [asked.name for asked in server.requests if asked.method == "GET"]


# Building from a folder.


def test_a_folder_needs_neither_network_nor_consent(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", _no_socket)
    filmlog("config", "set", "online", "off")
    result = build("--from", "imdb")
    assert result.code == 0
    assert result.stdout == ""
    assert "rated or recent, as of 19 November 2026" in result.stderr
    assert NOTICES["imdb"] in result.stderr
    assert titles(path) == {
        '"Quoted" at first', "The Cranes Are Flying", "Rated, in a Wide Number", "Announced",
        "Solaris",
    }  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert left(path) == ["films.db"]
    known = status()["catalogue"]
    assert (known["from"], known["day"], known["days_old"]) == ("imdb", "2026-11-19", 1)
    assert known["whence"] == str(folder)
    assert known["courtesy"] == NOTICES["imdb"]
    assert "personal and non-commercial" in filmlog("catalogue").stdout


def test_every_film(path: Path, folder: Path) -> None:
    assert build("--from", folder, "--all").code == 0
    assert {"Unrated and Old", "Adult"} <= titles(path)
    assert status()["catalogue"]["everything"] is True


def test_update_builds_the_same_way_when_the_files_are_others(path: Path, folder: Path) -> None:
    build("--from", "imdb", "--all")
    before = path.read_bytes()
    result = filmlog("catalogue", "update")
    assert result.code == 0
    assert "Nothing has changed" in result.stderr
    assert path.read_bytes() == before
    write_folder(folder, **changed("title.basics", "Announced Announced", "Come~Out Come~Out"))
    assert filmlog("catalogue", "update").code == 0
    assert {"Come Out", "Unrated and Old"} <= titles(path)


def test_update_of_the_starter_says_what_gets_more(path: Path) -> None:
    result = filmlog("catalogue", "update")
    assert result.code == 0
    assert "filmlog catalogue build" in result.stderr
    path.unlink()
    assert filmlog("catalogue", "update").code == 9


def test_wrong_files_leave_the_old_one_and_are_named(path: Path, folder: Path) -> None:
    before = path.read_bytes()
    whole = {name: (folder / name).read_bytes() for name in FILES}
    basics = gzip.decompress(whole["title.basics.tsv.gz"])
    for name, body, words in (
        ("title.basics.tsv.gz", whole["title.basics.tsv.gz"][:-30], "is cut short"),
        ("title.basics.tsv.gz", b"<html>log in</html>", "no gzip file"),
        (
            "title.basics.tsv.gz",
            gzip.compress(basics.replace(b"startYear", b"began")),
            "line 1, has no column startYear",
        ),
        ("title.basics.tsv.gz", gzip.compress(basics.replace(b"1957\t", b"1957")), "line 3, has"),
        (RATINGS, None, f"has no {RATINGS}"),
    ):
        for good, text in whole.items():
            (folder / good).write_bytes(text)
        if body is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(body)
        result = build("--from", "imdb")
        assert result.code == 9, words
        assert words in result.stderr
        assert path.read_bytes() == before
        assert left(path) == ["films.db"]
    assert "There are no files of IMDb" in build("--from", "nowhere").stderr


def test_a_full_disk_leaves_the_old_one(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    connect = sqlite3.connect

    def small(file: Path, isolation_level: None) -> sqlite3.Connection:
        connection = connect(file, isolation_level=isolation_level)
        connection.execute("PRAGMA max_page_count = 15")
        return connection

    monkeypatch.setattr(writing, "sqlite3", _like(sqlite3, connect=small))
    result = build("--from", "imdb")
    assert result.code == 6
    assert "is full" in result.stderr
    assert "The catalogue is as it was" in result.stderr
    assert path.read_bytes() == before
    assert left(path) == ["films.db"]


def test_a_stop_while_reading_leaves_the_old_one(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(catalogue_builds, "bar", _stopped_at(3))
    result = build("--from", "imdb")
    assert result.code == 130
    assert "Stopped" in result.stderr
    assert path.read_bytes() == before
    assert left(path) == ["films.db"]


def test_no_nul_and_no_half_character_reaches_the_diary(path: Path, folder: Path) -> None:
    for name, old, new in (
        ("title.basics", "The~Cranes", "The~\0Cranes"),
        ("name.basics", "Mikhail", "Mik\0hail"),
        ("title.principals", '["Boris"]', '["Bo\\u0000r\\ud800is"]'),
    ):
        text = changed(name, old, new)[name.replace(".", "_")]
        whole = write_folder(folder.parent / "changed", **{name.replace(".", "_"): text})
        (folder / f"{name}.tsv.gz").write_bytes((whole / f"{name}.tsv.gz").read_bytes())
    assert build("--from", "imdb").code == 0
    with Catalogue.open(path) as catalogue:
        cranes = catalogue.film(50634)
    assert cranes.title == "The Cranes Are Flying"
    assert cranes.directors == ("Mikhail Kalatozov",)
    assert "Boris" in [credit.role for credit in cranes.cast]
    assert filmlog("add", "The Cranes Are Flying").code == 0


# Building by download.


def test_the_whole_way_of_a_download(path: Path, server: FileServer) -> None:
    filmlog("config", "set", "imdb_url", server.url)
    result = build("--yes")
    assert result.code == 0, result.stderr
    assert "Downloading 1 MB from 127.0.0.1" in result.stderr
    assert "The Cranes Are Flying" in titles(path)
    assert left(path) == ["films.db"]
    known = status()["catalogue"]
    assert (known["day"], known["whence"]) == ("2026-11-19", server.url)
    assert not load()["online"]

    server.requests.clear()
    result = filmlog("catalogue", "update", "--yes")
    assert result.code == 0
    assert "Nothing has changed" in result.stderr
    assert bodies(server) == []

    basics = gzip.decompress(server.files["title.basics.tsv.gz"])
    server.files["title.basics.tsv.gz"] = gzip.compress(basics.replace(b"Announced", b"Come Out"))
    server.tags["title.basics.tsv.gz"] = '"two"'
    server.modified = "Fri, 20 Nov 2026 06:00:00 GMT"
    assert filmlog("catalogue", "update", "--yes").code == 0
    assert "Come Out" in titles(path)
    assert status()["catalogue"]["day"] == "2026-11-20"


def test_a_download_that_broke_off_is_gone_on_with(path: Path, server: FileServer) -> None:
    before = path.read_bytes()
    server.breaks_after = 20
    result = build("--from", server.url, "--yes", "--keep")
    assert result.code == 7
    assert "broke off" in result.stderr
    assert path.read_bytes() == before
    folder = path.parent / "films.db-downloads"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    server.breaks_after = None
    server.requests.clear()
    result = build("--from", server.url, "--yes", "--keep")
    assert result.code == 0
    assert "less what is here already" in result.stderr
    assert [asked.range for asked in server.requests if asked.range] == ["bytes=20-"]
    assert set(FILES) < {file.name for file in folder.iterdir()}
    assert "The Cranes Are Flying" in titles(path)
    assert filmlog("catalogue", "remove", "--yes").code == 0
    assert left(path) == []


def test_a_stop_while_downloading_says_that_it_goes_on(
    path: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_builds, "bar", _stopped_at(2))
    result = build("--from", server.url, "--yes")
    assert result.code == 130
    assert "the same command goes on from there" in result.stderr
    monkeypatch.undo()


def test_files_that_cannot_be_used_are_kept_and_not_asked_for_again(
    path: Path, server: FileServer
) -> None:
    whole = server.files[RATINGS]
    server.files[RATINGS] = gzip.compress(b"tconst\tnothing\n")
    before = path.read_bytes()
    assert build("--from", server.url, "--yes").code == 9
    assert path.read_bytes() == before
    server.files[RATINGS], server.tags[RATINGS] = whole, '"two"'
    server.requests.clear()
    assert build("--from", server.url, "--yes").code == 0
    assert bodies(server) == [RATINGS]


def test_nothing_is_asked_before_the_terms_are_agreed_to(
    path: Path, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = build("--from", server.url)
    assert result.code == 8
    for words in (
        "non-commercial",
        NOTICES["imdb"],
        "127.0.0.1",
        "about 1.5 GB",
        "internet address",
    ):
        assert words in result.stderr
    assert server.requests == []
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))
    assert filmlog("catalogue", "build", "--from", server.url, stdin="n\n").code == 1
    assert server.requests == []
    assert filmlog("catalogue", "build", "--from", server.url, stdin="y\n").code == 0
    assert load()["online"] == "imdb"
    server.requests.clear()
    assert build("--from", server.url).code == 0
    assert bodies(server) == FILES


def test_off_opens_no_socket(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("config", "set", "online", "off")
    monkeypatch.setattr(socket, "socket", _no_socket)
    monkeypatch.setattr(socket, "getaddrinfo", _no_socket)
    result = build("--yes")
    assert result.code == 8
    assert "online is off" in result.stderr


@pytest.mark.parametrize("address", ["http://example.org", "ftp://127.0.0.1", "https://a.b/?c"])
def test_an_address_that_is_not_safe(address: str) -> None:
    result = build("--from", address, "--yes")
    assert result.code == 2
    assert "not an address" in result.stderr


def _like(module: ModuleType, **other: object) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(module), **other})


def _no_socket(*_: object, **__: object) -> None:
    raise AssertionError("a socket was opened")


def _stopped_at(count: int) -> Callable[..., Any]:
    """A bar that is interrupted when it is told for the so many-th time how far the work is."""

    @contextmanager
    def bar(*_: object, **__: object) -> Iterator[Callable[[int, int], None]]:
        told = []

        def advance(done: int, whole: int) -> None:
            told.append((done, whole))
            if len(told) == count:
                raise KeyboardInterrupt

        yield advance

    return bar
