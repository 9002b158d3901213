"""Importing a folder of Markdown pages: all of it, or what a person has changed on them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from filmlog.cli.imports.attempt import Done, Finish, Manner, attempt, diary_to_fill
from filmlog.cli.imports.ledger import Ledger, Result
from filmlog.cli.imports.page_changes import Known, PageChanges
from filmlog.cli.imports.page_folder import Base, PageFolder
from filmlog.cli.progress import tracked
from filmlog.domain.account import Account, Kept, RowOutcome
from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.shelf import FilmList
from filmlog.domain.source import Source
from filmlog.exchange.files.archive import Archive, Member
from filmlog.exchange.pages.reading import (
    PageError,
    kind_of_page,
    read_list_page,
    read_page,
    read_source_page,
    unread_edits,
)
from filmlog.exchange.record import FieldError

if TYPE_CHECKING:
    from filmlog.cli.context import Session
    from filmlog.storage.diary import Diary

_ORDER = ("source", "film", "list", "watchlist")
"""What is referred to comes first."""

_STALE = "the diary has changed since this page was written; --overwrite takes the word of the page"


def pages_of(archive: Archive) -> list[tuple[str, Member]]:
    """The pages of filmlog's in what was handed over, each with its kind, in order of reading."""
    found = [
        (kind, member)
        for member in archive.members
        if member.name.lower().endswith(".md") and (kind := kind_of_page(member.head))
    ]
    return sorted(found, key=lambda pair: (_ORDER.index(pair[0]), pair[1].name))


class PageImport:
    """One import of pages; unless overwritten the diary's word stays where it has changed since."""

    def __init__(
        self,
        session: Session,
        archive: Archive,
        path: Path | None,
        manner: Manner,
    ) -> None:
        """`path` is where the archive is, None for standard input."""
        self._session = session
        self._archive = archive
        self._path = path
        self._manner = manner

    def run(self, finish: Finish) -> Done:
        """Import, or say what would be imported."""
        taken: dict[str, frozenset[str]] = {}
        with diary_to_fill(self._session, dry_run=self._manner.dry_run) as diary:
            folder = PageFolder(self._archive, self._path, diary)

            def changes(account: Account) -> Iterator[Change]:
                work = _Work(
                    self._session, self._archive, folder, diary, account, self._manner, taken
                )
                return work.changes()

            words = "import from Markdown pages"
            done = attempt(self._session, diary, self._manner, words, changes, finish)
            if not self._manner.dry_run:
                folder.accept(taken)
        return done


class _Work:
    def __init__(
        self,
        session: Session,
        archive: Archive,
        folder: PageFolder,
        diary: Diary,
        account: Account,
        manner: Manner,
        taken: dict[str, frozenset[str]],
    ) -> None:
        """`taken` gets the sums of the pages that are in the diary whole from now on, by name."""
        self._archive = archive
        self._folder = folder
        self._diary = diary
        self._account = account
        self._overwrite = manner.overwrite
        self._stamp = stamp(session.now)
        self._is_new = diary.is_new
        self._ledger = Ledger(account)
        self._known: Known = {}
        self._edited: dict[str, tuple[str, Base]] = {}
        self._taken = taken
        self._files = {member.name: member for member in archive.members}

    def changes(self) -> Iterator[Change]:
        """What has to be written for each page; the account has its outcome after that."""
        pages = pages_of(self._archive)
        bases = {} if self._is_new else self._folder.bases([member for _, member in pages])
        for kind, member in tracked(pages, "Importing"):
            self._account.read += 1
            field, line = "", 1
            label = ""
            try:
                label, result = yield from self._page(kind, member, bases)
                outcome, why = result.outcome, result.why
            except PageError as error:
                outcome, line = "rejected", error.line
                why = error.sentence.removeprefix(f"{error.file}, line {line}: ")
                why = f"{why} {error.hint}".strip()
            except FieldError as error:
                outcome, field, why = "rejected", error.field, error.why
            self._account.add(RowOutcome(member.name, line, outcome, label, field, why))
        self._look_again()

    def _page(
        self, kind: str, member: Member, bases: Mapping[str, Base]
    ) -> Generator[Change, None, tuple[str, Result]]:
        name = self._folder.name(member)
        here = bases.get(name, Base())
        if kind == "watchlist":
            return "", Result("skipped", "the watchlist: its films say why they are on it")
        if not here.is_edited:
            return "", Result("already there")
        text = member.text()
        asked = PageChanges(self._diary, self._known, self._stamp, is_new=self._is_new)
        label, is_new, pictures = self._read(kind, text, member, asked)
        if asked.changes and not (is_new or here.is_fresh or self._overwrite or asked.only_adds):
            self._account.kept += [
                Kept(label, one.field, one.before, one.after) for one in asked.edited if one.field
            ]
            return label, Result("rejected", _STALE)
        if here.text:
            self._edited[name] = (text, here)
        if not asked.changes:
            return label, Result("already there")
        self._keep_pictures(pictures)
        for change in asked.changes:
            if change.before is None:
                yield from self._ledger.made(change.after)
            else:
                yield from self._ledger.changed(change.before, change.after)
        if not is_new:
            self._account.edited += asked.edited
        return label, Result("added" if is_new else "merged")

    def _read(
        self, kind: str, text: str, member: Member, asked: PageChanges
    ) -> tuple[str, bool, Sequence[tuple[str, str]]]:
        """What a page is of, whether that is new here, its pictures; `asked` has its changes."""
        by_id = self._diary.by_id
        if kind == "film":
            page = read_page(text, member.name)
            is_new = by_id.get(Film, page.film.id) is None
            asked.film(page)
            files = [file for seen in page.viewings for file in seen.files]
            return page.film.label, is_new, files
        if kind == "list":
            of_list = read_list_page(text, member.name)
            is_new = by_id.get(FilmList, of_list.film_list.id) is None
            asked.film_list(of_list)
            return of_list.film_list.name, is_new, ()
        of_source = read_source_page(text, member.name)
        is_new = by_id.get(Source, of_source.source.id) is None
        asked.source(of_source)
        return of_source.source.name, is_new, ()

    def _keep_pictures(self, files: Iterable[tuple[str, str]]) -> None:
        for sum_, path in files:
            if self._diary.has_picture(sum_):
                continue
            member = self._files.get(path)
            if member is None:
                raise FieldError("pictures", f"{path} is not in the folder")
            data = member.data()
            if sha256(data).hexdigest() != sum_:
                raise FieldError("pictures", f"{path} is not the picture it was")
            self._diary.keep_picture(sum_, data)
            self._account.made["picture"] += 1

    def _look_again(self) -> None:
        """Name the lines that were changed in vain; the other pages are filmlog's own from now on.

        What is worked out from the front matter follows from it on the page of today.
        """
        for page in self._folder.today(self._edited.keys()):
            text, before = self._edited[page.name]
            lines = unread_edits(text, before.text, page.data().decode())
            if lines and before.is_fresh:
                numbers = ", ".join(map(str, lines[:8]))
                self._account.notes.append(
                    f"{page.name}, line {numbers}: a change there is not read, as it is worked "
                    "out; make it between the two lines of ---."
                )
            else:
                own = sha256(text.encode()).hexdigest()
                self._taken[page.name] = frozenset({own, page.sum})
