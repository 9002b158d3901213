"""The pages that a hot rollback journal keeps: the diary as it was before a change broke off.

The format is sqlite.org/fileformat2.html#the_rollback_journal. SQLite would write them back into
the diary on opening it; here they are only read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8s5I")
_TO_THE_END = 0xFFFFFFFF
_STEP = 200  # the checksum takes every 200th byte


class Kept(NamedTuple):
    """How long the diary was in pages, and where in the journal each old page starts (in bytes)."""

    pages: int
    page_size: int
    places: dict[int, int]


def kept(journal: Path) -> Kept | None:
    """What the journal at `journal` keeps; None where there is none, or none that is hot."""
    try:
        file = journal.open("rb")
    except OSError:
        return None
    with file:
        size = file.seek(0, 2)
        head = _head(file, 0)
        if head is None:
            return None
        _, _, pages, _, page_size = head
        places: dict[int, int] = {}
        for number, place in _records(file, size, page_size):
            # A page may stand there twice, after a savepoint; the first is the oldest.
            places.setdefault(number, place)
        return Kept(pages, page_size, places) if places else None


def _head(file: BinaryIO, at: int) -> tuple[int, int, int, int, int] | None:
    """Number of records, nonce, pages of the diary, sector size and page size."""
    file.seek(at)
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    magic, count, nonce, pages, sector, page_size = _HEADER.unpack(raw)
    is_sane = magic == _MAGIC and 32 <= sector <= 65536 and 512 <= page_size <= 65536
    return (count, nonce, pages, sector, page_size) if is_sane else None


def _records(file: BinaryIO, size: int, page_size: int) -> Iterator[tuple[int, int]]:
    """Page number and place of each page, up to the first whose checksum is wrong."""
    at = 0
    while (head := _head(file, at)) is not None:
        count, nonce, _, sector, _ = head
        at += sector
        length = page_size + 8
        if count == _TO_THE_END:
            count = (size - at) // length
        for _ in range(count):
            file.seek(at)
            raw = file.read(length)
            if len(raw) < length:
                return
            (number,) = struct.unpack_from(">I", raw)
            (checksum,) = struct.unpack_from(">I", raw, length - 4)
            data = raw[4:-4]
            places = range(page_size - _STEP, 0, -_STEP)
            if (nonce + sum(data[place] for place in places)) & 0xFFFFFFFF != checksum:
                return
            yield number, at + 4
            at += length
        at = -(-at // sector) * sector  # the next header starts a sector
