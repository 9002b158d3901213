from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from filmlog.domain.film import Film
from filmlog.exchange.record import Row
from tests.exchange.accounts import FIXTURES
from tests.exchange.golden import (
    golden,
    is_read_or_refused,
    lines_of,
    readings_of,
    resaved,
    spoiled,
)

MOVIELENS = FIXTURES / "movielens"
HEADER = "movie_id,imdb_id,tmdb_id,rating,average_rating,title"


@pytest.mark.parametrize("name", ["movielens-ratings", "bad"])
def test_ratings_are_read(name: str) -> None:
    assert lines_of(MOVIELENS / f"{name}.csv", "movielens") == golden(f"movielens/{name}.txt")


def test_a_spreadsheet_in_between_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "movielens-ratings.csv"
    path.write_bytes(resaved((MOVIELENS / path.name).read_text(encoding="utf-8")))
    assert lines_of(path, "movielens") == golden("movielens/movielens-ratings.txt")


@pytest.mark.parametrize(
    ("name", "film"),
    [
        ("Toy Story (1995)", Film("", "Toy Story", year=1995)),
        ("Matrix, The (1999)", Film("", "The Matrix", year=1999)),
        ("Haine, La (Hate) (1995)", Film("", "La Haine", year=1995)),
        ("8 1/2 (8½) (1963)", Film("", "8 1/2", "8½", year=1963)),
        (
            "Bicycle Thieves (a.k.a. The Bicycle Thief) (Ladri di biciclette) (1948)",
            Film("", "Bicycle Thieves", "Ladri di biciclette", year=1948),
        ),
        ("Red Shoes, The", Film("", "The Red Shoes")),
        ("1408 (1408)", Film("", "1408", "1408")),
        ("(1995)", Film("", "(1995)")),
        ("Decalogue, The (Dekalog) (1989–1990)", Film("", "The Decalogue", "Dekalog", year=1989)),
    ],
)
def test_titles_of_a_card_index_are_put_in_order(name: str, film: Film, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(f'{HEADER}\n1,,,3,3.5,"{name}"\n', encoding="utf-8")
    (row,) = readings_of(path, "movielens")
    assert isinstance(row, Row)
    assert row.film == film


@given(spoiled((MOVIELENS / "movielens-ratings.csv").read_bytes()))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data, "movielens")
