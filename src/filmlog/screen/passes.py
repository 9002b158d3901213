"""Passes as they run, in words: `one-day pass, 5.00 USD, ends in 3 h 10 min, 1 film so far`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from filmlog.domain.money import Money, per
from filmlog.domain.passes import Period
from filmlog.domain.source import Pass, Source
from filmlog.screen.facts import runtime_words
from filmlog.screen.records import Plain, money_json, pass_json, source_json
from filmlog.screen.safe import clean

_DAY = timedelta(days=1)


class Running(NamedTuple):
    """A pass at work: the period it is in, and how many films were seen on it in that."""

    pass_: Pass
    source: Source
    period: Period
    films: int


def running_words(running: Running, now: datetime) -> str:
    """One line about a running pass, safe to show."""
    pass_ = running.pass_
    parts = [running.source.name, pass_.kind]
    if pass_.price is not None:
        parts.append(f"{pass_.price} a {pass_.every}" if pass_.every else str(pass_.price))
    if running.period.ends is not None:
        parts.append(f"{end_verb(pass_, running.period)} in {left(running.period.ends - now)}")
    films = running.films
    count = {0: "no film", 1: "1 film"}.get(films, f"{films} films")
    parts.append(f"{count} {f'this {pass_.every}' if pass_.every else 'so far'}")
    cost = cost_per_film(running)
    if cost is not None:
        parts.append(f"{cost} a film")
    return clean(f"#{pass_.number} {', '.join(parts)}")


def cost_per_film(running: Running) -> Money | None:
    """What each film of the period has cost so far, less what came back; None before the first."""
    pass_ = running.pass_
    if pass_.price is None or not running.films:
        return None
    back = pass_.refund.minor if pass_.refund is not None and not pass_.every else 0
    return per(Money(max(0, pass_.price.minor - back), pass_.price.currency), running.films)


def ending_words(pass_: Pass, source: str, period: Period, now: datetime) -> str:
    """What there is to say of a pass about to end or to be paid again."""
    assert period.ends is not None  # noqa: S101 - such a pass is about to do neither
    verb = end_verb(pass_, period)
    price = f" for {pass_.price}" if verb == "renews" and pass_.price is not None else ""
    return f"Your {pass_.kind} at {source} {verb} in {left(period.ends - now)}{price}."


def end_verb(pass_: Pass, period: Period) -> str:
    """Whether a pass `ends` at the end of a period, or `renews`."""
    return "renews" if pass_.every and period.ends != pass_.ends else "ends"


def left(time: timedelta) -> str:
    """`45 min`, `3 h 10 min`, `1 day 5 h`, `11 days`; a minute begun is none."""
    minutes = int(time.total_seconds()) // 60
    if time < _DAY:
        return runtime_words(minutes)
    days, hours = divmod(minutes // 60, 24)
    said = f"{days} day{'s' * (days != 1)}"
    return f"{said} {hours} h" if days < 3 and hours else said


def running_json(running: Running) -> Plain:
    """A running pass for programs."""
    pass_, period = running.pass_, running.period
    return pass_json(pass_) | {
        "source": source_json(running.source),
        "films": running.films,
        "cost_per_film": money_json(cost_per_film(running)),
        "period": {
            "starts": period.starts.isoformat(),
            "ends": None if period.ends is None else period.ends.isoformat(),
        },
    }
