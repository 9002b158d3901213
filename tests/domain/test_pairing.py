from __future__ import annotations

from collections.abc import Sequence

from filmlog.domain.film import Film
from filmlog.domain.pairing import Pair, Plan, compared, planned

RAN = Film("", "Ran", year=1985)


def film(id_: str, imdb: str = "", tmdb: str = "") -> Film:
    return RAN._replace(id=id_, imdb=imdb, tmdb=tmdb)


def is_there(id_: str) -> bool:
    return "b" in id_


def is_here(id_: str) -> bool:
    return "a" in id_


def plan(*films: Film) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The unions and the pairs that are not sure, by ids."""
    made = planned(_pairs(films))
    return made.unions, [pair.ids for pair in made.unsure]


def _pairs(films: Sequence[Film]) -> list[Pair]:
    pairs = compared(films, is_there, is_here)
    assert pairs is not None
    return pairs


def test_one_film_of_each_machine_is_one() -> None:
    assert plan(film("1b"), film("2a")) == ([("1b", "2a")], [])
    assert plan(film("1b"), film("2b")) == ([], [])
    assert plan(film("1a"), film("2a")) == ([], [])
    assert plan() == ([], [])


def test_two_of_one_machine_are_held_apart() -> None:
    assert plan(film("1a"), film("2a"), film("3b")) == ([], [("1a", "3b"), ("2a", "3b")])


def test_an_id_goes_before_a_title() -> None:
    found = plan(film("1a"), film("2a", "tt1"), film("3b", "tt1"), film("4b"))
    assert found == ([("1a", "4b"), ("2a", "3b")], [("1a", "3b"), ("2a", "4b")])


def test_two_ids_that_speak_for_two_films() -> None:
    found = plan(film("1a", "tt1"), film("2a", "", "7"), film("3b", "tt1", "7"), film("4b"))
    assert found == ([], [("1a", "3b"), ("1a", "4b"), ("2a", "3b"), ("2a", "4b")])


def test_a_film_that_is_of_both_machines_is_that_of_each_already() -> None:
    assert plan(film("1ab"), film("2a")) == ([], [("1ab", "2a")])


def test_too_many_films_are_not_compared() -> None:
    crowd = [film(f"{n}{'ab'[n % 2]}") for n in range(60)]
    assert compared(crowd, is_there, is_here) is None
    assert len(_pairs(crowd[:40])) == 400


def test_no_pairs_are_no_plan() -> None:
    assert planned([]) == Plan([], [])
