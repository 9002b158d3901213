"""Making the repository forget: its history begins anew with what the diary holds now."""

from __future__ import annotations

import json

from filmlog.cli.context import Session
from filmlog.cli.questions import confirm
from filmlog.cli.sync import account
from filmlog.cli.sync.opening import repository_of
from filmlog.cli.sync.rounds import Rounds
from filmlog.domain.change import Change
from filmlog.domain.history import SYNC
from filmlog.domain.travelling import leaving
from filmlog.errors import BusyError
from filmlog.storage import records
from filmlog.storage.diary import Diary
from filmlog.sync.page import FORMAT_FILE, MOST_REPLACED, format_page
from filmlog.sync.remote import MovedError, Remote
from filmlog.sync.repository import File, Note, Repository

_LATER = (
    "The other end deletes the old texts when its git collects what nothing leads to: a forge in "
    "its own time, a folder on another machine at `git gc --prune=now`."
)

_MOST = 5
"""Times to try, for when others sync meanwhile."""


def purge(session: Session, *, yes: bool) -> None:
    """Sync, then put one commit in the place of all, at both ends. Raises what a sync does."""
    with repository_of(session) as repository, session.diary() as diary:
        session.say(
            "The history of the repository goes, here and at the other end: every earlier text, "
            "and when it was written. The diary stays as it is, with its trash and its own history."
        )
        confirm("Make the repository forget?", may_ask=session.may_ask, yes=yes)
        _empty_settled(diary)
        for _ in range(_MOST):
            done = Rounds(session, diary, repository, dry_run=False).run()
            session.say(*account.lines(done, account.DONE))
            if _begun_anew(session, diary, repository):
                session.say(
                    "Purged. The other machines follow at their next sync.",
                    *([] if Remote(repository).forget_unused() else [_LATER]),
                )
                return
    raise BusyError("Others sync all the time.", "Run `filmlog sync purge` again later.")


def _empty_settled(diary: Diary) -> None:
    """Let conflicts that were settled hold what stands alone: their other texts nobody sees."""
    with diary.writing():
        changes = []
        for conflict in diary.syncing.settled_conflicts():
            found = records.by_ids(diary.connection, conflict.of, [conflict.record_id])
            for record in found:
                stands = json.dumps(leaving(record)[conflict.field], ensure_ascii=False)
                changes.append(Change(conflict, conflict._replace(base="", other=stands)))
        changes = [change for change in changes if change.before != change.after]
        if changes:
            diary.apply(changes, "purge what was settled", SYNC)


def _begun_anew(session: Session, diary: Diary, repository: Repository) -> bool:
    """Whether the one commit is in place; False when somebody else synced meanwhile."""
    state = diary.syncing.state()
    if state is None:
        return True  # an empty diary, and an empty repository
    remote = Remote(repository)
    said = remote.format(state.head)
    replaces = (*repository.recent(state.head, MOST_REPLACED), *said.replaces)[:MOST_REPLACED]
    file = File(FORMAT_FILE, format_page(said._replace(replaces=replaces)))
    note = Note("purge: the history begins here", diary.who, session.now)
    commit = repository.commit([], [file], note, tree=repository.tree(state.head))
    try:
        remote.push(commit, instead_of=state.head)
    except MovedError:
        return False
    with diary.writing():
        diary.syncing.keep(state._replace(head=commit))
    repository.move(commit)
    repository.forget_unused()
    return True
