"""What a correction, an extension, a stop or a refund makes of a pass."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from filmlog.cli import payment, typed
from filmlog.cli.context import Session
from filmlog.cli.moments import LAST_YEAR, read_moment
from filmlog.domain.change import replace
from filmlog.domain.charges import charges
from filmlog.domain.moment import when
from filmlog.domain.money import Money, parse_money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import months_later, period_at
from filmlog.domain.pattern import pattern
from filmlog.domain.source import PERIODS, Pass
from filmlog.errors import UsageError

_SPAN = pattern(r"(\d{1,4})\s*(min|minutes?|h|hours?|d|days?|w|weeks?)")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}


def changed(
    session: Session,
    pass_: Pass,
    kind: str | None = None,
    price: str | None = None,
    starts: str | None = None,
    ends: str | None = None,
    *,
    every: str | None = None,
    paid: str | None = None,
    note: str | None = None,
) -> Pass:
    """The pass with what was typed, each None left as it is. Raises UsageError."""
    before = pass_
    if kind is not None:
        pass_ = replace(pass_, kind=payment.read_kind(kind))
    if price is not None:
        money = parse_money(price, session.config["currency"]) if price.strip() else None
        pass_ = replace(pass_, price=money)
    if starts is not None:
        pass_ = replace(pass_, starts=read_moment(session, starts, None))
        if before.starts is not None and before.paid == PartialDate.of(_day(before.starts)):
            day = PartialDate.of(_day(pass_.starts)) if pass_.starts is not None else None
            pass_ = replace(pass_, paid=day)
    if ends is not None:
        pass_ = replace(pass_, ends=read_moment(session, ends, pass_.starts))
    if paid is not None:
        day = session.read_date(paid, to_come=True) if paid.strip() else None
        pass_ = replace(pass_, paid=day)
    if every is not None:
        pass_ = replace(pass_, every=_every(every))
    if note is not None:
        pass_ = replace(pass_, note=typed.text("--note", note))
    _check(pass_)
    return pass_


def extended(
    session: Session, pass_: Pass, by: str | None, until: str | None, price: str | None
) -> Pass:
    """The pass with a later end, and with what that cost. Raises UsageError."""
    if (by is None) == (until is None):
        raise UsageError("Say how much longer it runs.", "Give --by 24h or --until WHEN, not both.")
    if pass_.ends is None:
        raise UsageError(f"Pass #{pass_.number} has no end as it is.", "Nothing was changed.")
    if pass_.every and price is not None:
        raise UsageError(
            "A subscription costs the same each time.",
            "Note the change of price as a pass of its own: filmlog pass add.",
        )
    later = pass_.ends + _span(by) if by is not None else None
    if until is not None:
        later = read_moment(session, until, pass_.ends)
    if later is not None and later.year > LAST_YEAR:
        raise UsageError(f"{when(later)} is too far away.", "Write --until never.")
    if later is not None and later <= pass_.ends:
        raise UsageError(
            f"{when(later)} is no later than it ends now, {when(pass_.ends)}.",
            "`filmlog pass edit` shortens a pass.",
        )
    if price is not None:
        more = _same_currency(session, pass_, price)
        minor = more.minor + (pass_.price.minor if pass_.price is not None else 0)
        pass_ = replace(pass_, price=Money(minor, more.currency))
    return replace(pass_, ends=later)


def paid_again(before: Pass, after: Pass) -> list[str]:
    """What is said of a subscription that was to end, and is paid again now that it ends later."""
    is_only_later = replace(before, ends=after.ends) == after
    if before.ends is None or after.price is None or not is_only_later:
        return []
    until = _day(after.ends) if after.ends is not None else months_later(_day(before.ends), 12)
    days = [charge.day for charge in charges(after, until)]
    more = days[len(charges(before, until)) :]
    if not more or more[0] is None:
        return []
    first = more[0].words
    if after.ends is not None and len(more) == 1:
        return [f"It is paid again: {after.price} on {first}."]
    times = f" {len(more)} times" if after.ends is not None else ""
    return [f"It is paid again{times}: {after.price} a {after.every} from {first} on."]


def stopped(session: Session, pass_: Pass, on: str | None) -> Pass:
    """The subscription with an end: that of the period which is paid, or another."""
    if not pass_.every:
        raise UsageError(
            f"Pass #{pass_.number} is paid once only, so there is nothing to stop.",
            "`filmlog pass edit --ends WHEN` corrects its end.",
        )
    if on is not None:
        after = replace(pass_, ends=read_moment(session, on, pass_.starts))
        if after.ends is None:
            raise UsageError("It has to stop some time.", "Give a date, or leave --on out.")
        _check(after)
        return after
    period = period_at(pass_, session.now)
    if period is None:
        raise UsageError(
            f"Pass #{pass_.number} is not running.", "Give the day it ended: --on 2026-11-01."
        )
    return replace(pass_, ends=period.ends)


def refunded(session: Session, pass_: Pass, amount: str | None, on: str | None) -> Pass:
    """The pass with what came back for it in all; nothing takes a refund away.

    Without an amount it is the price, once. Raises UsageError.
    """
    if pass_.price is None or not pass_.price.minor:
        raise UsageError(
            f"Pass #{pass_.number} has no price that could come back.",
            "`filmlog pass edit --price PRICE` gives it one.",
        )
    day = session.read_date(on) if on is not None else PartialDate.of(session.now.date())
    total = pass_.price
    if amount is not None:
        total = _same_currency(session, pass_, amount if amount.strip() else "0")
    if not total.minor:
        return replace(pass_, refund=None, refunded=None)
    if pass_.paid is not None and day.last() < pass_.paid.first():
        raise UsageError(
            f"{day.words} is before it was paid, {pass_.paid.words}.", "Give a later --on."
        )
    after = replace(pass_, refund=total, refunded=day)
    _check_refund(after)
    return after


def _check_refund(pass_: Pass) -> None:
    refund, price = pass_.refund, pass_.price
    if refund is None:
        return
    if price is None or price.currency != refund.currency:
        raise UsageError(
            f"{refund} came back for pass #{pass_.number}, so its price is in {refund.currency}.",
            f"`filmlog pass refund {pass_.number} 0` takes the refund away first.",
        )
    until = pass_.refunded.last() if pass_.refunded is not None else date.max
    spent = sum(charge.minor for charge in charges(replace(pass_, refund=None), until))
    if refund.minor > spent:
        raise UsageError(
            f"{refund} is more than the {Money(spent, price.currency)} paid for pass "
            f"#{pass_.number}.",
            "Give what came back in all, or correct the price first.",
        )


def _same_currency(session: Session, pass_: Pass, text: str) -> Money:
    currency = pass_.price.currency if pass_.price is not None else session.config["currency"]
    money = parse_money(text, currency)
    if pass_.price is not None and money.currency != currency:
        raise UsageError(
            f"{money} is in another currency than the price, {pass_.price}.",
            f"Give it in {currency}: no amount is ever converted silently.",
        )
    return money


def _every(text: str) -> str:
    word = text.strip().casefold()
    word = {"once": "", "monthly": "month", "yearly": "year", "annual": "year"}.get(word, word)
    if word and word not in PERIODS:
        raise UsageError(f"{text!r} is no period.", "It is month, year or once.")
    return word


def _check(pass_: Pass) -> None:
    payment.check_order(pass_)
    _check_refund(pass_)
    if not pass_.every:
        return
    if pass_.kind != "subscription":
        raise UsageError(
            f"A {pass_.kind} is paid once.", "Say --kind subscription, or --every once."
        )
    if pass_.starts is None or pass_.paid is None or pass_.paid.precision != "day":
        raise UsageError(
            "A subscription that is paid again needs the day of its first payment.",
            "Give --starts, and --paid with a day where it is another.",
        )


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.strip().casefold())
    if found is None or not int(found[1]):
        raise UsageError(f"{text!r} is no length of time.", "Write 24h, 90 min or 3 days.")
    return timedelta(minutes=int(found[1]) * _MINUTES[found[2][0]])


def _day(moment: datetime) -> date:
    return moment.astimezone().date()
