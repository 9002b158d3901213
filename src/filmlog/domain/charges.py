"""What a pass cost, payment by payment, each with its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import months_later
from filmlog.domain.source import Pass

_STEP = {"month": 1, "year": 12}


class Charge(NamedTuple):
    """One payment: when, as far as it is known, and minor units of the currency of its pass."""

    day: PartialDate | None
    minor: int


def charges(pass_: Pass, today: date) -> list[Charge]:
    """Every payment of a pass up to `today`, in order, less what came back.

    A pass is paid once, a subscription again and again until its last day. A refund is taken off
    the latest payment up to its day, and what is left of it off the one before. A pass whose
    price is not known, or nothing, has none.
    """
    if pass_.price is None or not pass_.price.minor:
        return []
    days = list(_days(pass_, today))
    amounts = [pass_.price.minor] * len(days)
    left = pass_.refund.minor if pass_.refund is not None else 0
    for index in reversed(range(len(days))):
        day = days[index]
        if pass_.refunded is None or day is None or day.first() <= pass_.refunded.last():
            taken = min(left, amounts[index])
            amounts[index] -= taken
            left -= taken
    return [Charge(day, minor) for day, minor in zip(days, amounts, strict=True)]


def _days(pass_: Pass, today: date) -> Iterator[PartialDate | None]:
    if pass_.paid is None:
        yield None
        return
    first = pass_.paid.first()
    if first > today:
        return
    if not pass_.every:
        yield pass_.paid
        return
    last = None if pass_.ends is None else pass_.ends.astimezone().date()
    step = _STEP[pass_.every]
    # The first payment was made, whatever the pass became; one due on the last day was not.
    for months in range(0, 12 * (today.year - first.year + 1), step):
        day = months_later(first, months)
        if day > today or (months and last is not None and day >= last):
            return
        yield PartialDate.of(day)
