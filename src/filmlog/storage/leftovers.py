"""What lies beside a diary: the journal of another file, which SQLite would play into it.

A journal names no database (sqlite.org/howtocorrupt.html, "mispairing database files and hot
journals"): a backup copied over a diary whose last writer crashed would take the dead transaction's
pages for its own. What the two headers say tells them apart.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from filmlog.errors import NotADiaryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

HEADER_SIZE = 100
_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_NOT_SYNCED = 0xFFFFFFFF
_PAUSE = 0.05  # seconds: a program at work has written on by then, or has ended


def refuse_a_journal(path: Path, header: bytes) -> None:
    """Refuse the diary at `path`, whose file begins with `header`, if another's journal is beside.

    To be called before SQLite opens the file, as that is when it plays a journal back, or before
    the file is made, when its header is b"". Raises NotADiaryError.
    """
    _refuse(path, header, "-journal", _is_its_journal)


def refuse_a_wal(path: Path, header: bytes) -> None:
    """The same for a WAL: SQLite reads one even where the file says that it has none."""
    _refuse(path, header, "-wal", _is_its_wal)


def _refuse(
    path: Path, header: bytes, ending: str, belongs: Callable[[Path, int, bytes], bool]
) -> None:
    real = os.path.realpath(path)
    beside = Path(real + ending)
    try:
        before = beside.stat()
        if belongs(beside, before.st_size, header):
            return
        time.sleep(_PAUSE)
        is_left = _header(Path(real)) == header and _traits(beside.stat()) == _traits(before)
    except OSError:  # it is gone again: somebody was writing
        return
    if is_left:
        raise NotADiaryError(
            f"Beside {path} lies {beside.name}, left by a crash of another file.",
            "Nothing was changed. It would damage this diary: move it to another folder, then run "
            "the command again.",
        )


def _header(path: Path) -> bytes:
    """The first bytes of a file, b"" for none."""
    try:
        with path.open("rb") as file:
            return file.read(HEADER_SIZE)
    except FileNotFoundError:
        return b""


def _traits(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _is_its_wal(path: Path, size: int, header: bytes) -> bool:
    """Whether a WAL may be there: the file itself says that it is in this mode."""
    return size == 0 or len(header) < HEADER_SIZE or header[18:20] != b"\x01\x01"


def _is_its_journal(path: Path, size: int, header: bytes) -> bool:
    """Whether a journal is what a transaction on this file would leave, or is of no effect.

    The format is that of sqlite.org/fileformat.html#the_rollback_journal. A transaction that was
    cut off has the first page in its journal, and has raised the change counter in the file by one
    at most; or it never came to its first page, and the count of pages is as it was.
    """
    with path.open("rb") as file:
        head = file.read(28)
        if len(head) < 28 or not head.startswith(_MAGIC):
            return True
        pages, sector, page_size = (_number(head, at) for at in (16, 20, 24))
        if len(header) < HEADER_SIZE or pages == 0:  # of a file that was being made
            return bool(pages == 0 and _number(header, 24) <= 1)
        if sector < 32 or page_size != _page_size(header):
            return False
        first = _first_page(file, size, sector, page_size)
    if first is None:
        return bool(pages == _number(header, 28))
    is_kin = _number(first, 28) == pages and all(
        first[start : start + 4] == header[start : start + 4] for start in (56, 68)
    )  # the encoding and the application
    return is_kin and (first == header or _number(first, 24) + 1 == _number(header, 24))


def _first_page(file: IO[bytes], size: int, sector: int, page_size: int) -> bytes | None:
    """The header of the database as the journal keeps it, None where it does not."""
    start, record = 0, page_size + 8
    while start + 28 <= size:
        file.seek(start)
        head = file.read(28)
        if not head.startswith(_MAGIC):
            break
        at = start + sector
        count = _number(head, 8)
        if count == _NOT_SYNCED:
            count = (size - at) // record
        for position in range(at, at + count * record, record):
            file.seek(position)
            page = file.read(4 + HEADER_SIZE)
            if page[:4] == b"\0\0\0\1":
                return page[4:]
        start = -(-(at + count * record) // sector) * sector
    return None


def _number(data: bytes, at: int) -> int:
    """The number of four bytes at a place of a header, 0 past the end of it."""
    return int.from_bytes(data[at : at + 4])


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18])
    return 65536 if size == 1 else size
