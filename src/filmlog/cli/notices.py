"""What a command mentions beside its work, once: a pass about to end, a folder open to others."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from filmlog import paths
from filmlog.cli.context import Session
from filmlog.errors import DiaryError, FilmlogError
from filmlog.storage.failures import explained

if TYPE_CHECKING:
    from pathlib import Path

    from filmlog.domain.passes import Period
    from filmlog.domain.source import Pass
    from filmlog.storage.lists import DiaryLists, SoonDue

_REMEMBERED = 200
_LONGEST_NOTICE = timedelta(days=3, minutes=1)
_END_OF_MONTH = ("28", "29", "30", "31")
"""Days that the last of a shorter month stands for."""


class _Due(NamedTuple):
    row: SoonDue
    period: Period
    ends: datetime


def mention_passes(session: Session, diary: DiaryLists) -> None:
    """Say which passes are about to end or to be paid again, unless it was said before.

    One statement of SQL where there is nothing to say, which is nearly always.
    """
    mode = session.config["pass_notice"]
    if mode == "never":
        return
    now = session.now
    try:
        with explained(diary.path):
            near = diary.passes_soon(_stored(now), _stored(now + _LONGEST_NOTICE), _days(now))
            due = [one for row in near if (one := _ending(row, now))]
    except DiaryError:  # what the command was for is done, and said
        return
    due.sort(key=lambda one: one.ends)
    if mode == "once":
        unsaid = _unsaid([_notice(one) for one in due])
        due = [one for one in due if _notice(one) in unsaid]
    if due:
        from filmlog.screen.passes import ending_words  # 10 ms, with the records

        session.say(
            *(ending_words(_priced(one.row), one.row.source, one.period, now) for one in due)
        )


def mention_open_folder(session: Session, path: Path) -> None:
    """Say that others may write in the folder of the diary at `path`, once for each diary.

    They could delete it or put another in its place, whatever its own mode. In a sticky folder,
    such as /tmp, they cannot; on Windows the mode says nothing.
    """
    real = os.path.realpath(path)
    folder = os.path.dirname(real)  # noqa: PTH120 - realpath gives a string
    try:
        mode = os.stat(folder).st_mode  # noqa: PTH116
    except OSError:
        return
    if os.name == "nt" or mode & stat.S_ISVTX or not mode & (stat.S_IWGRP | stat.S_IWOTH):
        return
    if _unsaid([f"folder of {real!a}"]):
        from shlex import quote

        session.say(
            "Other people of this machine may write in the folder of your diary, and so delete or "
            f"replace it. `chmod go-w {quote(folder)}` keeps them out."
        )


def _notice(due: _Due) -> str:
    return f"{due.row.id} {_stored(due.ends)}"


def _stored(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _days(now: datetime) -> list[str]:
    """The days of the month, as stored in UTC, from which a period can end before long."""
    span = [now + timedelta(days=number) for number in range(-1, 5)]
    days = {f"{day:%d}" for day in span}
    if len({day.month for day in span}) > 1 or days & set(_END_OF_MONTH):
        days.update(_END_OF_MONTH)
    return sorted(days)


def _ending(row: SoonDue, now: datetime) -> _Due | None:
    """A pass with the period that is about to end, None when it is not."""
    from filmlog.domain.passes import is_about_to_end, period_at  # 3 ms

    period = period_at(_pass(row), now)
    if period is None or period.ends is None or not is_about_to_end(period, now):
        return None
    return _Due(row, period, period.ends)


def _pass(row: SoonDue) -> Pass:
    from filmlog.domain.source import Pass

    ends = datetime.fromisoformat(row.ends) if row.ends else None
    starts = datetime.fromisoformat(row.starts)
    return Pass(row.id, "", row.kind, starts=starts, ends=ends, every=row.every)


def _priced(row: SoonDue) -> Pass:
    from filmlog.domain.money import Money  # 1 ms

    if row.minor is None or row.currency is None:
        return _pass(row)
    return _pass(row)._replace(price=Money(row.minor, row.currency))


def _unsaid(notices: list[str]) -> list[str]:
    """Those not mentioned before, which from now on they are.

    A state folder that cannot be written to costs a word too many and no more.
    """
    if not notices:
        return []
    path = paths.notices_path()
    try:
        said = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        said = []
    fresh = [notice for notice in notices if notice not in said]
    if fresh:
        from filmlog.files import make_private_dir, write_private

        lines = [*said, *fresh][-_REMEMBERED:]
        with suppress(FilmlogError):
            make_private_dir(path.parent)
            write_private(path, "".join(f"{line}\n" for line in lines).encode(), durable=False)
    return fresh
