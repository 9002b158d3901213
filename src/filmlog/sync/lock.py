"""One sync of a diary at a time: a lock that the system lets go of, however its holder ends."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filmlog.errors import BusyError
from filmlog.files import explain, lock_file, make_private_dir

_NAME = "filmlog.lock"

WAIT = 10.0
"""Seconds: as long as for the diary. A git may outlive a filmlog that was killed, for a moment."""

_LEFT = ("*.lock", "refs/**/*.lock", "objects/info/**/*.lock", "gc.pid", "fast_import_*")


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """Hold the lock of a repository's folder, made if missing; the descriptor of the lock.

    What a git that was killed left of its own locks is then taken away, since no other one runs.
    Raises BusyError when another sync has it.
    """
    make_private_dir(folder)
    try:
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise explain(error, folder / _NAME) from error
    try:
        end = time.monotonic() + WAIT
        while not lock_file(descriptor):
            if time.monotonic() > end:
                raise BusyError(
                    "Another sync of this diary is running.",
                    "Wait for it, then run the command again.",
                )
            time.sleep(0.05)
        for pattern in _LEFT:
            for left in folder.glob(pattern):
                if left.name != _NAME:
                    with contextlib.suppress(OSError):
                        left.unlink()
        yield descriptor
    finally:
        os.close(descriptor)
