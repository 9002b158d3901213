"""Diaries to count: generated ones and a small one, and ways to write and to ask them."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query import parse_query
from filmlog.domain.source import Source
from filmlog.domain.stats import Stats
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.search import clause
from filmlog.storage.statistics import count
from tests.storage import slow_statistics

IN_TRASH = "2026-11-01T00:00:00Z"
EVERYTHING = "-title:zzzz"
"""A query that picks every viewing, by other ways than those of the whole diary."""

RAN = Film("01F0", "Ran", year=1985, runtime=160, directors=("Kurosawa",))
IKIRU = Film("01F1", "Ikiru", year=1952, runtime=143, directors=("Kurosawa",))
MIRROR = Film("01F2", "Mirror", directors=("Tarkovsky", "Tarkovsky"))
FILMS = (RAN, IKIRU, MIRROR)


class Made(NamedTuple):
    """A diary to write: its records, and the ids of those that go to the trash later."""

    records: list[Record]
    trashed: set[str]


# Few names, days and ratings, so that they meet.


def some(*values: str, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


dates = st.none() | st.sampled_from(
    "2023 2024 2025 2024-02 2024-12 2025-01 2024-02-28 2024-02-29 2024-02-29 2024-03-01 2024-12-30 "
    "2024-12-31 2024-12-31 2025-01-01 2025-01-01 2025-01-01 2025-01-02 2025-02-28 2025-03-01 "
    "0999-12-31".split()
).map(PartialDate.parse_iso)
people = some("Ozu", "ozu", "Ōzu", "Mizoguchi", "Naruse")
# The same name twice: an actor in two roles.
roles = st.lists(
    st.builds(
        Credit, st.sampled_from(["Ozu", "Ryū", "ryū", "Tanaka", "tanaka"]), st.sampled_from("ab")
    ),
    max_size=4,
).map(tuple)
labels = some("Drama", "drama", "DRAMA", "Noir", "_noir", "Драма", "драма")
serials = st.integers(0, 3)


@st.composite
def films(draw: st.DrawFn, serial: int) -> Film:
    return Film(
        f"01F{serial}",
        draw(st.sampled_from(["Ran", "Яма", "Late Spring"])),
        year=draw(st.sampled_from([None, 1949, 1950, 1959, 1960, 2001])),
        runtime=draw(st.sampled_from([None, 0, 97, 97, 160])),
        directors=draw(people),
        cast=draw(roles),
        genres=draw(labels),
        countries=draw(some("Japan", "japan", "USSR", "France")),
        languages=draw(some("Japanese", "Русский", "русский")),
    )


@st.composite
def viewings(draw: st.DrawFn, serial: int) -> Viewing:
    source = draw(st.integers(-1, 2))
    return Viewing(
        f"01V{serial}",
        f"01F{draw(serials)}",
        watched=draw(dates),
        rating=draw(st.none() | st.sampled_from([1, 4, 5, 15, 74, 75, 80, 80, 99, 100])),
        heart=draw(st.booleans()),
        rewatch=draw(st.sampled_from([None, None, None, True, False])),
        unfinished=draw(st.sampled_from([None, None, None, 0, 41])),
        companions=draw(some("Ann", "ann", "Ben")),
        tags=draw(some("cried", "Cried", "late night", "Слёзы", "слёзы")),
        review=draw(st.sampled_from(["", "", "Rain."])),
        source_id="" if source < 0 else f"01S{source}",
    )


@st.composite
def diaries(draw: st.DrawFn) -> Made:
    seen = [draw(viewings(serial)) for serial in range(draw(st.sampled_from([0, 1, 3, 8, 12])))]
    gone_films = draw(st.sets(serials.map("01F{}".format), max_size=1))
    gone = draw(st.sets(st.integers(0, 11).map("01V{}".format), max_size=3)) | {
        viewing.id for viewing in seen if viewing.film_id in gone_films
    }
    # Two sources of one name, as a merge of two diaries would bring.
    sources = [Source(f"01S{n}", name) for n, name in enumerate(("Arsenal", "Kino", "Kino"))]
    return Made([*(draw(films(serial)) for serial in range(4)), *sources, *seen], gone | gone_films)


def written(diary: Diary, *made: Record) -> list[Record]:
    """The records with the numbers that the diary gave them."""
    with diary.writing():
        numbers = diary.apply([Change(None, record) for record in made], "test")
    return [replace(record, number=number) for record, number in zip(made, numbers, strict=True)]


def kept(diary: Diary, made: Made) -> list[Entry]:
    """What the diary has after some of it went to the trash, as a slow reader sees it."""
    records = written(diary, *made.records)
    gone = {r.id: replace(r, deleted=IN_TRASH) for r in records if r.id in made.trashed}
    with diary.writing():
        diary.apply([Change(r, gone[r.id]) for r in records if r.id in gone], "remove")
    now = [gone.get(record.id, record) for record in records]
    return slow_statistics.entries(
        [r for r in now if isinstance(r, Film)],
        [r for r in now if isinstance(r, Source)],
        [r for r in now if isinstance(r, Viewing)],
    )


def asked(diary: Diary, text: str = "", *, top: int = 1000, least: int = 1) -> Stats:
    return count(diary.connection, clause(parse_query(text)), top=top, least=least)


def saw(serial: int, film: Film, watched: str = "", rating: int | None = None) -> Viewing:
    day = PartialDate.parse_iso(watched) if watched else None
    return Viewing(f"01V{serial}", film.id, day, rating)
