"""What is the machine's and the person's: settings, drafts, room on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from filmlog import config
from filmlog.domain.checkup import Finding
from filmlog.domain.size import size_words
from filmlog.domain.viewing import Viewing
from filmlog.errors import FilmlogError
from filmlog.paths import config_path, drafts_folder
from filmlog.storage.checkup.beside import Kept
from filmlog.storage.diary import Diary

_ROOM = 2
"""A change or a backup may need as much as the diary has; a whole import somewhat more."""


def settings() -> Iterator[Finding]:
    """Settings that cannot be read."""
    try:
        config.load()
    except FilmlogError as error:
        yield Finding(
            "unreadable-settings",
            "wrong",
            error.sentence,
            "Every command that asks for a setting stops.",
            error.hint,
        )


def private_files() -> list[Kept]:
    """The files of the person, beside the diary and its backups, that nobody else should read."""
    folder = drafts_folder()
    kept = [Kept(config_path(), "the settings"), Kept(folder, "the folder of the drafts")]
    return kept + [Kept(draft, "a draft") for draft in _drafts(folder)]


def drafts(diary: Diary | None) -> Iterator[Finding]:
    """Text written in the editor that is not in the diary; named by its film where one is open."""
    folder = drafts_folder()
    left = _drafts(folder)
    if left:
        yield Finding(
            "drafts",
            "note",
            "A draft was left." if len(left) == 1 else f"{len(left):,} drafts were left.",
            "What was written in the editor never came into the diary; it stands there alone.",
            "The same command opens it again. Delete it if you no longer want it.",
            tuple(f"{draft}: {_opens_again(diary, draft.stem)}" for draft in left),
        )


def room(path: Path) -> Iterator[Finding]:
    """Little room on the disk of the diary."""
    free, size = shutil.disk_usage(path.resolve().parent).free, path.stat().st_size
    if free < _ROOM * size:
        yield Finding(
            "little-room",
            "note",
            f"The disk has {size_words(free)} left, and the diary takes {size_words(size)}.",
            "A backup or a large import may find no room. It stops then, and nothing is lost.",
            "Free some space, or let the backups take less: `filmlog config set backup_size SIZE`.",
        )


def _drafts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md")) if folder.is_dir() else []


def _opens_again(diary: Diary | None, name: str) -> str:
    """The command that opens a draft again, by its name."""
    kind, _, key = name.partition("-")
    if kind == "add":
        return "`filmlog add TITLE --edit` with the title it was begun with"
    if diary is not None and kind == "edit" and (viewing := diary.by_id.get(Viewing, key)):
        film = diary.films_by_id([viewing.film_id])[viewing.film_id]
        return f"`filmlog edit '#{film.number}' --edit`, {film.label}"
    if diary is not None and kind == "film" and (film_of := diary.films_by_id([key]).get(key)):
        return f"`filmlog film edit '#{film_of.number}' --edit`, {film_of.label}"
    return "no command; its record is not in this diary"
