"""Putting a viewing on a source and a pass: found, or made on the spot, and said aloud."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from filmlog.cli import typed
from filmlog.cli.context import Session
from filmlog.cli.moments import read_moment
from filmlog.domain.change import Change, replace
from filmlog.domain.entry import Entry
from filmlog.domain.moment import when
from filmlog.domain.money import Money, parse_money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import covering, on_the_clock, usual_end, usual_period
from filmlog.domain.source import PASS_KINDS, Pass, Source
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

_KIND_WORDS = {
    "day": "one-day pass",
    "one-day": "one-day pass",
    "day pass": "one-day pass",
    "one-day access": "one-day pass",
    "24 hours": "one-day pass",
    "subscription period": "subscription",
    "month": "subscription",
    "rent": "rental",
    "bought": "purchase",
}


class Payment(NamedTuple):
    """What --source, --price, --pass and --until ask for, read and checked."""

    source: str
    price: Money | None
    kind: str
    until: str = ""


class Placed(NamedTuple):
    """Where a viewing was put: the source and pass, the changes that make them, what to say."""

    source_id: str
    pass_id: str
    changes: list[Change]
    said: str


def read_kind(text: str) -> str:
    """A kind of pass, by its name or a word for it. Raises UsageError with those there are."""
    word = text.strip().casefold().replace("_", " ")
    kind = _KIND_WORDS.get(word, word)
    if kind not in PASS_KINDS:
        raise UsageError(
            f"There is no kind of pass {text!r}.", f"It is one of {', '.join(PASS_KINDS)}."
        )
    return kind


def read_payment(
    session: Session,
    source: str | None,
    price: str | None,
    kind: str | None,
    until: str | None = None,
) -> Payment | None:
    """The payment the options ask for; None when they say nothing."""
    if source is None:
        if (price, kind, until) != (None, None, None):
            raise UsageError(
                "A price or a pass needs to be somebody's.", "Say whose with --source NAME."
            )
        return None
    name = typed.line("--source", source)
    if not name:
        return Payment("", None, "")
    money = parse_money(price, session.config["currency"]) if price is not None else None
    if until is not None and kind is None:
        raise UsageError(
            "--until is when a new pass ends.", "Say what kind of pass, such as --pass one-day."
        )
    return Payment(name, money, read_kind(kind) if kind is not None else "", until or "")


def place(
    session: Session,
    diary: Diary,
    payment: Payment,
    watched: PartialDate | None,
    earlier: Sequence[Entry],
) -> Placed:
    """Find or make the source and the pass of a viewing of the film seen `earlier`.

    A price or an end is a new pass, and so is a kind unless one of that kind is running.
    """
    if not payment.source:
        return Placed("", "", [], "")
    changes: list[Change] = []
    source = diary.sources.named(payment.source)
    if source is None:
        source = Source(new_ulid(), payment.source)
        changes.append(Change(None, source))
    passes = diary.passes.at(source) if source.number else []
    if payment.kind:
        passes = [p for p in passes if p.kind == payment.kind]
    own = [e.viewing.pass_id for e in earlier if e.viewing.pass_id]
    moment = session.now if _is_now(session, watched) else None
    is_bought = payment.price is not None or bool(payment.until)
    pass_ = None if is_bought else covering(passes, watched, moment, own)
    if pass_ is not None:
        return Placed(source.id, pass_.id, changes, f"{source.name}, on your {describe(pass_)}")
    if not is_bought and not payment.kind:
        return Placed(source.id, "", changes, source.name)
    pass_ = _bought(session, payment, source, watched, moment)
    changes.append(Change(None, pass_))
    return Placed(source.id, pass_.id, changes, f"{source.name}, {describe(pass_)}")


def _bought(
    session: Session,
    payment: Payment,
    source: Source,
    watched: PartialDate | None,
    moment: datetime | None,
) -> Pass:
    kind = payment.kind or ("free" if payment.price and not payment.price.minor else "ticket")
    starts = moment or _start_of(watched)
    ends = usual_end(kind, starts) if starts else None
    if payment.until:
        ends = read_moment(session, payment.until, starts)
    pass_ = Pass(new_ulid(), source.id, kind, payment.price, starts, ends)
    every = usual_period(kind) if starts and not payment.until else ""
    # A renewal is due by the clock: after midnight the diary's day is one too early for it.
    paid = PartialDate.of(starts.date()) if starts and every else watched
    pass_ = replace(pass_, paid=paid, every=every)
    check_order(pass_)
    return pass_


def check_order(pass_: Pass) -> None:
    """Raise UsageError for a pass that ends before it starts."""
    if pass_.starts is not None and pass_.ends is not None and pass_.ends <= pass_.starts:
        raise UsageError(
            f"A pass that starts {when(pass_.starts)} cannot end {when(pass_.ends)}.",
            "Give a later end.",
        )


def describe(pass_: Pass) -> str:
    """`one-day pass, 5.00 USD, until Sat 21 Nov 2026 19:00`, as far as it is known."""
    parts = [pass_.kind]
    if pass_.price is not None:
        parts.append(f"{pass_.price} a {pass_.every}" if pass_.every else str(pass_.price))
    if pass_.refund is not None:
        parts.append(f"{pass_.refund} back")
    if pass_.ends is not None:
        parts.append(f"until {when(pass_.ends)}")
    return ", ".join(parts)


def _is_now(session: Session, watched: PartialDate | None) -> bool:
    return watched is not None and watched.precision == "day" and watched.first() == session.today


def _start_of(watched: PartialDate | None) -> datetime | None:
    if watched is None or watched.precision != "day":
        return None
    return on_the_clock(datetime.combine(watched.first(), time()))
