"""What the indexes of a damaged diary still know of rows that are lost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.schema import Found
from filmlog.storage.salvage.trees import walk
from filmlog.storage.salvage.values import Value, Values, decode


class Seen(NamedTuple):
    """A viewing as the index `viewing_figures` has it, unchecked; the columns are of `viewing`."""

    film: Value
    watched: Value
    unfinished: Value
    rewatch: Value
    rating: Value
    heart: Value
    source: Value


class Lookups:
    """The indexes of a damaged diary, each read when it is asked for."""

    def __init__(self, file: PageFile, schema: Found) -> None:
        self._file = file
        self._schema = schema
        self._numbers: dict[str, dict[str, int]] = {}

    def numbers(self, table: str) -> dict[str, int]:
        """The number of each row by what is unique about it: the id, or a person's name."""
        if table not in self._numbers:
            self._numbers[table] = {
                found[0]: found[1]
                for found in self._entries(f"sqlite_autoindex_{table}_1")
                if len(found) == 2 and isinstance(found[0], str) and isinstance(found[1], int)
            }
        return self._numbers[table]

    def names(self, table: str) -> dict[int, str]:
        """The same the other way round."""
        return {number: name for name, number in self.numbers(table).items()}

    @cached_property
    def titles(self) -> dict[int, str]:
        """A title of each film that is not in the trash, folded as `domain/matching.py` does it."""
        shape = self._schema.schema.shapes["title_key"]
        found: dict[int, str] = {}
        for values in self._entries("title_key"):
            row = shape.row(None, Values(values))
            if row is not None:
                folded, film, kind = row.values
                if kind == "title":
                    found[int(str(film))] = str(folded)
        return found

    @cached_property
    def seen(self) -> dict[int, Seen]:
        """The viewings that are not in the trash, by number; none before schema 2."""
        found: dict[int, Seen] = {}
        for values in self._entries("viewing_figures"):
            number = values[2] if len(values) >= 8 else None
            if not isinstance(number, int):
                continue
            film, watched, _, unfinished, rewatch, rating, heart, source, *_ = values
            found[number] = Seen(film, watched, unfinished, rewatch, rating, heart, source)
        return found

    @cached_property
    def passes(self) -> dict[int, int]:
        """The pass of each viewing that was on one, by the viewing's number."""
        pairs = (values for values in self._entries("viewing_pass") if len(values) == 2)
        return {
            viewing: pass_
            for pass_, viewing in pairs
            if isinstance(viewing, int) and isinstance(pass_, int)
        }

    def _entries(self, index: str) -> Iterator[list[Value]]:
        root = self._schema.roots.get(index, 0)
        for run in walk(self._file, root, set(), is_index=True):
            for cell in run.cells:
                if cell is None:
                    continue
                payload = self._file.payload(cell)
                found = decode(payload.data, payload.size)
                if found is not None and not found.is_cut and not found.spoilt:
                    yield found.values
