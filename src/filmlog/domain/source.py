"""Where films are found, and what was paid to see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from filmlog.domain.money import Money

SOURCE_KINDS = ("site", "service", "cinema", "shop", "library", "shelf")
PASS_KINDS = ("ticket", "rental", "one-day pass", "subscription", "purchase", "free")

PER_FILM_KINDS = frozenset({"ticket", "rental", "purchase"})
"""Kinds paid for one film: another film seen at the same source is not on them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A site, service, cinema, shop, library or a friend's shelf."""

    id: str
    name: str
    kind: str = ""
    url: str = ""
    note: str = ""
    deleted: str = ""
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pass:
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
    number: int = field(default=0, compare=False)
