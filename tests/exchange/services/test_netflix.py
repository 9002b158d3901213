"""Netflix's viewing activity, of a profile and of an account."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from filmlog.exchange.record import Asked
from tests.exchange.accounts import FIXTURES, account, roles

NETFLIX = FIXTURES / "netflix"


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["Title,Date", *rows, ""]), encoding="utf-8")
    return path


def test_two_columns_and_the_shape_of_the_dates_make_it_netflixs(tmp_path: Path) -> None:
    assert set(roles(NETFLIX, "netflix").values()) == {"account", "activity"}
    path = tmp_path / "mine.csv"
    assert roles(table(path, '"Roma","9/9/23"'), "netflix") == {"mine.csv": "activity"}
    assert roles(table(path, "Roma,2023-09-09"), "netflix") == {"mine.csv": "activity"}
    assert roles(table(path, "Roma,September 2023"), "netflix") == {}
    assert roles(table(path, "Roma,9/9/23", "Ran,"), "netflix") == {}
    assert roles(table(path), "netflix") == {}
    path.write_text("Title,Date,Notes\nRoma,9/9/23,\n", encoding="utf-8")
    assert roles(path, "netflix") == {}


def test_viewings_and_episodes_of_a_profile() -> None:
    assert account(NETFLIX / "day-first.csv") == [
        (
            2,
            "viewing",
            "history Dune: Part Two 23/9/23",
            "Dune: Part Two",
            {"watched": "2023-09-23", "source": "Netflix"},
        ),
        (3, "skipped", "an episode, not a film"),
        (
            4,
            "viewing",
            "history Meet Joe Black 9/8/23",
            "Meet Joe Black",
            {"watched": "2023-08-09", "source": "Netflix"},
        ),
        (5, "skipped", "an episode, not a film"),
        (6, "skipped", "an episode, not a film"),
        (7, "skipped", "an episode, not a film"),
        (8, "skipped", "an episode, not a film"),
        (
            9,
            "viewing",
            "history Mission: Impossible 1/1/21",
            "Mission: Impossible",
            {"watched": "2021-01-01", "source": "Netflix"},
        ),
        (
            10,
            "viewing",
            "history Meet Joe Black 9/8/23 #2",
            "Meet Joe Black",
            {"watched": "2023-08-09", "source": "Netflix"},
        ),
        (
            11,
            "viewing",
            "history 花樣年華 31/12/22",
            "花樣年華",
            {"watched": "2022-12-31", "source": "Netflix"},
        ),
        (12, "rejected", "Title", "is empty"),
        (13, "rejected", "Date", "'31/2/22' is a day that no calendar has"),
    ]


@pytest.mark.parametrize(
    ("file", "day_first", "watched"),
    [
        ("month-first.csv", True, "2023-09-08"),
        ("day-first.csv", False, "2023-08-09"),
        ("german.csv", False, "2023-08-09"),
        ("untold.csv", True, "2023-08-09"),
        ("untold.csv", False, "2023-09-08"),
        ("untold.csv", None, "2023-09-08"),
    ],
)
def test_the_file_tells_which_number_is_the_day_and_else_the_person(
    file: str, day_first: bool | None, watched: str
) -> None:
    rows = account(NETFLIX / file, asked=Asked(day_first=day_first))
    found = next(row for row in rows if "9/8/23" in row[2] or "09.08.23" in row[2])
    assert found[-1]["watched"] == watched


def test_the_activity_of_an_account_in_local_days(monkeypatch: pytest.MonkeyPatch) -> None:
    assert account(NETFLIX / "account.csv") == [
        (
            2,
            "viewing",
            "account Ana Meet Joe Black 2025-06-24",
            "Meet Joe Black",
            {"watched": "2025-06-24", "source": "Netflix"},
        ),
        (
            3,
            "viewing",
            "account Ana Meet Joe Black 2025-06-25",
            "Meet Joe Black",
            {"watched": "2025-06-25", "source": "Netflix"},
        ),
        (
            4,
            "viewing",
            "account Tom Meet Joe Black 2025-06-24",
            "Meet Joe Black",
            {"watched": "2025-06-24", "source": "Netflix"},
        ),
        (5, "skipped", "trailer, not a film"),
        (6, "skipped", "looked into for less than 5 minutes"),
        (7, "skipped", "an episode, not a film"),
        (8, "rejected", "Start Time", "'soon' is no date such as 2026-11-20"),
        (9, "rejected", "Duration", "'long' is no length such as 01:37:00"),
    ]
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    first, second, *_ = account(NETFLIX / "account.csv")
    assert first[-1]["watched"] == "2025-06-25"
    assert second[1:] == ("skipped", "the same film on the same day, in one more go")


def test_a_sort_of_video_that_is_none_does_not_flood_the_account(tmp_path: Path) -> None:
    path = tmp_path / "account.csv"
    text = (NETFLIX / "account.csv").read_text(encoding="utf-8")
    path.write_text(text.replace("TRAILER", "x" * 2_000), encoding="utf-8")
    assert account(path)[3] == (5, "skipped", "something else, not a film")


@pytest.mark.parametrize(
    "title",
    [
        "The Crown: Season 4: Gold Stick",
        "Dark: Staffel 1: Geheimnisse",
        "Lupin: Saison 2: Chapitre 6",
        "Élite: Temporada 3: Carla",
        "Suburra: Stagione 1: 21 giorni",
        "The Queen's Gambit: Limited Series: Openings",
        "Money Heist: Part 3: We're Back",
        "Love Death + Robots: Volume 1: Three Robots",
        "Stranger Things: Stranger Things 4: Chapter One: The Hellfire Club",
        "Planet Earth: Collection 1: Caves",
        "Borgen: Episode 3",
    ],
)
def test_an_episode_is_told_from_its_title(tmp_path: Path, title: str) -> None:
    (row,) = account(table(tmp_path / "one.csv", f'"{title}","9/9/23"'))
    assert row[1:] == ("skipped", "an episode, not a film")


@pytest.mark.parametrize(
    "title",
    [
        "Mission: Impossible",
        "Dune: Part Two",
        "John Wick: Chapter 2",
        "Kill Bill: Vol. 2",
        "Rebel Moon — Part One: A Child of Fire",
        "Star Wars: Episode IV - A New Hope",
        "The Twilight Saga: Breaking Dawn: Part 1",
        "Season of the Witch",
        "Part 1: The Beginning",
    ],
)
def test_a_film_with_a_colon_stays_a_film(tmp_path: Path, title: str) -> None:
    (row,) = account(table(tmp_path / "one.csv", f'"{title}","9/9/23"'))
    assert row[1:4] == ("viewing", f"history {title} 9/9/23", title)
