"""What an import makes and changes, counted for its account."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import NamedTuple

from filmlog.domain.account import Account, Kept, Outcome
from filmlog.domain.change import Change, Record
from filmlog.domain.filling import Difference
from filmlog.domain.film import Film
from filmlog.domain.viewing import Viewing


class Result(NamedTuple):
    """What became of a row, why, and the record it went into."""

    outcome: Outcome
    why: str = ""
    record_id: str = ""


GONE = Result("skipped", "removed from the diary here, or off the watchlist or a list")


class Brief(NamedTuple):
    """What most rows ask of a viewing: its id, its day ('' for none), its rating."""

    id: str
    watched: str
    rating: int | None


class Ledger:
    """The records that one import made or changed.

    Of films that it made it knows the viewings in short, without asking the diary for each row.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._touched: set[str] = set()
        self._films: dict[str, list[Brief]] = {}

    def viewings_of(self, film_id: str) -> list[Brief] | None:
        """The viewings of a film that this import made, as made; None for another film."""
        return self._films.get(film_id)

    def has(self, record: Record) -> bool:
        """Whether this import made or changed a record."""
        return record.id in self._touched

    def made(self, record: Record) -> Generator[Change, None, Result]:
        """A record that was not there."""
        self._account.made[_kind(record)] += 1
        self._touched.add(record.id)
        if isinstance(record, Film):
            self._films[record.id] = []
        elif isinstance(record, Viewing) and record.film_id in self._films:
            self._films[record.film_id].append(_brief(record))
        yield Change(None, record)
        return Result("added", record_id=record.id)

    def changed(self, before: Record, after: Record) -> Generator[Change, None, Result]:
        """A record that a row belongs to, as it was and as it shall be, which may be the same."""
        if after != before:
            self._account.changed[_kind(after)] += 1
            self._touched.add(after.id)
            if isinstance(after, Viewing) and (briefs := self._films.get(after.film_id)):
                briefs[:] = [_brief(after) if one.id == after.id else one for one in briefs]
            yield Change(before, after)
        is_ours = after.id in self._touched
        return Result("merged" if is_ours else "already there", record_id=after.id)

    def kept(self, label: str, differences: Iterable[Difference]) -> None:
        """Fields of a film that were left as the diary has them."""
        self._account.kept += [Kept(label, *difference) for difference in differences]


def _brief(viewing: Viewing) -> Brief:
    return Brief(viewing.id, viewing.watched.iso if viewing.watched else "", viewing.rating)


def _kind(record: Record) -> str:
    return type(record).__name__.lower()
