"""Where films are found, and what was paid to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from filmlog.domain.money import Money

SOURCE_KINDS = ("site", "service", "cinema", "shop", "library", "shelf")
PASS_KINDS = ("ticket", "rental", "one-day pass", "subscription", "purchase", "free")

PER_FILM_KINDS = frozenset({"ticket", "rental", "purchase"})
"""Kinds paid for one film: another film seen at the same source is not on them."""


class Source(NamedTuple):
    """A site, service, cinema, shop, library or a friend's shelf."""

    id: str
    name: str
    kind: str = ""
    url: str = ""
    note: str = ""
    deleted: str = ""
    number: int = 0

    def __eq__(self, other: object) -> bool:
        """Whether it is the same source; its number is this diary's own and does not count."""
        return isinstance(other, Source) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """The opposite, which a tuple would answer by itself."""
        return not self == other

    def __hash__(self) -> int:
        """In step with equality."""
        return hash(self[:-1])


class Pass(NamedTuple):
    """What was paid for at a source, and when it runs; one pass may cover many viewings.

    `starts` and `ends` are instants with a time zone; no end means it never runs out. No price
    means it is not known, which is not the same as a price of nothing.
    """

    id: str
    source_id: str
    kind: str
    price: Money | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    note: str = ""
    deleted: str = ""
    number: int = 0

    def __eq__(self, other: object) -> bool:
        """Whether it is the same pass; its number is this diary's own and does not count."""
        return isinstance(other, Pass) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        """The opposite, which a tuple would answer by itself."""
        return not self == other

    def __hash__(self) -> int:
        """In step with equality."""
        return hash(self[:-1])
