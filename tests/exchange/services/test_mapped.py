"""A person's own table, through a mapping of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.files.archive import Member, open_archive
from filmlog.exchange.formats import Part
from filmlog.exchange.record import Asked, Row
from filmlog.exchange.services import mapped
from filmlog.exchange.services.mapping import FIELDS, guess, parse_mapping
from tests.effort import some
from tests.exchange.accounts import FIXTURES, Told, told

MAPPED = FIXTURES / "mapped"
OUTCOMES = {"viewing", "seen", "wish", "listed", "rejected"}


def rows_of(
    path: Path, words: str = "", *, role: str = "", day_first: bool | None = None
) -> list[Told]:
    """What is read of a table by a mapping, or by the guess."""
    with open_archive(path) as archive:
        (table,) = archive.members
        pairs = parse_mapping(words) if words else guess(table)
        asked = Asked(role=role, day_first=day_first, mapping=pairs)
        return [told(reading) for reading in mapped.read([Part("table", table)], asked)]


def table(tmp_path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes("\r\n".join([*rows, ""]).encode(encoding))
    return path


def test_no_file_is_told_to_be_one() -> None:
    with open_archive(MAPPED) as archive:
        assert [mapped.role(member) for member in archive.members] == [""] * 4


def test_viewings() -> None:
    assert rows_of(MAPPED / "mine.csv") == [
        (
            2,
            "viewing",
            "viewing Wenn die Kraniche ziehen (1957) 24.06.2025",
            "Wenn die Kraniche ziehen (1957)",
            {
                "watched": "2025-06-24",
                "rating": 90,
                "tags": ("35 mm",),
                "companions": ("Ana", "Tom"),
                "venue": "Arsenal",
                "review": "Die *Treppe*.\n\nNoch einmal.",
                "rewatch": True,
            },
        ),
        (
            5,
            "viewing",
            "viewing Toni Erdmann (2016) 2016-08",
            "Toni Erdmann (2016)",
            {"watched": "2016-08", "rating": 75},
        ),
        (
            6,
            "viewing",
            "viewing Fähre nach Hongkong (1959)",
            "Fähre nach Hongkong (1959)",
            {"watched": None},
        ),
        (
            7,
            "viewing",
            "viewing Летят журавли (1957) 2019",
            "Летят журавли (1957)",
            {"watched": "2019", "rating": 100, "rewatch": False},
        ),
        (8, "rejected", "jahr", "'72' is no year"),
        (9, "rejected", "gesehen", "'30.02.2020' is a day that no calendar has"),
        (10, "rejected", "nochmal", "'vielleicht' is neither yes nor no"),
        (11, "rejected", "film", "is empty"),
    ]


def test_wishes() -> None:
    assert rows_of(MAPPED / "wanted.csv") == [
        (
            2,
            "wish",
            "wish Persona (1966)",
            "Persona (1966) tt0060827",
            {"added": "2026-03-14", "why": "for the faces", "recommended_by": "Ana"},
        ),
        (3, "wish", "wish Yi Yi (2000)", "Yi Yi (2000) tt0244316", {"added": "2026-04-05"}),
    ]


def test_places_on_lists() -> None:
    assert rows_of(MAPPED / "lists.csv") == [
        (
            2,
            "listed",
            "list Best of 1957 The Cranes Are Flying (1957)",
            "The Cranes Are Flying (1957)",
            {"list": "Best of 1957", "place": 1, "note": "the stairs"},
        ),
        (
            3,
            "listed",
            "list Best of 1957 Wild Strawberries (1957)",
            "Wild Strawberries (1957)",
            {"list": "Best of 1957", "place": 2},
        ),
        (4, "rejected", "rank", "'zero' is no place from 1"),
        (5, "rejected", "list", "is empty"),
    ]


def test_bare_titles_are_films_that_were_seen() -> None:
    assert rows_of(MAPPED / "bare.csv") == [
        (2, "seen", "seen Persona (1966)", "Persona (1966)", {}),
        (3, "seen", "seen 1917", "1917", {}),
    ]


def test_every_field_of_a_film_and_a_viewing(tmp_path: Path) -> None:
    row = (
        "Ran;乱;1985;Akira Kurosawa;Drama,War;JP;ja;2 h 42 min;tt0089881"
        ";https://www.themoviedb.org/movie/11645-ran;Q207536;https://letterboxd.com/film/ran/"
        ";Nov 20, 2026;4,5;yes;♥;35mm,big;Ana;Arsenal;35 mm;de;a friend;Fire;*All* of it.;So it is"
    )
    fields = (
        "film.title film.original_title film.year film.directors film.genres film.countries"
        " film.languages film.runtime film.imdb film.tmdb film.wikidata film.letterboxd"
        " viewing.watched_on viewing.rating viewing.rewatch viewing.heart viewing.tags"
        " viewing.with viewing.venue viewing.format viewing.subtitles viewing.source"
        " viewing.headline viewing.review viewing.quote"
    ).split()
    path = table(tmp_path, ";".join(field.replace(".", " ") for field in fields), row)
    words = ",".join(f"{field.replace('.', ' ')}={field}" for field in fields)
    with open_archive(path) as archive:
        part = Part("table", archive.members[0])
        (reading,) = mapped.read([part], Asked(mapping=parse_mapping(words)))
    assert isinstance(reading, Row)
    film = reading.film
    assert film is not None
    assert film._asdict() == {
        **film._field_defaults,
        "id": "",
        "title": "Ran",
        "original_title": "乱",
        "year": 1985,
        "directors": ("Akira Kurosawa",),
        "genres": ("Drama", "War"),
        "countries": ("JP",),
        "languages": ("ja",),
        "runtime": 162,
        "imdb": "tt0089881",
        "tmdb": "11645",
        "wikidata": "Q207536",
        "letterboxd": "ran",
    }
    assert told(reading)[-1] == {
        "watched": "2026-11-20",
        "rating": 90,
        "rewatch": True,
        "heart": True,
        "tags": ("35mm", "big"),
        "companions": ("Ana",),
        "venue": "Arsenal",
        "format": "35 mm",
        "subtitles": "de",
        "source": "a friend",
        "headline": "Fire",
        "review": "*All* of it.",
        "quote": "So it is",
    }


@pytest.mark.parametrize(
    ("ratings", "field", "read"),
    [
        (["5", "4.5", "1"], "viewing.rating", [100, 90, 20]),
        (["5", "7,5", "10"], "viewing.rating", [50, 75, 100]),
        (["5", "80", "9"], "viewing.rating", [5, 80, 9]),
        (["5", "3", "4"], "viewing.rating/10", [50, 30, 40]),
        (["5", "★★★½", "87%"], "viewing.rating", [100, 70, 87]),
        (["4/10", "3.5/5", ""], "viewing.rating", [40, 70, None]),
    ],
)
def test_the_scale_of_ratings_is_that_of_the_column(
    tmp_path: Path, ratings: list[str], field: str, read: list[int | None]
) -> None:
    path = table(tmp_path, "Title,Stars", *(f'Ran,"{rating}"' for rating in ratings))
    rows = rows_of(path, f"Title=film.title,Stars={field}")
    assert [row[-1].get("rating") for row in rows] == read


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("viewing.rating", "0", "'0' is no rating above 0 and up to 5"),
        ("viewing.rating", "eleven", "'eleven' is not a rating"),
        ("viewing.rating/10", "11", "'11' is no rating above 0 and up to 10"),
        ("viewing.watched_on", "soon", "'soon' is no date such as 2026-11-20"),
        ("viewing.heart", "perhaps", "'perhaps' is neither yes nor no"),
        ("film.runtime", "long", "'long' is no length such as 97 or 1 h 37 min"),
        ("film.runtime", "m", "'m' is no length such as 97 or 1 h 37 min"),
        ("film.imdb", "nm0000041", "'nm0000041' is no IMDb id such as tt0050634"),
        ("film.tmdb", "ran", "'ran' is no TMDB id such as 38360"),
        ("film.wikidata", "ran", "'ran' is no id of Wikidata"),
        ("film.letterboxd", "Ran!", "'Ran!' is no id of Letterboxd"),
        ("film.year", "85", "'85' is no year"),
    ],
)
def test_a_value_that_cannot_be_read_rejects_its_row_alone(
    tmp_path: Path, field: str, value: str, why: str
) -> None:
    path = table(tmp_path, "Title,This One", f"Ran,{value}", "Roma,")
    bad, good = rows_of(path, f"Title=film.title,This One={field}")
    assert bad == (2, "rejected", "This One", why)
    assert good[1] in {"viewing", "seen"}


@pytest.mark.parametrize(
    ("dates", "day_first", "watched"),
    [
        (["3/4/2026", "13/4/2026"], False, ["2026-04-03", "2026-04-13"]),
        (["3/4/2026", "4/13/2026"], True, ["2026-03-04", "2026-04-13"]),
        (["3/4/2026", ""], True, ["2026-04-03", None]),
        (["3/4/2026", "4.3.2026"], False, ["2026-04-03", "2026-03-04"]),
        (["3/4/2026", "2026"], None, ["2026-03-04", "2026"]),
    ],
)
def test_the_column_tells_which_number_is_the_day(
    tmp_path: Path, dates: list[str], day_first: bool | None, watched: list[str | None]
) -> None:
    path = table(tmp_path, "Title,Seen", *(f"Ran,{date}" for date in dates))
    rows = rows_of(path, "Title=film.title,Seen=viewing.watched_on", day_first=day_first)
    assert [row[-1]["watched"] for row in rows] == watched


def test_the_person_may_say_what_the_rows_are() -> None:
    def kinds(role: str) -> set[tuple[str, str]]:
        return {(row[1], str(row[-1])) for row in rows_of(MAPPED / "bare.csv", role=role)}

    assert kinds("viewings") == {("viewing", "{'watched': None}")}
    assert kinds("watchlist") == {("wish", "{}")}
    assert kinds("list War") == {("listed", "{'list': 'War', 'place': None}")}


def test_rows_are_one_thing_unless_the_person_says_which(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Seen,Why", "Ran,2026-11-20,Ana")
    words = "Title=film.title,Seen=viewing.watched_on,Why=watchlist.why"
    with pytest.raises(UsageError, match=r"^The columns are of viewing\.\* and watchlist\.\*\.$"):
        rows_of(path, words)
    assert rows_of(path, words, role="watchlist") == [
        (2, "wish", "wish Ran", "Ran", {"why": "Ana"})
    ]
    with pytest.raises(UsageError, match="name of the list") as caught:
        rows_of(path, "Title=film.title,Why=list.note")
    assert caught.value.hint == "Say it with --as 'list NAME'."


def test_a_column_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Seen", "Ran,2026-11-20")
    with pytest.raises(UsageError, match=r"^table\.csv has no column 'Watched'\.$") as caught:
        rows_of(path, "Title=film.title,Watched=viewing.watched_on")
    assert caught.value.candidates == ("seen", "title")


def test_a_year_behind_the_title_is_its_year_unless_a_column_has_years(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Year", "Ran (1985),", "Room (237),2012")
    assert [row[3] for row in rows_of(path, "Title=film.title")] == ["Ran (1985)", "Room (237)"]
    with_years = rows_of(path, "Title=film.title,Year=film.year")
    assert [row[3] for row in with_years] == ["Ran (1985)", "Room (237) (2012)"]


def test_two_rows_that_say_the_same_have_two_keys(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Seen", "Ran,2026", "Ran,2026", "Ran,")
    keys = [row[2] for row in rows_of(path, "Title=film.title,Seen=viewing.watched_on")]
    assert keys == ["viewing Ran 2026", "viewing Ran 2026 #2", "viewing Ran"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_names_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = table(
        tmp_path,
        "Título\tAño\tCine",
        "Los olvidados\t1950\tCineteca Niño",
        "Amélie à Montréal\t2001\tCafé Müller, Köln",
        encoding=encoding,
    )
    words = "Título=film.title,Año=film.year,Cine=viewing.venue"
    assert [row[3:] for row in rows_of(path, words)] == [
        ("Los olvidados (1950)", {"watched": None, "venue": "Cineteca Niño"}),
        ("Amélie à Montréal (2001)", {"watched": None, "venue": "Café Müller, Köln"}),
    ]


@settings(max_examples=some(150))
@given(
    st.lists(st.sampled_from(FIELDS), unique=True, max_size=6),
    st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=4),
    st.sampled_from(["", "viewings", "watchlist", "list Any"]),
)
def test_any_table_is_read_row_by_row_or_refused(
    fields: list[str], rows: list[list[str]], role: str
) -> None:
    columns = list(dict.fromkeys(["film.title", *fields]))
    values = [[value.replace('"', '""') for value in row[: len(columns)]] for row in rows]
    lines = [",".join(f'"{value}"' for value in row) for row in [columns, *values]]
    member = Member("any.csv", lambda _: "\n".join(lines).encode())
    asked = Asked(role=role, mapping=tuple((column, column) for column in columns))
    try:
        read = list(mapped.read([Part("table", member)], asked))
    except FilmlogError:
        # Rows that could be several things, or a file whose encoding nobody can tell.
        read = []
    assert [reading.place for reading in read] == sorted({reading.place for reading in read})
    assert all(told(reading)[1] in OUTCOMES for reading in read)
