"""Cells of a person's own table."""

from __future__ import annotations

import pytest

from filmlog.exchange.record import FieldError
from filmlog.exchange.services import cells


@pytest.mark.parametrize(
    ("text", "said"),
    [("", None), ("Ja", True), ("X", True), ("✓", True), ("❤️", True), ("Нет", False), ("0", False)],
)
def test_yes_and_no_in_some_languages(text: str, said: bool | None) -> None:
    assert cells.flag(text, "Again") is said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("97", 97),
        ("97.0", 97),
        ("97 min.", 97),
        ("1 h 37 min", 97),
        ("1h37", 97),
        ("1:37", 97),
        ("2 H", 120),
        ("0", None),
        ("", None),
    ],
)
def test_lengths(text: str, length: int | None) -> None:
    assert cells.minutes(text, "Length") == length


@pytest.mark.parametrize(("text", "place"), [("3", 3), ("3.", 3), ("", None)])
def test_places(text: str, place: int | None) -> None:
    assert cells.place(text, "Rank") == place


@pytest.mark.parametrize("text", ["0", "-1", "third", "٣", "1234567"])
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(FieldError, match="is no place from 1"):
        cells.place(text, "Rank")


def test_names_are_parted_by_commas_unless_there_is_a_semicolon() -> None:
    assert cells.names("Ana, Tom ,Ana,", "With") == ("Ana", "Tom")
    assert cells.names("Smith, Ana; Smith, Tom", "With") == ("Smith, Ana", "Smith, Tom")


@pytest.mark.parametrize(
    ("text", "service", "id_"),
    [
        ("tt0089881", "imdb", "tt0089881"),
        ("89881", "imdb", "tt0089881"),
        ("https://www.imdb.com/title/tt0089881/?ref_=x", "imdb", "tt0089881"),
        ("11645", "tmdb", "11645"),
        ("https://www.themoviedb.org/movie/11645-ran", "tmdb", "11645"),
        ("Q207536", "wikidata", "Q207536"),
        ("ran", "letterboxd", "ran"),
        ("https://letterboxd.com/film/ran/", "letterboxd", "ran"),
        ("", "letterboxd", ""),
    ],
)
def test_an_id_or_an_address(text: str, service: str, id_: str) -> None:
    assert cells.film_id(text, "Link", service) == id_


@pytest.mark.parametrize(
    ("ratings", "top"),
    [([], 5), (["★★★★★", "90%", "x"], 5), (["5", " 4,5 "], 5), (["5.5"], 10), (["3", "11"], 100)],
)
def test_the_scale_is_the_smallest_with_room_for_all(ratings: list[str], top: int) -> None:
    assert cells.scale_of(ratings) == top
