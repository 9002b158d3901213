"""The backups of a diary, in a folder beside it: making, listing, reading and thinning them.

`diary.db.backups/20261125T011500Z-WHY.backup` is one: the UTC time it was made, and why. The folder
is beside the real file, where the diary is a symbolic link. Each is a diary of its own.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from filmlog.domain import retention
from filmlog.domain.contents import Contents
from filmlog.errors import FilmlogError, NewerDiaryError, NotADiaryError, NotFoundError
from filmlog.files import explain, make_private_dir
from filmlog.storage.copying import copy_to, is_sound
from filmlog.storage.database import APPLICATION_ID, SCHEMA_VERSION, explained

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(schema-\d+|[a-z]+)(?:-\d+)?\.backup")

_DAY = 86400  # seconds
_OTHERS = "`filmlog backups --check` shows those there are, and which are sound."


class Backup(NamedTuple):
    """A backup: where, when it was made (UTC), why, and its bytes.

    `why` is `day`, `import`, `restore`, `asked`, `doctor`, or `schema-4` before an upgrade of a
    diary of schema 4.
    """

    path: Path
    at: datetime
    why: str
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of the diary at `path` are, whether or not there are any."""
    real = Path(os.path.realpath(path))  # never raises, as Path.resolve does for a loop of links
    return real.with_name(f"{real.name}.backups")


def back_up(path: Path, why: str, now: datetime) -> Path:
    """Make a backup of the diary at `path` and check it; where it is.

    What is committed is copied, also while another connection holds the lock of BEGIN IMMEDIATE
    and has written little yet. `why` is as in `Backup`; a name that is taken gets a number. Raises
    what `copying.copy_to` does, and leaves nothing then.
    """
    folder = folder_of(path)
    make_private_dir(folder)
    name = f"{now.astimezone(UTC):{_TIME}}-{why}"
    names = (f"{name}{f'-{number}' if number > 1 else ''}.backup" for number in count(1))
    target = next(found for found in map(folder.joinpath, names) if not os.path.lexists(found))
    copy_to(path, target)
    return target


def backups_of(path: Path) -> list[Backup]:
    """The backups of the diary at `path`, the newest first. Raises FilmlogError."""
    found = []
    folder = folder_of(path)
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                named = _NAME.fullmatch(entry.name)
                at = made_at(Path(entry.name))
                if named is None or at is None or not entry.is_file():
                    continue
                try:
                    about = entry.stat()
                except FileNotFoundError:  # another program has just thinned them
                    continue
                backup = Backup(Path(entry.path), at, named[2], about.st_size)
                found.append((at, about.st_mtime_ns, backup))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise explain(error, folder) from error
    return [backup for _, _, backup in sorted(found, reverse=True)]


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
    return Contents(*found)


def is_whole(path: Path) -> bool:
    """Whether SQLite finds no fault in the backup at `path`, which is read to its end.

    Nothing is written, to it or beside it.
    """
    try:
        with _opened(path) as connection:
            return is_sound(connection, path)
    except FilmlogError:
        return False


def checked(path: Path) -> Contents:
    """What is in the backup at `path`, which somebody wants to go back to, after a whole check.

    Raises NotFoundError for none, NewerDiaryError for one that a newer filmlog made, and
    NotADiaryError for one that is damaged or is no diary.
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
    if schema is None or held is None or not is_whole(path):
        raise NotADiaryError(f"{path} is damaged, or is no backup of a diary.", _OTHERS)
    return held


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None for a file that has another."""
    named = _NAME.fullmatch(path.name)
    return None if named is None else _time(named[1])


def thin(path: Path, limit: int, made: Path | None = None) -> list[Path]:
    """Delete the backups that need not be kept within `limit` bytes; those that are gone.

    `made` is the one just made, by default the newest. See domain/retention.py. What a crash left
    of one goes a day later. One that cannot be deleted stays.
    """
    found = backups_of(path)
    if not found:
        return []
    made = made or found[0].path
    dropped = retention.to_drop([_measured(backup) for backup in found], made.name, limit)
    gone = []
    for file in [*(made.with_name(copy.name) for copy in dropped), *_unfinished(made)]:
        try:
            file.unlink()
        except OSError:
            continue
        gone.append(file)
    return gone


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


def _time(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return None


def _unfinished(made: Path) -> Iterator[Path]:
    """Copies begun in the folder a day or more before `made`, which never got their name."""
    for file in made.parent.glob(".filmlog-*.tmp*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < made.stat().st_mtime - _DAY:
                yield file


def _measured(backup: Backup) -> retention.Copy:
    held = contents(backup.path)
    return retention.Copy(
        backup.path.name,
        backup.at,
        backup.size,
        None if held is None else (held.commands, held.written),
    )


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with (
        explained(path),
        closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        ) as connection,
    ):
        yield connection
