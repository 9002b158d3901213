"""What a diary held before it was damaged, on which pages, and what a salvage has to give of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from filmlog.domain.salvaged import Account
from filmlog.storage.salvage import schema
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.shapes import TABLES, versions
from filmlog.storage.salvage.trees import walk
from filmlog.storage.salvage.values import decode

Rows = dict[str, dict[object, tuple[object, ...]]]
"""The rows of each table by key."""

_PEOPLE = {
    "person": "SELECT name, name FROM person",
    "film_credit": (
        "SELECT c.film, c.job, c.position, p.name, c.role FROM film_credit c "
        "JOIN person p ON p.number = c.person"
    ),
}
"""People by name: the number of one is nobody's business, and another after a migration."""


def rows(path: Path) -> Rows:
    """The rows of a sound diary of the current schema, as SQLite reads them."""
    found: Rows = {}
    shapes = versions()[-1].shapes
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for table in TABLES:
            keys = shapes[table].keys or 1
            found[table] = {
                row[0] if keys == 1 else row[:keys]: row
                for row in connection.execute(_PEOPLE.get(table, f"SELECT * FROM {table}"))  # noqa: S608 - our own
            }
    return found


def pages(path: Path) -> dict[tuple[str, object], set[int]]:
    """The pages that each row of a sound diary stands on, by table and key."""
    found: dict[tuple[str, object], set[int]] = {}
    with PageFile(path) as file:
        known = schema.find(file)
        for table, shape in known.schema.shapes.items():
            for run in walk(file, known.roots[table], set(), is_index=bool(shape.keys)):
                for cell in run.cells:
                    assert cell is not None
                    payload = file.payload(cell)
                    values = decode(payload.data, payload.size)
                    row = None if values is None else shape.row(cell.rowid, values)
                    assert row is not None
                    key = row.key if shape.keys or table == "change" else row.values[0]
                    name = row.values[1] if table == "person" else key
                    found[table, name] = {run.page, *payload.pages}
    return found


def touched(sound: Path, damaged: Path) -> set[int]:
    """The pages, of 4,096 bytes, that are not as they were."""
    one, other = sound.read_bytes(), damaged.read_bytes()
    parts = ([data[at : at + 4096] for at in range(0, len(data), 4096)] for data in (one, other))
    return {number for number, (was, is_) in enumerate(zip_longest(*parts), 1) if was != is_}


def unsaved(
    was: Rows, places: dict[tuple[str, object], set[int]], bad: set[int], out: Path
) -> list[str]:
    """Rows that stand on no damaged page and are still not saved, though nothing excuses it."""
    now = rows(out)
    return [
        f"{table} {key}: {row!s:.200} is {now[table].get(key)!s:.200}"
        for table, key, row in _whole(was, places, bad)
        if now[table].get(key) != row and not _is_excused(table, key, row, now)
    ]


def invented(
    was: Rows,
    account: Account,
    out: Path,
    places: dict[tuple[str, object], set[int]],
    bad: set[int],
) -> list[str]:
    """Saved rows that were never there, or not so, and of which the account says nothing.

    A changed letter that no sum guards is as it is: such a row stands on a damaged page. Where the
    letter is one of its key, it is another row, in the place of one that is missing.
    """
    told = {(note.table, note.number) for note in account.notes}
    found = []
    for table, saved in rows(out).items():
        room = sum(
            name == table and key not in saved and bool(there & bad)
            for (name, key), there in places.items()
        )
        for key, row in saved.items():
            if was[table].get(key) == row or (table, key) in told:
                continue
            if _is_renamed(table, row, was[table].get(key), was):
                continue
            room -= key not in was[table]
            if room < 0 if key not in was[table] else not places[table, key] & bad:
                found.append(f"{table} {key}: {row!s:.200} was {was[table].get(key)!s:.200}")
    return found


def _is_renamed(
    table: str, row: tuple[object, ...], before: tuple[object, ...] | None, was: Rows
) -> bool:
    """Whether a credit differs by its person's name alone, in which a letter was changed."""
    return (
        table == "film_credit"
        and before is not None
        and row[3] not in was["person"]
        and (*row[:3], before[3], *row[4:]) == before
    )


def _whole(
    was: Rows, places: dict[tuple[str, object], set[int]], bad: set[int]
) -> Iterator[tuple[str, object, tuple[object, ...]]]:
    for (table, key), there in places.items():
        row = was[table].get(key) if table in was else None
        if row is not None and not there & bad:
            yield table, key, row


def _is_excused(table: str, key: object, row: tuple[object, ...], now: Rows) -> bool:
    """Whether something that the row refers to is lost."""
    if table == "viewing":
        saved = now["viewing"].get(key)
        return saved is not None and saved[9] is None and (*saved[:9], row[9], *saved[10:]) == row
    if table in {"viewing_label", "wish_mood"}:
        return row[0] not in now[table.partition("_")[0]]
    if table == "viewing_picture":
        return row[0] not in now["viewing"] or row[4] not in now["picture"]
    return table == "film_credit" and row[3] not in now["person"]
