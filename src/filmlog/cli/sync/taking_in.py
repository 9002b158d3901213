"""What came from another machine, written into the diary in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from filmlog.cli.context import Session
from filmlog.cli.sync.account import Account
from filmlog.cli.sync.adjusting import Adjusted, Came, adjustments
from filmlog.cli.sync.incoming import Incoming
from filmlog.domain.change import Change
from filmlog.domain.conflict import Conflict
from filmlog.domain.history import SYNC
from filmlog.domain.moment import stamp
from filmlog.storage.diary import Diary
from filmlog.storage.sync_state import SyncState
from filmlog.sync.merging import Merged
from filmlog.sync.repository import Repository


class _Undone(Exception):  # noqa: N818 - no error
    """Raised to keep nothing of a transaction."""


class TakingIn:
    """Takes a merged commit into an open diary."""

    def __init__(
        self, session: Session, diary: Diary, repository: Repository, account: Account
    ) -> None:
        self._session = session
        self._diary = diary
        self._repository = repository
        self._account = account

    def take(
        self, state: SyncState, merged: Merged, by: str, *, is_first: bool, dry_run: bool
    ) -> SyncState | None:
        """Bring the diary from `state` to the merged commit; how far it is then.

        None when the diary is not as `state` says any more. Before two diaries become one,
        `is_first`, a backup is made.
        """
        reached: SyncState | None = None
        try:
            with self._diary.writing():
                if self._diary.syncing.last_command() != state.position:
                    return None
                if dry_run:
                    self._diary.before_writing = None
                elif is_first:
                    self._back_up()
                incoming = self._write(state, merged, f"sync, from {by}")
                reached = state._replace(
                    head=merged.commit, position=self._diary.syncing.last_command()
                )
                self._diary.syncing.keep(reached)
                # What is put in order now is after that position, so it goes out next.
                adjusted = self._adjust(incoming, merged, stamp(self._session.now))
                if dry_run:
                    reached = reached._replace(position=state.position)
                    raise _Undone  # noqa: TRY301 - so that the transaction is
        except _Undone:
            pass
        self._account.add_received(incoming.ids)
        self._account.joined += adjusted.joined
        self._account.unsure += adjusted.unsure
        return reached

    def _write(self, state: SyncState, merged: Merged, words: str) -> Incoming:
        files = list(self._repository.changes(state.head, merged.commit))
        with self._repository.blobs() as blobs:
            incoming = Incoming(self._diary, blobs, merged.commit)
            self._apply(incoming.changes(files), words)
        return incoming

    def _adjust(self, incoming: Incoming, merged: Merged, at: str) -> Adjusted:
        adjusted = Adjusted()
        here: dict[str, list[str]] = defaultdict(list)
        for kind, id_ in merged.ours:
            here[kind].append(id_)
        came = Came(incoming.ids, merged.same, here)
        changes = adjustments(self._diary, came, at, adjusted)
        self._apply(self._counted(changes), "sync, put in order")
        return adjusted

    def _counted(self, changes: Iterable[Change]) -> Iterator[Change]:
        for change in changes:
            self._account.clashes += change.before is None and isinstance(change.after, Conflict)
            yield change

    def _apply(self, changes: Iterable[Change], words: str) -> None:
        """Write changes as one command; none where there are none."""
        waiting = iter(changes)
        first = next(waiting, None)
        if first is not None:
            self._diary.apply(chain([first], waiting), words, SYNC)

    def _back_up(self) -> None:
        if self._diary.is_new:
            return
        from filmlog.cli.daily_backup import thin_out
        from filmlog.storage.backups import back_up

        self._diary.before_writing = None
        made = back_up(self._diary.path, "sync", self._session.now)
        thin_out(self._session, self._diary.path, made)
