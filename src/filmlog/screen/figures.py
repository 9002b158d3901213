"""Statistics and spending for programs: every figure, as JSON has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import Period
from filmlog.domain.stats import Stats


def plain(value: Any) -> Any:
    """A value of the domain as dicts and lists; dates as ISO 8601, money in minor units."""
    match value:
        case Money(minor=minor, currency=currency):
            found: Any = {"currency": currency, "minor": minor}
        case PartialDate():
            found = value.iso
        case date():
            found = value.isoformat()
        case Mapping():
            found = {_key(key): plain(item) for key, item in value.items()}
        case _ if hasattr(value, "_asdict"):
            found = plain(value._asdict())
        case list() | tuple():
            found = [plain(item) for item in value]
        case _:
            found = value
    return found


def stats_json(stats: Stats) -> dict[str, Any]:
    """Every figure of domain/stats.py under its name, and those its calendar works out."""
    calendar = stats.calendar
    busiest = calendar.busiest
    figures: dict[str, Any] = plain(stats)
    figures["calendar"] |= {
        "busiest": busiest and {"day": busiest[0].isoformat(), "viewings": busiest[1]},
        "pause": plain(calendar.pause),
        "streak": plain(calendar.streak),
        "weekdays": list(calendar.weekdays),
    }
    figures["decades"] = [{"decade": decade, "films": films} for decade, films in stats.decades]
    return figures


def period_json(period: Period) -> dict[str, Any]:
    """The days of a period, null for an open end."""
    return {"first": plain(period.first), "last": plain(period.last)}


def _key(key: object) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)
