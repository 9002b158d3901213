"""Writing an import as one transaction that is kept whole, or not at all, after a backup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.account import Account
from filmlog.domain.change import Change

if TYPE_CHECKING:
    from filmlog.cli.context import Session
    from filmlog.storage.diary import Diary

Finish = Callable[[Account], None]
"""Called when all is written and before it is kept: what it raises undoes the import."""


class Manner(NamedTuple):
    """How an import is done: only said, over what was changed here, with an account of each row."""

    dry_run: bool
    overwrite: bool
    every_row: bool


class Done(NamedTuple):
    """The account of an import, and the backup that was made before it."""

    account: Account
    backup: Path | None


class Undone(Exception):  # noqa: N818 - no error
    """Raised by `Finish` to keep nothing, and say nothing of it."""


@contextmanager
def diary_to_fill(session: Session, *, dry_run: bool) -> Iterator[Diary]:
    """The diary; where there is none, one that is there only once something is written to it."""
    if session.db_path.exists() and not (dry_run and session.db_path.stat().st_size == 0):
        with session.diary_or_new() as diary:
            yield diary
        return
    if not dry_run:
        is_empty = False
        try:
            with session.diary_or_new() as diary:
                try:
                    yield diary
                finally:
                    is_empty = diary.is_new
        finally:
            if is_empty:
                session.db_path.unlink(missing_ok=True)
        return
    from filmlog.storage.diary import Diary

    with (
        TemporaryDirectory() as folder,
        Diary.open(Path(folder) / "diary.db", create=True) as diary,
    ):
        yield diary


def attempt(
    session: Session,
    diary: Diary,
    manner: Manner,
    words: str,
    changes: Callable[[Account], Iterable[Change]],
    finish: Finish,
) -> Done:
    """Write changes as one command, and keep them unless `finish` raises.

    `changes` may look up what was written of them so far, and fill the account. Nothing is kept,
    and there is no backup, in a dry run and where there was nothing to change.
    """
    account = Account(every_row=manner.every_row)
    backup: Path | None = None
    diary.before_writing = None  # this one makes a backup of its own, or keeps nothing
    try:
        with diary.writing():
            if not (diary.is_new or manner.dry_run):
                from filmlog.storage.backups import back_up

                backup = back_up(diary.path, "import", session.now)
            is_changed = bool(diary.apply(changes(account), words))
            finish(account)
            if manner.dry_run or not is_changed:
                raise Undone  # noqa: TRY301 - so that the transaction is
    except BaseException as error:
        if backup is not None:
            backup.unlink(missing_ok=True)
        if not isinstance(error, Undone):
            raise
        backup = None
    if backup is not None:
        from filmlog.cli.daily_backup import thin_out

        thin_out(session, diary.path, backup)
    return Done(account, backup)
