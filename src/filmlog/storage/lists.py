"""A diary opened to look things up in lists: lines, titles, completions; no record is loaded.

`filmlog list` and completion need no more, and the records of the domain cost 15 ms to import.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from filmlog.storage import database, failures, listing
from filmlog.storage.listing import Condition

if TYPE_CHECKING:
    from filmlog.domain.line import DiaryLine
    from filmlog.storage.passes import Passes
    from filmlog.storage.sources import Sources


class SoonDue(NamedTuple):
    """A pass as a notice needs it: instants as stored, the price in minor units if known."""

    id: str
    kind: str
    source: str
    starts: str
    ends: str | None
    every: str
    minor: int | None
    currency: str | None


class DiaryLists:
    """An open diary. Use it as a context manager; the file is closed at the end.

    Anything SQLite raises inside comes out as a DiaryError with a sentence about the file.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, create: bool = False, wait: float | None = None) -> Self:
        """Open the diary at `path`; with `create`, make an empty one when there is none.

        `wait` is how many seconds to wait for another program that holds it, ten unless given.
        """
        if create and not os.path.exists(path):  # noqa: PTH110 - Path.exists raises for some
            from filmlog.storage import missing  # 3 ms, once in the life of a diary

            missing.create(path)
        return cls(path, database.open_existing(path, wait, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.connection.close()
        if isinstance(error, (sqlite3.Error, *failures.MISFITS)):
            with failures.explained(self.path):
                raise error

    def lines(
        self,
        condition: Condition,
        *,
        order: str = "watched",
        reverse: bool = False,
        limit: int | None = None,
    ) -> Iterator[DiaryLine]:
        """The viewings that meet a condition, sorted by a key of ORDERS."""
        return listing.lines(self.connection, condition, order=order, reverse=reverse, limit=limit)

    def count(self) -> int:
        """How many viewings there are."""
        return listing.count(self.connection)

    @property
    def sources(self) -> Sources:
        """Where films were found."""
        from filmlog.storage.sources import Sources

        return Sources(self.connection)

    @property
    def passes(self) -> Passes:
        """What was paid for."""
        from filmlog.storage.passes import Passes

        return Passes(self.connection)

    def passes_soon(self, after: str, before: str, days: Sequence[str]) -> list[SoonDue]:
        """Passes that end between two instants (as stored), or may be paid again in those days.

        `days` are the days of the month, of two digits, on which a payment would fall in between.
        """
        columns = "p.id, p.kind, s.name, p.starts, p.ends, p.every, p.minor, p.currency"
        # Each half from an index of its own: with OR every pass would be looked at.
        found = self.connection.execute(
            f"SELECT {columns} FROM pass p CROSS JOIN source s ON s.number = p.source "
            "WHERE p.deleted = '' AND p.every = '' AND p.ends > ? AND p.ends < ? "
            "AND p.starts <= ? AND p.kind <> 'ticket' UNION ALL "
            f"SELECT {columns} FROM pass p CROSS JOIN source s ON s.number = p.source "
            "WHERE p.deleted = '' AND p.every <> '' AND p.starts <= ? AND (p.ends > ? AND "
            "p.ends < ? OR (p.ends IS NULL OR p.ends > ?) "
            f"AND substr(p.starts, 9, 2) IN ({', '.join('?' * len(days))}))",
            (after, before, after, after, after, before, after, *days),
        )
        return [SoonDue(*row) for row in found]

    def titles_starting(self, text: str) -> list[str]:
        """Titles that start so, with or without their article."""
        from filmlog.storage import titles  # a list looks for no title

        return titles.starting(self.connection, text)

    def sources_starting(self, text: str) -> list[str]:
        """Names of sources that start so."""
        return self._starting("source", "deleted = ''", text)

    def film_lists_starting(self, text: str) -> list[str]:
        """Names of lists that start so."""
        return self._starting("filmlist", "deleted = ''", text)

    def moods_starting(self, text: str) -> list[str]:
        """Moods of films on the watchlist that start so."""
        return self._starting(
            "wish_mood", "wish IN (SELECT number FROM wish WHERE deleted = '')", text
        )

    def labels_starting(self, kind: str, text: str) -> list[str]:
        """Tags (`tag`) or companions (`companion`) that start so."""
        return self._starting("viewing_label", f"kind = '{kind}'", text)

    def genres_starting(self, text: str) -> list[str]:
        """Genres that start so."""
        return self._starting("film_label", "kind = 'genre'", text)

    def people_starting(self, text: str) -> list[str]:
        """Directors, writers and actors whose name starts so."""
        credited = (
            "EXISTS (SELECT 1 FROM film_credit c WHERE c.person = person.number "
            "AND c.job IN ('director', 'writer', 'cast'))"
        )
        return self._starting("person", credited, text)

    def _starting(self, table: str, where: str, text: str) -> list[str]:
        # A range and not LIKE, so that the index on the name answers at any size.
        return [
            name
            for (name,) in self.connection.execute(
                f"SELECT DISTINCT name FROM {table} WHERE {where} "
                "AND name >= ? COLLATE NOCASE AND name < ? || char(1114111) COLLATE NOCASE "
                "ORDER BY name COLLATE NOCASE LIMIT 20",
                (text, text),
            )
        ]
