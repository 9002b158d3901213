from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.domain.change import replace
from filmlog.domain.film import Film
from filmlog.domain.stats import Named, Often, Rated
from filmlog.storage.diary import Diary
from tests.storage.diaries import EVERYTHING, FILMS, IKIRU, MIRROR, RAN, asked, saw, written


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        yield diary


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


def test_ratings_are_compared_exactly(diary: Diary) -> None:
    films = [
        Film(f"01F{serial}", "Ran", directors=(name,)) for serial, name in enumerate("aaabbcccccc")
    ]
    ratings = (80, 80, 81, 80, 81, 80, 80, 80, 81, 81, 81)
    seen = [
        saw(i, film, rating=rating)
        for i, (film, rating) in enumerate(zip(films, ratings, strict=True))
    ]
    written(diary, *films, *seen)
    assert asked(diary).best_directors == (
        Rated("c", 6, 483),
        Rated("b", 2, 161),
        Rated("a", 3, 241),
    )
