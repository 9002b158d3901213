"""How a diary and its repository stand: what waits, what is to be settled, and what was synced."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from typing import NamedTuple

import typer

from filmlog.cli.context import Session
from filmlog.cli.sync.conflicts import Question, questions
from filmlog.cli.sync.opening import repository_to_read
from filmlog.domain.moment import when
from filmlog.domain.numerals import counted, kinds_counted
from filmlog.errors import OpenConflictsError
from filmlog.screen.conflicts import question_json, question_lines
from filmlog.screen.console import show, width_of
from filmlog.screen.safe import clean
from filmlog.screen.width import wrap
from filmlog.storage.diary import Diary
from filmlog.sync.page import record_at
from filmlog.sync.remote import Remote
from filmlog.sync.repository import REMOTE_HEAD


class Status(NamedTuple):
    """With what the diary syncs, since when, what waits here and there, and what is to settle.

    `waiting` has how many records of each kind were changed since, `behind` says whether something
    was fetched and is not in the diary yet.
    """

    remote: str
    last: datetime | None
    waiting: dict[str, int]
    behind: bool
    questions: list[Question]


def show_status(session: Session, *, spoilers: bool, as_json: bool) -> None:
    """Print how it stands. Raises OpenConflictsError after that, while there are any."""
    with session.diary() as diary:
        status = _status(session, diary)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("sync status", _status_json(status, spoilers=spoilers)))
    else:
        lines = [*_status_lines(status)]
        for question in status.questions:
            lines += ["", *question_lines(question, spoilers=spoilers)]
        width = width_of(sys.stdout)
        _print([wrapped for line in lines for wrapped in wrap(clean(line), width, _indent(line))])
    if status.questions:
        raise OpenConflictsError(
            f"{counted(len(status.questions), 'conflict')} to settle.",
            "`filmlog sync settle` asks about them.",
        )


def show_log(session: Session, number: int, *, as_json: bool) -> None:
    """Print the last commits, the newest first."""
    entries = repository_to_read(session).log(number)
    if as_json:
        from filmlog.screen.machine import envelope

        data = [
            {"at": entry.at.isoformat(), "commit": entry.commit, "who": entry.who,
             "words": entry.words}
            for entry in entries
        ]  # fmt: skip
        typer.echo(envelope("sync log", data))
        return
    if not entries:
        session.say("Nothing was synced yet.")
        return
    width = width_of(sys.stdout)
    lines: list[str] = []
    for entry in entries:
        first, *rest = entry.words.splitlines() or [""]
        lines += wrap(clean(f"{when(entry.at)}  {entry.who}  {first}"), width, "")
        lines += [line for words in rest if words for line in wrap(clean(words), width, "    ")]
    _print(lines)


def _status(session: Session, diary: Diary) -> Status:
    repository = repository_to_read(session)
    state = diary.syncing.state()
    ids = set(diary.syncing.changed_since(state.position) if state else diary.syncing.everything())
    theirs = repository.head(REMOTE_HEAD)
    head = state.head if state is not None and repository.has(state.head) else ""
    if head and head != theirs:
        # What a sync committed and could not send.
        base = repository.base(theirs, head) if theirs else ""
        ids |= {
            place
            for change in repository.changes(base, head)
            if (place := record_at(change.path)) is not None
        }
    behind = bool(theirs) and not repository.is_within(theirs, head)
    last = datetime.fromisoformat(state.at) if state is not None and state.at else None
    waiting = Counter(kind for kind, _ in ids)
    return Status(Remote(repository).shown, last, dict(waiting), behind, questions(diary))


def _status_lines(status: Status) -> list[str]:
    last = when(status.last) if status.last is not None else "never"
    waiting = kinds_counted(status.waiting) or (
        "what is known of imports" if status.waiting else ""
    )
    lines = [
        f"Syncs with: {status.remote}",
        f"Last synced: {last}",
        f"Waiting here: {waiting or 'nothing'}",
    ]
    return [*lines, "Waiting there: what was fetched already"] if status.behind else lines


def _status_json(status: Status, *, spoilers: bool) -> dict[str, object]:
    return {
        "behind": status.behind,
        "conflicts": [question_json(one, spoilers=spoilers) for one in status.questions],
        "last": status.last.isoformat() if status.last is not None else None,
        "remote": status.remote,
        "waiting": status.waiting,
    }


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip()))


def _print(lines: list[str]) -> None:
    show("".join(f"{line}\n" for line in lines), "auto")
