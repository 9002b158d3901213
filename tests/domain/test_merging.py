from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.imported import digests
from filmlog.domain.merging import merged
from filmlog.domain.viewing import Viewing
from tests.effort import some

MINE = Viewing("01V", "01F", rating=80, tags=("war",), review="Mine.")
NOTHING: dict[str, str] = {}

values = st.fixed_dictionaries(
    {},
    optional={
        "rating": st.none() | st.integers(1, 100),
        "venue": st.sampled_from(["", "home", "Kino"]),
        "tags": st.sampled_from([(), ("a",), ("a", "b"), ("c",)]),
        "heart": st.booleans(),
        "review": st.sampled_from(["", "One.", "Two."]),
    },
)


def fields(viewing: Viewing, given_values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(viewing, name) for name in given_values}


def test_empty_fields_are_filled_and_others_stay() -> None:
    after, differences = merged(MINE, {"venue": "Kino", "rating": 90}, NOTHING)
    assert (after.venue, after.rating) == ("Kino", 80)
    assert [(d.field, d.ours, d.theirs) for d in differences] == [("rating", "★★★★", "★★★★½")]


def test_names_are_joined_and_a_second_review_goes_below_the_first() -> None:
    after, differences = merged(MINE, {"tags": ("war", "train"), "review": "Theirs."}, NOTHING)
    assert after.tags == ("war", "train")
    assert after.review == "Mine.\n\n---\n\nTheirs."
    assert differences == []


def test_a_review_that_is_there_already_is_not_put_there_again() -> None:
    assert merged(MINE, {"review": "Mine."}, NOTHING) == (MINE, [])
    both = MINE._replace(review="Mine.\n\n---\n\nTheirs.")
    assert merged(both, {"review": "Theirs."}, NOTHING) == (both, [])


def test_what_the_service_took_back_goes_unless_the_person_changed_it() -> None:
    said = digests({"rating": 80})
    assert merged(MINE, {}, said)[0].rating is None
    changed = MINE._replace(rating=60)
    after, (difference,) = merged(changed, {}, said)
    assert after == changed
    assert (difference.ours, difference.theirs) == ("★★★", "")


@given(values)
def test_a_record_nobody_touched_becomes_what_the_service_says(said: dict[str, Any]) -> None:
    empty = Viewing("01V", "01F")
    after, differences = merged(empty, said, NOTHING)
    assert differences == []
    assert digests(fields(after, said)) == digests(said)


@given(values, values)
@settings(max_examples=some(200))
def test_the_service_is_followed_while_the_person_leaves_the_record_alone(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    before, _ = merged(Viewing("01V", "01F"), first, NOTHING)
    after, differences = merged(before, second, digests(first))
    assert differences == []
    expected = {name: second.get(name) for name in {**first, **second}}
    assert digests(fields(after, expected)) == digests(expected)


@given(values, values)
@settings(max_examples=some(200))
def test_saying_the_same_again_changes_nothing(said: dict[str, Any], mine: dict[str, Any]) -> None:
    edited = Viewing("01V", "01F")._replace(**mine)
    assert merged(edited, said, digests(said)) == (edited, [])


@given(values, values, values)
@settings(max_examples=some(200))
def test_what_the_person_wrote_is_never_lost(
    first: dict[str, Any], mine: dict[str, Any], second: dict[str, Any]
) -> None:
    before, _ = merged(Viewing("01V", "01F"), first, NOTHING)
    edited = before._replace(**mine)
    after, _ = merged(edited, second, digests(first))
    for name, value in mine.items():
        if digests({name: value}) == digests({name: getattr(before, name)}) or not value:
            continue
        kept = getattr(after, name)
        # A second review may stand below it.
        is_there = value in kept if isinstance(value, str) else value == kept
        assert set(value) <= set(kept) if isinstance(value, tuple) else is_there
