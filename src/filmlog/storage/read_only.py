"""A file opened to be looked into: nothing is written to it or beside it, whatever lies there."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filmlog.storage import database, failures


def open_read_only(
    path: Path, wait: float | None = None, *, is_immutable: bool = False
) -> sqlite3.Connection:
    """The file at `path`, read-only: SQLite then rolls back no journal and writes nothing.

    `wait` is how many seconds another program may hold it, BUSY_SECONDS unless given.
    `is_immutable` is for a file that no program writes: what lies beside it is not looked at.
    """
    uri = Path(os.path.realpath(path)).as_uri()
    return _opened(f"{uri}?mode=ro{'&immutable=1' if is_immutable else ''}", wait)


@contextmanager
def open_to_check(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at `path`, whose `PRAGMA integrity_check` has the constraints in it.

    SQLite 3.40 leaves them out where a file is opened read-only. One that is opened otherwise might
    have a journal played into it; but that takes a lock that nobody gets while another connection
    reads, and where there is one already, that other one cannot read. Raises sqlite3.Error.
    """
    with (
        closing(open_read_only(path)) as other,
        database.snapshot(other),
        closing(_opened(Path(os.path.realpath(path)).as_uri(), None)) as connection,
    ):
        connection.execute("PRAGMA query_only = ON")
        yield connection


def _opened(uri: str, wait: float | None) -> sqlite3.Connection:
    timeout = failures.BUSY_SECONDS if wait is None else wait
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
