"""What logging a film does to the wish for it on the watchlist."""

from __future__ import annotations

from datetime import datetime

from filmlog.domain.change import Change, replace
from filmlog.domain.moment import stamp
from filmlog.domain.review import hide_inline
from filmlog.domain.shelf import Wish
from filmlog.domain.viewing import Viewing
from filmlog.screen.facts import wish_words


def answered(wish: Wish, viewing: Viewing, now: datetime) -> tuple[list[Change], str]:
    """The change that takes a film off the watchlist once it is seen, and what to say of it.

    It stays for a viewing that was not finished, or that is of a day before it was put there.
    """
    about = wish_words(wish, hide_inline)
    said = f", {about}" if about else ""
    if viewing.unfinished is not None:
        return [], f"Still on your watchlist, as it was not seen to its end{said}"
    watched, added = viewing.watched, wish.added
    if watched is not None and added is not None and watched.last() < added.first():
        return [], f"Still on your watchlist, put there after that day{said}"
    return [Change(wish, replace(wish, deleted=stamp(now)))], f"Off your watchlist{said}"
