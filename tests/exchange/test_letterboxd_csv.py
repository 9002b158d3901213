from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.exchange import letterboxd_csv
from filmlog.exchange.letterboxd_csv import LARGEST, Part, Warnings, files

CRANES = Film(
    "F1",
    "The Cranes Are Flying",
    year=1957,
    directors=("Mikhail Kalatozov", "Vera Holm, Jr."),
    imdb="tt0050634",
    tmdb="38360",
    letterboxd="the-cranes-are-flying",
)
DAY = PartialDate(2026, 11, 20)
HEADER = (
    "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating,WatchedDate,Rewatch,Tags,Review\r\n"
)


def _entry(film: Film = CRANES, *, rewatch: bool = False, **fields: object) -> Entry:
    viewing = Viewing("V", film.id, watched=DAY)._replace(**fields)  # type: ignore[arg-type]  # any field of it
    return Entry(viewing, film, rewatch=rewatch)


def _export(entries: Iterable[Entry]) -> tuple[list[Part], Warnings]:
    warnings = Warnings()
    return list(files(entries, "mark", warnings)), warnings


def _rows(part: Part) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(part.text, newline="")))


def test_a_viewing_is_a_row_of_the_import_table() -> None:
    entry = _entry(
        rewatch=True,
        rating=90,
        tags=("at home", "35 mm, restored"),
        headline="A & B ||c||",
        review="It *flies*,\\\nstill.\n\n:::spoiler The end\nHe dies.\n:::",
    )
    (part,), warnings = _export([entry])
    assert part.text == HEADER + (
        "https://letterboxd.com/film/the-cranes-are-flying/,38360,tt0050634,The Cranes Are Flying,"
        '1957,"Mikhail Kalatozov, Vera Holm, Jr.",4.5,2026-11-20,true,"at home, 35 mm restored",'
        '"<b>A &amp; B [spoiler]c[/spoiler]</b>\n\nIt <i>flies</i>,\nstill.\n\n'
        '[spoiler: The end]\nHe dies.\n[/spoiler]"\r\n'
    )
    assert warnings == Warnings(commas=["The Cranes Are Flying (1957)"])
    assert part.name() == "letterboxd-1.csv"
    assert part.name("diary") == "diary-1.csv"


def test_what_is_not_known_is_left_empty() -> None:
    (part,), _ = _export([_entry(Film("F2", '=Rare, "film"'), watched=None)])
    assert part.text == HEADER + ',,,"=Rare, ""film""",,,,,false,,\r\n'


def test_a_short_address_is_made_whole() -> None:
    (part,), _ = _export([_entry(CRANES._replace(letterboxd="boxd.it/fA1"))])
    assert _rows(part)[0]["LetterboxdURI"] == "https://boxd.it/fA1"


def test_an_address_of_letterboxd_stays_as_it_is() -> None:
    (part,), _ = _export([_entry(CRANES._replace(letterboxd="https://boxd.it/2a9q"))])
    assert _rows(part)[0]["LetterboxdURI"] == "https://boxd.it/2a9q"


@pytest.mark.parametrize(
    ("rating", "stars"),
    [(None, ""), (1, "0.5"), (10, "0.5"), (14, "0.5"), (15, "1"), (70, "3.5"), (95, "5")],
)  # fmt: skip
def test_ratings_are_half_stars(rating: int | None, stars: str) -> None:
    (part,), warnings = _export([_entry(rating=rating)])
    assert _rows(part)[0]["Rating"] == stars
    assert len(warnings.rounded) == bool(rating and rating % 10)


def test_what_letterboxd_will_not_keep_is_told() -> None:
    other = Film("F2", "Ikarie XB 1", year=1963)
    (part,), warnings = _export(
        [
            _entry(),
            _entry(),
            _entry(watched=PartialDate(2026, 11)),
            _entry(other, watched=None),
            _entry(other, rating=87),
        ]
    )
    assert [row["WatchedDate"] for row in _rows(part)] == ["2026-11-20"] * 2 + [
        "",
        "",
        "2026-11-20",
    ]
    assert warnings == Warnings(
        same_day=["The Cranes Are Flying (1957)"],
        not_to_the_day=["The Cranes Are Flying (1957)", "Ikarie XB 1 (1963)"],
        rounded=["Ikarie XB 1 (1963)"],
    )


def test_the_trash_stays_here() -> None:
    (part,), warnings = _export(
        [_entry(deleted="2026-11-20T00:00:00Z"), _entry(CRANES._replace(deleted="2026-11-20"))]
    )
    assert part.text == HEADER
    assert warnings == Warnings()


def test_files_are_no_larger_than_letterboxd_takes() -> None:
    entries = [_entry(watched=PartialDate(1900 + n), review="ж" * 100_000) for n in range(11)]
    parts, warnings = _export(entries)
    assert [part.number for part in parts] == [1, 2, 3]
    assert [len(_rows(part)) for part in parts] == [4, 4, 3]
    assert all(len(part.text.encode()) <= LARGEST for part in parts)
    assert all(part.text.startswith(HEADER) for part in parts)
    assert warnings.too_long == []


def test_a_file_may_be_full_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    (part,), _ = _export([_entry(), _entry()])
    monkeypatch.setattr(letterboxd_csv, "LARGEST", len(part.text.encode()))
    assert len(_export([_entry(), _entry()])[0]) == 1
    monkeypatch.setattr(letterboxd_csv, "LARGEST", len(part.text.encode()) - 1)
    assert len(_export([_entry(), _entry()])[0]) == 2


def test_a_row_too_long_has_a_file_of_its_own() -> None:
    parts, warnings = _export([_entry(), _entry(review="x" * LARGEST), _entry()])
    assert [part.text.count("tt0050634") for part in parts] == [1, 1, 1]
    assert warnings.too_long == ["The Cranes Are Flying (1957)"]
