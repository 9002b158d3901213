"""When a pass runs, and which viewings it covers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import PER_FILM_KINDS, Pass


def usual_end(kind: str, starts: datetime) -> datetime | None:
    """When a pass of this kind ends unless its shop says otherwise; None for never.

    A one-day pass runs 24 hours, a rental 48, a subscription period to the same day next month.
    """
    match kind:
        case "one-day pass":
            return starts + timedelta(hours=24)
        case "rental":
            return starts + timedelta(hours=48)
        case "subscription":
            # On the clock of the place: a month may hold a change to or from summer time.
            local = starts.astimezone().replace(tzinfo=None)
            month = local.month % 12 + 1
            year = local.year + (local.month == 12)
            day = min(local.day, monthrange(year, month)[1])
            return local.replace(year=year, month=month, day=day).astimezone()
        case _:
            return None


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
