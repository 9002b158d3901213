from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filmlog.catalogue.catalogue import About, Catalogue
from filmlog.domain.film import Credit, Origin
from filmlog.domain.finding import find
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.references import Reference
from filmlog.errors import CatalogueError
from tests.imdb_catalogue import BARE, CRANES, NAMES, PRIDE, REMAKE, SOLARIS, small_catalogue


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_catalogue(tmp_path_factory.mktemp("catalogue") / "catalogue.db")


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(path) as catalogue:
        yield catalogue


def test_the_facts_of_a_film(catalogue: Catalogue) -> None:
    film = catalogue.film(CRANES)
    assert (film.title, film.original_title) == ("The Cranes Are Flying", "Letyat zhuravli")
    assert (film.id, film.number, film.year, film.runtime) == ("", 0, 1957, 95)
    assert film.released == PartialDate(1957, 10, 12)
    assert (film.directors, film.writers) == (("Mikhail Kalatozov",), ("V. Rozov",))
    # Only the first of the two has a role.
    assert film.cast == (Credit("Tatyana Samoylova", "Veronika"), Credit("Mikhail Kalatozov"))
    assert film.genres == ("Drama", "War")
    assert (film.countries, film.languages) == (("Soviet Union",), ("Russian", "French"))
    assert (film.imdb, film.wikidata) == ("tt0050634", "Q714524")


def test_each_fact_says_whose_it_is_and_of_which_day(catalogue: Catalogue) -> None:
    origins = {origin.field: origin for origin in catalogue.film(CRANES).origins}
    assert origins["directors"] == Origin("directors", "imdb", "2026-11-24")
    assert origins["imdb"].service == "imdb"
    for name in ("released", "countries", "languages", "wikidata"):
        assert origins[name] == Origin(name, "wikidata", "2026-10-18")
    assert {"overview", "tagline", "tmdb", "awards"}.isdisjoint(origins)
    # A film whose people are the starter's is the starter's, whoever made the rest.
    assert {o.service for o in catalogue.film(SOLARIS).origins} == {"wikidata"}


def test_a_film_of_which_next_to_nothing_is_known(catalogue: Catalogue) -> None:
    film = catalogue.film(BARE)
    assert (film.title, film.year, film.runtime, film.released) == ('"', None, None, None)
    assert not any([film.directors, film.writers, film.cast, film.genres, film.countries])
    assert film.wikidata == ""
    with pytest.raises(CatalogueError):
        catalogue.film(1)


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        (Reference("imdb", "tt0050634"), CRANES), (Reference("imdb", "tt50634"), CRANES),
        (Reference("imdb", "tt9999999"), None), (Reference("imdb", "tt999999999"), None),
        (Reference("wikidata", "Q714524"), CRANES), (Reference("wikidata", "Q9999999999"), None),
        # It has no ids of these.
        (Reference("tmdb", "38360"), None), (Reference("letterboxd", "solaris"), None),
    ],
)  # fmt: skip
def test_a_film_by_its_id(catalogue: Catalogue, reference: Reference, number: int | None) -> None:
    assert catalogue.identified(reference) == number


def test_directors_of_several_films(catalogue: Catalogue) -> None:
    assert catalogue.directors([CRANES, SOLARIS, REMAKE, 1]) == {
        CRANES: ("Mikhail Kalatozov",),
        SOLARIS: ("Andrei Tarkovsky",),
    }
    assert catalogue.directors([]) == {}


def test_titles_to_complete(catalogue: Catalogue) -> None:
    assert catalogue.starting("cran", 9) == ["The Cranes Are Flying"]
    assert catalogue.starting("The Cra", 9) == ["The Cranes Are Flying"]
    assert catalogue.starting("летят ж", 9) == ["The Cranes Are Flying"]
    assert catalogue.starting("solar", 9) == ["Solaris (1972)", "Solaris (2002)"]
    assert catalogue.starting("solar", 1) == ["Solaris (1972)"]
    # What goes on from the words typed stands before what only holds them.
    assert catalogue.starting("prejud", 9) == ["Pride & Prejudice"]
    assert catalogue.starting("", 9) == catalogue.starting("zzz", 9) == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("The Cranes Are Flying", CRANES), ("Летят журавли", CRANES), ("cranes are fl", CRANES),
        ("crains are flying", CRANES), ("quand passent les cigogne", CRANES),
        ("prideandprejudice", PRIDE), ("pride & prejudise", PRIDE), ("prejudice and pride", PRIDE),
        ('"', BARE),
    ],
)  # fmt: skip
def test_the_one_way_of_finding_finds_in_a_catalogue(
    catalogue: Catalogue, typed: str, number: int
) -> None:
    sure = find(catalogue.titles, typed, None).sure
    assert sure is not None
    assert sure.number == number


def test_the_words_of_its_titles(catalogue: Catalogue) -> None:
    titles = catalogue.titles
    assert titles.known(["cranes", "crains", ""]) == {"cranes"}
    assert titles.nearest_words("cranse") == ["cranes"]
    assert titles.nearest_words("flying") == ["flying"]
    assert titles.nearest_words("zzzz") == titles.nearest_words('"') == []
    assert [c.number for c in titles.holding([["cranes", "crains"]], "fl")] == [CRANES]
    assert titles.holding([], "") == []


signs = st.text("\"'*^:(){}-+ .…aе0", max_size=8)


@given(st.text(max_size=30) | signs, st.none() | st.integers(1900, 2030))
@example("\0", None)
@example("a\0b c", None)
@example(" ".join(map(str, range(50_000))), None)
def test_any_text_is_searched_for(path: Path, typed: str, year: int | None) -> None:
    with Catalogue.open(path) as catalogue:
        matches = find(catalogue.titles, typed, year).matches
        catalogue.starting(typed, 20)
    assert {m.candidate.number for m in matches} <= set(NAMES)


def test_what_it_is(catalogue: Catalogue, path: Path) -> None:
    assert catalogue.about == About("imdb", "2026-11-24", 5, path.stat().st_size, "", True)


def test_it_is_never_written_to(path: Path) -> None:
    before = path.read_bytes()
    with Catalogue.open(path) as catalogue:
        find(catalogue.titles, "crains are flying", None)
        with pytest.raises(CatalogueError):
            catalogue._rows.ask("DELETE FROM film")
    assert path.read_bytes() == before


def test_a_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    with pytest.raises(CatalogueError, match="There is no catalogue at"):
        Catalogue.open(path)
    assert not path.exists()
    path.write_text("Not a database, but a letter that is long enough to be one." * 20)
    with pytest.raises(CatalogueError, match="is damaged"):
        Catalogue.open(path)
    path.write_bytes(b"")
    with pytest.raises(CatalogueError, match="is not a catalogue"):
        Catalogue.open(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(CatalogueError):
        Catalogue.open(path)


@pytest.mark.parametrize(("pragma", "value"), [("user_version", 2), ("application_id", 1)])
def test_one_that_another_program_made(tmp_path: Path, pragma: str, value: int) -> None:
    path = small_catalogue(tmp_path / "catalogue.db")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma} = {value}")
    connection.close()
    with pytest.raises(CatalogueError, match="not a catalogue that this filmlog knows") as caught:
        Catalogue.open(path)
    assert "filmlog catalogue remove" in caught.value.hint


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_cut_file_is_a_damaged_one(tmp_path: Path, kept: float) -> None:
    path = small_catalogue(tmp_path / "catalogue.db")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(CatalogueError, match="is damaged"), Catalogue.open(path) as catalogue:
        for number in NAMES:
            find(catalogue.titles, catalogue.film(number).title + "s", None)
            catalogue.starting("pri", 9)


def test_a_table_that_lacks_is_a_damaged_file(tmp_path: Path) -> None:
    path = small_catalogue(tmp_path / "catalogue.db")
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE crew")
    connection.close()
    with pytest.raises(CatalogueError, match="is damaged"), Catalogue.open(path) as catalogue:
        catalogue.film(CRANES)
