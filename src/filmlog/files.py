"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from filmlog.errors import FilmlogError, StorageFullError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EIO}
_REASONS = {
    errno.EACCES: ("You may not write to {path}.", "Check the permissions of it and its folder."),
    errno.EPERM: ("You may not write to {path}.", "Check the permissions of it and its folder."),
    errno.EROFS: ("{path} is on a read-only disk.", "Name a place that can be written to."),
    errno.EISDIR: ("{path} is a folder.", "Name a file in it."),
    errno.ENOTDIR: ("{path} lies in something that is not a folder.", "Name another place."),
    errno.ENOENT: ("The folder of {path} is not there.", "Make it, or name another place."),
    errno.ENAMETOOLONG: ("The name {path} is too long for this disk.", "Choose a shorter one."),
    errno.EEXIST: ("{path} is there already and is no folder.", "Name another place."),
}


def write_private(path: Path, data: bytes) -> None:
    """Put `data` in the file at `path`, 0600 whatever the umask.

    It is written beside the old file and takes its place in one step, so that a crash or a full
    disk leaves the old one. Raises FilmlogError (StorageFullError for want of room).
    """
    spare = path.with_name(f".{path.name[:80]}.{os.getpid()}.new")
    try:
        make_private_dir(path.parent)
        try:
            descriptor = os.open(spare, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - the descriptor carries the mode
                _own(file.fileno())
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            spare.replace(path)
        except BaseException:
            spare.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise explain(error, path) from error


def make_private_dir(folder: Path) -> None:
    """Make `folder` and those above it that are missing, 0700; one that is there stays as it is.

    Raises OSError.
    """
    if folder.is_dir():
        return
    make_private_dir(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)  # the umask may have taken the owner's bits as well


def make_private_file(path: Path) -> None:
    """Make an empty file, 0600, where there is none. Raises OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _own(descriptor)
    finally:
        os.close(descriptor)


def explain(error: OSError, path: Path | None = None) -> FilmlogError:
    """What an OSError on a file means, as a sentence that names it."""
    where = path or error.filename or "the file"
    if error.errno in _NO_ROOM:
        return StorageFullError(
            f"The disk that holds {where} is full or failing.",
            "Nothing was changed. Free some space, then run the command again.",
        )
    sentence, hint = _REASONS.get(
        error.errno or 0, (f"{{path}} could not be used: {error.strerror}.", "")
    )
    return FilmlogError(sentence.format(path=where), hint)


def _own(descriptor: int) -> None:
    if hasattr(os, "fchmod"):  # Windows keeps a user's folders private by their ACLs
        os.fchmod(descriptor, 0o600)


def _sync_folder(folder: Path) -> None:
    # A rename is on the disk only when its folder is; Windows has no such call.
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
