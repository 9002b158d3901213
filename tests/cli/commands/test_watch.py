from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.cli import questions
from filmlog.cli.context import Session
from filmlog.domain.shelf import Wish
from filmlog.storage.diary import Diary
from filmlog.storage.listing import Condition
from tests.cli.commands.asking import data, refused
from tests.program import filmlog


def said(*words: str) -> list[str]:
    """What a `watch` that works says, line by line; it has no data."""
    done = filmlog("watch", *words)
    assert (done.code, done.stdout) == (0, "")
    return done.stderr.splitlines()


def commands(home: Path) -> int:
    """How many commands have changed the diary."""
    with Diary.open(home / "diary.db") as diary:
        return int(diary.connection.execute("SELECT count(*) FROM command").fetchone()[0])


def test_everything_that_can_be_said(home: Path) -> None:
    said(
        "Ran (1985)", "--why", "On a big\r\nscreen", "--recommended-by", "Anna  K.",
        "--priority", "HIGH", "--by", "2027-01", "--mood", "war", "--mood", "rain", "--mood", "war",
        "--at", "Mosfilm", "--url", "https://a.b", "--price", "5 USD",
        "--director", "Akira Kurosawa", "--runtime", "2h40", "--genre", "War",
    )  # fmt: skip
    (item,) = data("watchlist", kind="watchlist")
    assert (item["why"], item["recommended_by"]) == ("On a big\nscreen", "Anna K.")
    assert (item["priority"], item["due"], item["added"]) == ("high", "2027-01", "2026-11-20")
    assert item["moods"] == ["war", "rain"]
    film, (place,) = item["film"], item["offers"]
    assert (film["runtime"], film["directors"], film["genres"]) == (
        160,
        ["Akira Kurosawa"],
        ["War"],
    )
    assert (place["source"]["name"], place["url"]) == ("Mosfilm", "https://a.b")
    assert (place["price"], place["checked"]) == ({"currency": "USD", "minor": 500}, "2026-11-20")
    assert commands(home) == 1


def test_an_empty_value_takes_a_detail_away() -> None:
    said(
        "Ran", "--why", "x", "--recommended-by", "x", "--priority", "low", "--by", "2027",
        "--mood", "x", "--runtime", "160", "--at", "Mosfilm", "--url", "x", "--price", "5 USD",
    )  # fmt: skip
    assert said(
        "Ran", "--why", "", "--recommended-by", "", "--priority", "", "--by", "", "--mood", "",
        "--runtime", "", "--at", "mosfilm", "--url", "", "--price", "",
    ) == [
        (
            "Changed Ran on your watchlist: runtime, why, who recommended it, priority, "
            "when to see it by, moods."
        ),
        "Ran can be found at Mosfilm, checked Fri 20 Nov 2026.",
    ]  # fmt: skip
    (item,) = data("watchlist", kind="watchlist")
    assert (item["why"], item["recommended_by"], item["priority"]) == ("", "", "normal")
    assert (item["due"], item["moods"], item["film"]["runtime"]) == (None, [], None)
    assert (item["offers"][0]["url"], item["offers"][0]["price"]) == ("", None)


def test_what_is_on_the_list_stays_as_it_is(home: Path) -> None:
    said("Ran (1985)", "--why", "x")
    before = commands(home)
    assert said("ran", "--why", "x") == [
        "Ran (1985) is on your watchlist already, since Fri 20 Nov 2026; nothing was changed."
    ]
    assert commands(home) == before
    assert len(data("watchlist", kind="watchlist")) == 1


def test_a_film_seen_before_may_be_seen_again() -> None:
    filmlog("add", "Ran (1985)", "--on", "2020")
    filmlog("add", "Ran (1985)", "--on", "2026-11-19")
    assert said("Ran") == [
        "Seen twice, last on Thu 19 Nov 2026.",
        "Put Ran (1985) on your watchlist.",
    ]
    filmlog("add", "Brazil", "--on", "unknown", "--unfinished", "20")
    assert said("Brazil")[0] == "Begun, and not finished, once."
    filmlog("add", "Ariel", "--on", "2026-11-18")
    assert said("Ariel")[0] == "Seen once, on Wed 18 Nov 2026."


def test_a_year_that_is_given_is_kept() -> None:
    said("Solaris")
    assert said("Solaris", "--year", "1972") == []
    said("Solaris (2002)", "--new", "--mood", "blue")
    assert [item["film"]["year"] for item in data("watchlist", kind="watchlist")] == [1972, 2002]
    assert refused("watch", "Solaris", code=3) == "Several films are called 'Solaris'."


def test_removing_takes_the_film_that_is_on_the_list() -> None:
    filmlog("add", "Solaris (1972)", "--on", "2026")
    said("Solaris (2002)", "--new")
    assert said("solaris", "--remove", "--yes")[0] == "Took Solaris (2002) off your watchlist."
    assert refused("watch", "Solaris", "--remove", "-y", code=3) == (
        "Solaris (1972) is not on your watchlist."
    )
    assert filmlog("restore", "1").code == 0


def test_a_film_that_a_list_keeps_stays_in_the_diary() -> None:
    said("Ran")
    filmlog("lists", "create", "Best")
    filmlog("lists", "add", "Best", "Ran")
    assert said("Ran", "--remove", "--yes") == ["Took Ran off your watchlist."]
    assert filmlog("show", "Ran").code == 0
    said("Ran", "--why", "again")
    assert [item["why"] for item in data("watchlist", kind="watchlist")] == ["again"]


def test_removing_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    said("Ran")
    assert refused("watch", "Ran", "--remove").startswith("Take Ran off your watchlist?")
    monkeypatch.setattr(Session, "may_ask", True)
    answers = iter(["n", "y"])
    monkeypatch.setattr(questions, "ask", lambda *_, **__: next(answers))
    assert filmlog("watch", "Ran", "--remove").stderr == "Stopped; nothing was changed.\n"
    assert said("Ran", "--remove")[0] == "Took Ran off your watchlist."


def test_what_another_terminal_did_meanwhile_is_seen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("Ran")
    monkeypatch.setattr(Session, "may_ask", True)

    def answer(*_: object, **__: object) -> str:
        assert filmlog("watch", "Ran", "--remove", "--yes").code == 0
        return "y"

    monkeypatch.setattr(questions, "ask", answer)
    assert refused("watch", "Ran", "--remove", code=3) == "Ran is no longer in the diary."
    with Diary.open(home / "diary.db") as diary:
        assert diary.watchlist.count(Condition()) == 0
        assert diary.connection.execute("SELECT count(*) FROM wish").fetchone() == (1,)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--priority", "urgent"], "There is no priority 'urgent'."),
        (["--by", "soon"], "'soon' is not a date that filmlog can read."),
        (["--price", "5 USD"], "Where that is was not said."),
        (["--at", "\u200b"], "The source has no name."),
        (["--at", "X", "--price", "much"], "'much' is not a price."),
        (["--runtime", "long"], "runtime cannot be 'long'."),
        (["--why", "a\x00b"], "--why holds a NUL character."),
        (
            ["--remove", "--mood", "x"],
            "--remove takes the film off the list, and changes nothing of it.",
        ),
    ],
)
def test_what_is_no_value_is_refused(words: list[str], sentence: str, home: Path) -> None:
    assert refused("watch", "Ran", *words) == sentence
    assert not (home / "diary.db").exists()


def test_a_wish_is_one_record(home: Path) -> None:
    said("Ran")
    said("Ran", "--priority", "low")
    with Diary.open(home / "diary.db") as diary:
        film = diary.film(1)
        assert film is not None
        wish = diary.watchlist.of(film)
        assert isinstance(wish, Wish)
        assert (wish.number, wish.priority, wish.film_id) == (1, "low", film.id)
