from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.catalogue import web
from filmlog.catalogue.answer import Answer
from filmlog.catalogue.wikidata import Wikidata
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import MissingError, ServiceError
from tests.catalogue.loopback import Loopback, Reply, changed, recorded

DAY = "2026-11-20"


@pytest.fixture
def service(loopback: Loopback) -> Wikidata:
    return Wikidata(loopback.url)


def test_a_film_is_found_by_its_names(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply("wikidata_search", "wikidata_items")
    first, second = service.find('The "Cranes" NOT -Are: Flying!', None)
    assert first == (
        "Q714524",
        "The Cranes Are Flying",
        1957,
        "1957 film by Mikhail Kalatozov",
        ("Летят журавли", "Letyat zhuravli"),
    )
    assert second == ("Q990003", "Журавль", 2013, "", ("Журавль",))
    search, items, *_ = loopback.requests
    assert search.path == "/w/api.php"
    words, _, kinds = search.query["srsearch"].partition(" haswbstatement:")
    assert words == "the cranes not are flying"
    assert kinds.startswith("P31=Q11424|P31=")
    assert items.query["ids"] == "Q714524|Q990003"
    assert {request.query["format"] for request in loopback.requests} == {"json"}


def test_a_common_title_is_asked_for_with_its_year(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply(
        "wikidata_search_nothing", "wikidata_search_one", "wikidata_item", "wikidata_search_one"
    )
    assert [found.key for found in service.find("Cranes", 1957)] == ["Q714524"]
    assert loopback.requests[1].query["srsearch"].startswith("cranes 1957 haswbstatement:")
    assert [found.key for found in service.find("Летят журавли", 1958)] == ["Q714524"]
    assert len(loopback.requests) == 4


def test_a_title_without_words_finds_nothing(loopback: Loopback, service: Wikidata) -> None:
    assert service.find("???", None) == []
    assert loopback.requests == []


def test_its_facts_are_read(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply("wikidata_item", "wikidata_names")
    film = service.facts("Q714524", DAY)
    assert film == Film(
        id="",
        title="The Cranes Are Flying",
        original_title="Летят журавли",
        year=1957,
        released=PartialDate(1957, 10, 12),
        runtime=97,
        directors=("Mikhail Kalatozov",),
        writers=("Viktor Rozov",),
        cast=(Credit("Aleksey Batalov"), Credit("Somebody French"), Credit("Tatiana Samoilova")),
        genres=("Drama", "War", "Sci-Fi"),
        countries=("Soviet Union",),
        languages=("Russian",),
        imdb="tt0050634",
        tmdb="38360",
        wikidata="Q714524",
        letterboxd="the-cranes-are-flying",
        origins=film.origins,
    )
    filled = {name for name in Film._fields[1:20] if getattr(film, name)}
    assert {origin.field for origin in film.origins} == filled
    assert {origin[1:] for origin in film.origins} == {("wikidata", DAY)}


def test_what_was_found_is_not_fetched_again(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    (found,) = service.find("The Cranes Are Flying", 1957)
    service.facts(found.key, DAY)
    assert len(loopback.requests) == 3


def test_names_are_asked_for_fifty_at_once(loopback: Loopback, service: Wikidata) -> None:
    def crowd(answer: Any) -> None:
        claims = answer["entities"]["Q714524"]["claims"]
        claim = claims["P161"][0]
        claims["P161"] = [
            claim | {"mainsnak": claim["mainsnak"] | {"datavalue": {"value": {"id": f"Q9{n}"}}}}
            for n in range(500)
        ]

    loopback.replies = [changed("wikidata_item", crowd), recorded("wikidata_names")]
    service.facts("Q714524", DAY)
    asked = [request.query["ids"].count("|") + 1 for request in loopback.requests[1:]]
    assert asked == [50, 17]


@pytest.mark.parametrize(
    ("film", "search"),
    [
        (Film("", "X", imdb="tt0050634"), "P345=tt0050634"),
        (Film("", "X", tmdb="38360"), "P4947=38360"),
        (Film("", "X", imdb="tt0050634", tmdb="38360"), "P345=tt0050634|P4947=38360"),
    ],
)
def test_an_id_finds_it(loopback: Loopback, service: Wikidata, film: Film, search: str) -> None:
    loopback.reply("wikidata_search_one")
    found = service.by_ids(film)
    assert found is not None
    assert found.key == "Q714524"
    assert loopback.requests[0].query["srsearch"] == f"haswbstatement:{search}"
    loopback.reply("wikidata_search")  # two items with that id
    assert service.by_ids(film) is None


def test_its_own_id_needs_no_request(loopback: Loopback, service: Wikidata) -> None:
    found = service.by_ids(Film("", "X", wikidata="https://www.wikidata.org/wiki/Q714524"))
    assert found is not None
    assert found.key == "Q714524"
    assert service.by_ids(Film("", "X", imdb="nm0000001", wikidata="none")) is None
    assert loopback.requests == []


def test_an_item_that_was_merged(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply("wikidata_merged", "wikidata_names")
    assert service.facts("Q111", DAY).wikidata == "Q714524"


def test_an_item_that_is_not_there(loopback: Loopback, service: Wikidata) -> None:
    loopback.reply("wikidata_missing")
    with pytest.raises(MissingError, match=r"Wikidata has no item Q9\."):
        service.facts("Q9", DAY)
    loopback.replies = [Reply(b'{"error": {"code": "no-such-entity", "info": "..."}}')]
    with pytest.raises(MissingError):
        service.facts("Q999999999999", DAY)


def test_a_lag_is_waited_for(
    loopback: Loopback, service: Wikidata, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "sleep", lambda _: None)
    lag = recorded("wikidata_maxlag", 200, ("Retry-After", "5"))
    loopback.replies = [lag, recorded("wikidata_search_nothing")]
    assert service.find("Ran", None) == []
    loopback.replies = [lag]
    with pytest.raises(ServiceError, match="has too much to do and asks to wait") as caught:
        service.find("Ran", None)
    assert caught.value.hint == "Try again in 5 seconds."


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"3", b"{}", b'{"query": {}}', b'{"query": {"search": [{}]}}', b'{"query": 1}',
        b'{"query": {"search": [7]}}', b'{"query": {"search": [{"title": 7}]}}',
        b'{"error": "x"}', b'{"entities": {}, "query": null}',
    ],
)  # fmt: skip
def test_another_form_is_one_sentence(loopback: Loopback, service: Wikidata, body: bytes) -> None:
    loopback.replies = [Reply(body)]
    with pytest.raises(ServiceError, match="has a form that filmlog does not know"):
        service.find("Ran", None)


def test_another_error_is_said(loopback: Loopback, service: Wikidata) -> None:
    loopback.replies = [Reply(b'{"error": {"code": "badvalue", "info": "Unrecognized value"}}')]
    with pytest.raises(ServiceError, match="did not take the question: Unrecognized value"):
        service.find("Ran", None)


@pytest.mark.parametrize(
    ("time", "precision", "released"),
    [
        ("+1957-10-12T00:00:00Z", 11, PartialDate(1957, 10, 12)),
        ("+1957-10-00T00:00:00Z", 10, PartialDate(1957, 10)),
        ("+1957-01-01T00:00:00Z", 9, PartialDate(1957)),
        ("+1957-00-00T00:00:00Z", "9", PartialDate(1957)),
        ("+1950-00-00T00:00:00Z", 8, None),
        ("+1957-00-00T00:00:00Z", 11, None),
        ("-0044-03-15T00:00:00Z", 11, None),
        ("1957", 9, None),
    ],
)
def test_a_date_is_known_as_far_as_it_says(
    loopback: Loopback, service: Wikidata, time: str, precision: Any, released: PartialDate | None
) -> None:
    def dated(answer: Any) -> None:
        claims = answer["entities"]["Q714524"]["claims"]
        value = {"time": time, "precision": precision}
        claims["P577"] = [{"rank": "normal", "mainsnak": {
            "snaktype": "value", "datavalue": {"value": value, "type": "time"},
        }}]  # fmt: skip

    loopback.replies = [changed("wikidata_item", dated), recorded("wikidata_names")]
    film = service.facts("Q714524", DAY)
    assert film.released == released
    assert film.year == (released.year if released else None)


def test_the_preferred_rank_goes_first(loopback: Loopback, service: Wikidata) -> None:
    def prefer(answer: Any) -> None:
        claims = answer["entities"]["Q714524"]["claims"]
        claims["P577"][0]["rank"] = "preferred"
        claims["P136"][1]["rank"] = "preferred"

    loopback.replies = [changed("wikidata_item", prefer), recorded("wikidata_names")]
    film = service.facts("Q714524", DAY)
    assert film.released == PartialDate(1958, 5)
    assert film.genres == ("War",)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
    | st.sampled_from(["value", "normal", "Q1", "tt0050634"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        "query search title entities Q1 id labels en claims P577 P57 P345 mainsnak snaktype rank "
        "datavalue value time precision redirects".split()
    ), inner, max_size=5),
    max_leaves=14,
)  # fmt: skip


@given(value=json_values)
def test_any_json_is_a_film_or_a_sentence(value: Any) -> None:
    for ask in ("find", "facts"):
        service = Wikidata("http://127.0.0.1:1")
        object.__setattr__(service, "_get", lambda **_: Answer("Wikidata", value))
        got: object
        try:
            got = service.find("x", 1999) if ask == "find" else service.facts("Q1", DAY)
        except ServiceError as error:
            got = error
        assert isinstance(got, (list, Film, ServiceError))
