"""TMDB's ratings, watchlist and favourites."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from filmlog.exchange.record import Asked
from tests.exchange.accounts import FIXTURES, account, roles

TMDB = FIXTURES / "tmdb"


def test_the_columns_make_it_tmdbs_and_the_name_tells_which_of_its_exports() -> None:
    assert roles(TMDB, "tmdb") == {
        "favorites.csv": "favourites",
        "ratings.csv": "ratings",
        "watchlist.csv": "watchlist",
    }
    assert roles(FIXTURES / "movary", "tmdb") == {}


def test_ratings_are_what_is_thought_of_films_that_were_seen() -> None:
    assert account(TMDB / "ratings.csv") == [
        (
            2,
            "seen",
            "ratings 38360",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"rating": 90, "rated": "2025-06-24"},
        ),
        (
            3,
            "seen",
            "ratings 593",
            "Солярис (1972) tt0069293 593",
            {"rating": 85, "rated": "2025-01-02"},
        ),
        (
            4,
            "seen",
            "ratings 843",
            "花樣年華 (2000) tt0118694 843",
            {"rating": 100, "rated": "2024-05-02"},
        ),
        (5, "skipped", "a series, not a film"),
        (6, "skipped", "a season, not a film"),
        (7, "skipped", "an episode, not a film"),
        (
            8,
            "seen",
            "ratings 999001",
            "A Film That No One Lists 999001",
            {"rating": 60, "rated": "2023-05-02"},
        ),
        (9, "skipped", "not rated; --as watchlist or --as 'list NAME' says what the file is"),
        (10, "rejected", "Name", "is empty"),
        (11, "rejected", "Your Rating", "'11' is no rating above 0 and up to 10"),
        (12, "rejected", "Date Rated", "'yesterday' is no date such as 2026-11-20"),
    ]


def test_watchlist_and_favourites() -> None:
    assert account(TMDB / "watchlist.csv") == [
        (2, "wish", "watchlist 11659", "Persona (1966) tt0060827 11659", {}),
        (3, "skipped", "a series, not a film"),
    ]
    assert account(TMDB / "favorites.csv") == [
        (
            2,
            "seen",
            "favourites 38360",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"rating": 90, "rated": "2025-06-24", "heart": True},
        ),
        (3, "seen", "favourites 1398", "Stalker (1979) tt0079944 1398", {"heart": True}),
    ]


def test_the_person_may_say_what_a_file_is() -> None:
    wished = account(TMDB / "ratings.csv", asked=Asked(role="watchlist"))[0]
    assert wished[1:3] == ("wish", "watchlist 38360")
    listed = account(TMDB / "watchlist.csv", asked=Asked(role="list Faces"))[0]
    assert listed[1:3] == ("listed", "list Faces 11659")
    assert listed[-1] == {"list": "Faces", "place": None}
    seen = account(TMDB / "ratings.csv", asked=Asked(role="viewings"))
    assert seen[0][1:3] == ("viewing", "viewing 38360")
    assert seen[0][-1] == {"watched": None, "rating": 90}
    assert seen[7][1:] == (
        "viewing", "viewing 1018", "Mulholland Drive (2001) tt0166924 1018", {"watched": None},
    )  # fmt: skip


def test_a_day_of_rating_is_a_day_of_viewing_only_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_berlin(monkeypatch)
    rated = account(TMDB / "ratings.csv")[0]
    watched = account(TMDB / "ratings.csv", asked=Asked(rated_as_watched=True))
    assert rated[-1] == {"rating": 90, "rated": "2025-06-25"}
    assert watched[0][1:3] == ("viewing", "viewing 38360")
    assert watched[0][-1] == {"watched": "2025-06-25", "rating": 90}
    assert watched[7][1] == "skipped"


def test_columns_in_another_order_with_more_of_them(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "Type;Name;Your Rating;Date Rated;Mood;IMDb ID;TMDb ID;Release Date\n"
        "movie;Le Bonheur;8;2023-05-02T09:29:50Z;blue;tt0058985;5048;1965-02-10\n",
        encoding="utf-16",
    )
    assert account(path) == [
        (
            2,
            "seen",
            "ratings 5048",
            "Le Bonheur (1965) tt0058985 5048",
            {"rating": 80, "rated": "2023-05-02"},
        )
    ]


def in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
