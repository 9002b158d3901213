"""What lies beside the diary and its backups: leftovers of commands, and who may read it all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from filmlog.domain.change import Change
from filmlog.domain.checkup import Finding
from filmlog.domain.numerals import counted
from filmlog.storage.backups import backups_seen, folder_of

_AGE = timedelta(hours=1)
"""No command takes that long over a temporary file."""

_SOMEBODY_ELSE = 0o077
_OTHERS, _GROUP = stat.S_IWOTH, stat.S_IWGRP


class Kept(NamedTuple):
    """A file or folder that should be private to its owner, and what it is in words."""

    path: Path
    what: str


def leftovers(path: Path, now: datetime) -> Iterator[Finding]:
    """Temporary files of commands that were stopped, beside the diary and among its backups."""
    left = [
        file
        for folder in (path.resolve().parent, folder_of(path))
        if folder.is_dir()
        for file in sorted(folder.glob(".filmlog-*.tmp*"))
        if file.is_file() and now.timestamp() - file.stat().st_mtime > _AGE.total_seconds()
    ]
    log = path.with_name(f"{path.name}-shm")
    left += [log] if log.exists() else []
    if not left:
        return

    def mend() -> Iterable[Change]:
        for file in left:
            file.unlink(missing_ok=True)
        return ()

    yield Finding(
        "leftovers",
        "note",
        f"{counted(len(left), 'file')} of commands that were stopped "
        f"{'is' if len(left) == 1 else 'are'} left.",
        "They are half-made copies that nothing uses, and take room.",
        "They are deleted.",
        tuple(map(str, left)),
        mend,
    )


def permissions(path: Path, others: Sequence[Kept]) -> Iterator[Finding]:
    """Files and folders that other people may read or write; `others` beside diary and backups."""
    if os.name == "nt":  # its files have no such modes
        return
    folder = folder_of(path)
    private = [Kept(folder, "the folder of the backups")] if folder.is_dir() else []
    private += [Kept(backup.path, "a backup") for backup in backups_seen(path)]
    if not path.is_symlink():
        private.insert(0, Kept(path, "the diary"))
    elif open_to := _open_to(path.resolve()):
        yield Finding(
            "linked-diary-open",
            "note",
            f"The diary is a link to a file that other people may {open_to}.",
            "filmlog leaves the file behind a link as you made it.",
            f"If nobody else should: `chmod 600 {path.resolve()}`.",
        )
    open_ones = [kept for kept in (*private, *others) if _open_to(kept.path)]
    if open_ones:
        yield Finding(
            "not-private",
            "wrong",
            "Other people who use this machine may read what is yours.",
            "filmlog makes every file for its owner alone; somebody or something changed that.",
            "They are made private: 0600 for a file, 0700 for a folder.",
            tuple(f"{k.what}: {k.path}, {_mode(k.path):04o}" for k in open_ones),
            lambda: _chmod((kept.path, _mode(kept.path) & ~_SOMEBODY_ELSE) for kept in open_ones),
        )
    yield from _folder(path.resolve().parent)


def _folder(folder: Path) -> Iterator[Finding]:
    mode = _mode(folder)
    # In a sticky folder such as /tmp nobody may rename or delete what is another's.
    if not mode & (_OTHERS | _GROUP) or mode & stat.S_ISVTX:
        return
    own = folder.stat().st_uid == os.geteuid()
    yield Finding(
        "folder-writable",
        "wrong" if mode & _OTHERS else "note",
        f"{'Everybody' if mode & _OTHERS else 'A group'} may write in the folder of the diary, "
        f"{folder}.",
        "Whoever may can put another file in the diary's place, or take it away.",
        "Only its owner may write in it." if own else "Ask its owner, or move the diary.",
        mend=(lambda: _chmod([(folder, mode & ~(_OTHERS | _GROUP))])) if own else None,
    )


def _chmod(modes: Iterable[tuple[Path, int]]) -> Iterable[Change]:
    for path, mode in modes:
        path.chmod(mode)
    return ()


def _open_to(path: Path) -> str:
    """What others may do with a file or folder: `read`, `write` or nothing."""
    try:
        mode = _mode(path) & _SOMEBODY_ELSE
    except OSError:
        return ""
    return "write" if mode & (_OTHERS | _GROUP) else "read" if mode else ""


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
