"""Going back to a backup: choosing one, showing what it would change, and doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from filmlog.cli.context import Session
from filmlog.cli.daily_backup import thin_out
from filmlog.cli.histories import label_of
from filmlog.cli.questions import confirm
from filmlog.domain.change import Change
from filmlog.domain.contents import Contents
from filmlog.domain.history import REPLACE
from filmlog.domain.moment import stamp, when
from filmlog.domain.naming import field_words
from filmlog.domain.numerals import kinds_counted
from filmlog.errors import (
    BusyError,
    DiaryError,
    FilmlogError,
    NotADiaryError,
    NotFoundError,
    StorageFullError,
)
from filmlog.paths import expanded
from filmlog.storage import backups, replacing
from filmlog.storage.backup_reading import checked
from filmlog.storage.comparing import Comparing
from filmlog.storage.copying import copy_to
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from filmlog.storage.failures import explained

_NAMED = 12
"""How many of the records that differ are named."""


class Chosen(NamedTuple):
    """The backup to go back to, and what is in it."""

    path: Path
    contents: Contents

    @property
    def label(self) -> str:
        """`the backup of Wed 25 Nov 2026 01:15`, or with the name of another file."""
        at = backups.made_at(self.path)
        return f"the backup of {when(at)}" if at is not None else f"the backup {self.path}"


class Wishes(NamedTuple):
    """Only show what would change; do it without asking."""

    dry_run: bool
    yes: bool


def choose(session: Session, which: str | None) -> Chosen:
    """The backup that `which` means: a number, a file, a name in the folder.

    None is the newest that nothing is wrong with; one that is passed over is named. Raises
    NotFoundError, and what `backup_reading.checked` does.
    """
    found = backups.backups_of(session.db_path)
    if which is None:
        return _newest(session, found)
    if which.isdecimal():
        path = found[int(which) - 1].path if 0 < int(which) <= len(found) else None
    else:
        in_folder = backups.folder_of(session.db_path) / Path(which).name
        file = expanded(which)
        path = in_folder if in_folder.is_file() and not file.exists() else file
    if path is None:
        raise NotFoundError(f"There is no backup {which}.", _SHOWN)
    return Chosen(path, checked(path))


_SHOWN = "`filmlog backups` shows those there are."


def _newest(session: Session, found: list[backups.Backup]) -> Chosen:
    for backup in found:
        try:
            return Chosen(backup.path, checked(backup.path))
        except NotADiaryError as error:
            session.say(f"Passed over: {error.sentence}")
    raise NotFoundError("There is no backup to go back to.", _SHOWN)


def go_back(session: Session, chosen: Chosen, wishes: Wishes) -> None:
    """Make the diary what the backup is: record by record, or as a file where it cannot be read."""
    session.say(f"In {chosen.label}: {chosen.contents.words}.")
    trouble = replacing.trouble_with(session.db_path)
    if not trouble:
        try:
            _by_records(session, chosen, wishes)
        except _UnreadableError as error:
            trouble = str(error)
    if trouble:
        _by_file(session, chosen, wishes, trouble)


class _UnreadableError(Exception):
    """The records of the diary cannot be read, for what the sentence says."""


def _by_records(session: Session, chosen: Chosen, wishes: Wishes) -> None:
    with session.diary() as here, _opened(chosen) as there:
        at = stamp(session.now)
        comparing = Comparing(here, there)
        with here.reading():
            before = _commands(here)
            difference = _compared(comparing, here, there, at)
        if not difference.total:
            session.say("The diary holds just what it does; nothing was changed.")
            return
        _print(difference)
        if wishes.dry_run:
            session.say("Nothing was changed; without --dry-run this is done.")
            return
        confirm("Go back to it?", may_ask=session.may_ask, yes=wishes.yes)
        with here.writing():
            if _commands(here) != before:
                raise BusyError(
                    "The diary was changed meanwhile.", "Nothing was done. Run the command again."
                )
            made = backups.back_up(here.path, "restore", session.now)
            comparing.copy_pictures()
            here.apply(comparing.changes(at), f"restore {chosen.label}")
    thin_out(session, session.db_path, made)
    session.say(
        "The diary is as it was then; `filmlog undo` takes that back.",
        f"The diary as it was before: {made}",
    )


def _by_file(session: Session, chosen: Chosen, wishes: Wishes, trouble: str) -> None:
    session.say(trouble)
    if wishes.dry_run:
        session.say("Nothing was changed; without --dry-run the backup is put in its place.")
        return
    confirm("Put the backup in its place?", may_ask=session.may_ask, yes=wishes.yes)
    aside = replacing.put_back(session.db_path, chosen.path, session.now)
    session.say(f"The backup is the diary now: {session.db_path}")
    if aside is not None:
        session.say(
            f"What was there is kept: {aside}",
            f"Next: `filmlog --db {aside} doctor --salvage FILE` saves what can be read of it.",
        )
    _note(session, chosen, aside)


def _note(session: Session, chosen: Chosen, aside: Path | None) -> None:
    """Let the history say what was done, so that undo does not go past it unnoticed."""
    what = "" if aside is None else f"; the diary before is kept in {aside.name}"
    try:
        with session.diary() as diary:
            diary.before_writing = None  # what is in it has just been a backup
            with diary.writing():
                diary.apply([], f"restore {chosen.label} as a file{what}", REPLACE)
    except FilmlogError as error:
        session.say(f"The history does not have it, and `filmlog undo` passes it. {error.sentence}")
    else:
        session.say("`filmlog undo` does not take that back.")


@contextmanager
def _opened(chosen: Chosen) -> Iterator[Diary]:
    """The backup, read where it is; one of an older schema is copied first, and brought to ours."""
    with ExitStack() as stack:
        path = chosen.path
        if chosen.contents.schema < SCHEMA_VERSION:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="filmlog-")))
            path = folder / "diary.db"
            copy_to(chosen.path, path)
        yield stack.enter_context(Diary.open(path))


def _commands(diary: Diary) -> int:
    last = next(diary.journal.commands(1), None)
    return 0 if last is None else last.number


class _Difference(NamedTuple):
    """How many records of each kind go to the trash, come back or change, and the first of them."""

    gone: Counter[str]
    back: Counter[str]
    changed: Counter[str]
    named: list[str]
    total: int


def _compared(comparing: Comparing, here: Diary, there: Diary, at: str) -> _Difference:
    difference = _Difference(Counter(), Counter(), Counter(), [], 0)
    total = 0
    try:
        with explained(here.path):
            for change in comparing.changes(at):
                total += 1
                _count(difference, change, here, there)
    except (BusyError, StorageFullError):
        raise
    except DiaryError as error:
        raise _UnreadableError(error.sentence) from error
    return difference._replace(total=total)


def _count(difference: _Difference, change: Change, here: Diary, there: Diary) -> None:
    before, after = change
    kind = type(after).__name__.lower()
    was = before is not None and not before.deleted
    if kind == "imported" or not (was or not after.deleted):
        return  # nothing that is seen
    if after.deleted:
        counts, words = difference.gone, "to the trash"
    elif not was:
        counts, words = difference.back, "back"
    else:
        counts = difference.changed
        assert before is not None  # noqa: S101 - it was, which is no news to a person
        fields = [
            name for name in after._fields[:-1] if getattr(before, name) != getattr(after, name)
        ]
        words = f"{field_words(fields)} changed back"
    counts[kind] += 1
    if len(difference.named) < _NAMED:
        label = label_of(here if before is not None else there, before or after)
        difference.named.append(f"{label}: {words}")


def _print(difference: _Difference) -> None:
    import typer

    from filmlog.screen.safe import clean

    for words, counts in (
        ("To the trash", difference.gone),
        ("Back", difference.back),
        ("Changed back", difference.changed),
    ):
        if counts:
            typer.echo(f"{words}: {kinds_counted(counts)}")
    for line in difference.named:
        typer.echo(clean(f"  {line}"))
    shown = sum(sum(c.values()) for c in (difference.gone, difference.back, difference.changed))
    if not shown:
        typer.echo("Only what is in the trash differs, and what is known of imports.")
    elif shown > len(difference.named):
        typer.echo(f"  and {shown - len(difference.named):,} more")
