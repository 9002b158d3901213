"""A damaged file is refused in a sentence or read soundly, and never made worse."""

from __future__ import annotations

import gc
import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from filmlog.storage.database import SCHEMA_VERSION
from tests.battery.absurd import make_absurd
from tests.battery.battery import Battery
from tests.battery.damage import DAMAGES, FINISHED_BY_READING
from tests.battery.rich import rich_diary
from tests.program import Result, filmlog

_SCHEMAS = Path(__file__).parents[1] / "storage" / "schemas"
_TITLES = ("The Cranes Are Flying", "#1", "#7", "The 3", "Solaris (1972)")
_READING: Sequence[Callable[[Random, Path], Sequence[str]]] = (
    *(lambda random, out, words=words: words for words in (
        ("list",), ("list", "--json", "--all"), ("list", "rating:>=3"), ("list", "--csv", "--all"),
        ("search", "snow"), ("search", "crows", "--json"), ("stats",), ("stats", "--all"),
        ("spending",), ("spending", "--all", "--json"), ("watchlist",), ("watchlist", "--csv"),
        ("lists", "list"), ("lists", "show", "Top ten"), ("trash",), ("source", "list"),
        ("pass", "list"), ("history",), ("backups",), ("doctor",), ("where",),
    )),
    lambda random, out: ("show", random.choice(_TITLES)),
    lambda random, out: ("show", random.choice(_TITLES), "--json"),
    lambda random, out: ("compare", random.choice(_TITLES)),
    lambda random, out: ("history", random.choice(_TITLES)),
    *(lambda random, out, form=form: ("export", form, "-o", str(out / form)) for form in (
        "markdown", "letterboxd", "csv", "json", "ics", "sqlite",
    )),
    lambda random, out: ("export", "json"),
    lambda random, out: ("completion",),
)  # fmt: skip
_WRITING: Sequence[Callable[[Random], Sequence[str]]] = (
    lambda random: ("add", "Ran (1985)", "--review", "A storm."),
    lambda random: ("add", random.choice(_TITLES), "--tag", "snow"),
    lambda random: ("edit", random.choice(_TITLES), "--rating", "3"),
    lambda random: ("edit", random.choice(_TITLES), "--viewing", "1", "--review", "Snow."),
    lambda random: ("remove", random.choice(_TITLES), "--yes"),
    lambda random: ("film", "edit", random.choice(_TITLES), "--tagline", "Snow"),
    lambda random: ("watch", random.choice(_TITLES), "--why", "the snow"),
    lambda random: ("lists", "add", "Top ten", random.choice(_TITLES)),
    lambda random: ("undo", "--yes"),
    lambda random: ("source", "add", "Kino"),
)  # fmt: skip


@pytest.fixture(scope="module")
def diaries(tmp_path_factory: pytest.TempPathFactory, battery: Battery) -> list[Path]:
    """Diaries to be damaged: two rich ones, and one of every earlier schema."""
    folder, random = tmp_path_factory.mktemp("diaries"), battery.random("diaries")
    made = [folder / "small.db", folder / "rich.db"]
    rich_diary(made[0], random, films=5)
    rich_diary(made[1], random)
    for packed in sorted(_SCHEMAS.glob("*.db.gz")):
        made.append(folder / packed.stem)
        made[-1].write_bytes(gzip.decompress(packed.read_bytes()))
    return made


def test_a_damaged_diary(battery: Battery, diaries: list[Path], home: Path) -> None:
    names = [name for name, (often, _) in DAMAGES.items() for _ in range(often)]
    broken = []
    for round_ in range(battery.rounds(1000, 24)):
        random = battery.random(f"damage {round_}")
        name, source = random.choice(names), random.choice([diaries[1], *diaries])
        path = _fresh(home, source)
        DAMAGES[name][1](path, random)
        broken += [
            f"--seed {battery.seed}, round {round_}: {source.name}, {name}: {what}"
            for what in _read_and_write(path, random, is_finished=name in FINISHED_BY_READING)
        ]
    assert not broken, "\n\n".join([f"{len(broken)} promises broken", *broken])


def test_absurd_values(battery: Battery, diaries: list[Path], home: Path) -> None:
    broken = []
    for round_ in range(battery.rounds(1000, 24)):
        random = battery.random(f"absurd {round_}")
        path = _fresh(home, random.choice(diaries[:2]))
        sql = make_absurd(path, random)
        broken += [
            f"--seed {battery.seed}, round {round_}: {sql}: {what}"
            for what in _read_and_write(path, random, is_finished=False)
        ]
    assert not broken, "\n\n".join([f"{len(broken)} promises broken", *broken])


def _fresh(home: Path, source: Path) -> Path:
    """A copy of a diary in a folder of its own, in place of the last."""
    folder = home / "one"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "diary.db"
    shutil.copy(source, path)
    return path


def _read_and_write(path: Path, random: Random, *, is_finished: bool) -> Iterator[str]:
    """Run a reading command and then a writing one; what they should not have done."""
    reading = random.choice(_READING)(random, path.parent)
    writing = random.choice(_WRITING)(random)
    for words in (reading, writing):
        before, version, faults = _bytes(path), _version(path), _faults(path)
        done = _run(path, words)
        for what in _bad_ending(done):
            yield f"{what}: {' '.join(words)}\n{done.output[-3000:]}"
        is_upgraded = version != _version(path) == SCHEMA_VERSION
        if words == reading or done.code != 0:
            if not is_finished and not is_upgraded and _bytes(path) != before:
                yield f"written to: {' '.join(words)}\n{done.output[-3000:]}"
        elif faults and not set(_faults(path)) <= set(faults):
            yield f"made worse, {_faults(path)}: {' '.join(words)}\n{done.output[-3000:]}"
        is_finished = False


def _run(path: Path, words: Sequence[str]) -> Result:
    gc.collect()  # what still reads the file for an error of before holds its lock
    if words != ("completion",):
        return filmlog("--no-input", "--db", str(path), *words)
    os.environ |= {
        "_FILMLOG_COMPLETE": "complete_bash", "COMP_CWORD": "4",
        "COMP_WORDS": f"filmlog --db {path} show The",
    }  # fmt: skip
    try:
        return filmlog()
    finally:
        for name in ("_FILMLOG_COMPLETE", "COMP_WORDS", "COMP_CWORD"):
            del os.environ[name]


def _bad_ending(done: Result) -> Iterator[str]:
    if done.code not in range(5):
        yield f"ended with {done.code}"
    if "Traceback" in done.output or (done.code == 4 and "\nhint: " not in done.stderr):
        yield "no clear refusal"


def _bytes(path: Path) -> object:
    """What stands at `path`: bytes, or what else it is."""
    return path.read_bytes() if path.is_file() else (path.is_dir(), path.is_symlink())


def _version(path: Path) -> int:
    """The version of the schema in the header; 0 for what is no file."""
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:64])


def _faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a copy of the file: ["ok"], faults, or [] where it cannot."""
    if not path.is_file():
        return []
    copy = path.with_name("copy.db")
    for end in ("", "-journal", "-wal"):
        if path.with_name(path.name + end).exists():
            shutil.copy(f"{path}{end}", f"{copy}{end}")
    try:
        with closing(sqlite3.connect(copy)) as connection:
            return [row[0] for row in connection.execute("PRAGMA integrity_check(10000)")]
    except (sqlite3.Error, UnicodeDecodeError):
        return []
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)
