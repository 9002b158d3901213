"""Mutated files of every format: read, or refused whole, and never a fault of filmlog's own.

A few hundred mutated files by default. The full battery has 10,000 (ten minutes of a processor):

    FILMLOG_TEST_EFFORT=35 pytest tests/cli/imports/test_mutated_files.py

FILMLOG_FUZZ_SEED=N mutates otherwise. A failure names the source, the seed and the number of the
mutated file: with FILMLOG_FUZZ_ONLY=NUMBER that one is made and imported again.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
import traceback
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from filmlog.screen.safe import is_safe
from tests.cli.imports.mutated_archives import (
    FOLDER_MUTATIONS,
    ZIP_MUTATIONS,
    Files,
    mutate_a_file,
    pack,
)
from tests.effort import some
from tests.examples import cranes_diary
from tests.exchange.accounts import FIXTURES
from tests.program import Result, filmlog
from tests.starter_films import CRANES, REMAKE, SOLARIS, make_catalogue

_SEED = os.environ.get("FILMLOG_FUZZ_SEED", "1957")
_ONLY = os.environ.get("FILMLOG_FUZZ_ONLY", "")
_TRACE = 9
_LONG_LINE = 5_000
_SECONDS = 20
"""Of the processor: more than any of these small files may take, on a slow machine too."""

_MAP = "Title=film.title,Film=film.title,Jahr=film.year,Date=viewing.watched_on"
_OPTIONS = (
    ("--from", "letterboxd"), ("--from", "imdb"), ("--from", "csv"), ("--from", "json"),
    ("--from", "pages"), ("--from", "netflix"), ("--from", "criticker"), ("--as", "viewings"),
    ("--as", "watchlist"), ("--as", "list Sea and shore"), ("--map", _MAP), ("--map", "a=b"),
    ("--map", "Title=film.title"), ("--rated-as-watched",), ("--tag-with", "with *"),
    ("--tag-source", "netflix=Netflix"), ("--tag-venue", "*"), ("--deleted", "--orphaned"),
    ("--encoding", "utf-16"), ("--encoding", "cp1251"), ("--as-typed",), ("--overwrite",),
)  # fmt: skip
_MAPS = {
    "mapped/mine.csv": (
        "Film=film.title,Jahr=film.year,Regie=film.directors,Gesehen=viewing.watched_on,"
        "Bewertung=viewing.rating,Mit=viewing.with,Kino=viewing.venue,Notizen=viewing.review"
    ),
    "mapped/wanted.csv": "Title=film.title,Added=watchlist.added,Link=film.imdb",
    "mapped/lists.csv": "Title=film.title,List=list.name,Rank=list.place",
}
_FOLDERS = ("letterboxd/export", "letterboxd/2017", "trakt/export", "movary")
_JSON, _PAGES = "filmlog's JSON", "filmlog's pages"


def _fixtures() -> dict[str, Files]:
    """Every fixture by its name: the files of a folder, or one file."""
    found: dict[str, Files] = {}
    for path in sorted(FIXTURES.rglob("*")):
        name = path.relative_to(FIXTURES).as_posix()
        folder = next((each for each in _FOLDERS if name.startswith(f"{each}/")), "")
        if path.is_file() and folder:
            found.setdefault(folder, {})[name.removeprefix(f"{folder}/")] = path.read_bytes()
        elif path.suffix in {".csv", ".json", ".xml"}:
            found[name] = {path.name: path.read_bytes()}
    return found


_FIXTURES = _fixtures()


class _Mutant(NamedTuple):
    """A mutated file, what was done to it, and the options to import it with."""

    said: str
    path: Path
    words: tuple[str, ...]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what every test here begins with, which the first one makes."""
    folder = tmp_path_factory.mktemp("kept")
    make_catalogue(folder / "catalogue.db", CRANES, SOLARIS, REMAKE)
    return folder


@pytest.fixture
def start(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small diary with a list and a wish, kept apart to begin with again and again."""
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(kept / "catalogue.db"))
    monkeypatch.setenv("FILMLOG_DEBUG", "1")  # what would end in code 70 comes out as it is
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    path = kept / "start.db"
    if path.exists():
        return path
    with cranes_diary(path):
        pass
    for words in (
        ("watch", "Solaris (1972)", "--why", "*Slow* and **wet**"),
        ("lists", "create", "Sea and shore", "--ranked", "--note", "Ships."),
        ("lists", "add", "Sea and shore", "#1"),
        ("lists", "add", "Sea and shore", "#2", "--note", "An ocean."),
    ):
        assert filmlog("--db", str(path), *words).code == 0
    return path


@pytest.mark.parametrize("source", [*_FIXTURES, _JSON, _PAGES])
def test_is_read_or_refused(source: str, start: Path, home: Path) -> None:
    files = _FIXTURES.get(source) or _exported(source, start, home)
    diaries = {
        "no diary": b"",
        "a diary": start.read_bytes(),
        "imported before": _imported_before(source, files, start, home),
    }
    faults = []
    for number in [int(_ONLY)] if _ONLY else range(some(8)):
        rng = Random(f"{_SEED} {source} {number}")  # noqa: S311 - nothing secret, and repeatable
        mutant = _mutant(rng, source, files, home)
        into = rng.choice(sorted(diaries))
        try:
            _check(mutant, diaries[into], home)
        except Exception:  # noqa: BLE001 - all faults are told, not the first alone
            trace = "".join(traceback.format_exc().splitlines(keepends=True)[-_TRACE:])
            said = f"{number}, {mutant.said}, {' '.join(mutant.words)}, {into}"
            faults.append(f"{said}:\n{trace}")
    assert not faults, f"seed {_SEED}, {source}:\n" + "\n\n".join(faults)


def _exported(source: str, start: Path, home: Path) -> Files:
    """The diary as filmlog exports it."""
    folder = home / "exported"
    if source == _JSON:
        folder.mkdir()
        words = ("json", "-o", str(folder / "diary.json"))
    else:
        words = ("markdown", "--pages", str(folder))
    assert filmlog("--db", str(start), "export", *words).code == 0
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _imported_before(source: str, files: Files, start: Path, home: Path) -> bytes:
    """The diary with what is sound of the source in it: the mutated one is a newer export."""
    path, diary = _write(files, home), home / "diary.db"
    shutil.copyfile(start, diary)
    _imported(str(path), *_mapping(source))
    return diary.read_bytes()


def _mapping(source: str) -> tuple[str, ...]:
    return ("--map", _MAPS[source]) if source in _MAPS else ()


def _write(files: Files, home: Path, *, packed: bool = False) -> Path:
    """The files as a zip, or one alone as it is, or a folder."""
    path = home / "mutated"
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if packed or len(files) == 1:
        path.write_bytes(pack(files) if packed else next(iter(files.values())))
        return path
    for name, data in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return path


def _mutant(rng: Random, source: str, files: Files, home: Path) -> _Mutant:
    """The files mutated, and written as a file, a folder or a zip."""
    words = (*_mapping(source), *(rng.choice(_OPTIONS) if rng.random() < 0.3 else ()))
    if rng.random() < 0.15:
        said = rng.choice(sorted(ZIP_MUTATIONS))
        path = _write({"": ZIP_MUTATIONS[said](rng, files)}, home)
        return _Mutant(said, path, words)
    if len(files) > 1 and rng.random() < 0.2:
        said = rng.choice(sorted(FOLDER_MUTATIONS))
        files = FOLDER_MUTATIONS[said](rng, files)
    else:
        said, files = mutate_a_file(rng, files)
    return _Mutant(said, _write(files, home, packed=rng.random() < 0.2), words)


def _check(mutant: _Mutant, start: bytes, home: Path) -> None:
    diary, report = home / "diary.db", home / "report.json"
    for path in (report, *home.glob("diary.db*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if start:
        diary.write_bytes(start)
    before = _contents(home)
    began = time.process_time()
    words = (str(mutant.path), *mutant.words)
    dry = _imported(*words, "--dry-run", "--json")
    assert not _changed(home, before), "a dry run changed files"
    real = _imported(*words, "--report", str(report))
    assert is_safe(real.stdout), f"unsafe on stdout: {real.stdout!r}"
    longest = max(map(len, real.stdout.splitlines()), default=0)
    assert longest < _LONG_LINE, f"a line of {longest} characters: {real.stdout[:400]}"
    assert real.code == dry.code, f"{dry.code} dry, then {real.code}: {dry.output}, {real.output}"
    if report.exists():
        account = json.loads(report.read_text(encoding="utf-8"))
        report.unlink()
        assert account["read"] == sum(account["counts"].values()), "the sum does not hold"
        assert account["read"] == len(account["rows"]), "rows are missing"
        assert json.loads(dry.stdout) == account | {"dry_run": True}, "the dry run said otherwise"
    else:
        assert "error: " in real.stderr, real.output
    if real.code:
        assert not _changed(home, before), f"refused, but files changed: {real.output}"
    else:
        after = _contents(home)
        second = _imported(*words, "--json")
        assert second.code == 0, f"the second import was refused: {second.output}"
        again = json.loads(second.stdout)
        assert again["read"] == account["read"]
        assert not again["counts"]["added"], f"twice is not once: {again['rows']}"
        assert not again["counts"]["merged"], f"twice is not once: {again['rows']}"
        assert not again["made"] | again["changed"], f"twice is not once: {again}"
        assert not _changed(home, after), "the second import changed files"
        if diary.exists():
            assert _rows(diary, "PRAGMA integrity_check") == [("ok",)]
            assert _rows(diary, "PRAGMA foreign_key_check") == []
    assert time.process_time() - began < _SECONDS, "too slow"


def _contents(home: Path) -> dict[str, bytes]:
    """Every file at home but the mutated ones: the diary, backups, reports."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and not path.is_relative_to(home / "mutated")
    }


def _changed(home: Path, before: dict[str, bytes]) -> set[str]:
    """The names of files that are new, gone or not as they were."""
    return {name for name, _ in before.items() ^ _contents(home).items()}


def _imported(*words: str) -> Result:
    done = filmlog("--no-input", "import", *words)
    assert "Traceback" not in done.output, done.output
    assert is_safe(done.stderr), f"unsafe on stderr: {done.stderr!r}"
    longest = max(map(len, done.stderr.splitlines()), default=0)
    assert longest < _LONG_LINE, f"a line of {longest} characters: {done.stderr[:400]}"
    return done


def _rows(diary: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(diary)) as database:
        return database.execute(sql).fetchall()
