"""What the exports are measured by: `python bench/plain_export.py DATABASE`.

The least that a script can do with a diary and lose nothing that the JSON has: every row of every
table of records, one JSON object a line, on standard output. It puts no record together from its
rows, checks nothing, and leaves no trash out; history and indexes are no records.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from base64 import b64encode
from contextlib import closing

_TABLES = """film credits film_label film_award film_related film_origin source pass picture viewing
viewing_label viewing_picture offer wish wish_mood filmlist listed imported
conflict""".split()
"""`credits` is the view of film_credit that has names instead of numbers."""


def export(database_path: str) -> None:
    """Print every row of a diary."""
    encode = json.JSONEncoder(ensure_ascii=False, default=_base64).encode
    with closing(sqlite3.connect(f"file:{database_path}?mode=ro", uri=True)) as database:
        for table in _TABLES:
            found = database.execute(f"SELECT '{table}' AS \"table\", * FROM {table}")  # noqa: S608 - of those above
            columns = [column[0] for column in found.description]
            for row in found:
                sys.stdout.write(encode(dict(zip(columns, row, strict=True))) + "\n")


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


if __name__ == "__main__":
    export(sys.argv[1])
