"""What the import is measured by: `python bench/plain_import.py ZIP DATABASE`.

The least that a script can do with a Letterboxd export and lose no row of it: every table of the
zip is read with csv and goes into a bare table of its own in a new SQLite file, in one transaction;
every review becomes Markdown through markdownify. It looks nothing up, joins nothing, checks
nothing, and keeps neither index nor history. All values stay text.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from zipfile import ZipFile

from markdownify import ATX, MarkdownConverter

_LIST = "Letterboxd list export"


def import_zip(archive_path: str, database_path: str) -> int:
    """Import all of an export; return the number of rows."""
    with (
        ZipFile(archive_path) as archive,
        closing(sqlite3.connect(database_path, isolation_level=None)) as database,
    ):
        database.execute("BEGIN")
        for name in archive.namelist():
            with archive.open(name) as member:
                text = io.TextIOWrapper(member, "utf-8", newline="")
                _import_file(database, name.removesuffix(".csv"), csv.reader(text))
        database.execute("COMMIT")
        return database.total_changes


def _import_file(database: sqlite3.Connection, name: str, lines: Iterator[list[str]]) -> None:
    columns = next(lines)
    if columns[0].startswith(_LIST):
        about = iter([next(lines), next(lines)])
        _import_table(database, f"{name}/about", next(about), about)
        columns = next(line for line in lines if line)
    _import_table(database, name, columns, lines)


def _import_table(
    database: sqlite3.Connection, name: str, columns: list[str], lines: Iterator[list[str]]
) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    database.execute(f'CREATE TABLE "{name}" ({quoted})')
    if "Review" in columns:
        lines = _with_markdown(lines, columns.index("Review"))
    marks = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', lines)  # noqa: S608 - our own zip


def _with_markdown(lines: Iterator[list[str]], review: int) -> Iterator[list[str]]:
    converter = MarkdownConverter(heading_style=ATX)
    for line in lines:
        line[review] = converter.convert(line[review])
        yield line


if __name__ == "__main__":
    print(f"{import_zip(*sys.argv[1:3])} rows")
