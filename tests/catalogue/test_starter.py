from __future__ import annotations

import re
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from filmlog.catalogue import starter
from filmlog.catalogue.catalogue import Catalogue
from filmlog.catalogue.starter import StarterFilm, starter_films
from filmlog.domain.film import Credit
from filmlog.domain.partial_date import PartialDate

FOLDER = Path(starter.__file__).parent / "starter"
CRANES = 50634


@pytest.fixture(scope="module")
def films() -> list[StarterFilm]:
    return list(starter_films())


def test_the_table_is_the_one_whose_provenance_is_told() -> None:
    said = (FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    digest = sha256((FOLDER / "films.tsv.gz").read_bytes()).hexdigest()
    assert f"| SHA-256 | `{digest}` |" in said
    assert "CC0 1.0" in (FOLDER / "LICENSE-CC0-1.0.txt").read_text(encoding="utf-8")


def test_every_film_stands_once_with_what_identifies_it(films: list[StarterFilm]) -> None:
    assert len(films) == 17_470
    assert len({film.imdb for film in films}) == len({film.wikidata for film in films}) == 17_470
    assert all(film.title and film.directors for film in films if film.reviews > 50)
    assert {film.year // 10 for film in films} == set(range(194, 202))
    assert films == sorted(films, key=lambda film: -film.reviews)


def test_no_day_and_no_runtime_is_made_up(films: list[StarterFilm]) -> None:
    days = [film.released for film in films if film.released]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert not [day for day in days if day.endswith("-01-01")]
    assert len(days) > 5_000
    assert all(film.runtime is None or 5 <= film.runtime < 1000 for film in films)


def test_names_are_apart_and_whole(films: list[StarterFilm]) -> None:
    for film in films:
        for names in (film.cast, film.directors, film.writers, film.genres):
            parts = names.split("|") if names else []
            assert all(part == part.strip() != "" for part in parts)
            assert len(set(parts)) == len(parts)
            assert not {"Jr.", "Sr.", "III"} & set(parts)
    film = next(film for film in films if film.title == "Whatever Works")
    assert "Ed Begley, Jr." in film.cast.split("|")


def test_two_films_with_one_id_are_one_with_two_titles(films: list[StarterFilm]) -> None:
    others = {film.title: film.other_titles for film in films if film.other_titles}
    assert others == {
        "Apocalypse Now": "Apocalypse Now Redux",
        "Captain Mike Across America": "Slacker Uprising",
    }


def test_the_facts_of_a_film(starter_catalogue: Path) -> None:
    with Catalogue.open(starter_catalogue) as catalogue:
        film = catalogue.film(CRANES)
        about = catalogue.about
    assert (film.title, film.year, film.runtime) == ("The Cranes Are Flying", 1957, 97)
    assert film.released == PartialDate(1957, 10, 12)
    assert film.directors == ("Mikhail Kalatozov",)
    assert film.writers == ("Viktor Rozov",)
    assert film.genres == ("War", "Romance", "Drama")
    assert (film.countries, film.languages) == (("Soviet Union",), ("Russian",))
    assert (film.imdb, film.wikidata, film.tmdb) == ("tt0050634", "Q714524", "")
    assert film.cast[0] == Credit("Aleksandr Shvorin")
    assert len(film.cast) == 10
    assert (film.id, film.number, film.original_title, film.overview) == ("", 0, "", "")
    assert {(origin.service, origin.day) for origin in film.origins} == {("wikidata", "2026-10-18")}
    assert about._replace(size=0) == ("starter", "2026-10-18", 17_470, 0, "", False, "")


def test_the_catalogue_holds_every_film_and_is_private(
    starter_catalogue: Path, films: list[StarterFilm]
) -> None:
    assert stat.S_IMODE(starter_catalogue.stat().st_mode) == 0o600
    assert starter_catalogue.stat().st_size < 30_000_000
    assert [left.name for left in starter_catalogue.parent.iterdir()] == ["catalogue.db"]
    with Catalogue.open(starter_catalogue) as catalogue:
        for film in films[::500]:
            assert catalogue.film(film.imdb).title == film.title
        # Those most reviewed come first, as they stand in the table.
        votes = [candidate.weight for candidate in catalogue.titles.called("titanic")]
    assert len(votes) > 1
    assert votes == sorted(votes, reverse=True)
