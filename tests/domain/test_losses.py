from __future__ import annotations

from typing import Any

import pytest

from filmlog.domain.film import Credit, Film, Origin, Related
from filmlog.domain.losses import lost
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.twins import united_facts

KEEP = Film(
    "A", "The Cranes Are Flying", "Летят журавли", 1957, PartialDate(1957, 10), 97,
    ("Mikhail Kalatozov",), cast=(Credit("Tatiana Samoilova", "Veronika"),), overview="War.",
    related=(Related("Roma", 2018, "long shots"),), imdb="tt0050634", letterboxd="cranes",
)  # fmt: skip


def losses(other: Film, keep: Film = KEEP) -> list[tuple[str, Any]]:
    return list(lost(united_facts(keep, other).film, keep, other))


@pytest.mark.parametrize(
    "other",
    [
        Film("B", "the cranes are flying!"),
        Film("B", "Letjat zhuravli", original_title="Летят журавли")._replace(
            title="Летят журавли"
        ),
        Film("B", KEEP.title, released=PartialDate(1957), directors=("mikhail kalatozov",)),
        Film("B", KEEP.title, cast=KEEP.cast, tagline="taken over", imdb="TT0050634/"),
        Film("B", KEEP.title, letterboxd="https://boxd.it/abc"),
        Film("B", KEEP.title, runtime=95, origins=(Origin("runtime", "imdb", "2026-01-01"),)),
        Film("B", KEEP.title, genres=("War",), countries=("USSR",)),
    ],
)
def test_nothing_of_a_persons_own_is_lost(other: Film) -> None:
    assert losses(other) == []


def test_what_a_person_wrote_and_does_not_stand() -> None:
    released, more = PartialDate(1957, 10, 12), (Credit("Tatiana Samoilova"), Credit("Batalov"))
    other = Film(
        "B", "Die Kraniche ziehen", year=1958, released=released, runtime=95, cast=more,
        overview="Love.", directors=("Urusevsky",),
    )  # fmt: skip
    assert losses(other) == [
        ("title", "Die Kraniche ziehen"),
        ("year", 1958),
        ("released", released),
        ("runtime", 95),
        ("directors", ("Urusevsky",)),
        ("cast", more),
        ("overview", "Love."),
    ]


def test_another_reason_beside_what_a_service_said_is_lost() -> None:
    keep = KEEP._replace(origins=(Origin("related", "wikidata", "2026-01-01"),))
    other = Film("B", KEEP.title, related=(Related("Roma", 2018, "the stairs"),))
    assert losses(other, keep) == [("related", other.related)]


def test_of_two_ratings_the_one_that_does_not_stand() -> None:
    ours = KEEP._replace(rating=80, rated=PartialDate(2024))
    later = Film("B", KEEP.title, rating=90, rated=PartialDate(2025))
    assert losses(later, ours) == [("rating", 80)]
    assert losses(later._replace(rated=PartialDate(2023)), ours) == [("rating", 90)]
    assert losses(later._replace(rating=80), ours) == losses(later) == []
