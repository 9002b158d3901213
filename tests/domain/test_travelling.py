from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from filmlog.domain.codec import from_plain, plain, to_plain
from filmlog.domain.filling import AGEING, FACTS, LASTING
from filmlog.domain.film import Film, Origin
from filmlog.domain.travelling import arrived, leaving
from filmlog.domain.viewing import Viewing
from tests.examples import films, viewings
from tests.whole import Whole, diaries

DAY = "2026-11-20"
RAN = Film(
    "F", "Ran", "乱", 1985, runtime=160, genres=("Drama",), overview="A king.", tmdb="11645",
    rating=90,
    origins=(
        Origin("year", AGEING, DAY), Origin("runtime", AGEING, DAY), Origin("genres", "imdb", DAY),
        Origin("overview", AGEING, DAY), Origin("tmdb", AGEING, DAY),
    ),
)  # fmt: skip


def _staying(film: Film) -> set[str]:
    """The fields whose facts are from TMDB and may not leave."""
    return {o.field for o in film.origins if o.service == AGEING} - LASTING


def _default(field: str) -> Any:
    return plain(Film._field_defaults.get(field))


def test_facts_of_tmdb_stay_and_which_film_it_is_leaves() -> None:
    left = leaving(RAN)
    assert left == to_plain(RAN) | {
        "runtime": None,
        "overview": "",
        "origins": [
            {"field": field, "service": service, "day": DAY}
            for field, service in (("year", AGEING), ("genres", "imdb"), ("tmdb", AGEING))
        ],
    }


@given(films())
def test_no_fact_of_tmdb_leaves(film: Film) -> None:
    left = leaving(film)
    for field in _staying(film):
        assert left[field] == _default(field)
    for origin in left["origins"]:
        assert origin["field"] in LASTING or origin["service"] != AGEING
    for field in set(FACTS) - _staying(film):
        assert left[field] == plain(getattr(film, field))
    assert left["rating"] == film.rating
    json.dumps(left)


@given(films(), st.text("qxz", min_size=12, max_size=20))
def test_not_a_word_of_it_does(film: Film, word: str) -> None:
    assume(word not in json.dumps(to_plain(film)))
    origins = [o for o in film.origins if o.field not in {"overview", "genres"}]
    marked = film._replace(
        overview=word,
        genres=(word,),
        origins=(*origins, Origin("overview", AGEING, DAY), Origin("genres", AGEING, DAY)),
    )
    assert word not in json.dumps(leaving(marked))


@given(diaries())
def test_every_other_record_leaves_whole(whole: Whole) -> None:
    for record in whole.records:
        if not isinstance(record, Film):
            assert leaving(record) == to_plain(record)


@given(films())
def test_what_comes_back_as_it_left_changes_nothing(film: Film) -> None:
    left = leaving(film)
    assert arrived(film, left, left) == to_plain(film)


@given(films())
def test_what_a_person_has_typed_comes_to_another_machine(film: Film) -> None:
    typed = film._replace(origins=())
    assert from_plain("film", arrived(None, None, leaving(typed))) == typed


@given(films(), films(), st.sets(st.sampled_from(FACTS)))
def test_what_was_typed_elsewhere_replaces_a_fact_of_tmdb(
    film: Film, other: Film, edited: set[str]
) -> None:
    left = leaving(film)
    edits = {name: plain(getattr(other, name)) for name in edited}
    changed = {name for name in edited if edits[name] != left[name]}
    kept = [origin for origin in left["origins"] if origin["field"] not in changed]
    found = arrived(film, left, left | edits | {"origins": kept})
    staying = _staying(film) - changed
    for name in FACTS:
        expected = getattr(film, name) if name not in changed else getattr(other, name)
        assert found[name] == plain(expected)
    assert [Origin(**origin) for origin in found["origins"]] == [
        origin for origin in film.origins if origin.field in staying or origin._asdict() in kept
    ]


def test_a_fact_of_another_service_from_elsewhere_replaces_it_too() -> None:
    left = leaving(RAN)
    imdb = {"field": "runtime", "service": "imdb", "day": "2026-11-21"}
    came = left | {"runtime": 162, "origins": [left["origins"][0], imdb, *left["origins"][1:]]}
    found = from_plain("film", arrived(RAN, left, came))
    origins = (
        RAN.origins[0], Origin("runtime", "imdb", "2026-11-21"), *RAN.origins[2:],
    )  # fmt: skip
    assert found == RAN._replace(runtime=162, origins=origins)


def test_it_goes_to_the_trash_with_its_facts() -> None:
    left = leaving(RAN)
    stamp = "2026-11-21T08:00:00Z"
    found = arrived(RAN, left, left | {"deleted": stamp, "rating": None})
    assert from_plain("film", found) == RAN._replace(deleted=stamp, rating=None)


def test_what_was_not_here_comes_as_it_is() -> None:
    left = leaving(RAN)
    assert arrived(None, None, left) == left
    assert arrived(None, left, left) == left


@given(viewings("F"), viewings("F"))
def test_a_viewing_comes_as_it_is(one: Viewing, two: Viewing) -> None:
    came = to_plain(two._replace(id=one.id))
    assert arrived(one, to_plain(one), came) == came
