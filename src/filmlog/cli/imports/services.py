"""Importing what a service exported: recognise, read, write, and ask about what is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from filmlog.cli.catalogues import catalogue_of
from filmlog.cli.context import Session
from filmlog.cli.imports.attempt import Done, Finish, Manner, Undone, attempt, diary_to_fill
from filmlog.cli.imports.films import Answers, Films
from filmlog.cli.imports.ledger import Ledger
from filmlog.cli.imports.rows import RowImport
from filmlog.cli.imports.tags import Rule
from filmlog.cli.imports.tracking import Tracking
from filmlog.cli.progress import bar
from filmlog.cli.questions import choose
from filmlog.domain.account import Account
from filmlog.domain.change import Change
from filmlog.exchange.formats import TABLE, Recognised
from filmlog.exchange.record import Asked, Reading
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue


class ServiceImport:
    """One import of files of one service."""

    def __init__(
        self,
        session: Session,
        recognised: Recognised,
        asked: Asked,
        rules: tuple[Rule, ...],
        manner: Manner,
        *,
        as_typed: bool,
    ) -> None:
        self._session = session
        self._recognised = recognised
        self._asked = asked
        self._rules = rules
        self._manner = manner
        self._as_typed = as_typed

    def run(self, finish: Finish) -> Done:
        """Import, or say what would be imported; on a terminal ask about what is not sure first."""
        with diary_to_fill(self._session, dry_run=self._manner.dry_run) as diary:
            if self._session.may_ask and not self._manner.dry_run:
                done = self._attempt(diary, {}, partial(_finish_if_sure, finish))
                if not done.account.unsure:
                    return done
                return self._attempt(diary, self._answers(done.account), finish)
            return self._attempt(diary, {}, finish)

    def _attempt(self, diary: Diary, answers: Answers, finish: Finish) -> Done:
        tracking = Tracking(diary.imports, self._recognised.name)

        def changes(account: Account) -> Iterator[Change]:
            ledger = Ledger(account)
            films = Films(
                diary,
                catalogue,
                tracking,
                ledger,
                account,
                service=self._recognised.name,
                day=self._session.now.date().isoformat(),
                answers=answers,
            )
            rows = RowImport(diary, films, tracking, ledger, account, self._rules)
            return rows.changes(self._readings())

        title = self._recognised.reader.TITLE
        words = f"import from {'a table' if self._recognised.name == TABLE else title}"
        with self._catalogue() as catalogue:
            return attempt(self._session, diary, self._manner, words, changes, finish)

    def _catalogue(self) -> AbstractContextManager[Catalogue | None]:
        return nullcontext() if self._as_typed else catalogue_of(self._session)

    def _readings(self) -> Iterator[Reading]:
        with bar("Importing") as advance:
            readings = self._recognised.reader.read(self._recognised.parts, self._asked)
            for number, reading in enumerate(readings, 1):
                advance(number, None)
                yield reading

    def _answers(self, account: Account) -> Answers:
        """What the person says of each film that may be one of the diary."""
        answers: dict[str, int | None] = {}
        for at, one in enumerate(account.unsure, 1):
            if one.film in answers:
                continue
            question = f"{at} of {len(account.unsure)}: is {one.film} a film you have already?"
            labels = [*one.options, f"another film, new in the diary: {one.film}"]
            picked = choose(question, labels)
            numbers = one.numbers
            answers[one.film] = numbers[picked] if picked < len(numbers) else None
        return answers


def _finish_if_sure(finish: Finish, account: Account) -> None:
    if account.unsure:
        raise Undone
    finish(account)
