"""Values no filmlog writes, in a file that SQLite finds nothing wrong with."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

_TEXTS = (
    "'2026-02-30'", "'20 November'", "'0000'", "'2026-11-20T99:00:00Z'", "'2026-11-20'", "''",
    "'{'", "'[]'", "'null'", "'{\"watched\": 5}'", "'EURO'", "'ranked'", "'nonsense'", "NULL",
    "CAST(x'ff41' AS TEXT)", "CAST(x'eda080' AS TEXT)", "'a' || char(0) || 'b'",
    "'01KAFE0000000000000000000X'", "printf('%.*c', 100000, 'x')",
)  # fmt: skip
_NUMBERS = ("0", "-1", "101", "3", "NULL", f"{2**31}", f"{2**63 - 1}", f"{-(2**63)}")


def make_absurd(path: Path, random: Random) -> str:
    """Put such a value into one to three cells of the diary at `path`; return the SQL that did."""
    done: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        while len(done) < random.choice([1, 1, 3]):
            sql = _statement(connection, random)
            try:
                connection.execute(sql)
            except sqlite3.IntegrityError:  # NOT NULL, or a name that is taken
                continue
            done.append(sql)
    return "; ".join(done)


def _statement(connection: sqlite3.Connection, random: Random) -> str:
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND strict ORDER BY name"
        )
    ]
    table = random.choice(tables)
    columns = connection.execute(
        "SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (table,)
    ).fetchall()
    column, kind = random.choice(columns)
    value = {"INTEGER": random.choice(_NUMBERS), "BLOB": "x''"}.get(kind, random.choice(_TEXTS))
    where = "1"
    if random.random() < 0.5:
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - ours
        row = random.randrange(count or 1)
        key = columns[0][0]
        where = f'"{key}" IS (SELECT "{key}" FROM "{table}" LIMIT 1 OFFSET {row})'  # noqa: S608 - ours
    return f'UPDATE OR IGNORE "{table}" SET "{column}" = {value} WHERE {where}'  # noqa: S608 - ours
