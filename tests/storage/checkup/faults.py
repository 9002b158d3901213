"""Diaries with a fault made for real, and what `filmlog doctor` says of them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.examples import cranes_diary
from tests.program import filmlog

_WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(200):
    connection.execute("INSERT INTO picture VALUES (?, zeroblob(9000))", (str(number),))
connection.execute("UPDATE film SET title = 'Half a title'")
os._exit(9)
"""


def sound_diary(path: Path) -> Path:
    """A diary with the example film in it, closed."""
    cranes_diary(path).connection.close()
    return path


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    """The file opened as another program would, with nothing to hold it back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def run(path: Path, sql: str, *values: object) -> None:
    with changed(path) as connection:
        connection.execute(sql, values)


def rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def state_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder: SHA-256 of what is in it, and its mode."""
    return {
        str(file.relative_to(folder)): (
            sha256(file.read_bytes()).hexdigest() if file.is_file() else "",
            file.stat().st_mode,
        )
        for file in folder.rglob("*")
    }


def killed_while_writing(path: Path) -> None:
    """A process that dies with pages of a transaction in the file already."""
    done = subprocess.run([sys.executable, "-c", _WRITER, str(path)], check=False)
    assert done.returncode == 9
    assert path.with_name(f"{path.name}-journal").stat().st_size


def doctor(*options: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the data of `filmlog doctor --json`."""
    result = filmlog("doctor", "--json", *options)
    assert result.stdout, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)["data"]
    return result.code, data


def names(found: list[dict[str, Any]]) -> list[str]:
    return [finding["name"] for finding in found]


def finds(folder: Path, name: str, severity: str = "wrong") -> dict[str, Any]:
    """The one thing that is found, with nothing written and the exit code that goes with it."""
    before = state_of(folder)
    code, data = doctor()
    assert state_of(folder) == before
    assert names(data["findings"]) == [name], data
    (finding,) = data["findings"]
    assert finding["severity"] == severity
    assert code == (severity == "wrong")
    assert data["sound"] is (severity != "wrong")
    found: dict[str, Any] = finding
    return found


def mends(folder: Path, name: str, severity: str = "wrong") -> dict[str, Any]:
    """As `finds`, and it is mended, and then nothing is left."""
    finding = finds(folder, name, severity)
    assert finding["fixable"]
    code, data = doctor("--fix")
    assert (code, names(data["mended"]), data["findings"]) == (0, [name], []), data
    code, data = doctor()
    assert (code, data["findings"], data["mended"], data["not_looked_at"]) == (0, [], [], [])
    return finding


def only_finds(folder: Path, name: str, severity: str = "wrong") -> dict[str, Any]:
    """As `finds`, and --fix changes nothing and says the same."""
    finding = finds(folder, name, severity)
    assert not finding["fixable"]
    before = state_of(folder)
    code, data = doctor("--fix")
    assert state_of(folder) == before
    assert (code, names(data["mended"]), names(data["findings"])) == (
        int(severity == "wrong"),
        [],
        [name],
    )
    return finding
