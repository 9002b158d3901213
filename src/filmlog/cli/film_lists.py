"""Working on named lists: finding one and a film on it, putting, changing, taking off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from filmlog.cli import resolve, typed
from filmlog.cli.context import Session
from filmlog.cli.questions import confirm
from filmlog.cli.trashcan import GONE_TOO, taken_off
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.matching import same_year, title_key, without_article
from filmlog.domain.moment import stamp
from filmlog.domain.numerals import counted
from filmlog.domain.shelf import FilmList, Listed, OnList
from filmlog.errors import NotFoundError, UsageError
from filmlog.screen.safe import clean
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid


class Spot(NamedTuple):
    """A film on a list at its place, and how many are on it; within `writing()`."""

    diary: Diary
    film_list: FilmList
    item: OnList
    of: int

    @property
    def words(self) -> str:
        """`place 3 of 7`, or how many films are on a list that has no places."""
        if self.film_list.kind == "unordered":
            return counted(self.of, "film")
        return f"place {self.item.place} of {self.of:,}"


@contextmanager
def film_on_list(
    session: Session,
    name: str,
    title: str,
    year: int | None,
    *,
    place: int | None = None,
    sure: bool = True,
) -> Iterator[Spot]:
    """The film on a list that a title means, inside a transaction.

    Of two films of one title it is the one on the list. Unless `sure`, asks first whether it shall
    come off. Raises NotFoundError when there is no such list or film, UsageError for a `place` on
    an unordered list.
    """
    with session.diary() as diary:
        film_list = named(diary, name)
        check_place(film_list, place)
        film = _meant(session, diary, film_list, title, year)
        confirm(f"Take {film.label} off {film_list.name!r}?", may_ask=session.may_ask, yes=sure)
        with diary.writing():
            # What was asked about may have been changed by another terminal.
            film_list = named(diary, name)
            check_place(film_list, place)
            yield _spot(diary, film_list, film)


def named(diary: Diary, name: str) -> FilmList:
    """The list of this name. Raises NotFoundError, naming those there are."""
    film_list = diary.film_lists.named(typed.line("the name", name))
    if film_list is None:
        known = ", ".join(repr(other.name) for other in diary.film_lists.all()[:12])
        raise NotFoundError(
            f"There is no list called {name!r}.",
            f"There is {known}." if known else "`filmlog lists create NAME` makes one.",
        )
    return film_list


def read_name(text: str) -> str:
    """A name for a list. Raises UsageError when there is nothing of it to be seen."""
    name = typed.line("the name", text)
    if not clean(name).strip():
        raise UsageError("A list needs a name.", "Give it one that can be read.")
    return name


def check_free(diary: Diary, film_list: FilmList) -> None:
    """Raise UsageError when another list has the name of this one."""
    other = diary.film_lists.named(film_list.name)
    if other is not None and other.id != film_list.id:
        raise UsageError(f"There is a list called {other.name!r} already.", "Choose another name.")


def edited(film_list: FilmList, kinds: dict[str, bool], note: str | None) -> FilmList:
    """The list with the kind that is chosen, and the note where one is given."""
    chosen = [kind for kind, is_chosen in kinds.items() if is_chosen]
    if len(chosen) > 1:
        flags = " and ".join(f"--{kind}" for kind in chosen)
        raise UsageError(f"{flags} say different things.", "Give one of them.")
    return replace(
        film_list,
        kind=chosen[0] if chosen else film_list.kind,
        note=film_list.note if note is None else typed.text("--note", note),
    )


def check_place(film_list: FilmList, place: int | None) -> None:
    """Raise UsageError for a place on a list that has none."""
    if place is not None and film_list.kind == "unordered":
        raise UsageError(
            f"{film_list.name!r} is unordered: it stands by title, and no film has a place.",
            "`filmlog lists edit NAME --ordered` gives it an order.",
        )


def put(
    diary: Diary,
    film_list: FilmList,
    film: Film,
    made: list[Change],
    *,
    note: str | None,
    place: int | None,
) -> list[str]:
    """Put a film, just `made` or of the diary, on a list, or change it there; what came of it."""
    there = [item for item in diary.film_lists.films(film_list) if item.film.id == film.id]
    if there:
        return change(_spot(diary, film_list, film), note=note, place=place)
    listed = Listed(new_ulid(), film_list.id, film.id, note=note or "")
    placing = diary.film_lists.placing(film_list, listed, place)
    diary.apply([*made, *placing], f"lists add {film.label} to {film_list.name}")
    spot = _spot(diary, film_list, film)
    label, number = spot.item.film.label, spot.item.film.number
    return [
        *([] if film.number else [f"{label}, film #{number}, is new in your diary: not seen yet."]),
        *_too_far(spot, place),
        f"Put {label} on {film_list.name!r}, {spot.words}.",
    ]


def change(spot: Spot, *, note: str | None = None, place: int | None = None) -> list[str]:
    """Give a film on a list another note, another place or both; what came of it."""
    diary, film_list, item, _ = spot
    label, name = item.film.label, repr(film_list.name)
    after = item.listed if note is None else replace(item.listed, note=note)
    changes = diary.film_lists.placing(film_list, after, place)
    said = _too_far(spot, place)
    if not changes:
        return [*said, f"{label} is on {name} already, {spot.words}; nothing was changed."]
    verb = "note" if place is None else "move" if after == item.listed else "change"
    diary.apply(changes, f"lists {verb} {label} on {film_list.name}")
    if after.note != item.listed.note:
        said.append(f"{'Changed' if note else 'Took away'} the note of {label} on {name}.")
    now = _spot(diary, film_list, item.film)
    if now.item.place != item.place:
        said.append(f"Moved {label} on {name} from place {item.place} to {now.words}.")
    return said


def take_off(spot: Spot, session: Session) -> list[str]:
    """Take a film off a list, and out of the diary where nothing else keeps it; what was done."""
    diary, film_list, item, count = spot
    film = item.film
    changes = taken_off(diary, film, item.listed, stamp(session.now))
    diary.apply(changes, f"lists remove {film.label} from {film_list.name}")
    said = [f"Took {film.label} off {film_list.name!r}; {counted(count - 1, 'film')} left."]
    return [*said, GONE_TOO] if len(changes) > 1 else said


def throw_away(diary: Diary, film_list: FilmList, session: Session) -> None:
    """Put a list with all that is on it in the trash, by one stamp; its films stay."""
    at = stamp(session.now)
    entries = diary.film_lists.entries(film_list)
    changes = [Change(film_list, replace(film_list, deleted=at))]
    changes += [Change(entry, replace(entry, deleted=at)) for entry in entries]
    diary.apply(changes, f"lists delete {film_list.name}")


def _meant(
    session: Session, diary: Diary, film_list: FilmList, title: str, year: int | None
) -> Film:
    if resolve.by_number(diary, title) is None:
        wanted = resolve.read_title(title, year)
        key = _key(wanted.title)
        called_so = [
            item.film
            for item in diary.film_lists.films(film_list)
            if key in {_key(item.film.title), _key(item.film.original_title)}
            and same_year(item.film.year, wanted.year)
        ]
        if len(called_so) == 1:
            return called_so[0]
    film = resolve.find_film(session, diary, title, year)
    return _spot(diary, film_list, film).item.film


def _spot(diary: Diary, film_list: FilmList, film: Film) -> Spot:
    items = diary.film_lists.films(film_list)
    for item in items:
        if item.film.id == film.id:
            return Spot(diary, film_list, item, len(items))
    raise NotFoundError(
        f"{film.label} is not on {film_list.name!r}.",
        "`filmlog lists show NAME` shows what is on a list.",
    )


def _too_far(spot: Spot, place: int | None) -> list[str]:
    if place is None or place <= spot.of:
        return []
    return [f"{spot.film_list.name!r} has {counted(spot.of, 'film')}: place {place} is the end."]


def _key(title: str) -> str:
    return without_article(title_key(title))
