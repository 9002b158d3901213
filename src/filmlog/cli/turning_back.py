"""Undo and redo: taking back the last commands of the journal, and doing them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli.histories import label_of, moment_of
from filmlog.domain.history import REDO, REPLACE, UNDO, Command
from filmlog.domain.moment import stamp, when
from filmlog.domain.naming import field_words
from filmlog.domain.numerals import kinds_counted
from filmlog.errors import NotFoundError
from filmlog.storage.journal import Journal, Undoing

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary


class Turned(NamedTuple):
    """A command that was undone or done again, how many records of each kind changed, what stays.

    `kept` names the fields that were changed again since, in words, `left` what could not go.
    """

    command: Command
    counts: dict[str, int]
    kept: tuple[str, ...]
    left: tuple[str, ...]


def undo(diary: Diary, steps: int, now: datetime) -> list[Turned]:
    """Take back the last commands that stand, the latest first, all of them or none.

    Fewer where there are no more, or before a backup was put in the place of the diary. Raises
    NotFoundError for none at all.
    """
    journal = diary.journal
    turned = 0

    def step() -> tuple[Command, Undoing] | None:
        nonlocal turned
        command = journal.to_undo()
        if command is not None and command.kind == REPLACE:
            if turned:
                return None
            raise NotFoundError(
                f"Undo does not take this back: {command.words}.",
                "`filmlog restore-backup` goes to another backup; `filmlog --db FILE doctor "
                "--salvage NEW` saves what can be read of the diary before. `filmlog history "
                "TITLE --restore N` takes back what was done to a film earlier.",
            )
        turned += 1
        return None if command is None else (command, journal.undoing(command, stamp(now)))

    return _turned(diary, journal, steps, step, UNDO)


def redo(diary: Diary, steps: int, now: datetime) -> list[Turned]:
    """Do again what was undone last, as long as nothing else was done since."""
    journal = diary.journal

    def step() -> tuple[Command, Undoing] | None:
        found = journal.to_redo()
        if found is None:
            return None
        command, undone = found
        return command, journal.undoing(undone, stamp(now))

    return _turned(diary, journal, steps, step, REDO)


def _turned(
    diary: Diary,
    journal: Journal,
    steps: int,
    step: Callable[[], tuple[Command, Undoing] | None],
    kind: str,
) -> list[Turned]:
    turned: list[Turned] = []
    with diary.writing():
        while len(turned) < steps and (found := step()) is not None:
            command, undoing = found
            diary.apply(undoing.changes(), f"{kind} {command.words}", kind, command.number)
            journal.mark(command, undone=kind == UNDO)
            kept = tuple(
                f"the {field_words(fields)} of {label_of(diary, record)}"
                for record, fields in undoing.kept
            )
            left = tuple(label_of(diary, record) for record in undoing.left)
            turned.append(Turned(command, undoing.counts, kept, left))
        if not turned:
            raise NotFoundError(
                f"There is nothing to {kind}.", "`filmlog history` shows what was done."
            )
    return turned


def lines(turned: list[Turned], done: str, who: str) -> Iterator[str]:
    """What is said of each: `Undone: add Ran (1985), of Fri 20 Nov 2026 23:10: 1 film.`"""
    for command, counts, kept, left in turned:
        by = f" by {command.who}" if command.who not in ("", who) else ""
        what = f": {kinds_counted(counts)}" if kinds_counted(counts) else ""
        yield f"{done}: {command.words}, of {when(moment_of(command))}{by}{what}."
        for words in kept:
            yield f"Changed again since, and left so: {words}."
        for words in left:
            yield f"Left in the diary, since a sync put something into it: {words}."
