"""Rows about the watchlist and about lists with a name."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from filmlog.cli.imports.ledger import GONE, Ledger, Result
from filmlog.cli.imports.tracking import said_of
from filmlog.domain.change import Change
from filmlog.domain.imported import Imported
from filmlog.domain.merging import merged
from filmlog.domain.shelf import FilmList, Listed, Wish, spread
from filmlog.exchange.record import Row
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

_GAP = spread(2)[1]


class ShelfRows:
    """The wishes and lists of one import."""

    def __init__(self, diary: Diary, ledger: Ledger) -> None:
        self._diary = diary
        self._ledger = ledger
        self._lists: dict[str, FilmList] = {}

    def wish(
        self, row: Row, known: Imported | None, values: dict[str, Any], film_id: str
    ) -> Generator[Change, None, Result]:
        """A film on the watchlist."""
        wish = self._diary.by_id.get(Wish, known.record_id) if known is not None else None
        if wish is not None and wish.deleted:
            return GONE
        wish = wish or self._diary.by_id.wish_for(film_id)
        if wish is None:
            return (yield from self._ledger.made(Wish(new_ulid(), film_id)._replace(**values)))
        return (yield from self._merged(_label(row), wish, known, values))

    def film_list(
        self, known: Imported | None, values: dict[str, Any]
    ) -> Generator[Change, None, Result]:
        """A list, apart from the films on it."""
        name = values["name"]
        found = self._diary.by_id.get(FilmList, known.record_id) if known is not None else None
        if found is not None and found.deleted:
            return GONE
        found = found or self._diary.film_lists.named(name)
        if found is None:
            self._lists[name] = FilmList(new_ulid(), name)._replace(**values)
            return (yield from self._ledger.made(self._lists[name]))
        self._lists[name] = found
        return (yield from self._merged(f"the list {name!r}", found, known, values))

    def listed(
        self, row: Row, known: Imported | None, values: dict[str, Any], film_id: str
    ) -> Generator[Change, None, Result]:
        """A film on a list; at its end, unless the list came from where the row comes from."""
        item = self._diary.by_id.get(Listed, known.record_id) if known is not None else None
        if item is not None and item.deleted:
            return GONE
        film_list = yield from self._list_named(values.pop("list"))
        place = values.pop("place", None)
        if place is not None and (self._ledger.has(film_list) or "rank" in said_of(known)):
            values["rank"] = place * _GAP
        item = item or self._diary.by_id.listed(film_list.id, film_id)
        if item is not None:
            return (yield from self._merged(_label(row), item, known, values))
        last = None if "rank" in values else self._diary.by_id.last_rank(film_list.id)
        made = Listed(new_ulid(), film_list.id, film_id, 0 if last is None else last + _GAP)
        return (yield from self._ledger.made(made._replace(**values)))

    def _list_named(self, name: str) -> Generator[Change, None, FilmList]:
        if name not in self._lists:
            found = self._diary.film_lists.named(name)
            if found is None:
                found = FilmList(new_ulid(), name)
                yield from self._ledger.made(found)
            self._lists[name] = found
        return self._lists[name]

    def _merged(
        self,
        label: str,
        before: Wish | Listed | FilmList,
        known: Imported | None,
        values: dict[str, Any],
    ) -> Generator[Change, None, Result]:
        after, differences = merged(before, values, said_of(known))
        self._ledger.kept(label, differences)
        return (yield from self._ledger.changed(before, after))


def _label(row: Row) -> str:
    return row.film.label if row.film is not None else ""
