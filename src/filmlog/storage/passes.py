"""The passes in an open diary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from filmlog.domain.source import Pass, Source
from filmlog.storage import reader
from filmlog.storage.listing import Titled, seen
from filmlog.storage.rows import instant

_LATEST_FIRST = "p.deleted = '' ORDER BY coalesce(p.starts, '') DESC, p.id DESC"


class Passes:
    """What was paid for, and what was seen on it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Pass]:
        """Every pass that is not in the trash, the latest first."""
        return reader.passes(self._connection, _LATEST_FIRST)

    def at(self, source: Source) -> list[Pass]:
        """The passes at one source, the latest first."""
        return reader.passes(
            self._connection, f"p.source = ? AND {_LATEST_FIRST}", (source.number,)
        )

    def numbered(self, number: int) -> Pass | None:
        """The pass of this number, unless it is in the trash."""
        found = reader.passes(self._connection, "p.number = ? AND p.deleted = ''", (number,))
        return found[0] if found else None

    def at_work(self, now: datetime) -> list[Pass]:
        """Passes with an end to come, and those paid again and again; some have yet to begin."""
        return reader.passes(
            self._connection,
            "p.deleted = '' AND (p.ends > ? OR (p.every <> '' AND p.ends IS NULL))",
            (instant(now),),
        )

    def films_on(self, pass_: Pass, *, since: date | None = None) -> int:
        """How many films were seen on a pass, by the day of the viewing from `since` on."""
        sql = "SELECT count(DISTINCT film) FROM viewing WHERE pass = ? AND deleted = ''"
        values: list[Any] = [pass_.number]
        if since is not None:
            sql += " AND watched >= ?"
            values.append(since.isoformat())
        return int(self._connection.execute(sql, values).fetchone()[0])

    def counts(self, ids: Iterable[str]) -> dict[str, int]:
        """For each pass of these, by ULID, how many films have been seen on it."""
        found: dict[str, int] = {}
        for part in reader.parts(sorted({i for i in ids if i})):
            found.update(
                self._connection.execute(
                    "SELECT p.id, count(DISTINCT v.film) FROM pass p "
                    f"JOIN viewing v ON v.pass = p.number WHERE p.id IN ({reader.marks(part)}) "
                    "AND v.deleted = '' GROUP BY p.id",
                    part,
                )
            )
        return found

    def seen_on(self, pass_: Pass) -> list[Titled]:
        """Every viewing on a pass, the latest first."""
        return seen(self._connection, "v.pass = ?", pass_.number)
