from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.film import Film, Origin
from filmlog.domain.shelf import Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.exchange.markdown.folds import name
from filmlog.exchange.markdown.sections import newest_first
from filmlog.exchange.pages.front_matter import (
    front_matter,
    list_front_matter,
    source_front_matter,
    watchlist_front_matter,
)
from filmlog.exchange.pages.front_matter_block import block
from tests.exchange.diaries import cranes, full_entry, full_shelves

any_text = st.text(st.characters(), max_size=40)


def _read(block: str) -> dict[str, Any]:
    first, *lines, last, end = block.split("\n")
    assert (first, last, end) == ("---", "---", "")
    keys = [line for line in lines if not line.startswith("  - {")]
    assert all(line.split(":")[0].isidentifier() for line in keys)
    return dict(yaml.safe_load("\n".join(lines)))


@given(any_text)
def test_any_text_is_read_back_by_yaml(text: str) -> None:
    film, entry = full_entry(text, text)
    shelves = full_shelves(film, text)
    shelved = shelves.by_film()[film.id]
    found = _read(front_matter(film, [entry], picture_paths={"ab" * 32: text}, shelved=shelved))
    listed = _read(list_front_matter(*shelves.lists[0]))
    source = _read(source_front_matter(*shelves.at_sources()[0]))
    text = name(text)
    viewing, offer, wish = found["viewings"][0], found["offers"][0], found["watchlist"]
    for value in (
        *(found["original_title"], found["overview"], found["directors"][0], found["imdb"]),
        *(found["cast"][0]["role"], found["awards"][0]["prize"], found["related"][1]["title"]),
        *(found["tags"][0], viewing["venue"], viewing["tags"][0], viewing["quote_by"]),
        *(viewing["pictures"][0]["file"], viewing["source"]["url"], viewing["pass"]["kind"]),
        *(offer["url"], offer["note"], offer["source"]["note"], viewing["source"]["note"]),
        *(wish["why"], wish["recommended_by"], wish["moods"][1], viewing["pass"]["note"]),
        *(listed["note"], listed["films"][0]["note"], source["url"], source["passes"][0]["note"]),
    ):
        assert value == text


def test_a_character_is_escaped_whatever_stands_beside_it() -> None:
    for char in map(chr, range(0x10000)):
        beside = block({"title": f"\x7f{char}"}, "fold")
        assert beside.replace("\\u007f", "", 1) == block({"title": char}, "fold")


def test_origins_are_there_when_there_are_any() -> None:
    film = Film("01F", "Ran", year=1985)
    assert "origins" not in _read(front_matter(film, [], picture_paths={}))
    film = film._replace(origins=(Origin("year", "imdb", "2026-11-24"),))
    block = front_matter(film, [], picture_paths={})
    assert 'origins:\n  - {"field": "year", "service": "imdb", "day": "2026-11-24"}\n' in block
    assert [Origin(**plain) for plain in _read(block)["origins"]] == list(film.origins)


@given(any_text)
def test_the_source_shows_no_hidden_or_control_character(text: str) -> None:
    film, entry = full_entry(text, "")
    shelves = full_shelves(film, text)
    shelved = shelves.by_film()[film.id]
    block = front_matter(film, [entry], picture_paths={"ab" * 32: "p.png"}, shelved=shelved)
    block += list_front_matter(*shelves.lists[0]) + watchlist_front_matter(shelves.watchlist)
    block += source_front_matter(*shelves.at_sources()[0])
    assert len(block.splitlines()) == len(block.split("\n")) - 1
    assert not set(block) & set("\x1b\x85\x9b\u202e\u2028\ufeff\u200b\ud800")


def test_every_fact_of_a_viewing_is_there() -> None:
    film, entries, pictures = cranes()
    found = _read(front_matter(film, newest_first(entries), picture_paths=pictures))
    assert found["title"] == "The Cranes Are Flying"
    assert found["released"] == "1957-10-12"
    assert found["rating"] == 90
    assert found["tags"] == ["war", "black and white", "rare"]
    second, first = found["viewings"]
    assert first["companions"] == ["Nina"]
    assert first["pictures"] == []
    assert second["watched"] == "2026-11-20"
    assert second["heart"] is True
    assert second["rewatch"] is True
    assert second["unfinished"] is None
    assert second["source"]["url"] == "https://sovietmoviesonline.com"
    assert second["pass"] | {"id": ""} == {
        "id": "",
        "kind": "one-day pass",
        "price": "5.00 USD",
        "starts": "2026-11-20T17:30:00+00:00",
        "ends": "2026-11-21T17:30:00+00:00",
        "note": "",
        "paid": "2026-11-20",
        "every": "",
        "refund": None,
        "refunded": None,
    }
    assert second["pictures"][1]["caption"] == "[spoiler, 7 words]"


def test_every_field_of_what_is_on_the_shelves_is_there() -> None:
    film = Film("01F", "Ran", year=1985)
    shelves = full_shelves(film, "x")
    found = _read(front_matter(film, [], picture_paths={}, shelved=shelves.by_film()[film.id]))
    source = {"id": "01SOURCE", "name": "x", "kind": "x", "url": "x", "note": "x"}
    day = "2026-11-20"
    assert found["offers"] == [
        {"id": "01OA", "source": source, "url": "x", "price": "0.00 USD"}
        | {"is_there": True, "checked": day, "note": "x"},
        {"id": "01OB", "source": source, "url": "x", "price": None}
        | {"is_there": False, "checked": day, "note": "x"},
    ]
    assert found["watchlist"] == {"id": "01WISH", "why": "x", "recommended_by": "x"} | {
        "priority": "high", "due": day, "moods": ["x", "x"], "added": day,
    }  # fmt: skip
    assert _read(list_front_matter(*shelves.lists[2])) == {
        "name": "x",
        "kind": "ranked",
        "note": "x",
        "films": [
            {"id": "01LISTEDranked", "film": "01F", "title": "Ran", "year": 1985}
            | {"rank": 0, "note": "x"}
        ],
        "filmlog_id": "01LISTranked",
    }
    assert _read(watchlist_front_matter(shelves.watchlist)) == {
        "name": "Watchlist",
        "kind": "watchlist",
        "films": [{"film": "01F", "title": "Ran", "year": 1985}],
    }
    assert _read(source_front_matter(*shelves.at_sources()[0])) == {
        "name": "x",
        "kind": "x",
        "url": "x",
        "note": "x",
        "filmlog_id": "01SOURCE",
        "passes": [
            {
                "id": "01PASS",
                "kind": "x",
                "price": "5.00 USD",
                "starts": "2026-11-20T17:30:00+00:00",
                "ends": "2027-11-20T17:30:00+00:00",
                "note": "x",
                "paid": day,
                "every": "month",
                "refund": "2.00 USD",
                "refunded": "2026-11-21",
            }
        ],
    }


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (Source, set(Source._fields)),
        (Pass, set(Pass._fields) - {"source_id"}),
        (Offer, set(Offer._fields) - {"film_id", "source_id"} | {"source"}),
        (Wish, set(Wish._fields) - {"film_id"}),
    ],
)
def test_a_field_that_a_record_gets_is_not_forgotten(kind: type, keys: set[str]) -> None:
    film, entry = full_entry("x", "")
    shelved = full_shelves(film, "x").by_film()[film.id]
    pictures = {"ab" * 32: "p.png"}
    found = _read(front_matter(film, [entry], picture_paths=pictures, shelved=shelved))
    shown = {
        Source: found["viewings"][0]["source"],
        Pass: found["viewings"][0]["pass"],
        Offer: found["offers"][0],
        Wish: found["watchlist"],
    }
    assert set(shown[kind]) == keys - {"deleted", "number"}


def test_keys_are_the_same_for_a_film_without_facts() -> None:
    film, entries, pictures = cranes()
    bare = _read(front_matter(Film("01BARE", "Bare"), [], picture_paths={}))
    full = _read(front_matter(film, entries, picture_paths=pictures))
    assert [*bare, "exact"] == list(full)
    assert bare["year"] is None
    assert bare["viewings"] == bare["cast"] == bare["offers"] == []
    assert bare["watchlist"] is None
    no_context = replace(entries[0], source=None, pass_=None)
    viewing = _read(front_matter(film, [no_context], picture_paths=pictures))["viewings"][0]
    assert list(viewing) == list(full["viewings"][0])
    assert viewing["source"] is viewing["pass"] is None
