"""Where there is no diary, or something else in its place: beginning one, and what backups say."""

from __future__ import annotations

import os
from pathlib import Path

from filmlog.errors import DiaryError, FilmlogError, NotADiaryError, StorageFullError
from filmlog.files import explain, make_private_dir, make_private_file
from filmlog.storage import leftovers
from filmlog.storage.backups import backups_of, folder_of
from filmlog.storage.failures import WAYS_OUT


def no_diary(path: Path) -> DiaryError:
    """The error of a command that wants a diary at `path`, where there is none."""
    if not has_backups(path):
        return DiaryError(f"There is no diary at {path}.", "`filmlog add TITLE` starts one there.")
    return DiaryError(f"There is no diary at {path}, but there are backups of one.", _again(path))


def refuse_what_was_full(path: Path) -> None:
    """Refuse an empty file at `path` that was a diary once. Raises NotADiaryError."""
    if has_backups(path):
        raise NotADiaryError(
            f"{path} is empty, although there are backups of it.",
            f"It was not written to. {_again(path)}",
        )


def create(path: Path) -> None:
    """Make an empty file for a diary, private to its owner, where there is none.

    Raises DiaryError where it cannot be made, or where there are backups of one; NotADiaryError for
    the journal of one, which SQLite would delete.
    """
    if has_backups(path):
        raise no_diary(path)
    leftovers.refuse_a_journal(path, b"")
    try:
        make_private_dir(path.parent)
        make_private_file(path)
    except OSError as error:
        explained = explain(error, path)
    except FilmlogError as error:
        cause = error.__cause__
        explained = explain(cause, path) if isinstance(cause, OSError) else error
    else:
        return
    if isinstance(explained, StorageFullError):
        raise explained
    raise DiaryError(explained.sentence, explained.hint)


def ways(path: Path) -> str:
    """What can be done about a file at `path` that is no diary, '' where it never was one."""
    return f" If this was your diary, {WAYS_OUT}" if has_backups(path) else ""


def has_backups(path: Path) -> bool:
    """Whether there are backups of a diary at `path`, or a folder of them that may not be read."""
    try:
        return bool(backups_of(path))
    except FilmlogError:
        return os.path.isdir(folder_of(path))  # noqa: PTH112 - Path.is_dir raises for some


def _again(path: Path) -> str:
    return (
        "`filmlog restore-backup` goes back to one of them. To begin anew, move the folder "
        f"{folder_of(path).name} away."
    )
