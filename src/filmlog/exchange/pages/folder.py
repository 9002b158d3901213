"""A folder made to hold certain files, touching what has changed only and nothing of the user's."""

from __future__ import annotations

import hashlib
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filmlog.errors import FilmlogError
from filmlog.exchange.pages import manifest
from filmlog.exchange.pages.filenames import folded
from filmlog.exchange.pages.manifest import Written
from filmlog.files import explain, make_private_dir, write_private

_EMPTY = hashlib.sha256().hexdigest()
_LINK = "a link"
_IMMOVABLE = "a folder or a device"


class Wanted(NamedTuple):
    """A file to be there: its path in the folder, whose it is by id, its SHA-256, its bytes."""

    name: str
    film: str
    sum: str
    data: Callable[[], bytes]


class PagesReport(NamedTuple):
    """What became of each file, as paths in the folder with `/` between parts.

    `kept` are files that are no longer wanted, but which the user has changed.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def update(folder: Path, wanted: Iterable[Wanted], *, overwrite: bool) -> PagesReport:
    """Make `folder` hold the wanted files and none that filmlog wrote before; see `write_pages`."""
    try:
        plan = _Plan(folder, wanted)
        plan.check(overwrite=overwrite)
        plan.carry_out()
    except OSError as error:
        raise explain(error) from error
    unchanged = tuple(name for name in plan.files if name not in plan.writes)
    return PagesReport(tuple(plan.writes), unchanged, tuple(plan.removals), tuple(plan.kept))


class _Plan:
    """What there is to do; nothing is touched before `carry_out`."""

    def __init__(self, folder: Path, wanted: Iterable[Wanted]) -> None:
        self.folder = folder
        self.known = manifest.read(folder)
        self.files: dict[str, Written] = {}
        self.writes: dict[str, Callable[[], bytes]] = {}
        self.foreign: list[str] = []
        self.immovable: list[str] = []
        self.removals: list[str] = []
        self.kept: list[str] = []
        ours: dict[str, frozenset[str]] = defaultdict(frozenset)
        for name, written in self.known.items():
            ours[folded(name)] |= written.sums
        for file in wanted:
            if not self._is_closed(file.name):
                self._want(file, ours.get(folded(file.name), frozenset()))
        for name in sorted(self.known.keys() - self.files.keys()):
            there = None if self._is_closed(name) else _sum(folder / name)
            if there is not None:
                (self.removals if there in self.known[name].sums else self.kept).append(name)

    def _is_closed(self, name: str) -> bool:
        """Whether a file is in a folder that is a link or no folder: then all has to stop.

        What is behind a link is not looked at, so no file there can be told to be filmlog's.
        """
        inner = name.rpartition("/")[0]
        if not inner or not _is_in_the_way(self.folder / inner):
            return False
        if inner not in self.immovable:
            self.immovable.append(inner)
        return True

    def _want(self, file: Wanted, ours: frozenset[str]) -> None:
        self.files[file.name] = Written(file.film, frozenset({file.sum}))
        there = _sum(self.folder / file.name)
        # On a disk that ignores case a file respelt is still there under its old name.
        is_respelt = bool(ours) and file.name not in self.known
        if there == file.sum and not is_respelt:
            return
        self.writes[file.name] = file.data
        # An empty file is what a power failure can leave of one of ours.
        if there == _IMMOVABLE:
            self.immovable.append(file.name)
        elif there not in {None, file.sum, *ours} and not (ours and there == _EMPTY):
            self.foreign.append(file.name)

    def check(self, *, overwrite: bool) -> None:
        """Refuse, before anything is written, to write over what is not filmlog's own."""
        if self.immovable:
            raise FilmlogError(
                f"In {self.folder} folders or links are in the way of pages and pictures.",
                "Nothing was written. Move them away, or export into another folder.",
                tuple(self.immovable),
            )
        if self.foreign and not overwrite:
            raise FilmlogError(
                f"In {self.folder} filmlog would write over files that are not its own, or that "
                "were changed since it wrote them.",
                "Nothing was written. Move them away, or write over them with --overwrite.",
                tuple(self.foreign),
            )

    def carry_out(self) -> None:
        """Write and remove; whenever this stops, the manifest knows every file of filmlog's."""
        make_private_dir(self.folder)
        if self.writes or self.removals:
            meanwhile = dict(self.known)
            for name in self.writes:
                before = self.known[name].sums if name in self.known else frozenset[str]()
                meanwhile[name] = Written(self.files[name].film, before | self.files[name].sums)
            manifest.write(self.folder, meanwhile)
        respelt = {folded(name) for name in self.writes}
        first = [name for name in self.removals if folded(name) in respelt]
        for name in first:
            (self.folder / name).unlink()
        for within in {name.rpartition("/")[0] for name in self.writes}:
            make_private_dir(self.folder / within)
        for name, data in self.writes.items():
            write_private(self.folder / name, data(), durable=False)
        for name in self.removals:
            if name not in first:
                (self.folder / name).unlink()
        for inner in {(self.folder / name).parent for name in self.removals} - {self.folder}:
            with suppress(OSError):  # not empty
                inner.rmdir()
        manifest.write(self.folder, self.files)


def _sum(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none, and a word for what is no plain file."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        return _LINK
    if not stat.S_ISREG(mode):
        return _IMMOVABLE
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_in_the_way(folder: Path) -> bool:
    return folder.is_symlink() or (folder.exists() and not folder.is_dir())
