"""The repository of a diary, opened by one sync at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filmlog.cli.context import Session
from filmlog.errors import UsageError
from filmlog.sync.git import check_version
from filmlog.sync.lock import held
from filmlog.sync.remote import Remote
from filmlog.sync.repository import Repository, folder_of


def repository_to_read(session: Session) -> Repository:
    """The repository, whoever syncs. Raises UsageError where sync was not set up, SyncError."""
    check_version()
    folder = folder_of(session.db_path)
    if not (folder / "HEAD").is_file():
        raise _not_set_up()
    repository = Repository(folder)
    if not Remote(repository).address:
        raise _not_set_up()
    return repository


@contextmanager
def repository_of(session: Session) -> Iterator[Repository]:
    """The repository, locked. Raises UsageError where sync was not set up, BusyError, SyncError."""
    check_version()
    folder = folder_of(session.db_path)
    if not folder.is_dir():
        raise _not_set_up()
    with held(folder) as descriptor:
        repository = Repository(folder, kept_open=descriptor)
        if not Remote(repository).address:
            raise _not_set_up()
        yield repository


def _not_set_up() -> UsageError:
    return UsageError(
        "Sync is not set up for this diary.",
        "`filmlog sync setup REMOTE` does it: a folder, or an address that git can reach.",
    )
