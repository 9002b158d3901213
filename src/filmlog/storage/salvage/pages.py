"""One page of a b-tree, taken apart as far as its bytes make sense.

The format is sqlite.org/fileformat2.html#b_tree_pages. Nothing here raises for what a damaged page
may hold: a cell that cannot be read is None in its place.
"""

from __future__ import annotations

from typing import NamedTuple

INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
INNER = frozenset({INDEX_INNER, TABLE_INNER})
_KINDS = frozenset({INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF})
_FILE_HEADER = 100  # page 1 starts with it
_SMALLEST_CELL = 4
_LONGEST = 1 << 31  # SQLite's own limit on a row


class Cell(NamedTuple):
    """A row of a leaf or a way to a child: `child` is 0 in leaves, `rowid` None in indexes.

    `size` is that of the whole payload in bytes, `local` what of it stands in the page, `overflow`
    the page where it goes on (0: nowhere).
    """

    child: int
    rowid: int | None
    size: int
    local: bytes
    overflow: int


class Page(NamedTuple):
    """A page of a b-tree; `right` is the last child of an inner one, else 0.

    `is_sound` tells whether every byte of the page is accounted for, as SQLite's own check asks.
    """

    number: int
    kind: int
    cells: list[Cell | None]
    right: int
    is_sound: bool

    @property
    def is_leaf(self) -> bool:
        """Whether it has no children."""
        return self.kind not in INNER


def take_apart(data: bytes, number: int, usable: int) -> Page | None:
    """The page `number` from its bytes, of which `usable` are SQLite's; None: of no b-tree."""
    start = _FILE_HEADER if number == 1 else 0
    kind = data[start] if len(data) >= usable else 0
    if kind not in _KINDS:
        return None
    free, count = _two(data, start + 1), _two(data, start + 3)
    content = _two(data, start + 5) or 65536
    pointers = start + (12 if kind in INNER else 8)
    most = (usable - pointers) // 2
    is_sound = count <= most and pointers + 2 * count <= content <= usable
    cells: list[Cell | None] = []
    used = data[start + 7]
    for at in range(pointers, pointers + 2 * min(count, most), 2):
        found = _cell(data, kind, _two(data, at), usable)
        if found is None or _two(data, at) < content:
            is_sound = False
        if found is not None:
            used += max(found[1], _SMALLEST_CELL)
        cells.append(found[0] if found is not None else None)
    free_bytes = _free(data, free, usable)
    is_sound = is_sound and free_bytes is not None and used + free_bytes == usable - content
    right = int.from_bytes(data[start + 8 : start + 12]) if kind in INNER else 0
    return Page(number, kind, cells, right, is_sound)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer of 64 bits and where it ends; IndexError past the data."""
    value = data[at]
    at += 1
    if value < 0x80:
        return value, at
    value &= 0x7F
    for _ in range(7):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    value = value << 8 | data[at]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 1


def _cell(data: bytes, kind: int, at: int, usable: int) -> tuple[Cell, int] | None:
    """A cell and its length in the page."""
    begin = at
    child = 0
    rowid: int | None = None
    try:
        if kind in INNER:
            child = int.from_bytes(data[at : at + 4])
            at += 4
        if kind == TABLE_INNER:
            rowid, at = varint(data, at)
            return (Cell(child, rowid, 0, b"", 0), at - begin) if at <= usable else None
        size, at = varint(data, at)
        if kind == TABLE_LEAF:
            rowid, at = varint(data, at)
    except IndexError:
        return None
    if not 0 < size < _LONGEST:
        return None
    local = _local(size, usable, is_table=kind == TABLE_LEAF)
    end = at + local + (4 if local < size else 0)
    if end > usable:
        return None
    overflow = int.from_bytes(data[end - 4 : end]) if local < size else 0
    return Cell(child, rowid, size, data[at : at + local], overflow), end - begin


def _local(size: int, usable: int, *, is_table: bool) -> int:
    """How much of a payload stands in the page itself."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    share = least + (size - least) % (usable - 4)
    return share if share <= most else least


def _free(data: bytes, at: int, usable: int) -> int | None:
    """The bytes of the chain of free blocks that starts at `at`; None when it makes no sense."""
    total = 0
    while at:
        if at + 4 > usable:
            return None
        following, size = _two(data, at), _two(data, at + 2)
        if size < _SMALLEST_CELL or at + size > usable or 0 < following < at + size:
            return None
        total += size
        at = following
    return total


def _two(data: bytes, at: int) -> int:
    return data[at] << 8 | data[at + 1]
