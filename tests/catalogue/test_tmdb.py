from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.catalogue.answer import Answer
from filmlog.catalogue.service import LONGEST_CAST
from filmlog.catalogue.tmdb import Tmdb
from filmlog.catalogue.token import Token
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.errors import MissingError, ServiceError
from tests.catalogue.loopback import Loopback, Reply, changed, recorded

KEY = "0123456789abcdef0123456789abcdef"
DAY = "2026-11-20"


@pytest.fixture
def service(loopback: Loopback) -> Tmdb:
    return Tmdb(f"{loopback.url}/3", Token(KEY))


def test_a_film_is_found_by_title_and_year(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_search_cranes")
    first, second = service.find("cranes are flying", 1957)
    assert first == ("38360", "The Cranes Are Flying", 1957, "Летят журавли", ("Летят журавли",))
    assert second.label == "The Crane Is Flying (2013)"
    assert second.note == "A bird."
    (request,) = loopback.requests
    assert request.path == "/3/search/movie"
    assert request.query == {
        "query": "cranes are flying", "language": "en-US", "year": "1957", "api_key": KEY,
    }  # fmt: skip


def test_a_year_that_finds_nothing_is_left_out(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_search_nothing", "tmdb_search_solaris")
    assert [found.year for found in service.find("Solaris", 1971)] == [1972, 2002, None]
    assert ["year" in request.query for request in loopback.requests] == [True, False]


def test_nothing_is_found(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_search_nothing")
    assert service.find("No Such Film", None) == []
    assert len(loopback.requests) == 1


def test_its_facts_are_read(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_movie_38360")
    film = service.facts("38360", DAY)
    assert film == Film(
        id="",
        title="The Cranes Are Flying",
        original_title="Летят журавли",
        year=1957,
        released=PartialDate(1957, 10, 12),
        runtime=97,
        directors=("Mikhail Kalatozov",),
        writers=("Viktor Rozov",),
        cast=(
            Credit("Tatiana Samoilova", "Veronika"),
            Credit("Aleksey Batalov", "Boris / A soldier"),
            Credit("Vasili Merkuryev"),
        ),
        genres=("Drama", "Romance", "War", "Sci-Fi"),
        countries=("Soviet Union", "United States"),
        languages=("Russian",),
        overview="Veronika waits in wartime Moscow.",
        imdb="tt0050634",
        tmdb="38360",
        wikidata="Q714524",
        origins=film.origins,
    )
    filled = {name for name in Film._fields[1:19] if getattr(film, name)}
    assert {origin.field for origin in film.origins} == filled
    assert {origin[1:] for origin in film.origins} == {("tmdb", DAY)}
    (request,) = loopback.requests
    assert request.path == "/3/movie/38360"
    assert request.query["append_to_response"] == "credits,external_ids"


def test_what_is_unknown_stays_empty(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_movie_593")
    film = service.facts("593", DAY)
    assert (film.runtime, film.released, film.year, film.tagline) == (None, None, None, "")
    assert {origin.field for origin in film.origins} == {
        "title", "original_title", "overview", "imdb", "tmdb",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("film", "path", "source"),
    [
        (Film("", "X", imdb="tt0050634", wikidata="Q1"), "/3/find/tt0050634", "imdb_id"),
        (Film("", "X", wikidata="https://www.wikidata.org/wiki/Q714524"), "/3/find/Q714524",
         "wikidata_id"),
    ],
)  # fmt: skip
def test_an_id_finds_it(
    loopback: Loopback, service: Tmdb, film: Film, path: str, source: str
) -> None:
    loopback.reply("tmdb_find_tt0050634")
    found = service.by_ids(film)
    assert found is not None
    assert found.key == "38360"
    assert (loopback.requests[0].path, loopback.requests[0].query["external_source"]) == (
        path,
        source,
    )


def test_its_own_id_needs_no_request(loopback: Loopback, service: Tmdb) -> None:
    for said in ("593", "https://www.themoviedb.org/movie/593-solaris"):
        found = service.by_ids(Film("", "X", imdb="tt1", tmdb=said))
        assert found is not None
        assert found.key == "593"
    assert service.by_ids(Film("", "X")) is None
    assert loopback.requests == []


def test_an_id_that_nobody_knows(loopback: Loopback, service: Tmdb) -> None:
    loopback.reply("tmdb_find_nothing")
    assert service.by_ids(Film("", "X", imdb="tt9999999")) is None
    loopback.replies = [recorded("tmdb_error_34", 404)]
    with pytest.raises(MissingError, match=r"TMDB has no film 593\."):
        service.facts("593", DAY)


def test_a_wrong_token(loopback: Loopback) -> None:
    bearer = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiIwIn0.c2lnbmF0dXJl"
    loopback.replies = [recorded("tmdb_error_7", 401)]
    with pytest.raises(ServiceError, match=r"TMDB refused to answer \(401\)\.") as caught:
        Tmdb(loopback.url, Token(bearer)).find("Ran", None)
    assert "`filmlog config token`" in caught.value.hint
    assert loopback.requests[0].headers["Authorization"] == f"Bearer {bearer}"
    assert bearer not in str(loopback.requests[0].query)


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"null", b"7", b"{}", b'{"results": null}', b'{"results": {"a": 1}}',
        b'{"results": ["Ran"]}', b'{"results": [{}]}', b'{"results": [{"id": 1}]}',
        b'{"results": [{"id": "x", "title": "Ran"}]}', b'{"results": [{"id": NaN, "title": "R"}]}',
        b'{"results": [{"id": 1e999, "title": "R"}]}', b'{"results": [{"id": true, "title": "R"}]}',
        b'{"results": [{"id": 1, "title": 7}]}',
        b'{"results": [{"id": 1, "title": "R", "release_date": 1985}]}',
    ],
)  # fmt: skip
def test_another_form_is_one_sentence(loopback: Loopback, service: Tmdb, body: bytes) -> None:
    loopback.replies = [Reply(body)]
    with pytest.raises(ServiceError, match="has a form that filmlog does not know"):
        service.find("Ran", None)


def test_text_is_fit_for_a_diary(loopback: Loopback, service: Tmdb) -> None:
    def spoil(movie: Any) -> None:
        movie["title"] = " The\nCranes\x00 \ud800 "
        movie["release_date"] = "1957-02-30"
        movie["runtime"] = 9e9
        movie["imdb_id"] = "tt1; DROP"
        movie["external_ids"]["imdb_id"] = None
        movie["credits"]["cast"] = [{"name": f"Extra {number}"} for number in range(500)]

    loopback.replies = [changed("tmdb_movie_38360", spoil)]
    film = service.facts("38360", DAY)
    assert film.title == "The Cranes ?"
    assert (film.released, film.year, film.runtime, film.imdb) == (None, None, None, "")
    assert len(film.cast) == LONGEST_CAST


def outcome(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except ServiceError as error:
        return error


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        "id title results credits cast crew name order job genres runtime release_date".split()
    ), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(value=json_values)
def test_any_json_is_a_film_or_a_sentence(value: Any) -> None:
    service = Tmdb("http://127.0.0.1:1", Token(KEY))
    object.__setattr__(service, "_get", lambda *_, **__: Answer("TMDB", value))
    for ask in (lambda: service.find("x", 1999), lambda: service.facts("1", DAY)):
        assert isinstance(outcome(ask), (list, Film, ServiceError))
