"""What is the machine's and the person's: settings, drafts, room on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from filmlog import config
from filmlog.cli.editor import base_of
from filmlog.domain.checkup import Finding
from filmlog.domain.conflict import Conflict
from filmlog.domain.size import size_words
from filmlog.domain.viewing import Viewing
from filmlog.errors import FilmlogError
from filmlog.paths import config_path, drafts_folder
from filmlog.storage.checkup.beside import Kept
from filmlog.storage.diary import Diary

_LONGEST = 200
"""Characters of the first line of a draft that are read."""

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
    drafts = [path for draft in _drafts(folder) for path in (draft, base_of(draft))]
    return kept + [Kept(path, "a draft") for path in drafts]


def drafts(diary: Diary) -> Iterator[Finding]:
    """Text written in the editor that is not in the diary, by whether a command here opens it."""
    opened = {draft: _opens_again(diary, draft) for draft in _drafts(drafts_folder())}
    known = {draft: command for draft, command in opened.items() if command}
    if known:
        yield Finding(
            "drafts",
            "note",
            "A draft was left." if len(known) == 1 else f"{len(known):,} drafts were left.",
            "What was written in the editor never came into the diary; it stands there alone.",
            "The command behind each opens it again. Delete it if you no longer want it.",
            tuple(f"{draft}: {command}" for draft, command in known.items()),
        )
    strange = [draft for draft in opened if draft not in known]
    if strange:
        yield Finding(
            "foreign-drafts",
            "note",
            "A draft of another diary was left."
            if len(strange) == 1
            else f"{len(strange):,} drafts of another diary were left.",
            "It was begun for a record that this diary has not; what was written stands there "
            "alone.",
            "With the diary it belongs to, `filmlog --db FILE doctor` says what opens it. Read it "
            "before you delete it.",
            tuple(f"{draft}: {_first_line(draft)}".rstrip(": ") for draft in strange),
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


def _opens_again(diary: Diary, draft: Path) -> str:
    """The command that opens a draft again, and of what it is; '' for a record of another diary."""
    kind, _, key = draft.stem.partition("-")
    if kind == "add":
        title = _first_line(draft)
        if not title:
            return "`filmlog add TITLE --edit` with the title it was begun with"
        return f"`filmlog add {quote(title)} --edit`"
    if kind == "edit" and (viewing := diary.by_id.get(Viewing, key)):
        film = diary.films_by_id([viewing.film_id])[viewing.film_id]
        return f"`filmlog edit '#{film.number}' --edit`, {film.label}"
    if kind == "film" and (film_of := diary.films_by_id([key]).get(key)):
        return f"`filmlog film edit '#{film_of.number}' --edit`, {film_of.label}"
    if kind == "conflict" and (conflict := diary.by_id.get(Conflict, key)):
        return f"`filmlog sync settle {conflict.number} --edit`, {conflict.field}"
    return ""


def _first_line(draft: Path) -> str:
    """The film that a draft is of, which stands in its first line; '' where nothing does."""
    try:
        with draft.open(encoding="utf-8", errors="replace") as file:
            return file.readline(_LONGEST).strip("#\ufeff \r\n")
    except OSError:
        return ""
