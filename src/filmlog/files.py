"""Writing files that only their owner may read, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from filmlog.errors import FilmlogError, StorageFullError, UsageError

_FULL = frozenset({errno.ENOSPC, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
_MEANINGS: dict[int, tuple[str, str]] = {
    errno.EACCES: (
        "{path} may not be read or written by you.",
        "Check the permissions of the file and of the folder it is in.",
    ),
    errno.EISDIR: ("{path} is a folder, not a file.", "Name a file in it."),
    errno.ENOTDIR: (
        "{path} is not in a folder: a part of its path is a file.",
        "Name another place, or move that file away.",
    ),
    errno.ENOENT: (
        "{path} is not there, or the folder it should be in is not.",
        "Check the name and the folder.",
    ),
    errno.EEXIST: ("{path} is there already.", "Name another place, or move it away."),
    errno.EROFS: ("{path} is on a read-only disk.", "Name a place on another disk."),
    errno.ENAMETOOLONG: ("The name {path} is too long for this disk.", "Choose a shorter one."),
    errno.ELOOP: ("{path} is a link that leads back to itself.", "Name the file itself."),
}
_MEANINGS[errno.EPERM] = _MEANINGS[errno.EACCES]


def write_private(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Make `path` a file of exactly `data`, mode 0600 whatever the umask; a link is replaced.

    The old file is there until the new one is whole, and as it was if anything fails. `durable`
    waits until the disk has it; False is for what can be written again, at a third of the time.
    Raises StorageFullError or FilmlogError.
    """
    temporary = path.parent / f".filmlog-{os.urandom(8).hex()}.tmp"
    try:
        try:
            _write_new(temporary, data, durable=durable)
            os.replace(temporary, path)  # noqa: PTH105 - replaces on Windows too, like Path.replace
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        raise explain(error, path) from error


def make_private_dir(path: Path) -> None:
    """Make a folder, and those above it that are missing, mode 0700; one that is there stays as is.

    Raises FilmlogError.
    """
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    except OSError as error:
        raise explain(error, path) from error


def refuse_no_folder(path: Path) -> None:
    """Raise UsageError where the folder is not there in which a file is to be made."""
    folder = path.parent
    if os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises for one that may not be entered
        return
    if os.path.lexists(folder):
        raise UsageError(f"{folder} is not a folder.", "Name another place.")
    raise UsageError(f"There is no folder {folder}.", "Make it first, or name another place.")


def make_private_file(path: Path, called: Path | None = None) -> None:
    """Make an empty file where there is none, mode 0600 whatever the umask.

    Raises FilmlogError about the file, or about what it is `called`, such as that which it becomes.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            if hasattr(os, "fchmod"):  # not on Windows, which has no such modes
                os.fchmod(file.fileno(), 0o600)
    except OSError as error:
        raise explain(error, called or path) from error


def lock_file(descriptor: int) -> bool:
    """Take the lock of an open file, unless somebody has it; the system lets go at its closing.

    A network disk without locks counts as taken.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def explain(error: OSError, path: Path | None = None) -> FilmlogError:
    """The error as a sentence about `path`, by default the file that the error names."""
    name = str(path or error.filename or "the file")
    if error.errno in _FULL:
        return StorageFullError(
            f"The disk that holds {name} is full, or failing.",
            "What was there is as it was. Free some space, then run the command again.",
        )
    if error.errno in _MEANINGS:
        sentence, hint = _MEANINGS[error.errno]
        return FilmlogError(sentence.format(path=name), hint)
    return FilmlogError(f"{name} could not be used: {error.strerror or error}.")


def _write_new(path: Path, data: bytes | Iterable[bytes], *, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if hasattr(os, "fchmod"):  # not on Windows, which has no such modes
            os.fchmod(descriptor, 0o600)
        file.writelines([data] if isinstance(data, bytes) else data)
        if durable:
            file.flush()
            os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Let the disk keep the new name too; Windows and some network disks cannot, nor need to.

    Raises StorageFullError, when what was written is in its place already.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise StorageFullError(
                f"The disk that holds {folder} failed.",
                "What was to be written is there, but may not outlast a power cut. Check the disk, "
                "then run the command again.",
            ) from error
    finally:
        os.close(descriptor)
