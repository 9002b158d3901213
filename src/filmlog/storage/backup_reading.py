"""What is in a backup, and whether somebody could go back to it; nothing is written to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shlex import quote

from filmlog.domain.contents import Contents
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import FilmlogError, NewerDiaryError, NotADiaryError, NotFoundError
from filmlog.storage.copying import is_sound
from filmlog.storage.database import APPLICATION_ID, SCHEMA_VERSION
from filmlog.storage.failures import explained
from filmlog.storage.read_only import open_read_only, open_to_check

_OTHERS = "`filmlog backups --check` shows those there are, and which are sound."


def contents(path: Path) -> Contents | None:
    """What is in the backup at `path`, of this schema or an older one; None if it cannot be read.

    Nothing is written, to it or beside it.
    """
    if _schema(path) is None:
        return None
    live = "deleted = ''"
    try:
        with _opened(path) as connection:
            found = connection.execute(
                f"SELECT (SELECT count(*) FROM film WHERE {live}), "
                f"(SELECT count(*) FROM viewing WHERE {live}), "
                f"(SELECT count(*) FROM viewing WHERE {live} AND review <> ''), "
                f"(SELECT coalesce(max(watched), '') FROM viewing WHERE {live}), "
                "(SELECT user_version FROM pragma_user_version), "
                "(SELECT count(*) FROM command), (SELECT count(*) FROM viewing)"
            ).fetchone()
    except FilmlogError:
        return None
    held = Contents(*found)
    return held if _is_date(held.latest) else held._replace(latest="")


def fault(path: Path) -> str:
    """What is wrong with the backup at `path` as a sentence, read to its end; '' for nothing.

    SQLite's own check comes first, then each record and each step of the journal is read; of an
    older schema only the values that have a form, such as days.
    """
    from filmlog.storage import misfits  # 10 ms, and only a whole check needs it

    try:
        with explained(path), open_to_check(path) as connection:
            if not is_sound(connection, path):
                return f"{path} is damaged."
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == SCHEMA_VERSION:
                what = next(misfits.records_read(connection), "")
            else:
                what = next((f"{v}, which is none" for v in misfits.values(connection)), "")
    except FilmlogError as error:
        return error.sentence
    return f"In {path}, {what}." if what else ""


def misfit(path: Path) -> str:
    """The first value or step of the history in a sound backup that cannot be read, '' for none.

    A quick look for what SQLite allows and no command can read.
    """
    from filmlog.storage import misfits

    with _opened(path) as connection:
        return next(misfits.values(connection), "") or next(misfits.changes(connection), "")


def is_readable(path: Path) -> bool:
    """Whether a backup can be read, and each value in it that has a form; the history apart."""
    from filmlog.storage import misfits

    try:
        with _opened(path) as connection:
            return not any(misfits.values(connection))
    except FilmlogError:
        return False


def checked(path: Path) -> Contents:
    """What is in the backup at `path`, which somebody wants to go back to, after a whole check.

    Raises NotFoundError for none, NewerDiaryError for one that a newer filmlog made, and
    NotADiaryError for one that is damaged, holds what cannot be read or is no diary.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no backup {path}.", _OTHERS)
    schema = _schema(path)
    if schema is not None and schema > SCHEMA_VERSION:
        raise NewerDiaryError(
            f"{path} was made by a newer filmlog (schema {schema}; this one knows "
            f"{SCHEMA_VERSION}).",
            "Upgrade filmlog, then run the command again.",
        )
    held = contents(path)
    if schema is None or held is None:
        raise NotADiaryError(f"{path} is damaged, or is no backup of a diary.", _OTHERS)
    if what := fault(path):
        raise NotADiaryError(
            what,
            f"{_OTHERS} `filmlog --db {quote(str(path))} doctor --salvage FILE` saves what can be "
            "read of this one.",
        )
    return held


def is_diary(path: Path) -> bool:
    """Whether a file says of itself that it is a diary, readable or not."""
    with path.open("rb") as file:
        header = file.read(72)
    # sqlite.org/fileformat.html#application_id
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4)


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse_iso(text or "2026")
    except ValueError:
        return False
    return True


def _schema(path: Path) -> int | None:
    """The version of the form of a diary; None for what is none."""
    try:
        with _opened(path) as connection:
            application, version = connection.execute(
                "SELECT application_id, user_version "
                "FROM pragma_application_id, pragma_user_version"
            ).fetchone()
    except FilmlogError:
        return None
    return int(version) if application == APPLICATION_ID else None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with explained(path), closing(open_read_only(path)) as connection:
        yield connection
