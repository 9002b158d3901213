"""Walking a b-tree in the order of its keys, around what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.pages import INDEX_INNER, INDEX_LEAF, TABLE_INNER, TABLE_LEAF, Cell

_DEEPEST = 20  # a tree of SQLite's largest file is less deep
_OF_TABLES = frozenset({TABLE_INNER, TABLE_LEAF})
_OF_INDEXES = frozenset({INDEX_INNER, INDEX_LEAF})


class Run(NamedTuple):
    """Cells of one page that stand next to each other, None for one that cannot be read.

    With `is_sound` there are no others.
    """

    page: int
    cells: list[Cell | None]
    is_sound: bool


def walk(file: PageFile, root: int, seen: set[int], *, is_index: bool) -> Iterator[Run]:
    """The cells of the tree with this root that hold rows; every page of it is put in `seen`.

    A page that is there already, or is of another kind of tree, cannot be a page of this one.
    """
    kinds = _OF_INDEXES if is_index else _OF_TABLES
    # What is left to do, the next last: pages with their depth, and cells of inner pages.
    left: list[tuple[int, int] | Run] = [(root, 0)]
    while left:
        item = left.pop()
        if isinstance(item, Run):
            yield item
            continue
        number, depth = item
        page = None if number in seen or depth > _DEEPEST else file.page(number)
        if page is None or page.kind not in kinds:
            yield Run(number, [None], is_sound=False)
            continue
        seen.add(number)
        if page.is_leaf:
            yield Run(number, page.cells, page.is_sound)
            continue
        left.append((page.right, depth + 1))
        for cell in reversed(page.cells):
            if is_index:
                left.append(Run(number, [cell], page.is_sound))
            elif cell is None or not page.is_sound:
                left.append(Run(number, [None], is_sound=False))
            if cell is not None:
                left.append((cell.child, depth + 1))


def claim(file: PageFile, root: int, seen: set[int]) -> None:
    """Put the pages of a tree in `seen` without reading its rows."""
    left = [(root, 0)]
    while left:
        number, depth = left.pop()
        if number in seen or depth > _DEEPEST or not 1 <= number <= file.pages:
            continue
        page = file.page(number) if file.is_inner(number) else None
        seen.add(number)
        if page is not None:
            left.append((page.right, depth + 1))
            left.extend((cell.child, depth + 1) for cell in page.cells if cell is not None)
