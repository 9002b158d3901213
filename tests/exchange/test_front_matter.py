from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.film import Film
from filmlog.exchange.folds import name
from filmlog.exchange.front_matter import front_matter
from filmlog.exchange.sections import newest_first
from tests.exchange.diaries import cranes, full_entry

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
    found = _read(front_matter(film, [entry], picture_paths={"ab" * 32: text}))
    text = name(text)
    viewing = found["viewings"][0]
    for value in (
        *(found["original_title"], found["overview"], found["directors"][0], found["imdb"]),
        *(found["cast"][0]["role"], found["awards"][0]["prize"], found["related"][1]["title"]),
        *(found["tags"][0], viewing["venue"], viewing["tags"][0], viewing["quote_by"]),
        *(viewing["pictures"][0]["file"], viewing["source"]["url"], viewing["pass"]["kind"]),
    ):
        assert value == text


@given(any_text)
def test_the_source_shows_no_hidden_or_control_character(text: str) -> None:
    film, entry = full_entry(text, "")
    block = front_matter(film, [entry], picture_paths={"ab" * 32: "p.png"})
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
    }
    assert second["pictures"][1]["caption"] == "[spoiler, 7 words]"


def test_keys_are_the_same_for_a_film_without_facts() -> None:
    film, entries, pictures = cranes()
    bare = _read(front_matter(Film("01BARE", "Bare"), [], picture_paths={}))
    full = _read(front_matter(film, entries, picture_paths=pictures))
    assert list(bare) == list(full)
    assert bare["year"] is None
    assert bare["viewings"] == bare["cast"] == []
    no_context = replace(entries[0], source=None, pass_=None)
    viewing = _read(front_matter(film, [no_context], picture_paths=pictures))["viewings"][0]
    assert list(viewing) == list(full["viewings"][0])
    assert viewing["source"] is viewing["pass"] is None
