from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from filmlog.cli.sync.adjusting import Came
from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.uniting import trace_id
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from tests.cli.sync.machines import (
    AT,
    Met,
    State,
    adjusted,
    conflicts,
    live,
    meet,
    put,
    same,
    took_in,
    two,
)
from tests.storage.everything import everything, is_sound

DAY = PartialDate(2024, 3, 9)
GONE = "2026-11-01T00:00:00Z"
STALKER = Film("01A", "Stalker", year=1979)
AGAIN = Film("01B", "Stalker", year=1979)


@pytest.fixture
def diaries(tmp_path: Path) -> Iterator[tuple[Diary, Diary]]:
    with two(tmp_path) as diaries:
        yield diaries


def shared(one: Diary, other: Diary, *records: Record) -> State:
    """Two machines that have the same records, and are in step; what both have."""
    put(one, *records)
    put(other, *records)
    return everything(one)


def together(one: Diary, other: Diary, base: State | None = None) -> Met:
    """Both take in the other's records, and nothing is left to do; what one of them tells."""
    met = meet(one, other, base)
    assert same(one, other)
    for diary, done in zip((one, other), met, strict=True):
        again = adjusted(diary, done.came)
        assert again.changes == []
        assert is_sound(diary)
    assert met[0].account.joined == met[1].account.joined
    assert len(met[0].account.unsure) == len(met[1].account.unsure)
    return met[0]


# Sources and lists


def test_one_source_of_two_with_all_that_refers_to_it(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Source("01S", "MUBI", note="dear"), Viewing("01V", "01A", source_id="01S"))
    put(
        other,
        Film("01C", "Ran"),
        Source("01T", "Mubi", "service", "https://mubi.com", "slow"),
        Pass("01P", "01T", "subscription", note="to try"),
        Viewing("01W", "01C", source_id="01T", pass_id="01P", deleted=GONE),  # noqa: S106 - an id
        Offer("01O", "01C", "01T", note="until May"),
    )
    told = together(one, other)
    assert told.account.joined == ["the source MUBI"]
    assert live(one, "source") == [
        Source("01S", "MUBI", "service", "https://mubi.com", "dear; slow")
    ]
    records = everything(one)
    assert records["source", "01T"].deleted == AT
    for key in (("viewing", "01V"), ("viewing", "01W"), ("pass", "01P"), ("offer", "01O")):
        assert getattr(records[key], "source_id", "") == "01S"


def test_what_two_sources_say_of_themselves_is_not_lost(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, Source("01S", "Arsenal", "cinema", "https://a"))
    put(other, Source("01T", "arsenal", "site", "https://b"))
    together(one, other)
    assert conflicts(one) == [
        ("source", "01S", "kind", '"site"'),
        ("source", "01S", "url", '"https://b"'),
    ]


def test_two_offers_at_one_source_are_one(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    shared(one, other, STALKER)
    euros = [Money(300, "EUR"), Money(400, "EUR")]
    put(one, Source("01S", "Mubi"), Offer("01O", "01A", "01S", price=euros[0], note="dubbed"))
    put(other, Source("01T", "Mubi"), Offer("01Q", "01A", "01T", "https://b", price=euros[1]))
    told = together(one, other)
    assert told.account.joined == [
        "the source Mubi", "Stalker (1979): one place to find it of two",
    ]  # fmt: skip
    assert live(one, "offer") == [
        Offer("01O", "01A", "01S", "https://b", price=euros[0], note="dubbed")
    ]
    assert conflicts(one) == [("offer", "01O", "price", '{"currency": "EUR", "minor": 400}')]


def test_the_word_of_who_looked_later_stands_under_the_lowest_id(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    source = Source("01S", "Mubi")
    base = shared(one, other, STALKER, source)
    put(one, Offer("01O", "01A", "01S", price=Money(300, "EUR"), checked=DAY))
    put(other, Offer("01Q", "01A", "01S", is_there=False, checked=PartialDate(2025)))
    together(one, other, base)
    assert live(one, "offer") == [
        Offer("01O", "01A", "01S", is_there=False, checked=PartialDate(2025))
    ]
    assert conflicts(one) == []


def test_one_list_of_two_and_each_film_on_it_once(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, FilmList("01L", "Top ten"), Listed("01E", "01L", "01A", 0, "again"))
    put(other, STALKER, Film("01C", "Ran"), FilmList("01M", "top TEN", "ranked", "of all"))
    put(other, Listed("01F", "01M", "01A", 5, "water"), Listed("01G", "01M", "01C", 9))
    row = Imported(imported_id("x", "listed"), "x", "listed", "01F")
    put(other, row)
    told = together(one, other)
    assert told.account.joined == ["the list Top ten", "Stalker (1979): one place on a list of two"]
    assert live(one, "filmlist") == [FilmList("01L", "Top ten", "ranked", "of all")]
    assert live(one, "listed") == [
        Listed("01E", "01L", "01A", 0, "again; water"),
        Listed("01G", "01L", "01C", 9),
    ]
    assert live(one, "imported") == [row._replace(record_id="01E")]


def test_one_wish_of_two_for_one_film(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    base = shared(one, other, STALKER)
    put(one, Wish("01W", "01A", "the Zone", moods=("slow",)))
    put(other, Wish("01X", "01A", "Tarkovsky", "Nina", "high", moods=("cold",)))
    told = together(one, other, base)
    assert told.account.joined == ["Stalker (1979): one wish of two"]
    assert live(one, "wish") == [
        Wish("01W", "01A", "the Zone; Tarkovsky", "Nina", "high", moods=("slow", "cold"))
    ]


# Films


def test_one_film_of_two_with_everything_of_both(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Viewing("01V", "01A", DAY), Wish("01W", "01A", "the Zone"))
    put(other, AGAIN._replace(runtime=161), Viewing("01U", "01B", PartialDate(2025)))
    put(other, Wish("01X", "01B", "again"))
    told = together(one, other)
    assert told.account.joined == ["Stalker (1979): one film of two"]
    assert live(one, "film") == [STALKER._replace(runtime=161)]
    assert {getattr(v, "film_id", "") for v in live(one, "viewing")} == {"01A"}
    assert live(one, "wish") == [Wish("01W", "01A", "the Zone; again")]
    assert one.imports.get(trace_id("01B")) == other.imports.get(trace_id("01B"))


def test_two_prices_of_one_film_at_one_source(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    shared(one, other, Source("01S", "Mubi"))
    put(one, STALKER, Offer("01O", "01A", "01S", price=Money(300, "EUR")))
    put(other, AGAIN, Offer("01Q", "01B", "01S", price=Money(400, "EUR")))
    together(one, other)
    assert live(one, "offer") == [Offer("01O", "01A", "01S", price=Money(300, "EUR"))]
    assert conflicts(one) == [("offer", "01O", "price", '{"currency": "EUR", "minor": 400}')]


def test_a_film_is_known_by_its_id_elsewhere_whatever_its_name(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    put(one, STALKER._replace(imdb="tt0079944"))
    put(other, Film("01B", "Сталкер", year=1981, imdb="tt0079944"))
    assert together(one, other).account.joined == ["Stalker (1979): one film of two"]
    assert conflicts(one) == [("film", "01A", "year", "1981")]


def test_what_a_person_wrote_of_the_film_that_goes_is_a_conflict(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    put(one, STALKER._replace(overview="A guide.", runtime=161, imdb="tt1", rating=80))
    gone = AGAIN._replace(
        title="Пикник на обочине", overview="A room.", runtime=163, imdb="tt1", rating=90,
        rated=DAY, genres=("Drama",), origins=(Origin("runtime", "imdb", "2026-01-01"),),
    )  # fmt: skip
    put(other, gone)
    together(one, other)
    assert conflicts(one) == [
        ("film", "01A", "overview", '"A room."'),
        ("film", "01A", "rating", "90"),
        ("film", "01A", "title", '"Пикник на обочине"'),
    ]
    assert live(one, "film") == [
        STALKER._replace(overview="A guide.", runtime=161, imdb="tt1", rating=80, genres=("Drama",))
    ]


def test_facts_of_tmdb_stay_where_they_are_and_give_way_to_a_person(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    of_tmdb = (
        Origin("runtime", "tmdb", "2026-11-01"), Origin("overview", "tmdb", "2026-11-01"),
    )  # fmt: skip
    film = STALKER._replace(runtime=161, overview="From TMDB.", origins=of_tmdb)
    put(one, film)
    put(other, AGAIN._replace(overview="A room."))
    travelled: State = {("film", "01A"): STALKER}
    theirs = everything(other)
    took_in(other, theirs, travelled)
    took_in(one, everything(one), theirs)
    assert live(one, "film") == [
        STALKER._replace(runtime=161, overview="A room.", origins=of_tmdb[:1])
    ]
    assert live(other, "film") == [STALKER._replace(overview="A room.")]
    assert conflicts(one) == conflicts(other) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (STALKER, AGAIN._replace(year=1980), "the same title, a year apart"),
        (STALKER, AGAIN._replace(year=None), "the same title, and one has no year"),
        (STALKER._replace(directors=("Tarkovsky",)), AGAIN._replace(directors=("Ozu",)),
         "the same title and year, but other directors"),
        (STALKER._replace(imdb="tt1", tmdb="1"), AGAIN._replace(imdb="tt1", tmdb="2"),
         "the same id at IMDb, but two at TMDB"),
        (STALKER._replace(title="The Stalker"), AGAIN, "the same title but for an article"),
    ],
)  # fmt: skip
def test_what_may_be_one_film_is_told_and_left(
    diaries: tuple[Diary, Diary], ours: Film, theirs: Film, why: str
) -> None:
    one, other = diaries
    put(one, ours)
    put(other, theirs)
    told = together(one, other)
    assert told.changes == []
    assert told.account.unsure == [
        (
            f"{ours.label} and {theirs.label}, film #1 and film #2: {why}; "
            "`filmlog film merge '#1' '#2'`"
        )
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (STALKER, AGAIN._replace(title="Solaris")),
        (STALKER, AGAIN._replace(year=2003)),
        (STALKER._replace(imdb="tt1"), AGAIN._replace(imdb="tt2")),
        (STALKER, AGAIN._replace(deleted=GONE)),
    ],
)
def test_two_films_stay_two(diaries: tuple[Diary, Diary], ours: Film, theirs: Film) -> None:
    one, other = diaries
    put(one, ours)
    put(other, theirs)
    told = together(one, other)
    assert (told.changes, told.account.unsure) == ([], [])


def test_what_one_machine_holds_apart_stays_apart(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, AGAIN)
    put(other, Film("01C", "Stalker", year=1979))
    told = together(one, other)
    assert told.changes == []
    assert len(told.account.unsure) == 2


def test_a_film_of_old_is_not_looked_at_again(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    base = shared(one, other, STALKER)
    put(other, AGAIN)  # by one who saw that it is there
    told = together(one, other, base)
    assert (told.changes, told.account.unsure) == ([], [])


def test_a_film_that_may_be_either_of_two_is_left(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER._replace(imdb="tt1"), AGAIN._replace(tmdb="7"))
    put(other, Film("01C", "Stalker", imdb="tt1", tmdb="7"))
    told = together(one, other)
    assert told.changes == []
    assert [words.partition(": ")[2] for words in told.account.unsure] == [
        "the same id at IMDb; `filmlog film merge '#1' '#3'`",
        "the same id at TMDB; `filmlog film merge '#2' '#3'`",
    ]


def test_of_two_films_that_are_held_apart_the_one_of_that_id_is_meant(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    put(one, STALKER, AGAIN._replace(imdb="tt1"))
    put(other, Film("01C", "Stalker", year=1979, imdb="tt1"))
    told = together(one, other)
    assert told.account.joined == ["Stalker (1979): one film of two"]
    assert told.account.unsure == [
        (
            "Stalker (1979) and Stalker (1979), film #1 and film #2: the same title and year; "
            "`filmlog film merge '#1' '#2'`"
        )
    ]


def test_an_open_conflict_goes_along_with_its_film(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER)
    put(other, AGAIN, Conflict("01K", "film", "01B", "tagline", "", '"In."'))
    put(other, Conflict("01N", "film", "01B", "deleted", '""', f'"{GONE}"'))
    together(one, other)
    assert conflicts(one) == [
        ("film", "01A", "tagline", '"In."'), ("film", "01B", "deleted", f'"{GONE}"'),
    ]  # fmt: skip


# Viewings


def imported(record_id: str, key: str = "diary 1") -> Imported:
    return Imported(imported_id("letterboxd", key), "letterboxd", key, record_id)


def test_one_viewing_of_two_that_one_row_went_into(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Viewing("01V", "01A", DAY, tags=("zone",), review="Slow."), imported("01V"))
    put(
        other,
        AGAIN,
        Viewing("01W", "01B", DAY, 90, True, tags=("rain", "zone"), review="Wet.", venue="Kino"),
        imported("01W"),
        Imported("01R", "trakt", "history 1", "01W"),
    )
    told = together(one, other)
    assert told.account.joined == [
        "Stalker (1979): one film of two", "Stalker (1979): one viewing of two",
    ]  # fmt: skip
    assert told.account.unsure == []
    assert live(one, "viewing") == [
        Viewing("01V", "01A", DAY, 90, True, tags=("zone", "rain"), review="Slow.", venue="Kino")
    ]
    assert conflicts(one) == [("viewing", "01V", "review", '"Wet."')]
    assert {row.record_id for row in live(one, "imported") if isinstance(row, Imported)} == {
        "01A", "01V",
    }  # fmt: skip


def test_a_row_of_two_films_is_told(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Viewing("01V", "01A", DAY), imported("01V"))
    put(other, AGAIN._replace(title="Solaris"), Viewing("01W", "01B", DAY), imported("01W"))
    told = together(one, other)
    assert told.changes == []
    assert told.account.unsure == [
        (
            "Stalker (1979) and Solaris (1979), film #1 and film #2: "
            "one row of an import is of both; `filmlog film merge '#1' '#2'`"
        )
    ]


def test_a_viewing_of_a_pair_in_the_trash_stays_there(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Viewing("01V", "01A", DAY, deleted=GONE), imported("01V"))
    put(other, STALKER, Viewing("01W", "01A", DAY), imported("01W"))
    assert together(one, other).changes == []
    assert live(one, "viewing") == [Viewing("01W", "01A", DAY)]


def test_of_a_row_here_and_two_there_the_day_tells(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, STALKER, Viewing("01V", "01A", DAY), imported("01V"), imported("01V", "seen 1"))
    put(other, STALKER, Viewing("01W", "01A", PartialDate(2025, 1, 1)), Viewing("01X", "01A", DAY))
    put(other, imported("01W"), imported("01X", "seen 1"))
    told = together(one, other)
    assert [v.id for v in live(one, "viewing")] == ["01V", "01W"]
    assert told.account.unsure == [
        (
            "Stalker (1979), film #1: one row of an import is of both viewings, "
            "on Sat 9 Mar 2024 and on Wed 1 Jan 2025; `filmlog show '#1'`"
        )
    ]


def test_one_pass_of_two_of_one_row(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    price = Money(900, "EUR")
    put(one, Source("01S", "Mubi"), Pass("01P", "01S", "subscription", price), imported("01P"))
    put(other, STALKER, Source("01T", "Mubi"))
    put(other, Pass("01Q", "01T", "subscription", price, note="gift", every="month"))
    put(other, Viewing("01V", "01A", source_id="01T", pass_id="01Q"), imported("01Q"))  # noqa: S106 - an id
    together(one, other)
    assert live(one, "pass") == [
        Pass("01P", "01S", "subscription", price, note="gift", every="month")
    ]
    assert live(one, "viewing") == [
        Viewing("01V", "01A", source_id="01S", pass_id="01P")  # noqa: S106 - an id
    ]


def test_a_pass_of_another_price_stays_one_of_its_own(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, Source("01S", "Mubi"), Pass("01P", "01S", "ticket"), imported("01P"))
    put(other, Source("01S", "Mubi"), imported("01Q"))
    put(other, Pass("01Q", "01S", "ticket", Money(900, "EUR")))
    assert together(one, other).changes == []


def test_the_same_day_on_both_machines_is_told(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    month = PartialDate(2024, 4)
    put(one, STALKER, Viewing("01V", "01A", DAY), Viewing("01W", "01A", month))
    put(other, AGAIN, Viewing("01X", "01B", DAY), Viewing("01Y", "01B", month))
    told = together(one, other)
    assert told.account.unsure == [
        (
            "Stalker (1979), film #1: watched twice on Sat 9 Mar 2024, once on each machine; "
            "`filmlog show '#1'`"
        )
    ]
    assert len(live(one, "viewing")) == 4


def test_twice_on_one_day_by_one_machine_is_its_own_word(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, Source("01S", "Mubi"))
    put(other, STALKER, Source("01T", "Mubi"))
    put(other, Viewing("01V", "01A", DAY, source_id="01T"), Viewing("01W", "01A", DAY))
    assert together(one, other).account.unsure == []


# What was put in the trash meanwhile


def test_a_viewing_goes_where_its_film_was_merged_into(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    last = Film("01C", "Stalker")
    base = shared(one, other, STALKER, AGAIN, last)
    put(one, AGAIN._replace(deleted=GONE), STALKER._replace(deleted=GONE))
    for gone, into in (("01B", "01A"), ("01A", "01C")):
        put(one, Imported(trace_id(gone), "filmlog", f"film {gone}", into))
    put(one, Wish("01W", "01C", "a"))
    put(other, Viewing("01V", "01B", DAY), Wish("01X", "01B", "b"))
    told = together(one, other, base)
    assert live(one, "film") == [last]
    assert live(one, "viewing") == [Viewing("01V", "01C", DAY)]
    assert live(one, "wish") == [Wish("01W", "01C", "a; b")]
    assert conflicts(one) == []
    assert told.account.joined == ["Stalker: one wish of two"]


def test_a_film_with_something_new_comes_out_of_the_trash(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    source = Source("01S", "Mubi")
    base = shared(one, other, STALKER, AGAIN._replace(title="Ran"), source)
    put(one, STALKER._replace(deleted=GONE), AGAIN._replace(title="Ran", deleted=f"{GONE} undone"))
    put(other, Viewing("01V", "01A", DAY), Offer("01O", "01B", "01S"))
    together(one, other, base)
    assert [film.id for film in live(one, "film")] == ["01A", "01B"]
    assert conflicts(one) == [
        ("film", "01A", "deleted", f'"{GONE}"'),
        ("film", "01B", "deleted", f'"{GONE} undone"'),
    ]
    (first, _) = (c for c in live(one, "conflict") if isinstance(c, Conflict))
    assert json.loads(first.base) == ""


def test_films_merged_in_a_circle_lead_nowhere(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    base = shared(one, other, STALKER, AGAIN)
    put(one, AGAIN._replace(deleted=GONE), STALKER._replace(deleted=GONE))
    for gone, into in (("01B", "01A"), ("01A", "01B")):
        put(one, Imported(trace_id(gone), "filmlog", f"film {gone}", into))
    put(other, Viewing("01V", "01B", DAY))
    together(one, other, base)
    assert live(one, "film") == [AGAIN]
    assert live(one, "viewing") == [Viewing("01V", "01B", DAY)]


def test_a_film_merged_into_one_that_was_removed_brings_that_back(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    base = shared(one, other, STALKER, AGAIN)
    put(one, AGAIN._replace(deleted=GONE), STALKER._replace(deleted=GONE))
    put(one, Imported(trace_id("01B"), "filmlog", "film 01B", "01A"))
    put(other, Viewing("01V", "01B", DAY))
    together(one, other, base)
    assert live(one, "film") == [STALKER]
    assert live(one, "viewing") == [Viewing("01V", "01A", DAY)]
    assert conflicts(one) == [("film", "01A", "deleted", f'"{GONE}"')]


def test_a_film_that_was_removed_with_its_old_wish_stays_removed(
    diaries: tuple[Diary, Diary],
) -> None:
    one, other = diaries
    base = shared(one, other, STALKER, Wish("01W", "01A", "the Zone"))
    put(one, STALKER._replace(deleted=GONE))
    assert together(one, other, base).changes == []
    assert live(other, "film") == []


def test_a_film_put_on_a_list_that_was_thrown_away(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    lists = FilmList("01L", "Top ten"), FilmList("01M", "Rainy")
    base = shared(one, other, STALKER, *lists)
    put(one, *(film_list._replace(deleted=GONE) for film_list in lists), FilmList("01N", "rainy"))
    put(other, AGAIN, Listed("01E", "01L", "01A"), Listed("01F", "01M", "01A"))
    put(other, Listed("01G", "01L", "01B"))
    together(one, other, base)
    assert [one.id for one in live(other, "filmlist")] == ["01L", "01N"]
    assert live(one, "listed") == [
        Listed("01E", "01L", "01A"),
        Listed("01F", "01N", "01A"),
        Listed("01G", "01L", "01B"),
    ]
    assert conflicts(one) == [("filmlist", "01L", "deleted", f'"{GONE}"')]


def test_what_refers_to_a_source_that_became_another(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    sources = Source("01S", "Mubi"), Source("01T", "Mubi"), Source("01U", "Kino")
    base = shared(one, other, STALKER, *sources)
    put(one, *(source._replace(deleted=GONE) for source in sources[1:]))
    put(other, Viewing("01V", "01A", source_id="01T"), Viewing("01W", "01A", source_id="01U"))
    together(one, other, base)
    assert live(one, "viewing") == [
        Viewing("01V", "01A", source_id="01S"), Viewing("01W", "01A", source_id="01U"),
    ]  # fmt: skip


def test_a_film_that_came_back_is_the_one_added_anew(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    base = shared(one, other, STALKER)
    put(one, STALKER._replace(deleted=GONE), AGAIN)
    put(other, Viewing("01V", "01A", DAY))
    told = together(one, other, base)
    assert told.account.joined == ["Stalker (1979): one film of two"]
    assert live(one, "film") == [STALKER]


def test_where_nobody_knows_what_is_new_here_everything_may_be(
    diaries: tuple[Diary, Diary],
) -> None:
    one, _ = diaries
    put(one, STALKER, Wish("01W", "01A", "the Zone"))
    put(one, STALKER._replace(deleted=GONE))
    adjusted(one, Came({"film": ["01A"]}))
    assert live(one, "film") == [STALKER]
    assert conflicts(one) == [("film", "01A", "deleted", f'"{GONE}"')]


# Many


def test_thousands_of_films_and_viewings_of_each_machine(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries

    def half(letter: str) -> Iterator[Record]:
        yield Source(f"01S{letter}", "Mubi")
        for n in range(1_500):
            film = Film(f"01{letter}{n}", f"Film {n}", year=1985, imdb=f"tt{n}")
            yield film
            yield Viewing(f"01V{letter}{n}", film.id, DAY, review=letter, source_id=f"01S{letter}")
            yield imported(f"01V{letter}{n}", f"diary {n}")

    put(one, *half("A"))
    put(other, *half("B"))
    began = time.perf_counter()
    told = took_in(one, everything(one), everything(other))
    assert time.perf_counter() - began < 15
    assert len(told.account.joined) == 3_001
    assert len(live(one, "film")) == len(live(one, "viewing")) == len(conflicts(one)) == 1_500


def test_thousands_of_films_of_one_name(diaries: tuple[Diary, Diary]) -> None:
    one, other = diaries
    put(one, *(Film(f"01A{n}", "Home") for n in range(1_500)))
    put(other, *(Film(f"01B{n}", "Home") for n in range(1_500)))
    began = time.perf_counter()
    told = took_in(one, everything(one), everything(other))
    assert time.perf_counter() - began < 10
    assert told.changes == []
    assert told.account.unsure == [
        (
            "3,000 films called Home: too many to compare; `filmlog doctor` lists those that may "
            "be one"
        )
    ]


def test_nothing_came(diaries: tuple[Diary, Diary]) -> None:
    one, _ = diaries
    put(one, STALKER, AGAIN, Source("01S", "Mubi"), Source("01T", "Mubi"))
    assert adjusted(one, Came({})).changes == []
