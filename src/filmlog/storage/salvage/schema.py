"""Which version of the schema a damaged diary has, and on which page each of its trees starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from filmlog.errors import NewerDiaryError
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.pages import TABLE_LEAF, Cell
from filmlog.storage.salvage.shapes import Schema, versions
from filmlog.storage.salvage.trees import walk
from filmlog.storage.salvage.values import decode

_KINDS = frozenset({"table", "index", "view", "trigger"})


class _Entry(NamedTuple):
    """A row of sqlite_schema (sqlite.org/schematab.html)."""

    name: str
    root: int
    sql: str | None


class Found(NamedTuple):
    """The schema, the first page of each table and index by name, and whether it is a diary's.

    `seen` are the pages the schema stands on.
    """

    schema: Schema
    roots: dict[str, int]
    is_diary: bool
    seen: set[int]


def find(file: PageFile) -> Found:
    """What the schema says; where it cannot be read, what is left of it anywhere in the file.

    Raises NewerDiaryError for a diary of a schema that this filmlog does not know.
    """
    seen: set[int] = set()
    entries: list[_Entry] = []
    is_whole = True
    for run in walk(file, 1, seen, is_index=False):
        read = [_entry(file, cell) for cell in run.cells]
        entries.extend(entry for entry in read if entry is not None)
        is_whole = is_whole and run.is_sound and None not in read
    if not is_whole:
        entries.extend(_scattered(file, seen))
    head = file.raw(1)[:64]
    said = int.from_bytes(head[60:64])
    schema, count = max(
        ((schema, _matching(schema, entries)) for schema in versions()),
        key=lambda scored: (scored[1], scored[0].version == said, scored[0].version),
    )
    strange = {entry.name for entry in entries if entry.sql} - set(schema.statements)
    if said > SCHEMA_VERSION and strange and count:
        raise NewerDiaryError(
            f"{file.path} was made by a newer filmlog (schema {said}; this one knows "
            f"{SCHEMA_VERSION}).",
            "It was not written to. Upgrade filmlog, then run the command again.",
        )
    # An entry as this version wrote it goes before one that is damaged, or was left from before.
    entries.sort(key=lambda entry: entry.sql != schema.statements.get(entry.name))
    roots: dict[str, int] = {}
    for entry in entries:
        roots.setdefault(entry.name, entry.root)
    return Found(schema, roots, count > 0, seen)


def _matching(schema: Schema, entries: list[_Entry]) -> int:
    return len(schema.statements.items() & {(entry.name, entry.sql) for entry in entries})


def _scattered(file: PageFile, seen: set[int]) -> Iterator[_Entry]:
    for number in range(2, file.pages + 1):
        page = None if number in seen else file.page(number)
        if page is None or page.kind != TABLE_LEAF or not page.cells:
            continue
        is_schema = False
        for cell in page.cells:
            entry = _entry(file, cell)
            is_schema = is_schema or entry is not None
            if not is_schema:
                break
            if entry is not None:
                yield entry


def _entry(file: PageFile, cell: Cell | None) -> _Entry | None:
    if cell is None:
        return None
    payload = file.payload(cell)
    found = decode(payload.data, payload.size)
    if found is None or found.is_cut or len(found.values) != 5:
        return None
    kind, name, _, root, sql = found.values
    if kind not in _KINDS or not isinstance(name, str) or not isinstance(root, int):
        return None
    return _Entry(name, root, sql) if sql is None or isinstance(sql, str) else None
