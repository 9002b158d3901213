"""When a pass runs, and which viewings it covers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import PER_FILM_KINDS, Pass

_MONTHS = {"month": 1, "year": 12}

NOTICE = timedelta(days=3)
"""The longest time before its end at which a pass is about to end."""


class Period(NamedTuple):
    """A stretch for which a pass is paid once: from an instant to another, None for no end."""

    starts: datetime
    ends: datetime | None


def usual_end(kind: str, starts: datetime) -> datetime | None:
    """When a pass of this kind ends unless its shop says otherwise; None for never.

    A one-day pass runs 24 hours, a rental 48, whatever the clocks do meanwhile.
    """
    hours = {"one-day pass": 24, "rental": 48}.get(kind)
    return starts + timedelta(hours=hours) if hours else None


def usual_period(kind: str) -> str:
    """How often a pass of this kind is paid unless its shop says otherwise; '' for once."""
    return "month" if kind == "subscription" else ""


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = PartialDate(year, month + 1).last().day
    return date(year, month + 1, min(day.day, last))


def period_at(pass_: Pass, moment: datetime) -> Period | None:
    """The period of a pass that holds `moment`; None when the pass does not run then.

    The periods of a subscription begin at the same time of day by the clock of the place, each
    counted from the first, so that one begun on the 31st comes back to it after February.
    """
    if pass_.starts is None or not is_running(pass_, moment):
        return None
    if not pass_.every:
        return Period(pass_.starts, pass_.ends)
    first, now = _clock(pass_.starts), _clock(moment)
    count = (now.year - first.year) * 12 + now.month - first.month
    count -= count % _MONTHS[pass_.every]
    starts = _renewal(pass_, first, count)
    if starts > moment:
        count -= _MONTHS[pass_.every]
        starts = _renewal(pass_, first, count)
    ends = _renewal(pass_, first, count + _MONTHS[pass_.every])
    return Period(starts, ends if pass_.ends is None else min(ends, pass_.ends))


def is_about_to_end(period: Period, moment: datetime) -> bool:
    """Whether a quarter of a period or less is left, and no more than NOTICE."""
    if period.ends is None:
        return False
    return period.ends - moment <= min((period.ends - period.starts) / 4, NOTICE)


def _clock(moment: datetime) -> datetime:
    return moment.astimezone().replace(tzinfo=None)


def _renewal(pass_: Pass, first: datetime, months: int) -> datetime:
    if not months and pass_.starts is not None:
        return pass_.starts
    return on_the_clock(datetime.combine(months_later(first.date(), months), first.time()))


def on_the_clock(local: datetime) -> datetime:
    """The instant at which a clock here shows a time, the first of two, when clocks go back.

    Of a time left out when they go forward it is as long after midnight as without that. (Which of
    the two readings of PEP 495 `astimezone` takes for such a time has changed within Python 3.12.)
    """
    readings = [local.replace(fold=fold).astimezone() for fold in (0, 1)]
    first = readings[0]
    is_shown = first.replace(tzinfo=None, fold=0) == local.replace(fold=0)
    return first if is_shown else max(readings)


def is_running(pass_: Pass, moment: datetime) -> bool:
    """Whether a pass has begun and not ended at `moment` (with a time zone)."""
    return (
        pass_.starts is not None
        and pass_.starts <= moment
        and (pass_.ends is None or moment < pass_.ends)
    )


def covers_day(pass_: Pass, day: date) -> bool:
    """Whether a pass runs at any time of a local calendar day."""
    if pass_.starts is None:
        return False
    ends = pass_.ends
    # A pass that ends at midnight does not reach into the day that begins then.
    last = None if ends is None else (ends.astimezone() - timedelta(microseconds=1)).date()
    return pass_.starts.astimezone().date() <= day and (last is None or day <= last)


def covering(
    passes: Iterable[Pass],
    watched: PartialDate | None,
    moment: datetime | None,
    passes_of_film: Iterable[str],
) -> Pass | None:
    """The pass a viewing at their source falls under, the latest begun; None when there is none.

    `moment` is given for a viewing that ends now, and then decides to the minute; another day is
    decided by the day. A pass paid for one film covers another viewing of that film alone:
    `passes_of_film` are the ids of those its viewings are on. A date known only to the month or
    year falls under none.
    """
    own = set(passes_of_film)
    found = [
        pass_
        for pass_ in passes
        if (pass_.kind not in PER_FILM_KINDS or (pass_.id in own and pass_.kind != "ticket"))
        and _covers(pass_, watched, moment)
    ]
    return max(found, key=lambda p: (p.starts.timestamp() if p.starts else 0.0, p.id), default=None)


def _covers(pass_: Pass, watched: PartialDate | None, moment: datetime | None) -> bool:
    if moment is not None:
        return is_running(pass_, moment)
    return watched is not None and watched.precision == "day" and covers_day(pass_, watched.first())
