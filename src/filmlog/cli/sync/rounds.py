"""A sync: out with what changed here, in with what changed there, until both are the same."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain

from filmlog.cli.context import Session
from filmlog.cli.sync.account import Account
from filmlog.cli.sync.conflicts import as_record
from filmlog.cli.sync.incoming import check
from filmlog.cli.sync.outgoing import Outgoing
from filmlog.cli.sync.taking_in import TakingIn
from filmlog.domain.moment import stamp
from filmlog.errors import BusyError, SyncError
from filmlog.storage.diary import Diary
from filmlog.storage.sync_state import SyncState
from filmlog.sync.merging import Merged, Sides, merge
from filmlog.sync.remote import MovedError, Remote
from filmlog.sync.repository import HEAD, Note, Repository

_MOST = 12
"""Rounds, for when others sync and write all the time."""

_IN_VAIN = 3
"""Times that the other end may refuse, as if somebody were faster, though nothing came."""

_NEVER = SyncState("", 0, "")
_WORDS = 20
"""Commands that a commit tells of one by one."""


class Rounds:
    """One sync of an open diary with the remote of its repository.

    With `dry_run` neither the diary nor the remote is changed; the account tells what would be.
    """

    def __init__(
        self, session: Session, diary: Diary, repository: Repository, *, dry_run: bool
    ) -> None:
        self._session = session
        self._diary = diary
        self._repository = repository
        self._remote = Remote(repository)
        self._dry_run = dry_run
        self._at = stamp(session.now)
        self._state = _NEVER
        self._ahead = ""
        self.account = Account()

    def run(self) -> Account:
        """Sync. Raises ServiceError, SyncError, BusyError and what a diary raises."""
        theirs = self._fetched()
        self._begin()
        in_vain = 0
        for _ in range(_MOST):
            self._send_out()
            if not all(map(self._take_in, filter(None, (self._ahead, theirs)))):
                continue  # the diary was changed meanwhile
            if self._dry_run:
                return self.account
            self._send_out()  # what taking in has put in order
            refusal = self._pushed(theirs)
            if refusal is None:
                return self.account
            before, theirs = theirs, self._fetched()
            in_vain = in_vain + 1 if theirs == before else 0
            if in_vain == _IN_VAIN:
                raise refusal
        raise BusyError(
            "The diary, or the place it syncs with, is changed all the time.",
            "What was done so far is kept. Run `filmlog sync` again later.",
        )

    def _fetched(self) -> str:
        """The commit of the other end, '' for an empty one."""
        theirs = self._remote.fetch()
        if theirs:
            self._remote.format(theirs)
        return theirs

    def _begin(self) -> None:
        """Find out how far the diary is, and the commit, if any, that the repository is ahead by.

        It is where the diary was put back as a file, and where the repository is a new one the
        diary begins anew.
        """
        state = self._diary.syncing.state()
        if state is not None and self._repository.has(state.head):
            self._state = state
        head, here = self._state.head, self._repository.head(HEAD)
        if here and not self._repository.is_within(here, head):
            # A branch of another history is that of before a purge.
            self._ahead = here if not head or self._repository.base(head, here) else ""

    # Out

    def _send_out(self) -> None:
        """Commit what the diary has and the commit `head` has not."""
        syncing, before = self._diary.syncing, self._state
        position, head = syncing.last_command(), before.head
        if head and position == before.position:
            return
        ids = syncing.changed_since(before.position) if head else syncing.everything()
        first_id = next(ids, None)
        if first_id is None and not head:
            return  # an empty diary has nothing to tell
        with ExitStack() as stack:
            blobs = stack.enter_context(self._repository.blobs()) if head else None
            outgoing = Outgoing(self._diary, blobs, head)
            files = outgoing.files(chain(filter(None, [first_id]), ids))
            first = next(files, None)
            if first is not None:
                words = self._words(syncing.words_since(before.position) if head else [])
                parents = [head] if head else []
                head = self._repository.commit(parents, chain([first], files), self._note(words))
        self._keep(SyncState(head, position, before.at))
        self.account.add_sent(outgoing.ids)

    def _words(self, commands: list[str]) -> str:
        """What a commit says: the one command, or how many there were and the first of them."""
        lines = [" ".join(words.split()) for words in commands]
        if len(lines) < 2:
            return lines[0] if lines else "the whole diary" if not self._state.head else "upkeep"
        more = [f"and {len(lines) - _WORDS} more"] if len(lines) > _WORDS else []
        return "\n".join((f"{len(lines)} commands", "", *lines[:_WORDS], *more))

    def _note(self, words: str) -> Note:
        return Note(words, self._diary.who, self._session.now)

    def _keep(self, state: SyncState) -> None:
        """Note how far the diary is, and let the branch follow it: the diary goes first.

        A branch that is ahead stays until it was taken in.
        """
        if not self._dry_run and state != self._state:
            with self._diary.writing():
                self._diary.syncing.keep(state)
            if not self._ahead:
                self._repository.move(state.head)
        self._state = state

    # In

    def _take_in(self, theirs: str) -> bool:
        """Merge a commit with ours and bring what it has new into the diary.

        False when the diary was changed since it was looked at; nothing is taken in then.
        """
        ours = self._state.head
        if self._repository.is_within(theirs, ours):
            return True
        sides, is_rewritten = self._sides(ours, theirs)
        by = self._repository.author("", "", theirs)
        merged = self._merged(sides, by)
        self.account.clashes += len(merged.clashes)
        taking = TakingIn(self._session, self._diary, self._repository, self.account)
        is_first = not sides.base and bool(ours)
        state = taking.take(self._state, merged, by, is_first=is_first, dry_run=self._dry_run)
        if state is None:
            return False
        self._state = state
        self._ahead = "" if theirs == self._ahead else self._ahead
        if not self._dry_run:
            self._repository.move(state.head)
            if is_rewritten:
                self._repository.forget_unused()
        self.account.was_purged = self.account.was_purged or is_rewritten
        return True

    def _sides(self, ours: str, theirs: str) -> tuple[Sides, bool]:
        """What is merged with what; and whether their history was purged and begins anew."""
        base = self._repository.base(ours, theirs) if ours else ""
        if base == ours:
            return Sides(base, ours, theirs, [theirs]), False
        replaces = () if base else self._remote.format(theirs).replaces
        if not replaces:
            return Sides(base, ours, theirs, [ours, theirs]), False
        # To have both commits as parents would bring the old history back.
        known = self._repository.first_known(replaces)
        past = self._repository.base(ours, known) if known else ""
        return Sides(past, ours, theirs, [theirs]), bool(past)

    def _merged(self, sides: Sides, by: str) -> Merged:
        note = self._note(f"merge what {by} changed")
        return merge(self._repository, sides, check, as_record, note)

    def _pushed(self, theirs: str) -> SyncError | None:
        """Make the other end the same; what it says where somebody else seems to be faster."""
        head = self._state.head
        if head and head != theirs:
            try:
                self._remote.push(head)
            except MovedError as error:
                return error.refusal
            self.account.was_pushed = True
        if head:
            self._keep(self._state._replace(at=self._at))
            self._repository.tidy()
        return None
