from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.calendar import Calendar
from filmlog.domain.change import Record, replace
from filmlog.domain.film import Credit
from filmlog.domain.query import parse_query
from filmlog.domain.query_match import matches
from filmlog.domain.source import Source
from filmlog.domain.stats import Drift, Moment, Named, Stats, Turn
from filmlog.storage.diary import Diary
from tests.effort import some
from tests.storage import slow_statistics
from tests.storage.diaries import (
    EVERYTHING,
    FILMS,
    IKIRU,
    MIRROR,
    RAN,
    Made,
    asked,
    diaries,
    kept,
    saw,
    written,
)

QUERIES = (
    "watched:2025", "watched:2024-02", "watched:2024-12-30..2025-01-01", "watched:unknown",
    "rating:>=4", "-rating:>=4", "rewatch", "-rewatch", "genre:drama", "-genre:drama", "year:1950s",
    "tag:cried heart", "has:unfinished", "source:Kino", "title:zzzz",
)  # fmt: skip


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


@settings(max_examples=some(60))
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


@pytest.mark.parametrize("text", ["", EVERYTHING, "watched:unknown,2024"])
def test_ratings_drift_in_order_of_date_and_leave_out_unknown_ones(diary: Diary, text: str) -> None:
    written(
        diary,
        *FILMS,
        saw(0, RAN, "2024-02-02", 90),
        saw(1, RAN, "", 50),
        saw(2, RAN, "", 70),
        saw(3, IKIRU, "2024-01", 40),
        saw(4, IKIRU, "2024", 20),
        saw(5, IKIRU, "2024-02", 20),
    )
    rise, fall = Turn(2, "Ikiru", 1952, 20, 40), Turn(2, "Ikiru", 1952, 40, 20)
    assert asked(diary, text).drift == Drift(2, 1, 1, 0, rise, fall)


def test_of_one_day_only_what_is_picked_is_told(diary: Diary) -> None:
    films, hearts = (RAN, MIRROR, IKIRU, RAN, MIRROR), (False, True, True, False, False)
    seen = [saw(serial, film, "2025-01-01") for serial, film in enumerate(films)]
    written(
        diary,
        *FILMS,
        *(replace(v, heart=heart) for v, heart in zip(seen, hearts, strict=True)),
    )
    found = asked(diary, "heart")
    assert found.first == Moment(3, "Mirror", None, "2025-01-01")
    assert found.last == Moment(2, "Ikiru", 1952, "2025-01-01")
    assert asked(diary, "-heart").first == Moment(1, "Ran", 1985, "2025-01-01")


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
