"""Saying what a diary syncs with: a place that git reaches, looked at before it is kept."""

from __future__ import annotations

from pathlib import Path

from filmlog.cli.context import Session
from filmlog.errors import SyncError
from filmlog.sync.git import check_version
from filmlog.sync.lock import held
from filmlog.sync.remote import Remote, is_elsewhere, make_place, read_address
from filmlog.sync.repository import Repository, folder_of


def set_up(session: Session, place: str) -> None:
    """Sync the diary with a place from now on; an empty folder becomes a repository.

    Raises SyncError and ServiceError, and changes nothing then.
    """
    check_version()
    address = read_address(place)
    is_made = not is_elsewhere(address) and make_place(Path(address))
    folder = folder_of(session.db_path)
    with held(folder) as descriptor:
        repository = Repository(folder, kept_open=descriptor)
        remote = Remote(repository)
        before = remote.address
        try:
            remote.use(address)
            theirs = _looked_at(remote)
        except BaseException:
            if before:
                remote.use(before)
            else:
                remote.forget()
            raise
    with session.diary_or_new():
        pass
    what = "a new repository" if is_made else "a diary of filmlog" if theirs else "nothing yet"
    session.say(
        f"This diary syncs with {remote.shown}, which holds {what}.",
        "Whoever can read that place can read every word of the diary, also what you delete later.",
        "Next: filmlog sync",
    )


def _looked_at(remote: Remote) -> str:
    """The commit of a diary that is there, '' for an empty place; SyncError for anything else."""
    theirs = remote.fetch()
    if theirs:
        remote.format(theirs)
    elif remote.has_other_branches():
        raise SyncError(
            f"{remote.shown} holds something else than a diary of filmlog.",
            "Nothing was changed. Name an empty repository, or a new folder.",
        )
    return theirs
