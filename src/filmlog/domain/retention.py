"""Which backups to keep: by day, week, month and year, within a size, and the fullest always."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import NamedTuple

DAYS, WEEKS, MONTHS = 7, 5, 12

_PERIODS: tuple[tuple[Callable[[datetime], Hashable], int | None], ...] = (
    (lambda at: at.date(), DAYS),
    (lambda at: at.isocalendar()[:2], WEEKS),
    (lambda at: (at.year, at.month), MONTHS),
    (lambda at: at.year, None),
)
_UNWANTED, _UNREAD, _RECENT, _FIRST_PERIOD = range(4)
"""How much a backup is wanted; the rank of one that is the last of a period goes on from here."""


class Copy(NamedTuple):
    """A backup: when it was made (UTC), its bytes, and how much it holds.

    `holds` is how many commands and how many viewings were ever written, which only grow in a
    diary; None for a backup that cannot be read. `name` tells one from another.
    """

    name: str
    at: datetime
    size: int
    holds: tuple[int, int] | None


def to_drop(copies: Sequence[Copy], made: str, limit: int) -> list[Copy]:
    """Which of the backups, the newest first, to delete; `made` names the one just made.

    Kept are all of the last 7 days that have one; the last of each of the last 5 weeks and of 12
    months that have one; the last of every year. They are counted by what there is, as a clock may
    be wrong for a while. Beyond `limit` bytes those that cannot be read go first, then those that
    are not the last of their day, then days, weeks, months and years; the oldest before the others.

    Never dropped, whatever the limit, are `made`, the newest, one that holds more than every newer
    one, and one that cannot be read while no newer one can.
    """
    safe = _never_dropped(copies, made)
    ranks = _ranks(copies)
    unsafe = [copy for copy in reversed(copies) if copy.name not in safe]
    total = sum(copy.size for copy in copies)
    dropped = []
    for copy in sorted(unsafe, key=lambda copy: ranks[copy.name]):
        if ranks[copy.name] > _UNWANTED and total <= limit:
            break
        dropped.append(copy)
        total -= copy.size
    return dropped


def _never_dropped(ordered: Sequence[Copy], made: str) -> set[str]:
    safe = {made}
    most = (-1, -1)
    for copy in ordered:
        if copy.holds is None:
            if most == (-1, -1):
                safe.add(copy.name)
        elif copy.holds[0] > most[0] or copy.holds[1] > most[1]:
            # The newest that can be read, too.
            safe.add(copy.name)
            most = max(most[0], copy.holds[0]), max(most[1], copy.holds[1])
    return safe


def _ranks(ordered: Sequence[Copy]) -> dict[str, int]:
    """How much each is wanted: those that can be read among themselves, the others by any place."""
    unread = {copy.name for copy in ordered if copy.holds is None}
    among_all = _wanted(ordered)
    ranks = {name: _UNREAD if name in among_all else _UNWANTED for name in unread}
    among_good = _wanted([copy for copy in ordered if copy.name not in unread])
    return {copy.name: among_good.get(copy.name, _UNWANTED) for copy in ordered} | ranks


def _wanted(ordered: Sequence[Copy]) -> dict[str, int]:
    days = set(list(dict.fromkeys(copy.at.date() for copy in ordered))[:DAYS])
    ranks = {copy.name: _RECENT for copy in ordered if copy.at.date() in days}
    for rank, (period, count) in enumerate(_PERIODS, _FIRST_PERIOD):
        last: dict[Hashable, str] = {}
        for copy in ordered:
            last.setdefault(period(copy.at), copy.name)
        ranks |= dict.fromkeys(list(last.values())[:count], rank)
    return ranks
