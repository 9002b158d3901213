"""Where films can be found: the offers of sources."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from filmlog.domain.film import Film
from filmlog.domain.shelf import Found
from filmlog.domain.source import Offer, Source
from filmlog.storage import reader, shelf_rows

_OFFER = "SELECT {} FROM offer o JOIN film f ON f.number = o.film JOIN source s ".format(
    ", ".join(
        {"film": "f.id", "source": "s.id"}.get(name, f"o.{name}") for name in shelf_rows.OFFER
    )
)
_ORDER = "ORDER BY o.is_there DESC, s.name COLLATE NOCASE, o.id"


class Offers:
    """The offers in an open diary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, film: Film) -> list[Found]:
        """Those of a film, the ones that are there first."""
        return self.of_films([film.id])[film.id]

    def of_films(self, ids: Iterable[str]) -> dict[str, list[Found]]:
        """Those of each film by its ULID, the ones that are there first; a list for any film."""
        return self._by_film(
            offer
            for part in reader.parts(sorted(set(ids)))
            for offer in self._where(f"f.id IN ({reader.marks(part)})", part)
        )

    def all(self) -> dict[str, list[Found]]:
        """Those of every film, as `of_films` has them."""
        return self._by_film(self._where("true", ()))

    def at(self, film: Film, source: Source) -> Offer | None:
        """The one of a film at a source."""
        found = self._where("o.film = ? AND o.source = ?", (film.number, source.number))
        return found[0] if found else None

    def _where(self, where: str, values: Sequence[Any]) -> list[Offer]:
        sql = f"{_OFFER} ON s.number = o.source WHERE {where} AND o.deleted = '' {_ORDER}"
        return [shelf_rows.make_offer(row) for row in self._connection.execute(sql, values)]

    def _by_film(self, given: Iterable[Offer]) -> dict[str, list[Found]]:
        offers = list(given)
        sources = reader.sources_by_id(self._connection, {offer.source_id for offer in offers})
        found: dict[str, list[Found]] = defaultdict(list)
        for offer in offers:
            found[offer.film_id].append(Found(offer, sources[offer.source_id]))
        return found
