"""One `filmlog import` from what was typed to its account."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from filmlog.cli.context import Session
from filmlog.cli.imports import tags
from filmlog.cli.imports.attempt import Done
from filmlog.cli.imports.natives import NativeImport
from filmlog.cli.imports.pages import PageImport, pages_of
from filmlog.cli.imports.recognising import notes, recognised
from filmlog.cli.imports.services import ServiceImport
from filmlog.cli.imports.wishes import NATIVE, OWN_FORMATS, PAGES, Wishes, checked
from filmlog.domain.account import Account
from filmlog.domain.numerals import counted
from filmlog.errors import FilmlogError
from filmlog.exchange import import_report
from filmlog.exchange.files.archive import Archive, open_archive
from filmlog.exchange.native_reading import is_native
from filmlog.files import write_private
from filmlog.paths import expanded
from filmlog.screen.import_account import account_lines


class Finished(NamedTuple):
    """A finished import, or a dry run: its format, where from, its account, the backup before."""

    title: str
    label: str
    wishes: Wishes
    done: Done

    @property
    def account(self) -> Account:
        """What became of every row."""
        return self.done.account

    @property
    def is_refused(self) -> bool:
        """Whether not one row could be read."""
        return self.account.counts()["rejected"] == self.account.read

    def lines(self) -> Iterator[str]:
        """The account for people."""
        dry_run = self.wishes.manner.dry_run
        yield f"{self.title}, {self.label}{' (dry run)' if dry_run else ''}"
        yield ""
        yield from account_lines(self.account, dry_run=dry_run)

    def as_json(self) -> str:
        """The account for programs, and what a report has."""
        backup = self.done.backup
        about = {
            "format": self.title,
            "from": self.label,
            "dry_run": self.wishes.manner.dry_run,
            "backup": str(backup) if backup is not None else None,
        }
        return import_report.as_json(self.account, about)

    def talk(self) -> Iterator[str]:
        """What else is to be said."""
        account, backup = self.account, self.done.backup
        if self.wishes.manner.dry_run:
            yield "Nothing was changed; without --dry-run this is written into the diary."
        elif account.made or account.changed:
            yield "Written into the diary."
        elif backup is not None:
            yield "What the file says was noted, to tell later what is new in it."
        else:
            yield "Nothing was changed."
        if backup is not None:
            yield f"The diary as it was before: {backup}"
        if self.wishes.report is not None:
            yield f"What became of each row: {self.wishes.report}"
        if account.edited and not self.wishes.manner.dry_run:
            yield "Next: `filmlog export markdown --pages DIR` writes the pages anew."
        if account.unsure and not self.wishes.manner.dry_run:
            yield "Next: `filmlog film merge FILM OTHER` makes one film of two that are the same."
        if account.left_open and not self.wishes.manner.dry_run:
            films = counted(account.left_open, "film")
            yield f"Next: `filmlog film match` fills in {films} left open."


def run(session: Session, wishes: Wishes) -> Finished:
    """Import what `wishes` says. Raises FilmlogError, and then nothing was changed."""
    wishes = checked(wishes)
    rules = tags.read_rules(wishes.tags)
    with _opened(wishes) as archive:
        own = wishes.format or _own_format(archive)
        if own in {NATIVE, PAGES}:
            title = OWN_FORMATS[own]
            importer = (
                NativeImport(session, archive, wishes.manner)
                if own == NATIVE
                else PageImport(session, archive, wishes.path, wishes.manner)
            )
            done = importer.run(lambda account: _finish(wishes, title, archive, account))
            return Finished(title, archive.label, wishes, done)
        found, asked = recognised(session, archive, wishes)

        def finish(account: Account) -> None:
            account.notes += notes(found, asked, account)
            _finish(wishes, found.reader.TITLE, archive, account)

        service = ServiceImport(
            session, found, asked, rules, wishes.manner, as_typed=wishes.as_typed
        )
        return Finished(found.reader.TITLE, archive.label, wishes, service.run(finish))


def _opened(wishes: Wishes) -> Archive:
    data = sys.stdin.buffer.read() if wishes.path is None else b""
    return open_archive(wishes.path, data, encoding=wishes.encoding)


def _own_format(archive: Archive) -> str:
    if any(is_native(member) for member in archive.members):
        return NATIVE
    return PAGES if pages_of(archive) else ""


def _finish(wishes: Wishes, title: str, archive: Archive, account: Account) -> None:
    """Refuse what holds nothing, and write the report, while all of it can still be undone."""
    if not account.read:
        raise FilmlogError(f"There is nothing to import in {archive.label}.")
    if wishes.report is not None:
        is_csv = wishes.report.suffix.lower() == ".csv"
        finished = Finished(title, archive.label, wishes, Done(account, None))
        text = import_report.as_csv(account) if is_csv else finished.as_json()
        write_private(expanded(wishes.report), text.encode())
