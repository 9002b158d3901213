"""A program that copies a diary again and again: as it is, then under a reader's lock for a while.

To be run by its path with the diary and a folder for its copies, until it is stopped.
"""

from __future__ import annotations

import fcntl
import sys
import time
from itertools import cycle
from pathlib import Path

SHARED_FIRST, SHARED_SIZE = 0x40000002, 510
"""The bytes that readers lock, by sqlite.org/src/file/src/os.h."""


def copy(diary: Path, target: Path, *, is_locked: bool) -> None:
    """Make `target` the diary's bytes; a lock is held a little longer than that takes."""
    with diary.open("rb") as file:
        if is_locked:
            fcntl.lockf(file, fcntl.LOCK_SH, SHARED_SIZE, SHARED_FIRST)
        target.write_bytes(file.read())
        time.sleep(0.05)


if __name__ == "__main__":
    for word in cycle(("plain", "locked")):
        copy(Path(sys.argv[1]), Path(sys.argv[2]) / f"{word}.db", is_locked=word == "locked")
        time.sleep(0.1)
