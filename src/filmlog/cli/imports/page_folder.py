"""The folder that pages stand in: what filmlog wrote there, and what it would write today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli import exports
from filmlog.exchange.pages import manifest
from filmlog.exchange.pages.folder import Wanted
from filmlog.exchange.pages.writing import wanted

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Archive, Member
    from filmlog.storage.diary import Diary


class Base(NamedTuple):
    """What is known of a page beside its text, in a diary that is not empty.

    `is_fresh` when the diary still says what filmlog wrote on it; `text` is what it would write.
    """

    is_edited: bool = True
    is_fresh: bool = False
    text: str = ""


class PageFolder:
    """Where the pages that are imported come from; in a zip, or from a pipe, nothing is known."""

    def __init__(self, archive: Archive, path: Path | None, diary: Diary) -> None:
        """`path` is what the person named: the folder, a page in it or in one of its folders."""
        self._diary = diary
        self._root: Path | None = None
        self._inside = ""
        if path is not None and not archive.is_zip:
            self._root = path if archive.folder is not None else _folder_of(path)
            if archive.folder is None:
                inside = path.parent.relative_to(self._root).as_posix()
                self._inside = "" if inside == "." else f"{inside}/"
        self._written = manifest.read(self._root) if self._root is not None else {}

    def name(self, member: Member) -> str:
        """What a page is called from the top of the folder."""
        return self._inside + member.name

    def bases(self, members: Sequence[Member]) -> Mapping[str, Base]:
        """What is known of each page by its name; of those that nobody edited, only that."""
        sums = {self.name(member): sha256(member.data()).hexdigest() for member in members}
        same = {
            name: Base(is_edited=False)
            for name, sum_ in sums.items()
            if name in self._written and sum_ in self._written[name].sums
        }
        return same | {
            page.name: Base(
                is_fresh=page.name in self._written and page.sum in self._written[page.name].sums,
                text=page.data().decode(),
            )
            for page in self.today(sums.keys() - same.keys())
        }

    def today(self, names: Collection[str]) -> Iterator[Wanted]:
        """Some of the pages, as filmlog would write them today."""
        if names:
            films, shelves = exports.films(self._diary, None), exports.shelves(self._diary, None)
            pages = wanted(films, shelves, picture_bytes=self._diary.picture)
            yield from (page for page in pages if page.name in names)

    def accept(self, sums: Mapping[str, frozenset[str]]) -> None:
        """Know pages for filmlog's own: what stands on them is in the diary now."""
        if self._root is None or not sums:
            return
        known = {
            name: file._replace(sums=file.sums | sums.get(name, frozenset()))
            for name, file in self._written.items()
        }
        manifest.write(self._root, known)


def _folder_of(page: Path) -> Path:
    """The top of the folder that a page is in, by its manifest."""
    inner = (manifest.LISTS, manifest.SOURCES)
    outer = page.parent.parent
    is_inner = page.parent.name in inner and (outer / manifest.NAME).is_file()
    return outer if is_inner else page.parent
