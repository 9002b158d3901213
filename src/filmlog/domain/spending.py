"""What was paid in a period, per currency, and what was seen for it.

A payment counts on its day. Each viewing on a pass belongs to one payment of it, so films and hours
are counted where their money is.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import Period

By = Literal["source", "month", "year", "kind", "film"]
GROUPS: tuple[By, ...] = ("source", "month", "year", "kind", "film")


class Spent(NamedTuple):
    """One sum: minor units of a currency, for which payments, films, viewings and minutes.

    `label` is what the sum is of: a source, a kind, `YYYY-MM` or `YYYY` ('' for a day that is not
    known so far), a film ('' for payments that no film was seen on). `unmeasured` viewings are of
    films whose length is not known; their minutes are missing.
    """

    label: str
    currency: str
    minor: int
    payments: int
    films: int
    viewings: int
    minutes: int
    unmeasured: int

    @property
    def total(self) -> Money:
        """The sum as money."""
        return Money(self.minor, self.currency)


class Payment(NamedTuple):
    """One payment, with its pass: for the dearest, and the one that most films were seen on."""

    pass_number: int
    source: str
    kind: str
    price: Money
    day: PartialDate | None
    films: int


class Spending(NamedTuple):
    """Everything about a period.

    `totals` has one sum a currency, `rows` one a group and currency, by label. `free` are viewings
    of the period on a pass that cost nothing, `unpriced` on one whose price is not known, `without`
    those on no pass. `undated` are payments whose day is not known so far as to say whether it lies
    in the period; they are in no sum but those of the whole diary.
    """

    period: Period
    by: By
    totals: tuple[Spent, ...]
    rows: tuple[Spent, ...]
    free: int
    unpriced: int
    without: int
    dearest: tuple[Payment, ...]
    """One a currency."""
    best_used: Payment | None
    undated: tuple[Money, ...]
    """One sum a currency."""


class Sum(NamedTuple):
    """What was paid in one currency, and in how many payments."""

    total: Money
    payments: int


class Sums(NamedTuple):
    """The little that statistics say of a period: see Spending for what each is."""

    totals: tuple[Sum, ...]
    free: int
    unpriced: int
