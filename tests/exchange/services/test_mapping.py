"""Which column of a table is which field: as said, and as guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import UsageError
from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.services.mapping import FIELDS, as_words, guess, listed, parse_mapping
from tests.effort import some
from tests.exchange.accounts import FIXTURES

COLUMNS = st.text(min_size=1, max_size=9).map(str.strip).filter(bool)


def guessed(path: Path) -> str:
    with open_archive(path) as archive:
        return as_words(guess(archive.members[0]))


def guessed_of(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return guessed(path)


def test_columns_and_their_fields() -> None:
    assert parse_mapping("Title=film.title,Seen=viewing.watched_on") == (
        ("Title", "film.title"),
        ("Seen", "viewing.watched_on"),
    )
    assert parse_mapping(" Film title = Film.Title , Note/10=viewing.rating/10,") == (
        ("Film title", "film.title"),
        ("Note/10", "viewing.rating/10"),
    )


def test_a_column_with_a_comma_an_equals_sign_or_a_quote_stands_in_quotes() -> None:
    said = '"Date, seen"=viewing.watched_on,"a=b"=viewing.tags,"the ""film"""=film.title'
    assert parse_mapping(said) == (
        ("Date, seen", "viewing.watched_on"),
        ("a=b", "viewing.tags"),
        ('the "film"', "film.title"),
    )
    assert as_words(parse_mapping(said)) == said


@settings(max_examples=some(100))
@given(
    st.lists(st.sampled_from(FIELDS), unique=True).map(lambda some: {"film.title", *some}),
    st.lists(COLUMNS, min_size=len(FIELDS), max_size=len(FIELDS)),
)
def test_any_mapping_is_read_back_from_its_words(fields: set[str], columns: list[str]) -> None:
    mapping = tuple(zip(columns, sorted(fields), strict=False))
    assert parse_mapping(as_words(mapping)) == mapping


@pytest.mark.parametrize("text", ["film.title", "Title:film.title", "=film.title", '"Title=x', ","])
def test_words_that_are_no_mapping(text: str) -> None:
    with pytest.raises(UsageError, match="is not a column and its field") as caught:
        parse_mapping(text)
    assert "--map 'Title=film.title" in caught.value.hint


@pytest.mark.parametrize("field", ["film.name", "title", "viewing.rating/7", "film.year/10", ""])
def test_a_field_that_there_is_not_is_answered_with_all_there_are(field: str) -> None:
    with pytest.raises(UsageError, match="is no field of a table") as caught:
        parse_mapping(f"Title={field}")
    assert caught.value.candidates == FIELDS


def test_a_field_has_one_column_and_the_title_has_to_have_one() -> None:
    with pytest.raises(UsageError, match=r"^Two columns are mapped to viewing\.rating\.$"):
        parse_mapping("Title=film.title,a=viewing.rating,b=viewing.rating/10")
    with pytest.raises(UsageError, match=r"^No column is mapped to film\.title\.$"):
        parse_mapping("Seen=viewing.watched_on")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (
            "mine.csv",
            (
                "film=film.title,jahr=film.year,regie=film.directors,gesehen=viewing.watched_on"
                ",bewertung=viewing.rating,mit=viewing.with,kino=viewing.venue"
                ",schlagworte=viewing.tags,nochmal=viewing.rewatch,notizen=viewing.review"
            ),
        ),
        (
            "wanted.csv",
            (
                "title=film.title,added=watchlist.added,notes=watchlist.why"
                ",recommended by=watchlist.recommended_by,link=film.imdb"
            ),
        ),
        (
            "lists.csv",
            "list=list.name,rank=list.place,title=film.title,year=film.year,description=list.note",
        ),
        ("bare.csv", "name=film.title"),
    ],
)
def test_the_fixtures_are_guessed(file: str, words: str) -> None:
    assert guessed(FIXTURES / "mapped" / file) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            ("Titre,Année,Vu le,Note,Avis", "Ran,1985,3/4/2026,4.5,Beau"),
            (
                "titre=film.title,année=film.year,vu le=viewing.watched_on,note=viewing.rating"
                ",avis=viewing.review"
            ),
        ),
        (
            ("Название,Год,Дата,Оценка", "Солярис,1972,20.11.2026,9/10"),
            "название=film.title,год=film.year,дата=viewing.watched_on,оценка=viewing.rating",
        ),
        (
            ("Título;Año;Fecha;Dónde", "Roma;2018;20/11/2026;Cineteca"),
            "título=film.title,año=film.year,fecha=viewing.watched_on,dónde=viewing.venue",
        ),
        # Notes are words here, and marks in the French table.
        (
            ("Movie_Title,Date Watched,Note", "Ran,2026-11-20,too long"),
            "movie_title=film.title,date watched=viewing.watched_on,note=viewing.review",
        ),
        # The names say nothing; the values do.
        (
            ("Name,A,Screening date", "Ran,tt0089881,2026-11-20", "Roma,tt6155172,2026-11-21"),
            "name=film.title,a=film.imdb,screening date=viewing.watched_on",
        ),
        (
            ("Name,Page", "Ran,https://letterboxd.com/film/ran/"),
            "name=film.title,page=film.letterboxd",
        ),
        # A name that promises what no value keeps.
        (("Title,Year,Score", "Ran,long ago,John Williams"), "title=film.title"),
        # A day that a film was put on a list means nothing where it was seen.
        (
            ("Title,Seen,Added", "Ran,2026-11-20,2026-11-01"),
            "title=film.title,seen=viewing.watched_on",
        ),
        (("Wer,Was", "Ana,Ran"), ""),
    ],
)
def test_a_guess_goes_by_name_and_by_value(
    tmp_path: Path, rows: tuple[str, ...], words: str
) -> None:
    assert guessed_of(tmp_path, *rows) == words


def test_a_table_without_a_row_is_not_guessed(tmp_path: Path) -> None:
    assert guessed_of(tmp_path, "Title,Seen") == ""


def test_a_name_that_is_endless_is_not_guessed(tmp_path: Path) -> None:
    assert guessed_of(tmp_path, f"title,{'[' * 1_000}year", "Ran,1985") == "title=film.title"


def test_columns_are_listed_in_order_and_without_flooding_a_terminal() -> None:
    assert listed({"year", "title"}) == ("title", "year")
    assert listed({"x" * 70_000}) == ("x" * 79 + "…",)
    assert listed(map(str, range(10, 70))) == (*map(str, range(10, 50)), "…")
