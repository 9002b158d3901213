"""Writing in the person's own editor, without losing a word.

What is written stays in a private draft until it is in the diary: an editor that fails, a full
disk or a refused value leaves it, and the message says where. One terminal has it at a time.
What it was begun from stays beside it, so that a draft opened again another day undoes nothing.
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
from typing import NamedTuple

from filmlog.errors import CancelledError, FilmlogError, UsageError
from filmlog.files import lock_file, make_private_dir, make_private_file, write_private
from filmlog.paths import drafts_folder
from filmlog.screen.console import tell


class Written(NamedTuple):
    """A text as it came back from the editor, and the record's own text it was begun from.

    A draft from before `is_reopened`, and its `base` is of that day.
    """

    text: str
    base: str
    is_reopened: bool


@contextmanager
def written_in_editor(name: str, text: str) -> Iterator[str | None]:
    """Open `text` in the editor and give what came back, or None when it is unchanged.

    Emptying it stops, as in git: CancelledError. So does another terminal in which the same is
    open: FilmlogError.

    The draft (`name`.md) is removed when the block ends well, so that is where it has to be put
    in the diary. A draft left from before is opened in place of `text`: it is nowhere else.
    """
    draft = _draft(name)
    with _alone_with(draft):
        if not _is_reopened(draft, text):
            write_private(draft, text.encode())
        with _kept_until_used(draft, text) as written:
            yield None if written == text else written


@contextmanager
def changed_in_editor(name: str, text: str, base: str) -> Iterator[Written]:
    """Open `text`, that was made from the `base` of a record, as `written_in_editor` does.

    A draft in which nothing was written yet is begun anew: the record may be another by now.
    """
    draft = _draft(name)
    begun = base_of(draft)
    with _alone_with(draft):
        if _is_untouched(draft, begun):
            draft.unlink()
        is_reopened = _is_reopened(draft, text)
        if not is_reopened:
            write_private(begun, base.encode())  # first, since a draft without it undoes changes
            write_private(draft, text.encode())
        elif not begun.exists():
            write_private(begun, base.encode())
            tell("It does not say what it was begun from: it goes before later changes.")
        with _kept_until_used(draft, text) as written:
            yield Written(written, _read(begun), is_reopened)


def base_of(draft: Path) -> Path:
    """Where the text that a draft was begun from is kept."""
    return draft.with_name(f".{draft.stem}.begun")


def _draft(name: str) -> Path:
    draft = drafts_folder() / f"{name}.md"
    make_private_dir(draft.parent)
    return draft


def _is_untouched(draft: Path, begun: Path) -> bool:
    return draft.exists() and begun.exists() and draft.read_bytes() == begun.read_bytes()


def _is_reopened(draft: Path, text: str) -> bool:
    """Whether there is a draft from before, which says another thing than `text`; that is told."""
    if not draft.exists() or draft.read_bytes() == text.encode():
        return False
    tell(f"A draft from before is opened again: {draft}")
    return True


@contextmanager
def _kept_until_used(draft: Path, text: str) -> Iterator[str]:
    """Open a draft, and remove it once the block has used it, or when it says only `text`."""
    edit_file(draft)
    written = _read(draft)
    if not written.strip():
        _remove(draft)
        raise CancelledError("Stopped, since the text was empty; nothing was changed.")
    try:
        yield written
    except FilmlogError as error:
        if written == text:
            _remove(draft)
        else:
            error.hint = f"{error.hint} Your text is kept in {draft} and opens again.".strip()
        raise
    _remove(draft)


def _remove(draft: Path) -> None:
    draft.unlink(missing_ok=True)
    base_of(draft).unlink(missing_ok=True)


@contextmanager
def _alone_with(draft: Path) -> Iterator[None]:
    """Keep other terminals from a draft; the system lets go of it when this program dies."""
    lock = draft.with_name(f".{draft.stem}.lock")
    make_private_file(lock)
    with lock.open("r+b") as file:
        if (
            not lock_file(file.fileno())
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
