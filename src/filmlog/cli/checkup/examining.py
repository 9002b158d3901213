"""A whole check-up: every subject in turn, what can be mended mended, and looked at again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from filmlog.cli.checkup import machine
from filmlog.cli.context import Session
from filmlog.config import BY_NAME
from filmlog.domain.change import Change
from filmlog.domain.checkup import Checkup, Finding
from filmlog.domain.size import parse_size
from filmlog.errors import BusyError, DiaryError, FilmlogError, NotADiaryError
from filmlog.storage.backups import back_up
from filmlog.storage.checkup import (
    beside,
    copies,
    dates,
    doubled,
    indexes,
    kept,
    library,
    orphans,
    pictures,
    schema,
    soundness,
    state,
    synced,
    values,
)
from filmlog.storage.diary import Diary
from filmlog.storage.failures import explained

_ROUNDS = 4
"""A diary has to be put back, then its indexes, then its records; what is left cannot be mended."""

_BLOCKING = frozenset(
    {"damaged", "wrong-index", "wrong-tables", "wrong-views", "unreadable-values", "older-diary"}
)
"""Findings after which the contents cannot be looked at, or would be found wrong for nothing."""


_NOT_OURS = frozenset({"not-a-diary", "another-database"})
"""Findings that leave nothing here to look after: the file is somebody else's."""


class _Subject(NamedTuple):
    """What is looked at in an open diary. `is_derived` tells what is made from the records."""

    name: str
    look: Callable[[Diary], Iterable[Finding]]
    is_derived: bool = False


class _Round(NamedTuple):
    """What one look at everything found: apart from the contents, and in them by subject."""

    around: list[Finding]
    inside: list[tuple[_Subject, Finding]]
    looked_at: list[str]
    unseen: list[str]

    @property
    def findings(self) -> list[Finding]:
        return [*self.around, *(finding for _, finding in self.inside)]

    @property
    def mendable(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.mend is not None]


def examine(session: Session, *, fix: bool) -> Checkup:
    """Look at the diary and what belongs to it; with `fix` mend what can be.

    Nothing is written without `fix`. Raises BusyError when another program holds the diary, and
    FilmlogError when something cannot be mended after all.
    """
    path = Path(os.path.realpath(session.db_path))
    subjects = _subjects(session, path)
    found = _look(session, path, subjects)
    mended: list[Finding] = []
    for _ in range(_ROUNDS):
        if not fix or not found.mendable:
            break
        _mend(session, path, found, is_first=not mended)
        after = _look(session, path, subjects)
        left = {finding.name for finding in after.mendable}
        done = [finding for finding in found.mendable if finding.name not in left]
        mended += done
        found = after
        if not done:
            break
    return Checkup(
        str(session.db_path),
        library.VERSION,
        tuple(found.looked_at),
        tuple(found.unseen),
        tuple(mended),
        tuple(sorted(found.findings, key=lambda finding: not finding.is_wrong)),
    )


def _subjects(session: Session, path: Path) -> tuple[_Subject, ...]:
    """The contents, in an order in which each needs only what those before it have found sound."""
    now = session.now
    is_synced = synced.service_of(path) is not None
    return (
        _Subject("pages", soundness.pages, is_derived=True),
        _Subject("tables and views", schema.look, is_derived=True),
        _Subject("references", soundness.references),
        _Subject("pictures", pictures.look),
        _Subject("backups", partial(kept.look, now=now, limit=_limit(session))),
        _Subject("values", values.look),
        _Subject("conflict copies", partial(copies.look, is_synced=is_synced)),
        _Subject("words and titles", indexes.look, is_derived=True),
        _Subject("records that stand alone", orphans.look),
        _Subject("double films", doubled.look),
        # A viewing of after midnight may be dated by the calendar.
        _Subject("dates", partial(dates.look, today=now.date())),
        _Subject("drafts", machine.drafts),
    )


def _limit(session: Session) -> int:
    try:
        return parse_size(session.config["backup_size"])
    except FilmlogError:  # found to be unreadable
        return parse_size(BY_NAME["backup_size"].default)


def _look(session: Session, path: Path, subjects: tuple[_Subject, ...]) -> _Round:
    found = _Round([], [], ["SQLite", "settings", "the file", "permissions"], [])
    found.around.extend([*library.look(), *machine.settings()])
    of_file = list(state.look(path, session.say))
    found.around.extend(of_file)
    if path.is_file() and not any(finding.name in _NOT_OURS for finding in of_file):
        found.around.extend(beside.permissions(session.db_path, machine.private_files()))
        found.around.extend([*synced.look(path), *machine.room(path)])
        found.looked_at.extend(["the folder", "the disk"])
    if any(finding.is_wrong or finding.name == "empty-file" for finding in of_file):
        found.unseen.extend(subject.name for subject in subjects)
        return found
    found.around.extend([*state.stale_journal(path), *beside.leftovers(path, session.now)])
    is_older = any(finding.name == "older-diary" for finding in of_file)
    with state.read_only(path) as diary:
        _look_inside(diary, subjects, found, is_older=is_older)
    return found


def _look_inside(
    diary: Diary, subjects: tuple[_Subject, ...], found: _Round, *, is_older: bool
) -> None:
    """Look at each subject until one is so wrong that those after it cannot be looked at."""
    is_blocked = False
    for subject in subjects:
        if is_blocked:
            found.unseen.append(subject.name)
            continue
        try:
            with explained(diary.path):
                findings = list(subject.look(diary))
        except BusyError:
            raise
        except NotADiaryError as error:
            findings = [state.damaged(diary.path, [error.sentence])]
        except DiaryError as error:
            findings = [state.damaged(diary.path, [str(error.__cause__ or error.sentence)])]
        found.inside.extend((subject, finding) for finding in findings)
        found.looked_at.append(subject.name)
        # What an older diary has otherwise is no fault of it.
        is_blocked = is_older or any(finding.name in _BLOCKING for finding in findings)


def _mend(session: Session, path: Path, found: _Round, *, is_first: bool) -> None:
    for finding in found.around:
        if finding.mend is not None:
            for _ in finding.mend():
                raise TypeError("only what is in the diary changes records")
    subjects = list(dict.fromkeys(s for s, finding in found.inside if finding.mend is not None))
    if not subjects:
        return
    if is_first or not all(subject.is_derived for subject in subjects):
        _back_up(session, path, is_needed=not all(subject.is_derived for subject in subjects))
    with session.diary() as diary:
        diary.before_writing = None  # the backup of the day has just been made
        with diary.writing():
            changes = list(_changes(diary, subjects))
            if changes:
                diary.apply(changes, "doctor --fix")


def _back_up(session: Session, path: Path, *, is_needed: bool) -> None:
    """Back the diary up; what is made from the records may be made anew without, if it has to."""
    try:
        made = back_up(path, "doctor", session.now)
    except NotADiaryError:
        if is_needed:
            raise
        session.say("No backup was made first: the diary is not sound enough to be copied.")
    else:
        session.say(f"Backup: {made}")


def _changes(diary: Diary, subjects: Iterable[_Subject]) -> Iterator[Change]:
    """Look again, now that nobody else can write, and mend what is found."""
    for subject in subjects:
        for finding in list(subject.look(diary)):
            if finding.mend is not None:
                yield from finding.mend()
