"""Trakt's export, JSON and CSV."""

from __future__ import annotations

import time
from pathlib import Path
from shutil import copy

import pytest

from filmlog.errors import FilmlogError
from filmlog.exchange.record import Asked
from tests.exchange.accounts import FIXTURES, account, roles

EXPORT = FIXTURES / "trakt" / "export"
CSV = FIXTURES / "trakt" / "csv"


def test_what_a_file_is_stands_in_its_first_item() -> None:
    assert roles(EXPORT, "trakt") == {
        "collection-movies.json": "other",
        "comments-movies.json": "comments",
        "likes-comments.json": "other",
        "lists-list-4242-best-of-1957.json": "list",
        "lists-list-4343-sea-and-shore.json": "list",
        "lists-lists.json": "lists",
        "lists-watchlist.json": "watchlist",
        "ratings-movies.json": "ratings",
        "watched-history-1.json": "history",
        "watched-history-2.json": "history",
        "watched-movies.json": "watched",
        "watched-shows.json": "watched",
    }
    assert roles(CSV, "trakt") == {"history.csv": "history", "ratings.csv": "ratings"}


def test_the_name_of_a_file_tells_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    copy(EXPORT / "watched-history-1.json", tmp_path / "lists-watchlist.json")
    assert roles(tmp_path, "trakt") == {"lists-watchlist.json": "history"}


@pytest.mark.parametrize(
    "text",
    [
        "[]", "{}", "[1]", "[[", '[{"watched_at": "2025-01-01"}]', "[" * 5000, '{"watched_at": 1}',
        '[{"watched_at": "2025-01-01", "movie": {"title": "Ran", "ids": {"imdb": "tt0089881"}}}]',
    ],
)  # fmt: skip
def test_json_of_others_is_not_claimed(tmp_path: Path, text: str) -> None:
    (tmp_path / "watched-history-1.json").write_text(text, encoding="utf-8")
    assert roles(tmp_path, "trakt") == {}


def test_the_whole_export() -> None:
    assert account(EXPORT) == [
        (
            1,
            "viewing",
            "history 9001",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2025-06-24"},
        ),
        (
            2,
            "viewing",
            "history 9002",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2024-12-31"},
        ),
        (3, "viewing", "history 9003", "花樣年華 (2000) 843", {"watched": None}),
        (4, "skipped", "an episode, not a film"),
        (1, "viewing", "history 9005", "A Film That No One Lists", {"watched": None}),
        (2, "rejected", "watched_at", "'some time ago' is no time such as 2026-11-20T21:30:00Z"),
        (3, "rejected", "title", "is empty"),
        (4, "rejected", "movie", "is missing"),
        (5, "rejected", "year", "'long ago' is no year"),
        (6, "rejected", "title", "holds a NUL or half a character, which a diary does not keep"),
        (7, "rejected", "", "is no item of Trakt"),
        (1, "skipped", "the history has it"),
        (1, "skipped", "a show, not a film"),
        (
            1,
            "seen",
            "ratings 30512",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"rating": 90, "rated": "2025-06-24"},
        ),
        (2, "rejected", "rating", "'11' is no rating above 0 and up to 10"),
        (
            1,
            "seen",
            "comments 801",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"review": "The \\*stairs\\*. ||Boris dies.|| 😭\n\nWatch it."},
        ),
        (
            2,
            "seen",
            "comments 802",
            "Ran (1985) tt0089881 11645",
            {"review": ":::spoiler\nEverybody dies.\n:::"},
        ),
        (3, "skipped", "an answer to somebody's comment"),
        (
            4,
            "seen",
            "comments 804",
            "Persona (1966) tt0060827 797",
            {"review": "Two faces.\n\n:::spoiler\nOne.\n\nOr none\n:::"},
        ),
        (5, "skipped", "a show, not a film"),
        (
            1,
            "wish",
            "watchlist 625",
            "Persona (1966) tt0060827 797",
            {"added": "2025-03-01", "why": "Ana said so"},
        ),
        (2, "skipped", "a show, not a film"),
        (
            1,
            "list",
            "lists 4242",
            "",
            {"name": "Best of 1957!", "kind": "ranked", "note": "A good year."},
        ),
        (
            1,
            "listed",
            "list 4242 30512",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"list": "Best of 1957!", "place": 1, "note": "the stairs"},
        ),
        (2, "skipped", "a person, not a film"),
        (3, "rejected", "rank", "is no number from 1"),
        (
            1,
            "listed",
            "list 4343 192",
            "Le Grand Bleu (1988) tt0095250 175",
            {"list": "Sea and shore", "place": 1},
        ),
        (1, "skipped", "in the collection: owned, not seen"),
        (1, "skipped", "a like"),
    ]


def test_days_are_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    watched = [row[-1]["watched"] for row in account(EXPORT) if row[1] == "viewing"]
    assert watched == ["2025-06-25", "2025-01-01", None, None]


def test_a_film_watched_is_a_viewing_where_there_is_no_history() -> None:
    assert account(EXPORT / "watched-movies.json") == [
        (
            1,
            "viewing",
            "watched 30512",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2025-06-24"},
        ),
    ]


def test_a_list_has_its_name_from_its_file_where_nothing_else_tells() -> None:
    first = account(EXPORT / "lists-list-4242-best-of-1957.json")[0]
    assert first[2] == "list 4242 30512"
    assert first[-1] == {"list": "Best of 1957", "place": 1, "note": "the stairs"}


def test_the_csv_of_ratings_and_history() -> None:
    assert account(CSV / "ratings.csv") == [
        (
            2,
            "seen",
            "ratings 30512",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"rating": 90, "rated": "2025-06-24"},
        ),
        (3, "skipped", "an episode, not a film"),
        (4, "rejected", "rating", "is empty"),
    ]
    assert account(CSV / "history.csv") == [
        (
            2,
            "viewing",
            "history 30512 2025-06-24T22:30:00Z",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2025-06-24"},
        ),
    ]


def test_a_day_of_rating_is_a_day_of_viewing_only_where_that_is_asked_for() -> None:
    first = account(CSV / "ratings.csv", asked=Asked(rated_as_watched=True))[0]
    assert first[1:3] == ("viewing", "rated 30512")
    assert first[-1] == {"watched": "2025-06-24", "rating": 90}


def test_a_file_that_was_cut_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (EXPORT / "watched-history-1.json").read_text(encoding="utf-8")
    path = tmp_path / "watched-history-1.json"
    path.write_text(text[:-100], encoding="utf-8")
    with pytest.raises(FilmlogError, match=r"^watched-history-1\.json, line \d+: this is not JSON"):
        account(path)


def test_items_that_lose_their_shape_further_down_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "likes.json"
    path.write_text(
        '[{"liked_at": "2025-01-01", "type": "list", "list": {}}, {}, [], null]', encoding="utf-8"
    )
    assert account(path) == [
        (1, "skipped", "a like"),
        (2, "skipped", "something else, not a film"),
        (3, "rejected", "", "is no item of Trakt"),
        (4, "rejected", "", "is no item of Trakt"),
    ]
