"""The backups of a diary, in a folder beside it: making, listing and thinning them.

`diary.db.backups/20261125T011500Z-WHY.backup` is one: the UTC time it was made, and why. The folder
is beside the real file, where the diary is a symbolic link. Each is a diary of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from filmlog.domain import retention
from filmlog.errors import FilmlogError
from filmlog.files import explain, make_private_dir
from filmlog.storage.backup_reading import contents, is_readable
from filmlog.storage.copying import copy_to

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(schema-\d+|[a-z]+)(?:-\d+)?\.backup")

_DAY = 86400  # seconds


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
    if folder.is_file():
        raise _no_folder(folder)
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
    except NotADirectoryError as error:
        raise _no_folder(folder) from error
    except OSError as error:
        raise explain(error, folder) from error
    return [backup for _, _, backup in sorted(found, reverse=True)]


def backups_seen(path: Path) -> list[Backup]:
    """Those of `backups_of`, [] where the folder cannot be read."""
    try:
        return backups_of(path)
    except FilmlogError:
        return []


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
    dropped = _dropped(found, made, limit, closely=False)
    if dropped and not all(map(is_readable, {made, found[0].path})):
        # What no command can read is not to push out the last one that all of them can.
        dropped = _dropped(found, made, limit, closely=True)
    gone = []
    for file in [*(made.with_name(copy.name) for copy in dropped), *_unfinished(made)]:
        try:
            file.unlink()
        except OSError:
            continue
        gone.append(file)
    return gone


def _no_folder(folder: Path) -> FilmlogError:
    return FilmlogError(
        f"{folder} is a file, and should be the folder of the backups.",
        "Move it away; the next backup makes the folder.",
    )


def _dropped(found: list[Backup], made: Path, limit: int, *, closely: bool) -> list[retention.Copy]:
    """What may go; looked at `closely`, one that holds what cannot be read counts as unreadable."""
    copies = [_measured(backup, closely=closely) for backup in found]
    return retention.to_drop(copies, made.name, limit)


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


def _measured(backup: Backup, *, closely: bool) -> retention.Copy:
    held = contents(backup.path)
    is_read = held is not None and (not closely or is_readable(backup.path))
    return retention.Copy(
        backup.path.name,
        backup.at,
        backup.size,
        (held.commands, held.written) if held is not None and is_read else None,
    )
