"""The rows of a file from a service, one by one, as changes to the diary."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from filmlog.cli.imports.films import Films, Resolved
from filmlog.cli.imports.ledger import GONE, Ledger, Result
from filmlog.cli.imports.shelves import ShelfRows
from filmlog.cli.imports.tags import Rule, applied
from filmlog.cli.imports.tracking import Tracking
from filmlog.cli.imports.viewings import ViewingRows
from filmlog.domain.account import Account, RowOutcome
from filmlog.domain.change import Change
from filmlog.domain.imported import Imported, digest
from filmlog.exchange.record import FieldError, Reading, Rejected, Row, Skipped

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

_TABLES = {
    "viewing": "viewing",
    "seen": "viewing",
    "wish": "wish",
    "list": "filmlist",
    "listed": "listed",
}
"""Where the records of each kind of row are kept."""


class RowImport:
    """One import of rows. Changes have to be written as they come: what follows looks them up."""

    def __init__(
        self,
        diary: Diary,
        films: Films,
        tracking: Tracking,
        ledger: Ledger,
        account: Account,
        rules: Sequence[Rule],
    ) -> None:
        self._diary = diary
        self._films = films
        self._tracking = tracking
        self._account = account
        self._rules = rules
        self._viewings = ViewingRows(diary, tracking, ledger)
        self._shelves = ShelfRows(diary, ledger)

    def changes(self, readings: Iterable[Reading]) -> Iterator[Change]:
        """What has to be written for each row; the account has its outcome after that."""
        account = self._account
        for reading in readings:
            account.read += 1
            file, line = reading.place
            match reading:
                case Skipped():
                    outcome = RowOutcome(file, line, "skipped", why=reading.reason)
                case Rejected():
                    field, why = reading.field, reading.why
                    outcome = RowOutcome(file, line, "rejected", field=field, why=why)
                case Row():
                    label = reading.film.label if reading.film is not None else ""
                    try:
                        result = yield from self._row(reading)
                    except FieldError as error:
                        outcome = RowOutcome(file, line, "rejected", label, error.field, error.why)
                    else:
                        outcome = RowOutcome(file, line, result.outcome, label, why=result.why)
            account.add(outcome)

    def _row(self, row: Row) -> Generator[Change, None, Result]:
        key = f"{row.kind} {row.key}"
        known = self._tracking.known(key)
        row_digest = digest(row.raw)
        if known is not None and known.digest == row_digest and not self._rules:
            is_gone = self._diary.by_id.is_gone(_TABLES[row.kind], known.record_id)
            return GONE if is_gone else Result("already there")
        values = dict(row.read())
        if "tags" in values:
            values = applied(self._rules, values)
        film = Resolved("")
        if row.film is not None:
            film = yield from self._films.of(row.film)
        result = yield from self._by_kind(row, key, known, row_digest, values, film)
        if result.outcome == "added":
            self._account.tags.update(values.get("tags", ()))
        return result

    def _by_kind(
        self,
        row: Row,
        key: str,
        known: Imported | None,
        row_digest: str,
        values: dict[str, Any],
        film: Resolved,
    ) -> Generator[Change, None, Result]:
        if film.is_gone:
            return GONE
        match row.kind:
            case "viewing" | "seen":
                made = (
                    self._viewings.seen(row, known, values, film.id)
                    if row.kind == "seen"
                    else self._viewings.viewing(row, known, values, film.id)
                )
            case "wish":
                made = self._shelves.wish(row, known, values, film.id)
            case "list":
                made = self._shelves.film_list(known, values)
            case "listed":
                made = self._shelves.listed(row, known, values, film.id)
        result = yield from made
        if result.record_id:
            if row.same_as:
                self._tracking.went_into(row.key, result.record_id, values)
            yield from self._tracking.keep(known, key, result.record_id, row_digest, values)
        return result
