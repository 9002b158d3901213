from __future__ import annotations

import pytest

from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.standing import own_rating_stands, standing_rating
from filmlog.domain.viewing import Viewing


def _seen(*said: str) -> list[Viewing]:
    """Viewings in order of date: `2026-11-20 80`, `unknown -`."""
    made = []
    for number, (watched, rating) in enumerate(one.split() for one in said):
        day = None if watched == "unknown" else PartialDate.parse_iso(watched)
        made.append(Viewing(str(number), "F", day, None if rating == "-" else int(rating)))
    return made


def _film(rating: int | None = None, rated: str = "") -> Film:
    return Film("F", "Ran", rating=rating, rated=PartialDate.parse_iso(rated) if rated else None)


@pytest.mark.parametrize(
    ("film", "viewings", "rating"),
    [
        (_film(), [], None),
        (_film(), _seen("2026 -"), None),
        (_film(), _seen("unknown 10", "2025 70", "2026-11-20 -"), 70),
        (_film(), _seen("unknown 10", "unknown 20"), 20),
        (_film(60, "2026-11-21"), _seen("2026-11-20 80"), 60),
        (_film(60, "2026-11-20"), _seen("2026-11-20 80"), 60),
        (_film(60, "2026-11-19"), _seen("2026-11-20 80"), 80),
        (_film(60, "2026-11-19"), _seen("2026-11-20 -"), 60),
        (_film(60, "2026-11"), _seen("2026-11-20 80"), 80),
        (_film(60, "1999"), _seen("unknown 80"), 60),
        (_film(60), _seen("2026-11-20 80"), 60),
        (_film(60), [], 60),
    ],
)
def test_the_latest_rating_stands(film: Film, viewings: list[Viewing], rating: int | None) -> None:
    assert standing_rating(film, viewings) == rating
    assert own_rating_stands(film, viewings) is (film.rating is not None and rating == 60)
