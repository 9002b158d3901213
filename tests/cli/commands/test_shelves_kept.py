"""What add, remove and show do with a film that is on the watchlist or on a list."""

from __future__ import annotations

import pytest

from tests.cli.commands.asking import data
from tests.program import filmlog

pytestmark = pytest.mark.usefixtures("diary")


def watchlist() -> list[str]:
    return [item["film"]["title"] for item in data("watchlist", kind="watchlist")]


def test_logging_a_film_takes_it_off_the_watchlist_and_says_why_it_was_there() -> None:
    filmlog("watch", "Stalker (1979)", "--why", "The ||zone||", "--recommended-by", "Nina")
    assert watchlist() == ["Stalker"]
    done = filmlog("add", "stalker")
    assert "Off your watchlist, recommended by Nina, since " in done.stderr
    assert ": The [spoiler, 1 word]" in done.stderr
    assert watchlist() == []
    assert "watchlist" not in filmlog("add", "stalker").stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--unfinished", "20"], "as it was not seen to its end"),
        (["--on", "2020"], "after that day"),
    ],
)
def test_it_stays_for_a_viewing_that_does_not_count(options: list[str], said: str) -> None:
    filmlog("watch", "Stalker (1979)")
    done = filmlog("add", "stalker", *options)
    assert "Still on your watchlist, " in done.stderr
    assert said in done.stderr
    assert watchlist() == ["Stalker"]


def test_a_film_on_the_watchlist_outlives_its_last_viewing() -> None:
    filmlog("watch", "ran")
    done = filmlog("remove", "ran", "--yes")
    assert "In the trash: the viewing of Ran (1985) on Thu 19 Nov 2026." in done.stderr
    assert data("show", "ran", kind="film")["viewings"] == []
    assert watchlist() == ["Ran"]


def test_a_film_on_a_list_outlives_its_last_viewing_unless_it_is_meant() -> None:
    filmlog("lists", "create", "Best")
    filmlog("lists", "add", "Best", "ran")
    filmlog("remove", "ran", "--yes")
    assert data("show", "ran", kind="film")["lists"][0]["name"] == "Best"
    assert "In the trash: Ran (1985)." in filmlog("remove", "ran", "--all", "--yes").stderr
    assert filmlog("show", "ran").code == 3
    assert filmlog("restore", "ran").code == 0
    assert data("show", "ran", kind="film")["lists"][0]["name"] == "Best"


def test_any_other_film_goes_with_its_last_viewing() -> None:
    filmlog("remove", "ran", "--yes")
    assert filmlog("show", "ran").code == 3


def test_the_card_has_its_shelves() -> None:
    filmlog("watch", "ran", "--why", "Again, on film.")
    filmlog("found", "ran", "--at", "Kino", "--price", "9 EUR", "--note", "35 mm")
    filmlog("found", "ran", "--at", "Arsenal", "--not-there")
    filmlog("lists", "create", "Best", "--ranked")
    filmlog("lists", "add", "Best", "ran", "--note", "Still.")
    shown = " ".join(filmlog("show", "ran").stdout.split())
    for fact in (
        "Found at Kino, 9.00 EUR, Fri 20 Nov 2026, 35 mm", "Not found at Arsenal",
        "Watchlist since Fri 20 Nov 2026: Again, on film.", "Best, place 1: Still.",
    ):  # fmt: skip
        assert fact in shown
    card = data("show", "ran", kind="film")
    assert card["watchlist"]["why"] == "Again, on film."
    assert [offer["is_there"] for offer in card["offers"]] == [True, False]
