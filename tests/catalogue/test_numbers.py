from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.catalogue.numbers import HIGHEST, NumberMap, NumberSet

small = st.integers(0, 2_000_000)


@given(st.sets(small, max_size=20), st.sets(small, max_size=20))
def test_a_set_holds_what_was_put_in(wanted: set[int], others: set[int]) -> None:
    numbers = NumberSet()
    numbers.update(wanted)
    assert {number for number in wanted | others if number in numbers} == wanted


@pytest.mark.parametrize("number", [-1, HIGHEST + 1, 10**30])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        NumberSet().update([number])


@given(st.dictionaries(st.integers(0, HIGHEST), st.integers(1, HIGHEST), max_size=30), small)
def test_a_map_gives_what_belongs_to_a_number(pairs: dict[int, int], other: int) -> None:
    numbers = NumberMap(pairs.items())
    for key in (*pairs, other):
        assert numbers.get(key) == pairs.get(key, 0)
