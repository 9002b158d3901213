from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.references import Reference, read_reference


@pytest.mark.parametrize(
    "text",
    [
        "tt0050634", " tt0050634 ", "imdb:tt0050634", "tt50634", "<https://imdb.com/title/tt0050634>",
        "https://www.imdb.com/title/tt0050634/", "http://m.imdb.com/title/tt0050634?ref_=fn_al_tt_1",
        "imdb.com/title/tt0050634/fullcredits#cast", "https://www.imdb.com/de/title/tt0050634/",
        "https://www.imdb.com/es-es/title/tt0050634/",
    ],
)  # fmt: skip
def test_an_id_of_imdb(text: str) -> None:
    assert read_reference(text) == Reference("imdb", "tt0050634")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tmdb:38360", ""),
        ("https://www.themoviedb.org/movie/38360", ""),
        ("themoviedb.org/movie/38360/cast", ""),
        ("https://www.themoviedb.org/movie/38360-letyat-zhuravli", "letyat zhuravli"),
        ("https://www.themoviedb.org/movie/38360-letyat-zhuravli?language=de", "letyat zhuravli"),
        ("https://www.themoviedb.org/movie/38360-%D0%BB%D0%B5%D1%82", "лет"),
        ("https://www.themoviedb.org/movie/38360-", ""),
        ("https://www.themoviedb.org/movie/38360-%FF-x/images", "\ufffd x"),
    ],
)
def test_an_id_of_tmdb_and_what_its_address_says_of_the_title(text: str, words: str) -> None:
    assert read_reference(text) == Reference("tmdb", "38360", words)


@pytest.mark.parametrize(
    "text",
    [
        "Q714524", "wikidata:Q714524", "https://www.wikidata.org/wiki/Q714524",
        "http://www.wikidata.org/entity/Q714524", "m.wikidata.org/wiki/Q714524#sitelinks",
        "https://www.wikidata.org/wiki/Special:EntityData/Q714524.json",
    ],
)  # fmt: skip
def test_an_id_of_wikidata(text: str) -> None:
    assert read_reference(text) == Reference("wikidata", "Q714524")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://letterboxd.com/film/the-cranes-are-flying/", "the cranes are flying"),
        ("letterboxd.com/nina/film/the-cranes-are-flying/1/", "the cranes are flying"),
        ("https://letterboxd.com/film/the-thing-1982/", "the thing 1982"),
        ("https://letterboxd.com/film/death-race-2000/", "death race 2000"),
        ("https://letterboxd.com/film/1917/?adult", "1917"),
    ],
)
def test_an_address_of_letterboxd(text: str, found: str) -> None:
    slug = text.split("film/")[1].split("/", maxsplit=1)[0]
    assert read_reference(text) == Reference("letterboxd", slug, found)


def test_a_short_address_of_letterboxd_says_no_title() -> None:
    assert read_reference("https://boxd.it/2a1b") == Reference("letterboxd", "boxd.it/2a1b")


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1917", "38360", "Q", "Q2", "q714524", "tt", "tt1234", "tt0050634 and more", "ttt",
        "tt00506340000", "tt٠٠٥٠٦٣٤", "tmdb:", "tmdb:٣", "tmdb:1234567890", "imdb:0050634",
        "https://www.themoviedb.org/tv/38360", "https://www.themoviedb.org/movie/1234567890",
        "https://example.com/title/tt0050634", "https://imdb.com.example.com/title/tt0050634",
        "https://example.com/?x=imdb.com/title/tt0050634", "javascript:imdb.com/title/tt0050634",
        "https://letterboxd.com/nina/", "https://letterboxd.com/film/../admin",
        "https://www.wikidata.org/wiki/P345", "wikidata:P345", "imdb.com/title/tt0050634x",
        "The Cranes Are Flying", "Летят журавли", "<>", "\x1b[2J", "tt0050634\x00",
    ],
)  # fmt: skip
def test_any_other_words_are_a_title(text: str) -> None:
    assert read_reference(text) is None


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            "https:// www. imdb.com /title/ tt0050634 themoviedb.org/movie/ 38360 -x %ff "
            "wikidata.org/wiki/ Q714524 letterboxd.com/film/ a-b-1999 boxd.it/ ? # tmdb: ²".split()
        ),
        max_size=5,
    ).map("".join)
)
def test_any_text_is_an_id_as_the_service_writes_it_or_a_title(text: str) -> None:
    found = read_reference(text)
    if found is not None:
        assert found.service in {"imdb", "tmdb", "wikidata", "letterboxd"}
        assert found.id.isascii()
        assert found.id.strip("/.-").replace("/", "").replace("-", "").replace(".", "").isalnum()
