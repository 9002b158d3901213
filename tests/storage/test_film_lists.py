from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Listed, OnList, spread
from filmlog.domain.standing import standing_rating
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.effort import some

TITLES = "Ran|The Ascent|Brazil|A Man Escaped|Come and See|Élégie|After Hours".split("|")
COUNT = len(TITLES)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    """An open diary of seven films with no viewing."""
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        write(diary, *(Film(new_ulid(), title, year=1985) for title in TITLES))
        yield diary


def write(diary: Diary, *records: Record) -> None:
    with diary.writing():
        diary.apply([Change(None, record) for record in records], "test")


def new_list(diary: Diary, name: str, kind: str = "ranked", films: int = 0) -> FilmList:
    """A list with the first films of the diary on it, their ranks with no room between them."""
    made = FilmList(new_ulid(), name, kind)
    entries = [
        Listed(new_ulid(), made.id, film.id, rank)
        for rank, film in zip(range(films), diary.films(), strict=False)
    ]
    write(diary, made, *entries)
    found = diary.film_lists.named(name)
    assert found is not None
    return found


def put(diary: Diary, film_list: FilmList, number: int, place: int | None = None) -> list[Change]:
    """Put a film, new to a list or on it already, at a place; what was changed."""
    film = diary.film(number)
    assert film is not None
    entries = {entry.film_id: entry for entry in diary.film_lists.entries(film_list)}
    listed = entries.get(film.id, Listed(new_ulid(), film_list.id, film.id))
    with diary.writing():
        changes = diary.film_lists.placing(film_list, listed, place)
        diary.apply(changes, "put")
    return changes


def trash(diary: Diary, record: Record) -> None:
    with diary.writing():
        diary.apply([Change(record, replace(record, deleted="2026-11-20T00:00:00Z"))], "trash")


def numbers(diary: Diary, film_list: FilmList) -> list[int]:
    return [item.film.number for item in diary.film_lists.films(film_list)]


class Put(NamedTuple):
    """A film put at a place, or at the end; one that is there already is moved."""

    number: int
    place: int | None


class Take(NamedTuple):
    """A film taken off."""

    number: int


steps = st.lists(
    st.builds(Put, st.integers(1, COUNT), st.none() | st.integers(1, COUNT + 2))
    | st.builds(Take, st.integers(1, COUNT)),
    max_size=25,
)


@settings(max_examples=some(40))
@given(steps=steps, films=st.integers(0, COUNT))
def test_a_list_is_in_the_order_that_a_plain_list_would_be(
    diary: Diary, steps: list[Put | Take], films: int
) -> None:
    film_list = new_list(diary, new_ulid(), "ordered", films)
    plain = numbers(diary, film_list)
    assert plain == list(range(1, films + 1))
    for step in steps:
        if isinstance(step, Take):
            if step.number in plain:
                plain.remove(step.number)
                trash(diary, spot(diary, film_list, step.number).listed)
        else:
            is_on = step.number in plain
            changes = put(diary, film_list, step.number, step.place)
            if step.place is not None or not is_on:
                before = list(plain)
                if is_on:
                    plain.remove(step.number)
                plain.insert(len(plain) if step.place is None else step.place - 1, step.number)
                assert bool(changes) == (plain != before)
            else:
                assert changes == []
        assert numbers(diary, film_list) == plain
    assert [item.place for item in diary.film_lists.films(film_list)] == [
        place for place, _ in enumerate(plain, 1)
    ]


def spot(diary: Diary, film_list: FilmList, number: int) -> OnList:
    return next(i for i in diary.film_lists.films(film_list) if i.film.number == number)


def test_a_move_is_one_change_where_there_is_room(diary: Diary) -> None:
    film_list = new_list(diary, "Best")
    for number in range(1, COUNT + 1):
        assert len(put(diary, film_list, number)) == 1
    for number, place in ((7, 1), (3, 5), (1, 7), (2, 3)):
        changes = put(diary, film_list, number, place)
        assert len(changes) == 1
        assert changes[0].before is not None
    assert put(diary, film_list, 2, 3) == []


def test_ranks_are_given_afresh_where_there_is_no_room(diary: Diary) -> None:
    film_list = new_list(diary, "Best", films=4)
    assert len(put(diary, film_list, 7, 3)) == 4  # the first has the rank 0 already
    assert numbers(diary, film_list) == [1, 2, 7, 3, 4]
    assert [e.rank for e in diary.film_lists.entries(film_list)] == spread(5)
    # Two of one rank, as two diaries put together may have.
    twins = new_list(diary, "Twins")
    write(diary, *(Listed(new_ulid(), twins.id, film.id, 5) for film in diary.films()))
    put(diary, twins, 7, 2)
    assert numbers(diary, twins) == [1, 7, 2, 3, 4, 5, 6]


def test_a_film_in_the_trash_keeps_its_place_for_when_it_comes_back(diary: Diary) -> None:
    film_list = new_list(diary, "Best", films=4)
    second = diary.film(2)
    assert second is not None
    trash(diary, second)
    assert numbers(diary, film_list) == [1, 3, 4]
    put(diary, film_list, 7, 2)
    put(diary, film_list, 1, 3)
    assert numbers(diary, film_list) == [7, 3, 1, 4]
    assert diary.film_lists.counts() == {film_list.id: 4}
    with diary.writing():
        diary.apply([Change(replace(second, deleted="x"), second)], "restore")
    assert numbers(diary, film_list) == [2, 7, 3, 1, 4]


def test_an_unordered_list_stands_by_title_and_keeps_how_it_was_made(diary: Diary) -> None:
    film_list = new_list(diary, "Some", "unordered", COUNT)
    titles = [item.film.title for item in diary.film_lists.films(film_list)]
    assert titles == [
        "After Hours", "The Ascent", "Brazil", "Come and See", "Élégie", "A Man Escaped", "Ran",
    ]  # fmt: skip
    with diary.writing():
        diary.apply([Change(film_list, replace(film_list, kind="ordered"))], "edit")
    again = diary.film_lists.named("some")
    assert again is not None
    assert numbers(diary, again) == list(range(1, COUNT + 1))


def test_a_note_is_changed_where_the_film_is(diary: Diary) -> None:
    film_list = new_list(diary, "Best", films=3)
    listed = spot(diary, film_list, 2).listed
    noted = replace(listed, note="Fire.")
    with diary.writing():
        changes = diary.film_lists.placing(film_list, noted, 2)
        diary.apply(changes, "note")
    assert changes == [Change(listed, noted)]
    assert spot(diary, film_list, 2).listed == noted
    assert diary.film_lists.placing(film_list, noted) == []


def test_standing_says_what_the_viewings_of_each_film_say(diary: Diary) -> None:
    film_list = new_list(diary, "Best", films=4)
    ids = [film.id for film in diary.films()]
    late, early = PartialDate(2026, 11, 20), PartialDate(2025)
    write(
        diary,
        Viewing(new_ulid(), ids[0], watched=late, rating=90),
        Viewing(new_ulid(), ids[0], watched=early, rating=50),
        Viewing(new_ulid(), ids[0], watched=None, rating=10),
        Viewing(new_ulid(), ids[1], watched=late),
        Viewing(new_ulid(), ids[1], watched=early, rating=70),
        Viewing(new_ulid(), ids[2], watched=late),
        Viewing(new_ulid(), ids[6], watched=late, rating=100),
    )
    gone = Viewing(new_ulid(), ids[2], watched=late, rating=80)
    write(diary, gone)
    trash(diary, gone)
    assert diary.film_lists.standing(film_list) == {
        ids[0]: (3, 90), ids[1]: (2, 70), ids[2]: (1, None),
    }  # fmt: skip
    for rated in (None, early, PartialDate(2026, 11, 19), late, PartialDate(2026, 11, 21)):
        for film in list(diary.films())[:4]:
            with diary.writing():
                diary.apply([Change(film, replace(film, rating=60, rated=rated))], "rate")
        standing = diary.film_lists.standing(film_list)
        stars = dict(diary.connection.execute("SELECT film, stars FROM films"))
        for film in list(diary.films())[:4]:
            seen = [entry.viewing for entry in diary.entries_of(film)]
            rating = standing_rating(film, seen)
            assert rating is not None
            assert standing[film.id] == (len(seen), rating)
            assert stars[film.number] == rating / 20


def test_a_list_is_found_whatever_the_case_and_the_accents(diary: Diary) -> None:
    made = new_list(diary, "Été à Paris", "unordered", 2)
    assert diary.film_lists.named("ete A PARIS") == made
    assert diary.film_lists.named("Ete") is None
    assert diary.film_lists_starting("été") == []  # SQLite folds ASCII alone
    assert diary.film_lists_starting("Ét") == ["Été à Paris"]
    first = diary.film(1)
    assert first is not None
    assert diary.is_shelved(first)
    assert [m.film_list for m in diary.film_lists.holding(first)] == [made]
    trash(diary, made)
    assert diary.film_lists.all() == []
    assert diary.film_lists_starting("Ét") == []
    assert diary.film_lists.holding(first) == []
    assert not diary.is_shelved(first)
