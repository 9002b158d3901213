"""The rows of a table in a damaged diary, by its tree and then by what lies about in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from filmlog.storage.salvage.lookups import Lookups
from filmlog.storage.salvage.order import Found, in_order
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.pages import TABLE_INNER, Cell
from filmlog.storage.salvage.schema import Found as FoundSchema
from filmlog.storage.salvage.shapes import TABLES, Key, Row, Shape
from filmlog.storage.salvage.trees import claim, walk
from filmlog.storage.salvage.values import Values, decode


class Gap(NamedTuple):
    """Between which keys rows may be missing: None at the start and at the end of the table."""

    low: Key | None
    high: Key | None

    def has(self, key: Key) -> bool:
        """Whether a row with this key may be one of them."""
        return (self.low is None or self.low < key) and (self.high is None or key < self.high)


class Reading:
    """A damaged diary being read. `bad` are the damaged pages of each table, `gaps` the gaps."""

    def __init__(self, file: PageFile, schema: FoundSchema) -> None:
        self.lookups = Lookups(file, schema)
        self.bad: dict[str, list[int]] = {}
        self.gaps: dict[str, list[Gap]] = {}
        self._file = file
        self._schema = schema
        self._claimed = set(schema.seen)
        self._free = file.free()
        self._chained: set[int] = set(self._free)

    def shape(self, table: str) -> Shape | None:
        """The shape of a table, None where the diary's version has none of that name."""
        return self._schema.schema.shapes.get(table)

    def rows(self, shape: Shape) -> Iterator[Row]:
        """The rows that the table's tree leads to, in the order of their keys."""
        table = shape.table
        seen: set[int] = set()
        found = self._found(shape, seen)
        if table != "picture":  # many bytes, a number that nobody asks for, and a sum of its own
            found = in_order(found, self._numbers(table))
        low: Key | None = None
        is_broken = False
        gaps = self.gaps.setdefault(table, [])
        bad = self.bad.setdefault(table, [])
        for page, row in found:
            if row is None:
                is_broken = True
                if page and page not in bad[-1:]:
                    bad.append(page)
                continue
            if is_broken:
                gaps.append(Gap(low, row.key))
                is_broken = False
            low = row.key
            yield row
        if is_broken:
            gaps.append(Gap(low, None))
        self._claimed |= seen

    def scattered(self) -> Iterator[tuple[Shape, Row, bool]]:
        """Rows for the gaps from pages that no tree leads to: table, row, and if it may be old.

        Pages that were given back come last; what stands there is an earlier state of a row.
        """
        shapes = [
            shape for table in TABLES if self.gaps.get(table) and (shape := self.shape(table))
        ]
        if not shapes:
            return
        for root in self._schema.roots.values():
            claim(self._file, root, self._claimed)
        loose = set(range(1, self._file.pages + 1)) - self._claimed
        for pages, is_old in ((loose - self._free, False), (loose & self._free, True)):
            for number in sorted(pages):
                for shape, row in self._of_page(number, shapes):
                    yield shape, row, is_old

    def _found(self, shape: Shape, seen: set[int]) -> Iterator[Found]:
        root = self._schema.roots.get(shape.table, 0)
        for run in walk(self._file, root, seen, is_index=bool(shape.keys)):
            for cell in run.cells:
                if not run.is_sound:
                    yield Found(run.page, None)  # there may be one that nothing points to
                yield Found(run.page, None if cell is None else self._row(shape, cell))
            if not run.is_sound:
                yield Found(run.page, None)

    def _of_page(self, number: int, shapes: list[Shape]) -> Iterator[tuple[Shape, Row]]:
        page = self._file.page(number)
        if page is None or page.kind == TABLE_INNER:
            return
        for cell in page.cells:
            values = None if cell is None else self._values(cell)
            if cell is None or values is None:
                continue
            for shape in shapes:
                row = shape.row(cell.rowid, values)
                if row is not None and _is_likely(row, shape):
                    if any(gap.has(row.key) for gap in self.gaps[shape.table]):
                        yield shape, row
                    break

    def _row(self, shape: Shape, cell: Cell) -> Row | None:
        values = self._values(cell)
        return None if values is None else shape.row(cell.rowid, values)

    def _values(self, cell: Cell) -> Values | None:
        payload = self._file.payload(cell)
        found = decode(payload.data, payload.size)
        if found is None or not payload.pages:
            return found
        if not any(isinstance(value, bytes) for value in found.values):  # a picture has its sum
            sound = [page not in self._chained for page in payload.pages]
            sound[-1] = sound[-1] and not payload.has_zeros
            if not all(sound):
                length = len(cell.local) + sound.index(False) * (self._file.usable - 4)
                found = decode(payload.data[:length], payload.size)
        self._chained.update(payload.pages)
        return found

    def _numbers(self, table: str) -> Callable[[], dict[str, int]]:
        return lambda: self.lookups.numbers(table)


def _is_likely(row: Row, shape: Shape) -> bool:
    """Titles folded for slips of the pen stand in a table that looks like that of people."""
    return shape.table != "person" or str(row.values[1]) != str(row.values[1]).lower()
