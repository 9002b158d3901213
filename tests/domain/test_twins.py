from __future__ import annotations

import pytest
from hypothesis import given

from filmlog.domain.filling import FACTS, Difference, in_words
from filmlog.domain.film import NOBODY, Award, Credit, Film, Origin, Related
from filmlog.domain.matching import title_key
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.twins import JOINED, is_another_id, united_facts, unlike
from tests.examples import films

CRANES = Film("A", "The Cranes Are Flying", year=1957)
KRANICHE = Film("B", "Die Kraniche ziehen", year=1958)


@pytest.mark.parametrize(
    ("one", "other", "is_another"),
    [
        ("tt0050634", "tt0050634", False),
        ("tt0050634", "tt0050635", True),
        ("tt0050634", "", False),
        ("https://www.imdb.com/title/tt0050634/", "tt0050634", False),
        ("https://boxd.it/abc", "https://boxd.it/abd", True),
        ("https://boxd.it/abc", "the-cranes-are-flying", False),
    ],
)
def test_ids_tell_films_apart(one: str, other: str, *, is_another: bool) -> None:
    assert is_another_id(one, other) is is_another_id(other, one) is is_another


def test_two_ids_or_years_far_apart_seem_to_be_two_films() -> None:
    assert unlike(CRANES, KRANICHE) == []
    assert unlike(CRANES, KRANICHE._replace(year=None)) == []
    assert unlike(CRANES._replace(imdb="tt1"), KRANICHE._replace(imdb="tt2", year=2002)) == [
        "IMDb knows them as tt1 and tt2",
        "their years, 1957 and 2002, are more than one apart",
    ]


def test_what_only_the_other_knows_comes_with_its_origin() -> None:
    origins = (Origin("runtime", "tmdb", "2026-11-01"), Origin("imdb", NOBODY, "2026-11-01"))
    other = KRANICHE._replace(runtime=97, cast=(Credit("Tatiana Samoilova"),), origins=origins)
    facts = united_facts(CRANES, other)
    assert facts.film == CRANES._replace(runtime=97, cast=other.cast, origins=origins)
    assert facts.filled == ("runtime", "cast")


def test_what_the_film_has_stays_also_against_a_newer_word_of_its_own_service() -> None:
    ours = CRANES._replace(runtime=95, origins=(Origin("runtime", "imdb", "2025-01-01"),))
    theirs = CRANES._replace(runtime=97, origins=(Origin("runtime", "imdb", "2026-01-01"),))
    assert united_facts(ours, theirs) == (ours, (), (Difference("runtime", "95", "97"),))


def test_names_of_one_place_are_put_together() -> None:
    awards = (Award("Palme d'Or", "Cannes", 1958), Award("Palme d'Or", "Cannes", 1959))
    related = (Related("Roma", 2018, "the long shots"), Related("Roma", 1972, "the city"))
    ours = CRANES._replace(genres=("War",), awards=awards[:1], related=related[:1])
    theirs = CRANES._replace(genres=("war", "Drama"), awards=awards[1:], related=related[1:])
    film, filled, differences = united_facts(ours, theirs)
    assert (film.genres, film.awards, film.related) == (("War", "Drama"), awards, related)
    assert (filled, differences) == (("genres", "awards", "related"), ())


def test_names_of_one_service_are_of_the_older_day() -> None:
    ours = CRANES._replace(genres=("War",), origins=(Origin("genres", "tmdb", "2026-10-02"),))
    theirs = CRANES._replace(genres=("Drama",), origins=(Origin("genres", "tmdb", "2026-10-01"),))
    film = united_facts(ours, theirs).film
    assert (film.genres, film.origins) == (("War", "Drama"), theirs.origins)


def test_names_of_a_service_are_not_put_beside_those_of_a_person() -> None:
    ours = CRANES._replace(genres=("War",))
    theirs = CRANES._replace(
        genres=("War", "Drama"), origins=(Origin("genres", "tmdb", "2026-10-01"),)
    )
    assert united_facts(ours, theirs) == (ours, (), (Difference("genres", "War", "War, Drama"),))
    assert united_facts(theirs, ours) == (theirs, (), ())


def test_a_name_that_is_lost_is_told() -> None:
    title = Difference("title", CRANES.title, KRANICHE.title)
    original = Difference("original_title", "Letjat", "Letyat")
    assert united_facts(CRANES, KRANICHE).differences[0] == title
    ours = CRANES._replace(original_title="Letjat")
    other = KRANICHE._replace(original_title="Letyat", year=1957)
    assert united_facts(ours, other).differences == (title, original)
    swapped = Film("B", "Letjat", original_title="The Cranes are flying")
    assert united_facts(ours, swapped).differences == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ((80, "2026-01-01"), (60, "2025-01-01"), 80),
        ((80, "2025-01-01"), (60, "2026-01-01"), 60),
        ((80, "2025"), (60, None), 60),
        ((80, None), (60, None), 80),
        ((None, None), (60, "2026"), 60),
        ((80, "2025-01-01"), (None, None), 80),
    ],
)
def test_the_later_rating_stands(
    ours: tuple[int | None, str | None], theirs: tuple[int | None, str | None], stands: int
) -> None:
    def rated(rating: int | None, day: str | None) -> Film:
        return CRANES._replace(rating=rating, rated=PartialDate.parse_iso(day) if day else None)

    film, _, differences = united_facts(rated(*ours), rated(*theirs))
    assert film in (rated(*ours), rated(*theirs))
    assert film.rating == stands
    assert len(differences) == (None not in (ours[0], theirs[0]))


@given(films(), films())
def test_no_fact_is_lost_without_a_word(one: Film, other: Film) -> None:
    film, filled, differences = united_facts(one, other)
    told = {difference.field for difference in differences}
    for name in FACTS:
        ours, theirs, now = (getattr(each, name) for each in (one, other, film))
        assert (now != ours) == (name in filled)
        if ours and name not in JOINED:
            assert now == ours
        elif not ours:
            assert now == theirs
        else:
            assert now[: len(ours)] == ours
        if name in JOINED and name not in told:
            assert _folded(theirs) <= _folded(now)
        elif name in {"year", "runtime"} and theirs and now != theirs:
            assert name in told
    assert {origin.field for origin in film.origins} <= {
        o.field for o in one.origins + other.origins
    }
    assert united_facts(film, other).film == film


def _folded(items: tuple[object, ...]) -> set[str]:
    return {title_key(in_words(item)) for item in items}
