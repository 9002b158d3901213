"""Instants as people type them: a date with a time of day, now, midnight, never."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from filmlog.cli.context import Session
from filmlog.domain.passes import on_the_clock
from filmlog.domain.pattern import pattern
from filmlog.errors import UsageError

LAST_YEAR = 2200
"""A pass of later years is a slip, and the calendar of Python ends in 9999."""

_CLOCK = pattern(r"^(?P<date>.*?)[\sT]*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?$")


def read_moment(session: Session, text: str, start: datetime | None) -> datetime | None:
    """An instant in local time; None for `never`.

    `midnight` is the end of the day of `start`; a time alone is of that day too, or the next day
    when that time has gone by. Without a start both are of today. A date alone is its beginning.
    Raises UsageError.
    """
    said = text.strip().casefold()
    if said in {"now", "never", "none", ""}:
        return session.now if said == "now" else None
    base = start or session.now
    if said == "midnight":
        return _local(datetime.combine(base.astimezone().date() + timedelta(days=1), time()))
    clock = _CLOCK.match(text.strip())
    if clock is None:
        return _local(datetime.combine(_day(session, text), time()))
    try:
        at = time(int(clock["hour"]), int(clock["minute"]))
    except ValueError:
        raise UsageError(f"{text!r} is no time of day.", "Write it as 19:30.") from None
    if clock["date"].strip():
        return _local(datetime.combine(_day(session, clock["date"]), at))
    day = base.astimezone().date()
    moment = _local(datetime.combine(day, at))
    if start is not None and moment <= start:
        # By the calendar: as summer time ends, the same hour is 25 hours away.
        moment = _local(datetime.combine(day + timedelta(days=1), at))
    return moment


def _day(session: Session, text: str) -> date:
    said = session.read_date(text, to_come=True)
    if said.precision != "day":
        raise UsageError(f"{text!r} is not a day.", "Write it as 2026-11-20.")
    if said.year > LAST_YEAR:
        raise UsageError(f"{said.words} is too far away.", "Write never for no end.")
    return said.first()


def _local(moment: datetime) -> datetime:
    return on_the_clock(moment)
