"""Instants in words and as the diary keeps them."""

from __future__ import annotations

from datetime import UTC, datetime

from filmlog.domain.partial_date import PartialDate


def stamp(moment: datetime) -> str:
    """An instant in UTC, ISO 8601 to the second: when a command began, or a record was deleted."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def when(moment: datetime) -> str:
    """An instant in local time: `Sat 21 Nov 2026 19:00`."""
    local = moment.astimezone()
    return f"{PartialDate(local.year, local.month, local.day).words} {local:%H:%M}"
