"""Putting a backup in the place of a diary that cannot be read; what was there is kept beside."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from filmlog.errors import NewerDiaryError, NotADiaryError
from filmlog.files import make_private_dir
from filmlog.storage.copying import checked_copy, is_sound
from filmlog.storage.database import open_existing

_COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite may have left beside the file: it would be taken for that of the new one."""


def trouble_with(path: Path) -> str:
    """What keeps the diary at `path` from being read, as a sentence; '' for nothing.

    Raises DiaryError for what is no regular file, is held by another program, or may not be opened.
    """
    real = Path(os.path.realpath(path))
    if not os.path.lexists(real):
        return f"There is no diary at {path}."
    if real.is_file() and real.stat().st_size == 0:
        return f"{path} is empty."
    try:
        with closing(open_existing(path)) as connection:
            return "" if is_sound(connection, path) else f"{path} is damaged."
    except (NewerDiaryError, NotADiaryError) as error:
        if not real.is_file():
            raise
        return error.sentence


def put_back(path: Path, backup: Path, now: datetime) -> Path | None:
    """Put a checked copy of `backup` in the place of the diary; where what was there is now.

    That is `NAME.damaged-20261125T011500Z` beside it, with what SQLite had left beside the file;
    None where there was nothing, or an empty file. A link is followed, and the file that it leads
    to keeps its mode. There is the old file or the new one at every moment, where the disk knows
    hard links. Raises what `copying.checked_copy` does.
    """
    real = Path(os.path.realpath(path))
    make_private_dir(real.parent)
    with checked_copy(backup, real) as temporary:
        if path.is_symlink() and real.exists():
            temporary.chmod(real.stat().st_mode & 0o777)
        aside = _set_aside(real, now)
        os.replace(temporary, real)  # noqa: PTH105 - replaces on Windows too, like Path.replace
    return aside


def _set_aside(real: Path, now: datetime) -> Path | None:
    name = f"{real.name}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (f"{name}{f'-{number}' if number > 1 else ''}" for number in count(1))
    aside = next(found for found in map(real.with_name, names) if not _is_taken(found))
    was_there = os.path.lexists(real) and real.stat().st_size > 0
    if was_there:
        try:
            aside.hardlink_to(real)
        except OSError:  # such as FAT, which has none
            real.rename(aside)
    for companion in _COMPANIONS:
        left = real.with_name(real.name + companion)
        if os.path.lexists(left):
            left.rename(aside.with_name(aside.name + companion))
    return aside if was_there else None


def _is_taken(path: Path) -> bool:
    return any(os.path.lexists(f"{path}{companion}") for companion in ("", *_COMPANIONS))
