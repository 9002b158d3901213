"""Movary's history, ratings and watchlist."""

from __future__ import annotations

from tests.exchange.accounts import FIXTURES, account, roles

MOVARY = FIXTURES / "movary"


def test_one_column_tells_which_file_it_is() -> None:
    assert roles(MOVARY, "movary") == {
        "history.csv": "history",
        "ratings.csv": "ratings",
        "watchlist.csv": "watchlist",
    }
    assert roles(FIXTURES / "tmdb", "movary") == {}


def test_the_history_are_viewings_with_comments_as_they_were_typed() -> None:
    assert account(MOVARY / "history.csv") == [
        (
            2,
            "viewing",
            "history 38360 2025-06-24",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {
                "watched": "2025-06-24",
                "review": "Wept \\*again\\*. <3\n\n\\- the stairs",
                "venue": "Kino Arsenal",
            },
        ),
        (
            5,
            "viewing",
            "history 38360 2019-11-05",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"watched": "2019-11-05"},
        ),
        (
            6,
            "viewing",
            "history 20108",
            "Au hasard Balthazar (1966) tt0060138 20108",
            {"watched": None, "review": "\\#1 of its year"},
        ),
        (7, "rejected", "watchedAt", "'2025-02-30' is no date such as 2026-11-20"),
        (8, "rejected", "year", "'year' is no year"),
    ]


def test_ratings_and_watchlist() -> None:
    assert account(MOVARY / "ratings.csv") == [
        (
            2,
            "seen",
            "ratings 38360",
            "The Cranes Are Flying (1957) tt0050634 38360",
            {"rating": 100},
        ),
        (3, "seen", "ratings 25538", "Yi Yi (2000) 25538", {"rating": 70}),
        (4, "rejected", "userRating", "'0' is no rating above 0 and up to 10"),
    ]
    assert account(MOVARY / "watchlist.csv") == [
        (2, "wish", "watchlist 797", "Persona (1966) tt0060827 797", {"added": "2025-03-01"}),
        (3, "wish", "watchlist 44012", "Jeanne Dielman (1975) 44012", {}),
    ]


def test_the_folder_is_read_viewings_first() -> None:
    kinds = [row[1] for row in account(MOVARY)]
    assert kinds == [
        *("viewing",) * 3, *("rejected",) * 2, "seen", "seen", "rejected", "wish", "wish",
    ]  # fmt: skip
