"""Writing in the person's own editor, without losing a word.

What is written stays in a private draft until it is in the diary: an editor that fails, a full
disk or a refused value leaves it, and the message says where. One terminal has it at a time.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filmlog.errors import CancelledError, FilmlogError, UsageError
from filmlog.files import make_private_dir, make_private_file, write_private
from filmlog.paths import drafts_folder


@contextmanager
def written_in_editor(name: str, text: str) -> Iterator[str | None]:
    """Open `text` in the editor and give what came back, or None when it is unchanged.

    Emptying it stops, as in git: CancelledError. So does another terminal in which the same is
    open: FilmlogError.

    The draft (`name`.md) is removed when the block ends well, so that is where it has to be put
    in the diary. A draft left from before is opened in place of `text`: it is nowhere else.
    """
    draft = drafts_folder() / f"{name}.md"
    make_private_dir(draft.parent)
    with _alone_with(draft):
        yield from _written(draft, text)


def _written(draft: Path, text: str) -> Iterator[str | None]:
    if draft.exists() and draft.read_bytes() != text.encode():
        sys.stderr.write(f"A draft from before is opened again: {draft}\n")
    else:
        write_private(draft, text.encode())
    edit_file(draft)
    written = _read(draft)
    if not written.strip():
        draft.unlink(missing_ok=True)
        raise CancelledError("Stopped, since the text was empty; nothing was changed.")
    try:
        yield None if written == text else written
    except FilmlogError as error:
        if written == text:
            draft.unlink()
        else:
            error.hint = f"{error.hint} Your text is kept in {draft} and opens again.".strip()
        raise
    draft.unlink()


@contextmanager
def _alone_with(draft: Path) -> Iterator[None]:
    """Keep other terminals from a draft; the system lets go of it when this program dies."""
    lock = draft.with_name(f".{draft.stem}.lock")
    make_private_file(lock)
    with lock.open("r+b") as file:
        if (
            not _is_locked(file)
            or not lock.exists()
            or not os.path.samestat(os.fstat(file.fileno()), lock.stat())
        ):  # another has it, or had it and took it away
            raise FilmlogError(
                "The same text is open in another terminal.",
                f"Save and close it there, then run the command again. It is in {draft}.",
            )
        try:
            yield
        finally:
            if sys.platform != "win32":  # which deletes nothing that is open
                lock.unlink(missing_ok=True)


def _is_locked(file: BinaryIO) -> bool:
    """Lock an open file, unless another program has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a network disk without locks
        return True
    return True


def edit_file(path: Path) -> None:
    """Open a file in the editor; an editor that replaces it does not change who may read it."""
    mode = stat.S_IMODE(path.stat().st_mode)
    try:
        _run_editor(path)
    finally:
        if path.exists():
            path.chmod(mode)


def _run_editor(path: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _default_editor()
    try:
        code = subprocess.call([*shlex.split(command, posix=os.name != "nt"), str(path)])  # noqa: S603 - the person's own editor
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The editor {command!r} could not be started: {getattr(error, 'strerror', error)}.",
            f"Set EDITOR to the one you use. The text is in {path}.",
        ) from None
    if code != 0:
        raise FilmlogError(
            f"The editor {command!r} ended with code {code}; nothing was changed.",
            f"What you wrote is kept in {path} and opens again.",
        )


def _default_editor() -> str:
    return "notepad" if os.name == "nt" else "vi"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise UsageError(
            f"What the editor saved in {path} is not UTF-8.",
            "Run it again, and save it as UTF-8; it opens as it is.",
        ) from None
