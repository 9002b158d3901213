"""Spending worked out the slow and obvious way, from records in memory, to hold SQL against."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import Period
from filmlog.domain.source import Pass, Source
from filmlog.domain.spending import By, Payment, Spent
from filmlog.domain.viewing import Viewing


class Records(NamedTuple):
    """A diary, with numbers."""

    films: Sequence[Film]
    sources: Sequence[Source]
    passes: Sequence[Pass]
    viewings: Sequence[Viewing]

    def film_of(self, viewing: Viewing) -> Film:
        return next(film for film in self.films if film.id == viewing.film_id)

    def source_of(self, pass_: Pass) -> Source:
        return next(source for source in self.sources if source.id == pass_.source_id)

    def logged(self) -> list[Viewing]:
        return [viewing for viewing in self.viewings if not viewing.deleted]


class Paid(NamedTuple):
    """One payment, and the viewings it was for."""

    pass_: Pass
    source: Source
    currency: str
    day: PartialDate | None
    minor: int
    seen: list[tuple[Viewing, Film]]

    @property
    def films(self) -> list[Film]:
        """Those seen on it, the first seen first."""

        def first_seen(film: Film) -> tuple[str, int]:
            of_it = [viewing for viewing, its in self.seen if its.id == film.id]
            dates = [viewing.watched.iso if viewing.watched else "" for viewing in of_it]
            return min(dates), min(viewing.number for viewing in of_it)

        return sorted({film for _, film in self.seen}, key=first_seen)

    @property
    def as_payment(self) -> Payment:
        return Payment(
            self.pass_.number,
            self.source.name,
            self.pass_.kind,
            Money(self.minor, self.currency),
            self.day,
            len(self.films),
        )


class Slow(NamedTuple):
    """What Spending says, with every payment that may stand for the dearest and the best used."""

    totals: tuple[Spent, ...]
    rows: tuple[Spent, ...]
    free: int
    unpriced: int
    without: int
    undated: tuple[Money, ...]
    dearest: list[set[Payment]]
    best_used: set[Payment]


def payments(records: Records, today: date) -> list[Paid]:
    return [one for pass_ in records.passes for one in _payments(records, pass_, today)]


def account(records: Records, paid: Sequence[Paid], period: Period, by: By) -> Slow:
    """What was paid in a period, grouped `by`."""
    inside = [one for one in paid if _is_inside(one.day, period)]
    outside = [one for one in paid if not _is_inside(one.day, period)]
    maybe = [one for one in outside if _may_be_inside(one.day, period)]
    watched = [one for one in records.logged() if _is_inside(one.watched, period)]
    on = {pass_.id: pass_ for pass_ in records.passes}
    passes = [on.get(viewing.pass_id) for viewing in watched]
    used = [one for one in inside if len(one.films) > 1]
    return Slow(
        totals=_sums(inside, lambda _: ""),
        rows=_by_film(inside) if by == "film" else _sums(inside, lambda one: _label(one, by)),
        free=sum(pass_ is not None and _is_free(pass_) for pass_ in passes),
        unpriced=sum(
            pass_ is not None and pass_.price is None and pass_.kind != "free" for pass_ in passes
        ),
        without=sum(pass_ is None for pass_ in passes),
        undated=tuple(
            Money(sum(one.minor for one in maybe if one.currency == code), code)
            for code in sorted({one.currency for one in maybe})
        ),
        dearest=[
            {one.as_payment for one in of_one if one.minor == max(o.minor for o in of_one)}
            for code in sorted({one.currency for one in inside})
            for of_one in [[one for one in inside if one.currency == code]]
        ],
        best_used={
            one.as_payment for one in used if len(one.films) == max(len(o.films) for o in used)
        },
    )


def days_paid(pass_: Pass, today: date) -> list[PartialDate | None]:
    """The day of every payment of a pass, found by walking over the calendar."""
    if pass_.paid is None:
        return [None]
    first = pass_.paid.first()
    if not pass_.every:
        return [pass_.paid] if first <= today else []
    days = []
    day = first
    while day <= today:
        is_over = pass_.ends is not None and day >= pass_.ends.astimezone().date()
        if day == first or (_is_due(day, first, pass_.every) and not is_over):
            days.append(PartialDate.of(day))
        day += timedelta(days=1)
    return [*days]


def _is_due(day: date, first: date, every: str) -> bool:
    if every == "year" and day.month != first.month:
        return False
    return day.day == min(first.day, monthrange(day.year, day.month)[1])


def _payments(records: Records, pass_: Pass, today: date) -> list[Paid]:
    if pass_.deleted or pass_.price is None or pass_.price.minor == 0:
        return []
    days = days_paid(pass_, today)
    amounts = [pass_.price.minor for _ in days]
    for _ in range(pass_.refund.minor if pass_.refund is not None else 0):
        for i in reversed(range(len(days))):
            day, until = days[i], pass_.refunded
            may_be_of_it = day is None or until is None or day.first() <= until.last()
            if amounts[i] and may_be_of_it:
                amounts[i] -= 1
                break
    source, code = records.source_of(pass_), pass_.price.currency
    paid = [Paid(pass_, source, code, day, amounts[i], []) for i, day in enumerate(days)]
    for viewing in records.logged():
        if paid and viewing.pass_id == pass_.id:
            its = paid[0]
            for one in paid:
                if viewing.watched and one.day and one.day.first() <= viewing.watched.first():
                    its = one
            its.seen.append((viewing, records.film_of(viewing)))
    return paid


def _is_free(pass_: Pass) -> bool:
    return pass_.kind == "free" if pass_.price is None else pass_.price.minor == 0


def _is_inside(day: PartialDate | None, period: Period) -> bool:
    if period.first is None and period.last is None:
        return True
    return day is not None and all(
        (period.first is None or one >= period.first)
        and (period.last is None or one <= period.last)
        for one in (day.first(), day.last())
    )


def _may_be_inside(day: PartialDate | None, period: Period) -> bool:
    if day is None:
        return True
    one = day.first()
    while one <= day.last():
        if _is_inside(PartialDate.of(one), period):
            return True
        one += timedelta(days=1)
    return False


def _label(one: Paid, by: By) -> str:
    if by == "source":
        return one.source.name
    if by == "kind":
        return one.pass_.kind
    if one.day is None or (by == "month" and one.day.month is None):
        return ""
    return f"{one.day.year:04}" + (f"-{one.day.month:02}" if by == "month" else "")


def _sums(paid: Sequence[Paid], label: Callable[[Paid], str]) -> tuple[Spent, ...]:
    sums = []
    for name, code in sorted({(label(one), one.currency) for one in paid}):
        those = [one for one in paid if (label(one), one.currency) == (name, code)]
        seen = [pair for one in those for pair in one.seen]
        sums.append(
            Spent(
                name,
                code,
                sum(one.minor for one in those),
                len(those),
                len({film.id for _, film in seen}),
                *_measured(seen),
            )
        )
    return tuple(sums)


def _by_film(paid: Sequence[Paid]) -> tuple[Spent, ...]:
    rows = []
    for code in {one.currency for one in paid}:
        of_one = [one for one in paid if one.currency == code]
        for film in {film for one in of_one for film in one.films}:
            those = [one for one in of_one if film in one.films]
            seen = [pair for one in those for pair in one.seen if pair[1] == film]
            minor = sum(_share(one, film) for one in those)
            row = Spent(film.label, code, minor, len(those), 1, *_measured(seen))
            rows.append((film.number, row))
        if idle := [one for one in of_one if not one.seen]:
            minor = sum(one.minor for one in idle)
            rows.append((0, Spent("", code, minor, len(idle), 0, 0, 0, 0)))
    rows.sort(key=lambda pair: (pair[1].label, pair[1].currency, pair[0]))
    return tuple(row for _, row in rows)


def _share(one: Paid, film: Film) -> int:
    """What a film has of a payment that is dealt out like cards, a minor unit at a time."""
    films = one.films
    place = films.index(film)
    return sum(unit % len(films) == place for unit in range(one.minor))


def _measured(seen: Sequence[tuple[Viewing, Film]]) -> tuple[int, int, int]:
    """How many viewings, of how many minutes, and how many of a length that is not known."""
    minutes = [
        viewing.unfinished if viewing.unfinished is not None else film.runtime
        for viewing, film in seen
    ]
    return len(seen), sum(m for m in minutes if m is not None), minutes.count(None)
