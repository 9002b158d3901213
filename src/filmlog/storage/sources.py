"""The sources in an open diary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from filmlog.domain.matching import title_key
from filmlog.domain.source import Pass, Source
from filmlog.storage import reader
from filmlog.storage.listing import Titled, seen


class Sources:
    """Where films were found, and what was seen there."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Source]:
        """Every source that is not in the trash, by name."""
        order = "deleted = '' ORDER BY name COLLATE NOCASE, id"
        return reader.sources(self._connection, order)

    def named(self, name: str) -> Source | None:
        """The source of this name, whatever its case and accents; not one in the trash."""
        wanted = title_key(name)
        return next((s for s in self.all() if title_key(s.name) == wanted), None)

    def of(self, passes: Iterable[Pass]) -> dict[str, Source]:
        """The sources of passes, by ULID."""
        return reader.sources_by_id(self._connection, {p.source_id for p in passes})

    def counts(self) -> dict[str, int]:
        """For each source with viewings, by ULID, how many."""
        return dict(
            self._connection.execute(
                "SELECT s.id, count(*) FROM viewing v JOIN source s ON s.number = v.source "
                "WHERE v.deleted = '' GROUP BY s.id"
            )
        )

    def seen_at(self, source: Source) -> list[Titled]:
        """Every viewing at a source, the latest first."""
        return seen(self._connection, "v.source = ?", source.number)
