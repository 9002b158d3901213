from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from filmlog.catalogue import starter
from filmlog.catalogue.catalogue import Catalogue
from filmlog.cli.catalogues import catalogue_of, needed_catalogue
from filmlog.cli.context import Session
from filmlog.errors import CatalogueError, FilmlogError
from tests.effort import some
from tests.program import filmlog


@pytest.fixture
def path(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a catalogue of the first hundred starter films will be made."""
    path = home / "data" / "catalogue.db"
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(path))
    some = list(islice(starter.starter_films(), 100))

    def few() -> Iterator[starter.StarterFilm]:
        yield from some

    monkeypatch.setattr(starter, "starter_films", few)
    return path


def test_the_starter_is_made_at_the_first_need_and_once(path: Path) -> None:
    first = filmlog("add", "Skyfall")
    assert first.stderr.startswith(
        "Indexing the starter catalogue, once ...\n"
        "It has 100 films; `filmlog catalogue build` gets every other one.\n"
        "Filled in from the catalogue: Skyfall (2012), Sam Mendes.\n"
    )
    assert first.stdout == ""
    made = path.read_bytes()
    assert filmlog("add", "A film of our own").stderr.startswith("A film of our own, film #2")
    assert path.read_bytes() == made


def test_a_newer_starter_takes_the_place_of_an_older(path: Path) -> None:
    filmlog("add", "Skyfall")
    for kind, is_made_anew in (("imdb", False), ("starter", True)):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE about SET value = '2025-01-01' WHERE key = 'day'")
            connection.execute("UPDATE about SET value = ? WHERE key = 'from'", (kind,))
        connection.close()
        said = filmlog("add", "A film of our own", "--new").stderr
        assert said.startswith("This filmlog brings a newer starter catalogue.\n") == is_made_anew
    with Catalogue.open(path) as catalogue:
        assert not catalogue.is_of_an_older_starter


def test_what_needs_no_facts_makes_none(path: Path) -> None:
    filmlog("add", "Skyfall", "--as-typed")
    for words in (
        ["add", "Skyfall"], ["show", "Skyfal"], ["show", "tt1074638"], ["list"], ["search", "sky"],
        ["edit", "Skyfall", "--heart"],
    ):  # fmt: skip
        filmlog(*words)
    assert not path.parent.exists()


def test_a_folder_that_cannot_be_written_to_is_said_and_the_viewing_kept(
    home: Path, path: Path
) -> None:
    (home / "data").write_text("no folder")
    done = filmlog("add", "Skyfall")
    assert done.code == 0
    line = next(line for line in done.stderr.splitlines() if line.startswith("No catalogue: "))
    assert "data" in line
    assert "Skyfall, film #1, new in your diary\n" in done.stderr
    assert not path.exists()


def test_it_is_one_for_all_who_ask(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with catalogue_of(Session(), make=False) as none:
        assert none is None
    with catalogue_of(Session()) as catalogue, needed_catalogue(Session()) as again:
        assert catalogue is not None
        assert catalogue.about == again.about
        assert again.about.films == 100
    assert capsys.readouterr().err.count("Indexing") == 1
    path.write_text("damaged" * 1000)
    with catalogue_of(Session(), is_silent=True) as none:
        assert none is None
    assert capsys.readouterr() == ("", "")
    with catalogue_of(Session()) as none:
        assert none is None
    assert "No catalogue: The catalogue at " in capsys.readouterr().err
    with pytest.raises(CatalogueError, match="is damaged"), needed_catalogue(Session()):
        pass


def test_one_that_is_needed_and_switched_off_is_an_error(path: Path) -> None:
    filmlog("config", "set", "catalogue", "never")
    with pytest.raises(FilmlogError, match="switched off") as caught, needed_catalogue(Session()):
        pass
    assert "catalogue auto" in caught.value.hint
    with catalogue_of(Session()) as none:
        assert none is None
    assert not path.exists()


@pytest.mark.parametrize("seed", range(some(40)))
def test_a_damaged_catalogue_stops_no_viewing(home: Path, path: Path, seed: int) -> None:
    filmlog("add", "Skyfall")
    path.write_bytes(_damaged(path.read_bytes(), random.Random(seed)))  # noqa: S311 - not a secret
    for words, codes in (
        (("add", "Our Own Film"), {0}), (("add", "the dark knigh"), {0}),
        (("watch", "the avengrs"), {0}), (("show", "Skyfall"), {0}),
        (("catalogue",), {0, 9}), (("catalogue", "search", "the artist"), {0, 3, 9}),
        (("catalogue", "show", "tt1345836"), {0, 3, 9}), (("film", "match", "--all"), {0, 9}),
        (("film", "match", "Our Own Film"), {0, 3, 9}),
    ):  # fmt: skip
        result = filmlog(*words)
        assert result.code in codes, (words, result.output)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut short, with bytes changed, with a part of nothing but zeros, or something else."""
    changed = bytearray(data)
    how = rng.randrange(5)
    if how == 0:
        return data[: rng.randrange(len(data))]
    if how == 1:
        return rng.randbytes(rng.randrange(10_000))
    if how == 2:
        start, length = rng.randrange(len(data)), rng.randrange(1, 50_000)
        return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]
    # The first page has the schema, and a byte of it what all else means.
    spots = 4096 if how == 3 else len(data)
    for _ in range(rng.choice((1, 20, 2_000))):
        changed[rng.randrange(spots)] = rng.randrange(256)
    return bytes(changed)
