"""What makes one diary of the records that came from another machine, once they are in it.

Both machines come to the same: of records that are one that with the lowest id is kept. Run again
nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from filmlog.cli.sync.film_unions import same_films
from filmlog.cli.sync.meeting import Adjusted, Came, Meeting
from filmlog.cli.sync.pairs import same_passes, same_viewings, tell_same_days
from filmlog.cli.sync.rescue import rescued
from filmlog.cli.sync.same_names import same_lists, same_sources
from filmlog.cli.sync.shelves import thinned_out
from filmlog.domain.change import Change

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

__all__ = ["Adjusted", "Came", "adjustments"]


def adjustments(diary: Diary, came: Came, at: str, account: Adjusted) -> Iterator[Change]:
    """The changes, each to be written as it comes: later ones look up what earlier ones wrote.

    To be called inside `writing()`. `at` (ISO 8601, UTC) is the stamp of what goes to the trash;
    `account` is filled on the way.
    """
    meeting = Meeting(diary, came, at, account)
    # First what was lost, then what others refer to, and films before their viewings.
    yield from rescued(meeting)
    yield from same_sources(meeting)
    yield from same_lists(meeting)
    yield from same_passes(meeting)
    yield from thinned_out(meeting)
    yield from same_films(meeting)
    yield from same_viewings(meeting)
    tell_same_days(meeting)
