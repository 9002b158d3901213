"""Where films are found, and what was paid to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.record import numbered

if TYPE_CHECKING:
    from datetime import datetime

    from filmlog.domain.money import Money
    from filmlog.domain.partial_date import PartialDate

SOURCE_KINDS = ("site", "service", "cinema", "shop", "library", "shelf")
PASS_KINDS = ("ticket", "rental", "one-day pass", "subscription", "purchase", "free")

PERIODS = ("month", "year")
"""How often a subscription is paid."""

PER_FILM_KINDS = frozenset({"ticket", "rental", "purchase"})
"""Kinds paid for one film: another film seen at the same source is not on them."""


@numbered
class Source(NamedTuple):
    """A site, service, cinema, shop, library or a friend's shelf."""

    id: str
    name: str
    kind: str = ""
    url: str = ""
    note: str = ""
    deleted: str = ""
    number: int = 0


@numbered
class Pass(NamedTuple):
    """What was paid for at a source, and when it runs; one pass may cover many viewings.

    `starts` and `ends` are instants with a time zone; no end means it never runs out. No price
    means it is not known, which is not the same as a price of nothing. `paid` is the calendar day
    (or month, or year) of the first payment, where it was made. With `every` (month or year) the
    price is due again each time, from then on until `ends`; `refund`, in the currency of the
    price, is what came back on the day `refunded`.
    """

    id: str
    source_id: str
    kind: str
    price: Money | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    note: str = ""
    paid: PartialDate | None = None
    every: str = ""
    refund: Money | None = None
    refunded: PartialDate | None = None
    deleted: str = ""
    number: int = 0


@numbered
class Offer(NamedTuple):
    """Where a film can be found: at a source, under an address, for a price, as of a day.

    `is_there` is False for a source that was looked at in vain, or has lost the film; `checked` is
    the day somebody looked. A film has one offer a source.
    """

    id: str
    film_id: str
    source_id: str
    url: str = ""
    price: Money | None = None
    is_there: bool = True
    checked: PartialDate | None = None
    note: str = ""
    deleted: str = ""
    number: int = 0
