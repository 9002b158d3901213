from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.shelf import FilmList, Listed, Wish, rank_between, spread

ranks = st.integers(-(1 << 40), 1 << 40)


@given(ranks, ranks)
def test_a_rank_lies_between_its_neighbours_wherever_there_is_room(one: int, other: int) -> None:
    before, after = sorted((one, other))
    rank = rank_between(before, after)
    assert (rank is None) == (after - before < 2)
    assert rank is None or before < rank < after


@given(ranks)
def test_there_is_always_room_at_the_ends(rank: int) -> None:
    first, last = rank_between(None, rank), rank_between(rank, None)
    assert first is not None
    assert last is not None
    assert first < rank < last
    assert rank_between(None, None) == 0


@given(st.integers(0, 300))
def test_fresh_ranks_have_room_between_them(count: int) -> None:
    fresh = spread(count)
    assert len(fresh) == count
    for before, after in pairwise(fresh):
        rank = rank_between(before, after)
        assert rank is not None
        assert before < rank < after


def test_records_compare_without_their_number() -> None:
    assert FilmList("A", "Best", number=1) == FilmList("A", "Best", number=9)
    assert Listed("A", "L", "F", 3, number=1) != Listed("A", "L", "F", 4, number=1)
    assert len({Wish("A", "F", number=1), Wish("A", "F", number=2)}) == 1
