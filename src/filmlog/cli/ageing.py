"""Taking out facts that a service lets nobody keep for long, when a diary is opened."""

from __future__ import annotations

from datetime import date, timedelta

from filmlog.cli.context import Session
from filmlog.domain.numerals import counted
from filmlog.domain.passes import months_later
from filmlog.errors import DiaryError
from filmlog.storage.diary import Diary

MONTHS = 6
"""How long TMDB lets its facts be kept (themoviedb.org/api-terms-of-use)."""

_MOST_DAYS = 183


def age_out(session: Session, diary: Diary, oldest: str) -> None:
    """Take the facts out that are too old, `oldest` being the day of the first, and say so.

    A diary that cannot be written to just now is read as it is.
    """
    limit = limit_day(session.today).isoformat()
    if oldest >= limit:
        return
    try:
        films = diary.age_out(limit)
    except DiaryError:
        return
    if films:
        session.say(
            f"Facts from TMDB of {counted(len(films), 'film')} are over six months old and were "
            "taken out, as TMDB's terms ask; `filmlog film lookup --refresh` fetches them anew."
        )


def limit_day(today: date) -> date:
    """The first day whose facts may still be kept today."""
    return max(months_later(today, -MONTHS), today - timedelta(days=_MOST_DAYS))
