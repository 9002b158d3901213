"""Named lists as tables, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.rating import describe
from filmlog.domain.review import hide_inline
from filmlog.screen.records import Plain, film_json
from filmlog.screen.safe import clean
from filmlog.screen.table import Column

if TYPE_CHECKING:
    from filmlog.domain.film import Film
    from filmlog.domain.shelf import FilmList, OnList

LISTS = (
    Column("List", flexible=True, style="film.title"),
    Column("Kind", rank=2),
    Column("Films", rank=1, align="right"),
    Column("Note", rank=3, flexible=True, minimum=16, extra=True),
)
CSV_COLUMNS = "place film title year viewings rating note".split()
_FORMULA = ("=", "+", "-", "@")
_SEEN = {0: "not yet", 1: "once", 2: "twice"}


class ListView(NamedTuple):
    """A list to be shown: its films in order, how often they were seen, and their rating.

    `standing` has the ULIDs of films; without `spoilers` hidden words of a note are left out.
    """

    film_list: FilmList
    items: Sequence[OnList]
    standing: Mapping[str, tuple[int, int | None]]
    spoilers: bool = False

    def lines(self) -> Iterator[Line]:
        """The films in order."""
        has_places = self.film_list.kind != "unordered"
        for item in self.items:
            viewings, rating = self.standing.get(item.film.id, (0, None))
            note = self.words(item.listed.note)
            place = item.place if has_places else None
            yield Line(place, item.film, viewings, rating, note, item.listed.id)

    def words(self, note: str) -> str:
        """A note as it may be shown."""
        return note if self.spoilers else hide_inline(note)


class Line(NamedTuple):
    """A film of a list, with no `place` on an unordered one; `id` is the ULID of its `Listed`."""

    place: int | None
    film: Film
    viewings: int
    rating: int | None
    note: str
    id: str


def list_rows(lists: Sequence[tuple[FilmList, int]]) -> list[tuple[str, ...]]:
    """The cells of LISTS for each list with how many films it has."""
    return [
        (clean(item.name), item.kind, str(count), clean(hide_inline(item.note)))
        for item, count in lists
    ]


def heading(view: ListView) -> list[str]:
    """What a list is, above its films, in plain words; and its note."""
    film_list, items, *_ = view
    films = f"{len(items):,} film{'s' * (len(items) != 1)}"
    seen = f", {sum(line.viewings > 0 for line in view.lines()):,} seen" if items else ""
    note = view.words(film_list.note)
    return [f"{film_list.name}: {film_list.kind}, {films}{seen}", *([note] if note else [])]


def columns(film_list: FilmList) -> tuple[Column, ...]:
    """The columns of the films of a list."""
    return (
        Column("Rank" if film_list.kind == "ranked" else "Place", rank=1, align="right"),
        Column("Title", flexible=True, minimum=14, maximum=60, style="film.title"),
        Column("Rating", rank=2, style="film.stars"),
        Column("Seen", rank=3),
        Column("Note", rank=4, flexible=True, minimum=20, extra=True),
    )


def film_rows(view: ListView, rating_style: str) -> list[tuple[str, ...]]:
    """The cells of `columns` for each film of a list; on an unordered one nothing has a place."""
    return [
        (
            str(line.place or ""),
            clean(line.film.label),
            "" if line.rating is None else describe(line.rating, rating_style),
            _SEEN.get(line.viewings, f"{line.viewings} times"),
            clean(line.note),
        )
        for line in view.lines()
    ]


def lists_json(lists: Sequence[tuple[FilmList, int]]) -> list[Plain]:
    """What `lists list --json` prints: each list with how many films are on it, spoilers hidden."""
    return [
        list_json(item) | {"films": count, "note": hide_inline(item.note)} for item, count in lists
    ]


def list_json(film_list: FilmList) -> Plain:
    """Every field of a list."""
    return {
        "id": film_list.id,
        "kind": film_list.kind,
        "name": film_list.name,
        "note": film_list.note,
        "number": film_list.number,
    }


def film_list_json(view: ListView) -> Plain:
    """What `lists show --json` prints: a list with its films in order."""
    films = [
        {
            "film": film_json(line.film, spoilers=view.spoilers),
            "id": line.id,
            "note": line.note,
            "place": line.place,
            "rating": line.rating,
            "viewings": line.viewings,
        }
        for line in view.lines()
    ]
    note = view.words(view.film_list.note)
    return list_json(view.film_list) | {"films": films, "note": note}


def csv_rows(view: ListView) -> Iterator[tuple[object, ...]]:
    """The rows of `lists show --csv`, under CSV_COLUMNS."""
    for place, film, viewings, rating, note, _ in view.lines():
        yield place, film.number, film.title, film.year, viewings, rating, note
