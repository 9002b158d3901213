"""Passes as commands work on them: which run, and what there is to say of one."""

from __future__ import annotations

from datetime import datetime

from filmlog.domain.change import Change
from filmlog.domain.charges import charges
from filmlog.domain.moment import when
from filmlog.domain.money import Money
from filmlog.domain.passes import is_running, period_at
from filmlog.domain.source import Pass
from filmlog.errors import NotFoundError
from filmlog.screen.passes import Running
from filmlog.storage.diary import Diary
from filmlog.storage.lists import DiaryLists


def runs(pass_: Pass, now: datetime) -> bool:
    """Whether a pass runs: a ticket has no end, and is used up by its one film."""
    return pass_.kind != "ticket" and is_running(pass_, now)


def running(diary: DiaryLists, now: datetime) -> list[Running]:
    """The passes that run and will end or be paid again, the next to do so first."""
    found = []
    running_now = [p for p in diary.passes.at_work(now) if runs(p, now)]
    sources = diary.sources.of(running_now)
    for pass_ in running_now:
        period = period_at(pass_, now)
        if period is not None and period.ends is not None:
            begun = period.starts.astimezone().date() if pass_.every else None
            films = diary.passes.films_on(pass_, since=begun)
            found.append(Running(pass_, sources[pass_.source_id], period, films))
    return sorted(found, key=lambda one: (one.period.ends or now, one.pass_.number))


def numbered(diary: Diary, number: int) -> Pass:
    """The pass of this number. Raises NotFoundError."""
    found = diary.passes.numbered(number)
    if found is None:
        raise NotFoundError(f"There is no pass #{number}.", "`filmlog pass list` shows them.")
    return found


def apply(diary: Diary, before: Pass, after: Pass, verb: str) -> None:
    """Write a changed pass, where anything of it changed."""
    if after != before:
        diary.apply([Change(before, after)], f"pass {verb} #{before.number}")


def facts(pass_: Pass, now: datetime) -> list[tuple[str, str]]:
    """Labels and values of a pass; '' for what is not known."""
    price = "" if pass_.price is None else str(pass_.price)
    paid = charges(pass_, now.date())
    spent = ""
    if pass_.price is not None and (pass_.every or pass_.refund is not None):
        total = Money(sum(charge.minor for charge in paid), pass_.price.currency)
        times = f"{len(paid)} payment{'s' * (len(paid) != 1)}"
        spent = f"{total} in {times}" if pass_.every else str(total)
    back = ""
    if pass_.refund is not None:
        back = str(pass_.refund) + (f" on {pass_.refunded.words}" if pass_.refunded else "")
    return [
        ("Price", f"{price} a {pass_.every}" if price and pass_.every else price),
        ("Refund", back),
        ("Spent", spent),
        ("Paid", pass_.paid.words if pass_.paid is not None else ""),
        ("Starts", when(pass_.starts) if pass_.starts is not None else ""),
        ("Ends", when(pass_.ends) if pass_.ends is not None else ""),
        ("Runs", "now" if runs(pass_, now) else ""),
        ("Note", pass_.note),
    ]
