"""The backup of the day, before its first change; and how backups are thinned by the settings."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filmlog.cli.context import Session
from filmlog.domain.size import parse_size, size_words
from filmlog.errors import FilmlogError, NotADiaryError
from filmlog.storage.backups import back_up, thin
from filmlog.storage.diary import Diary

_LARGE = 100_000_000
"""Bytes of a diary that takes seconds to copy and check."""


def back_up_daily(session: Session, diary: Diary) -> None:
    """Back the diary up, unless there is nothing in it, inside the transaction about to write.

    Where no backup can be made the person is told, and the change is. A damaged diary raises
    NotADiaryError, and is not written to.
    """
    if diary.is_new:
        return
    size = diary.path.stat().st_size
    if size > _LARGE:
        session.say(f"First the backup of the day: {size_words(size)}.")
    try:
        made = back_up(diary.path, "day", session.now)
    except NotADiaryError:
        raise
    except FilmlogError as error:
        session.say(f"Going on without today's backup. {error.sentence}")
        return
    thin_out(session, diary.path, made)


def thin_out(session: Session, path: Path, made: Path) -> None:
    """Delete the backups that the settings have no room for, after a new one was made."""
    with suppress(FilmlogError):  # the next backup tries again
        thin(path, parse_size(session.config["backup_size"]), made)
