"""A small Letterboxd export in a folder, put together by a test, and importing it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.program import filmlog

_COLUMNS = {
    "diary": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date",
    "reviews": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date",
    "ratings": "Date,Name,Year,Letterboxd URI,Rating",
    "watched": "Date,Name,Year,Letterboxd URI",
    "watchlist": "Date,Name,Year,Letterboxd URI",
    "likes/films": "Date,Name,Year,Letterboxd URI",
}


def write(folder: Path, **tables: Iterable[str]) -> Path:
    """Tables by name (`likes` is likes/films.csv), each row as CSV text."""
    for name, rows in tables.items():
        table = "likes/films" if name == "likes" else name
        path = folder / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([_COLUMNS[table], *rows, ""]), encoding="utf-8")
    return folder


def write_table(path: Path, header: str, *rows: Iterable[str]) -> Path:
    """A CSV file of any columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path


def imported(path: Path, *options: str) -> dict[str, Any]:
    """The account of an import, whose sum is checked here."""
    done = filmlog("import", str(path), "--json", *options)
    assert done.code == 0, done.output
    account: dict[str, Any] = json.loads(done.stdout)
    assert account["read"] == sum(account["counts"].values()) == len(account["rows"])
    return account


def outcomes(account: dict[str, Any]) -> list[str]:
    """What became of each row, in order."""
    return [row["outcome"] for row in account["rows"]]
