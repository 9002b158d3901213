from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.calendar import Calendar
from filmlog.domain.change import Change, Record, replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query import parse_query
from filmlog.domain.query_match import matches
from filmlog.domain.source import Source
from filmlog.domain.stats import Drift, Moment, Named, Often, Rated, Stats, Turn
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.search import clause
from filmlog.storage.statistics import count
from tests.storage import slow_statistics

IN_TRASH = "2026-11-01T00:00:00Z"
QUERIES = (
    "watched:2025", "watched:2024-02", "watched:2024-12-30..2025-01-01", "watched:unknown",
    "rating:>=4", "-rating:>=4", "rewatch", "-rewatch", "genre:drama", "-genre:drama", "year:1950s",
    "tag:cried heart", "has:unfinished", "source:Kino", "title:zzzz",
)  # fmt: skip
EVERYTHING = "-title:zzzz"


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
serials = st.integers(0, 4)


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
    seen = [draw(viewings(serial)) for serial in range(draw(st.integers(0, 12)))]
    gone_films = draw(st.sets(serials.map("01F{}".format), max_size=1))
    gone = draw(st.sets(st.integers(0, 11).map("01V{}".format), max_size=3)) | {
        viewing.id for viewing in seen if viewing.film_id in gone_films
    }
    # Two sources of one name, as a merge of two diaries would bring.
    sources = [Source(f"01S{n}", name) for n, name in enumerate(("Arsenal", "Kino", "Kino"))]
    return Made([*(draw(films(serial)) for serial in range(5)), *sources, *seen], gone | gone_films)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "diary.db"
    with Diary.open(path, create=True):
        return path


@pytest.fixture
def diary(empty: Path, tmp_path: Path) -> Iterator[Diary]:
    shutil.copy(empty, tmp_path / "diary.db")
    with Diary.open(tmp_path / "diary.db") as diary:
        yield diary


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


@settings(max_examples=60)
@given(
    made=diaries(),
    queries=st.lists(st.sampled_from(QUERIES), min_size=3, max_size=3, unique=True),
    top=st.sampled_from([3, 1000]),
    least=st.integers(1, 3),
)
def test_figures_are_what_a_slow_count_says(
    empty: Path, tmp_path: Path, made: Made, queries: list[str], top: int, least: int
) -> None:
    # A file of its own: one that failed may be held by what pytest keeps of it.
    path = Path(mkdtemp(dir=tmp_path)) / "diary.db"
    shutil.copy(empty, path)
    with Diary.open(path) as diary:
        everything = kept(diary, made)
        for text in ("", EVERYTHING, *queries):
            query = parse_query(text)
            picked = [entry for entry in everything if matches(query, entry)]
            found = asked(diary, text, top=top, least=least)
            slow = slow_statistics.stats(everything, picked, top=top, least=least)
            for name, one, other in zip(Stats._fields, found, slow, strict=True):
                assert one == other, (text, name)


# Examples, one for each rule.

RAN = Film("01F0", "Ran", year=1985, runtime=160, directors=("Kurosawa",))
IKIRU = Film("01F1", "Ikiru", year=1952, runtime=143, directors=("Kurosawa",))
MIRROR = Film("01F2", "Mirror", directors=("Tarkovsky", "Tarkovsky"))
FILMS = (RAN, IKIRU, MIRROR)


def saw(serial: int, film: Film, watched: str = "", rating: int | None = None) -> Viewing:
    day = PartialDate.parse_iso(watched) if watched else None
    return Viewing(f"01V{serial}", film.id, day, rating)


def test_an_empty_diary_and_a_query_that_picks_nothing(diary: Diary) -> None:
    nothing = slow_statistics.stats([], [], top=9, least=1)
    assert nothing._replace(ratings=(), calendar=Calendar({}, {}, {}, 0, 0, 0), drift=Drift()) == (
        0, 0, 0, 0, 0, 0, 0, 0, 0, (), Calendar({}, {}, {}, 0, 0, 0), None, None, (), (), 0,
        (), (), (), (), (), (), (), None, None, (), (), (), Drift(), 0, (),
    )  # fmt: skip
    assert asked(diary) == asked(diary, EVERYTHING) == nothing
    written(diary, *FILMS)
    assert asked(diary) == nothing
    written(diary, saw(0, RAN, "2025", 80))
    assert asked(diary, "title:zzzz") == nothing


def test_what_is_in_the_trash_is_nowhere(diary: Diary) -> None:
    labelled = replace(
        MIRROR, genres=("Drama",), countries=("USSR",), languages=("Русский",),
        cast=(Credit("Terekhova"),), runtime=107, year=1975,
    )  # fmt: skip
    gone = replace(
        saw(0, labelled, "2025-01-01", 90), tags=("cried",), companions=("Ann",), source_id="01S0"
    )
    left = saw(1, RAN, "2025-01-02", 80)
    also = replace(gone, id="01V2", film_id=RAN.id, tags=("late",))
    records: list[Record] = [RAN, labelled, Source("01S0", "Kino"), gone, left, also]
    everything = kept(diary, Made(records, {labelled.id, gone.id, also.id}))
    assert [entry.viewing.id for entry in everything] == [left.id]
    found = asked(diary)
    assert found == asked(diary, EVERYTHING)
    assert found == slow_statistics.stats(everything, everything, top=9, least=1)
    assert found.viewings == found.films == found.rated == 1
    assert found.genres == found.countries == found.languages == found.actors == ()
    assert found.tags == found.companions == found.sources == ()
    assert found.directors == (Named("Kurosawa", 1, 1),)


def test_a_label_has_one_name_whatever_its_case_and_counts_once_a_film(diary: Diary) -> None:
    written(
        diary,
        replace(RAN, genres=("drama", "Drama", "War")),
        replace(IKIRU, genres=("DRAMA",)),
        replace(saw(0, RAN), tags=("cried", "Cried")),
        replace(saw(1, IKIRU), tags=("Cried",)),
        saw(2, IKIRU),
    )
    for text in ("", EVERYTHING):
        found = asked(diary, text)
        assert found.genres == (Named("DRAMA", 2, 3), Named("War", 1, 1))
        assert found.tags == (Often("Cried", 2),)


def test_a_person_is_rated_by_the_latest_rating_of_each_film(diary: Diary) -> None:
    written(
        diary,
        *FILMS,
        saw(0, RAN, "2024-01-01", 100),
        saw(1, RAN, "2023-01-01", 20),
        saw(2, RAN, "2024-01-02"),
        saw(3, IKIRU, "2024", 70),
        saw(4, MIRROR, "", 90),
    )
    assert asked(diary).best_directors == (Rated("Tarkovsky", 1, 90), Rated("Kurosawa", 2, 170))
    assert asked(diary, least=2).best_directors == (Rated("Kurosawa", 2, 170),)
    assert asked(diary, least=3).best_directors == ()
    # The latest of those counted, and a film without one is not rated.
    assert asked(diary, "watched:2023").best_directors == (Rated("Kurosawa", 1, 20),)
    assert asked(diary, "-has:rating", least=0).best_directors == ()
    assert asked(diary).directors == (Named("Kurosawa", 2, 4), Named("Tarkovsky", 1, 1))


def test_the_rating_before_may_lie_outside_what_is_counted(diary: Diary) -> None:
    written(
        diary,
        *FILMS,
        saw(0, RAN, "2023-05-05", 60),
        saw(1, RAN, "2024-05-05"),
        saw(2, RAN, "2025-05-05", 75),
        saw(3, RAN, "2025-06-05", 75),
        saw(4, IKIRU, "2025", 90),
        saw(5, IKIRU, "2025-01", 85),
    )
    rise, fall = Turn(1, "Ran", 1985, 60, 75), Turn(2, "Ikiru", 1952, 90, 85)
    assert asked(diary).drift == Drift(3, 1, 1, 10, rise, fall)
    assert asked(diary, "watched:2025-05-05").drift == Drift(1, 1, 0, 15, rise, None)
    assert asked(diary, "watched:2025-06-05").drift == Drift(1, 0, 0, 0, None, None)
    assert asked(diary, "watched:2023").drift == Drift()


def test_the_first_of_a_year_is_known_to_the_day(diary: Diary) -> None:
    written(
        diary,
        *FILMS,
        saw(0, RAN, "2025-01-01"),
        saw(1, MIRROR, "2024-12-31"),
        saw(2, IKIRU, "2025-01-01"),
        saw(3, IKIRU, "2024-12-31"),
        saw(4, MIRROR, "2025"),
        saw(5, RAN, "2023-07"),
        saw(6, RAN),
    )
    found = asked(diary)
    assert found.firsts == (
        Moment(3, "Mirror", None, "2024-12-31"), Moment(1, "Ran", 1985, "2025-01-01"),
    )  # fmt: skip
    assert found.first == found.firsts[0]
    assert found.last == Moment(2, "Ikiru", 1952, "2025-01-01")
    assert asked(diary, "title:ikiru").firsts[1] == found.last
    assert asked(diary, "watched:2023").first is None


def test_counting_leaves_nothing_behind(diary: Diary) -> None:
    written(diary, RAN, saw(0, RAN, "2025-01-01", 80))
    before = list(diary.connection.iterdump())
    assert asked(diary) == asked(diary)
    assert not diary.connection.in_transaction
    assert list(diary.connection.iterdump()) == before
    assert diary.connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
