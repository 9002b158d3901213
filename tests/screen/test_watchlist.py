from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.passes import Period
from filmlog.domain.shelf import Found, Wish, Wished
from filmlog.domain.source import Offer, Pass, Source
from filmlog.screen.csv_table import write_csv
from filmlog.screen.machine import envelope
from filmlog.screen.passes import Running
from filmlog.screen.safe import is_safe
from filmlog.screen.table import aligned
from filmlog.screen.watchlist import (
    COLUMNS,
    CSV_COLUMNS,
    OFFERS,
    WatchView,
    due_words,
    found_json,
    offer_rows,
)
from tests.effort import some
from tests.screen.hostile import hostile

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
HERE = Found(
    Offer(
        "O1",
        "F",
        "S1",
        "https://a.b/ran",
        Money(500, "USD"),
        True,
        PartialDate.of(TODAY),
        "Dubbed.",
    ),
    Source("S1", "One"),
)
GONE = Found(Offer("O2", "F", "S2", is_there=False), Source("S2", "Two"))
RAN = Wished(
    Wish(
        "W", "F", "||Fire|| and rain", "Anna", "high", PartialDate(2026, 11, 1), ("war", "rain"),
        PartialDate(2026, 10), number=7,
    ),
    Film("F", "=Ran", year=1985, runtime=160, directors=("Akira Kurosawa",), number=3),
    (HERE, GONE),
)  # fmt: skip
BARE = Wished(Wish("B", "G"), Film("G", "Bare"), ())
VIEW = WatchView([RAN, BARE], TODAY)


def test_cells() -> None:
    assert list(VIEW.rows()) == [
        (
            "high", "=Ran (1985)", "2 h 40 min", "19 days overdue", "Anna", "war, rain", "One",
            "[spoiler, 1 word] and rain",
        ),
        ("", "Bare", "", "", "", "", "", ""),
    ]  # fmt: skip
    assert VIEW._replace(spoilers=True).words(RAN.wish.why) == "||Fire|| and rain"
    assert offer_rows([HERE, GONE]) == [
        ("One", "yes", "5.00 USD", "Fri 20 Nov 2026", "https://a.b/ran", "Dubbed."),
        ("Two", "no", "", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-21", "Sat 21 Nov 2026"),
        ("2026-11-20", "today"),
        ("2026-11-19", "1 day overdue"),
        ("2026-11", "Nov 2026"),
        ("2026", "2026"),
        ("2026-10", "20 days overdue"),
        ("2019", "2,516 days overdue"),
    ],
)
def test_when_to_see_it_by(due: str, said: str) -> None:
    assert due_words(PartialDate.parse_iso(due), TODAY) == said


def test_json_has_every_field() -> None:
    ran, bare = json.loads(envelope("watchlist", VIEW.json()))["data"]
    film, found = ran.pop("film"), ran.pop("offers")
    assert ran == {
        "added": "2026-10", "due": "2026-11-01", "film_id": "F", "id": "W",
        "moods": ["war", "rain"], "number": 7, "priority": "high", "recommended_by": "Anna",
        "why": "[spoiler, 1 word] and rain",
    }  # fmt: skip
    assert (film["id"], film["runtime"]) == ("F", 160)
    assert [place["is_there"] for place in found] == [True, False]
    assert found[0]["price"] == {"currency": "USD", "minor": 500}
    assert (found[0]["source"]["name"], found[0]["note"]) == ("One", "Dubbed.")
    assert (found[0]["checked"], found[0]["url"]) == ("2026-11-20", "https://a.b/ran")
    assert (bare["due"], bare["added"], bare["offers"], bare["priority"]) == (
        None,
        None,
        [],
        "normal",
    )
    assert found_json(RAN.film, RAN.offers)["offers"][1]["id"] == "O2"


def test_one_that_is_picked() -> None:
    pass_ = Pass("P", "S1", "one-day pass", Money(500, "USD"), number=1)
    ends = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
    run = Running(pass_, HERE.source, Period(NOW, ends), 0)
    facts = [fact for fact in VIEW.picked_facts(RAN, [run], NOW) if fact[1]]
    assert facts == [
        ("Director", "Akira Kurosawa"),
        ("Runtime", "2 h 40 min"),
        ("Why", "[spoiler, 1 word] and rain"),
        ("Recommended by", "Anna"),
        ("See it by", "Sun 1 Nov 2026, 19 days overdue"),
        ("Priority", "high"),
        ("Moods", "war, rain"),
        ("Found at", "One, 5.00 USD, https://a.b/ran, checked Fri 20 Nov 2026, Dubbed."),
        ("Not at", "Two"),
        ("Pass", "#1 One, one-day pass, 5.00 USD, ends in 3 h 10 min, no film so far"),
    ]
    assert not any(value for _, value in VIEW.picked_facts(BARE, [], NOW))
    picked = VIEW.picked_json(RAN, [run])
    assert [one["source"]["name"] for one in picked["passes"]] == ["One"]
    assert picked["id"] == "W"


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(CSV_COLUMNS, VIEW.csv_rows(), spreadsheet=False)
    ran, bare = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert list(ran) == CSV_COLUMNS
    assert list(ran.values()) == [
        "3", "=Ran", "1985", "160", "high", "2026-11-01", "Anna", "war, rain", "One",
        "[spoiler, 1 word] and rain", "2026-10",
    ]  # fmt: skip
    assert [value for value in bare.values() if value] == ["0", "Bare", "normal"]
    write_csv(CSV_COLUMNS, VIEW.csv_rows(), spreadsheet=True)
    assert "\r\n3,'=Ran,1985," in capsys.readouterr().out


@given(hostile)
@settings(max_examples=some(50))
def test_hostile_text_is_safe(text: str) -> None:
    source = Source("S", text)
    film = Film("F", text or "x", directors=(text,))
    places = (Found(Offer("O", "F", "S", text, note=text), source),)
    view = WatchView([Wished(Wish("W", "F", text, text, moods=(text,)), film, places)], TODAY)
    lines = [
        *aligned(COLUMNS, list(view.rows()), 200),
        *aligned(OFFERS, offer_rows(places), 200),
    ]
    assert len(lines) == 4
    assert all(is_safe(line) for line in lines)
