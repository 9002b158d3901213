"""What goes wrong with the diary's file, in sentences: SQLite's errors, and what cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filmlog.errors import BusyError, DiaryError, NotADiaryError, StorageFullError

BUSY_SECONDS = 10.0
"""How long another program may hold the diary, unless a command says otherwise."""

MISFITS = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)
"""What Python raises at a value that no filmlog writes, and at a fault of its own."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a sentence about the diary at `path`.

    So is what Python raises, if values that no filmlog writes turn out to stand in the diary: they
    are looked for only then, as checking each that is read would cost every command.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes bytes of a damaged schema
        raise _explain(sqlite3.DatabaseError("malformed"), path) from error
    except MISFITS as error:
        from filmlog.storage import misfits  # only where something went wrong

        with explained(path):
            unsound = misfits.examine(path)
        if unsound is None:
            raise
        raise NotADiaryError(unsound, f"It was not written to. {WAYS_OUT}") from error


WAYS_OUT = (
    "`filmlog restore-backup` goes back to a backup, and `filmlog doctor --salvage FILE` saves "
    "what can still be read."
)
_FAILURES: tuple[tuple[tuple[str, ...], type[DiaryError], str, str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        BusyError,
        f"Another program has held {{path}} for over {BUSY_SECONDS:.0f} seconds.",
        "Nothing was changed. Wait for it to finish, then run the command again.",
    ),
    (
        ("SQLITE_FULL",),
        StorageFullError,
        "The disk that holds {path} is full.",
        "Nothing was changed. Free some space, then run the command again.",
    ),
    (
        ("SQLITE_NOTADB", "SQLITE_CORRUPT"),
        NotADiaryError,
        "{path} is damaged, or is not a filmlog diary.",
        f"It was not written to. {WAYS_OUT}",
    ),
    (
        ("SQLITE_READONLY",),
        DiaryError,
        "{path} cannot be written to.",
        "Nothing was changed. Check the permissions of the file and of the folder it is in.",
    ),
    (
        ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        DiaryError,
        "{path} cannot be opened.",
        "Check that you may read and write the file and the folder it is in.",
    ),
    (
        ("SQLITE_IOERR",),
        StorageFullError,
        "The disk that holds {path} failed.",
        "Nothing was changed. Check the disk and the space on it, then run the command again.",
    ),
)
"""SQLite's error names (sqlite.org/rescode.html) by prefix, and what each means for the diary."""

_SIGNS_OF_DAMAGE = ("decode to UTF-8", "unsupported file format", "malformed")
"""Parts of the messages of damage that has no error name of its own, and may quote the diary."""


def _explain(error: sqlite3.Error, path: Path) -> DiaryError:
    name = getattr(error, "sqlite_errorname", None) or ""
    if any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        name = "SQLITE_CORRUPT"
    for prefixes, cls, sentence, hint in _FAILURES:
        if name.startswith(prefixes):
            return cls(sentence.format(path=path), hint)
    return DiaryError(
        f"The diary at {path} could not be used: {error}.",
        "It was not written to. `filmlog doctor` says what is wrong with it.",
    )
