"""A damaged diary's file, read page by page and never written to, with its hot journal laid over.

The format is sqlite.org/fileformat2.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from filmlog.errors import DiaryError
from filmlog.files import explain
from filmlog.storage.database import APPLICATION_ID
from filmlog.storage.salvage.pages import INNER, Cell, Page, take_apart
from filmlog.storage.salvage.rollback import Kept, kept

_MAGIC = b"SQLite format 3\x00"
_OURS = (4096, 0)  # the page size of every diary, unless SQLite was built otherwise
_INNER = {bytes([kind]) for kind in INNER}
_APPLICATION = slice(68, 72)
_TRIED = 64
_LARGEST_SHIFT = 1 << 20


class Payload(NamedTuple):
    """The bytes of a row, `size` when all are there; the pages they go on on.

    `has_zeros` tells whether one of those has nothing but zeros, as after a failure of a disk.
    """

    data: bytes
    size: int
    pages: tuple[int, ...] = ()
    has_zeros: bool = False


class PageFile:
    """The pages of a file, numbered from 1. A context manager; the file is closed at the end.

    Raises DiaryError when the file cannot be opened; what the disk cannot read is as if it were
    not there. `pages` is how many there are, `expected` how many there should be, 0 if not known.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if path.exists() and not path.is_file():
                raise DiaryError(f"{path} is not a file.", "Name the diary with --db FILE.")
            self._file = path.open("rb")
        except FileNotFoundError:
            raise DiaryError(f"There is no diary at {path}.", "Name it with --db FILE.") from None
        except OSError as error:
            explained = explain(error, path)
            raise DiaryError(explained.sentence, explained.hint) from error
        try:
            self._open()
        except BaseException:
            self._file.close()
            raise

    def _open(self) -> None:
        journal = self.path.with_name(f"{self.path.name}-journal")
        self._kept: Kept | None = None
        self._shift = self._shift_of_header()
        self.length = self._file.seek(0, 2) - self._shift
        head = self._bytes(0, 100)
        self.page_size, self.usable = self._geometry(head)
        self.pages = self.length // self.page_size
        self.expected = int.from_bytes(head[28:32]) if head.startswith(_MAGIC) else 0
        found = kept(journal)
        if found is not None and found.page_size == self.page_size:
            self._journal = journal.open("rb")
            self._kept = found
            if self.raw(1)[_APPLICATION] == APPLICATION_ID.to_bytes(4):
                self.pages = self.expected = found.pages
            else:  # of another file; one of a diary begins with page 1
                self._kept = None
                self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._kept is not None:
            self._journal.close()

    def raw(self, number: int) -> bytes:
        """The bytes of a page; fewer than a page, or none, where the file has ended."""
        if self._kept is not None and number in self._kept.places:
            self._journal.seek(self._kept.places[number])
            return self._journal.read(self.page_size)
        return self._bytes((number - 1) * self.page_size, self.page_size)

    def page(self, number: int) -> Page | None:
        """A page of a b-tree; None for a number out of the file and for any other page."""
        if not 1 <= number <= self.pages:
            return None
        return take_apart(self.raw(number), number, self.usable)

    def is_inner(self, number: int) -> bool:
        """Whether a page calls itself one with children; page 1 is not asked about."""
        return self.raw(number)[:1] in _INNER

    def payload(self, cell: Cell) -> Payload:
        """The bytes of a cell's row; those up to the break when its pages cannot be followed."""
        if not cell.overflow:
            return Payload(cell.local, cell.size)
        parts, missing = [cell.local], cell.size - len(cell.local)
        number, has_zeros = cell.overflow, False
        seen: dict[int, None] = {}
        while missing and 1 <= number <= self.pages and number not in seen:
            seen[number] = None
            raw = self.raw(number)
            if len(raw) < self.usable:
                break
            has_zeros = has_zeros or not any(raw)
            following = int.from_bytes(raw[:4])
            # The last page of a chain says so, and no other does.
            if (following == 0) != (missing <= self.usable - 4):
                break
            part = raw[4 : min(self.usable, 4 + missing)]
            parts.append(part)
            missing -= len(part)
            number = following
        return Payload(b"".join(parts), cell.size, tuple(seen), has_zeros)

    def free(self) -> set[int]:
        """The pages given back; none when the list of them is not as long as it should be."""
        head = self.raw(1)[:40]
        if not head.startswith(_MAGIC):
            return set()
        found: set[int] = set()
        trunk, count = int.from_bytes(head[32:36]), int.from_bytes(head[36:40])
        while 1 < trunk <= self.pages and trunk not in found and len(found) < count:
            found.add(trunk)
            raw = self.raw(trunk)
            leaves = min(int.from_bytes(raw[4:8]), self.usable // 4 - 2)
            found.update(int.from_bytes(raw[at : at + 4]) for at in range(8, 8 + 4 * leaves, 4))
            trunk = int.from_bytes(raw[:4])
        return found if len(found) == count and not trunk else set()

    def _shift_of_header(self) -> int:
        """Where the diary starts: zeros may have been put in front of it."""
        head = self._bytes(0, _LARGEST_SHIFT, shift=0)
        found = head.find(_MAGIC)
        return found if found > 0 and not any(head[:found]) else 0

    def _geometry(self, head: bytes) -> tuple[int, int]:
        """Page size and the bytes of a page that are used: as the header says, if that fits."""
        said = int.from_bytes(head[16:18])
        size = 65536 if said == 1 else said
        likely = [_OURS]
        if head.startswith(_MAGIC) and 512 <= size <= 65536 and size & (size - 1) == 0:
            likely = [(size, head[20]), (size, 0), _OURS]
        size, reserved = max(likely, key=lambda found: self._fits(*found))
        return size, size - reserved

    def _fits(self, size: int, reserved: int) -> int:
        """How many of some pages spread over the file are sound when they are taken so."""
        count = self.length // size
        found = 0
        for number in _spread(count):
            raw = self._bytes((number - 1) * size, size)
            page = take_apart(raw, number, size - reserved)
            found += page is not None and page.is_sound
        return found

    def _bytes(self, at: int, length: int, shift: int | None = None) -> bytes:
        try:
            self._file.seek(at + (self._shift if shift is None else shift))
            return self._file.read(length)
        except OSError:  # a bad sector is damage like any other
            return b""


def _spread(count: int) -> Iterator[int]:
    yield from range(1, count + 1, max(1, count // _TRIED))
