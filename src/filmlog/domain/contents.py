"""How much a diary holds, as it is said of a backup."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.numerals import counted
from filmlog.domain.partial_date import PartialDate


class Contents(NamedTuple):
    """Films, viewings and reviews that are not in the trash, and how much was ever written.

    `latest` is the last date watched (ISO 8601, '' for none), `schema` the version of the file's
    form, `commands` and `written` how many commands and viewings there are, the trash included.
    """

    films: int
    viewings: int
    reviews: int
    latest: str
    schema: int
    commands: int
    written: int

    @property
    def words(self) -> str:
        """`2 films, 3 viewings, 1 review, the latest of Fri 20 Nov 2026`."""
        parts = [counted(self.films, "film"), counted(self.viewings, "viewing")]
        if self.reviews:
            parts.append(counted(self.reviews, "review"))
        if self.latest:
            parts.append(f"the latest of {PartialDate.parse_iso(self.latest).words}")
        return ", ".join(parts)

    def is_fuller_than(self, other: Contents) -> bool:
        """Whether more was ever written to it; in one diary that only grows."""
        return self.commands > other.commands or self.written > other.written
