"""The trash: putting viewings and films there, seeing what is in it, taking them out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from filmlog.domain.change import Change, replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary


class Binned(NamedTuple):
    """What went into the trash together: a film's viewings, the film too when it is marked."""

    film: Film
    viewings: tuple[Viewing, ...]
    at: str


def throw_away(
    diary: Diary, film: Film, gone: Sequence[Entry], now: datetime, *, with_film: bool
) -> None:
    """Put viewings in the trash, and their film too if so.

    What goes together carries one stamp, so that it comes back together.
    """
    at = stamp(now)
    changes = [Change(e.viewing, replace(e.viewing, deleted=at)) for e in gone]
    changes += [Change(film, replace(film, deleted=at))] if with_film else []
    diary.apply(changes, f"remove {film.label}")


GONE_TOO = (
    "It was not seen and is on no other list, so it is in the trash; "
    "`filmlog restore` takes it out again."
)
"""What is said of a film that went with its last place."""


def taken_off(diary: Diary, film: Film, place: Wish | Listed, at: str) -> list[Change]:
    """What takes a film off the watchlist or a list, at an instant (ISO 8601, UTC).

    Its last change puts the film itself in the trash where nothing else keeps it: nothing would
    show it any more, and yet its title would find it.
    """
    changes = [Change(place, place._replace(deleted=at))]
    places = len(diary.film_lists.holding(film)) + (diary.watchlist.of(film) is not None)
    if places == 1 and not diary.entries_of(film):
        changes.append(Change(film, replace(film, deleted=at)))
    return changes


def take_out(diary: Diary, film: Film, viewings: Sequence[Viewing]) -> None:
    """Take viewings out of the trash, and their film first where it is there too."""
    changes = [Change(film, replace(film, deleted=""))] if film.deleted else []
    changes += [Change(v, replace(v, deleted="")) for v in viewings]
    diary.apply(changes, f"restore {film.label}")


def binned(diary: Diary) -> list[Binned]:
    """Everything in the trash, by what went together, the latest first."""
    viewings = diary.trashed_viewings()
    films = diary.films_by_id([v.film_id for v in viewings])
    films.update((film.id, film) for film in diary.trashed_films())
    together: dict[tuple[str, str], list[Viewing]] = {
        (film.deleted, film.id): [] for film in films.values() if film.deleted
    }
    for viewing in viewings:
        together.setdefault((viewing.deleted, viewing.film_id), []).append(viewing)
    return [
        Binned(films[film_id], tuple(gone), at)
        for (at, film_id), gone in sorted(together.items(), reverse=True)
    ]


def label(item: Binned) -> str:
    """One thing in the trash in words."""
    dates = [v.watched.words if v.watched is not None else "an unknown date" for v in item.viewings]
    return f"{item.film.label}, {'watched ' + ' and '.join(dates) if dates else 'no viewing'}"
