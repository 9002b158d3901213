from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.cli import typed
from filmlog.domain.film import Award, Credit, Related
from filmlog.errors import UsageError


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", ""),
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("\n\n a \n\n", " a "),
        ("Летят журавли", "Летят журавли"),
    ],
)
def test_text(said: str, kept: str) -> None:
    assert typed.text("note", said) == kept


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("a\x00b", "note holds a NUL character."),
        ("caf\udce9", "note holds bytes that are not text."),
        ("x" * (typed.MAXIMUM_TEXT + 1), "note is longer than 4,000,000 characters."),
    ],
)
def test_what_is_no_text(said: str, sentence: str) -> None:
    for reader in (typed.text, typed.line):
        with pytest.raises(UsageError) as caught:
            reader("note", said)
        assert caught.value.sentence == sentence
        assert caught.value.hint


def test_line_and_lines() -> None:
    assert typed.line("title", "  The\tCranes \n Are\u3000Flying ") == "The Cranes Are Flying"
    assert typed.lines("tag", ["war", " ", "a  b", "war", "a b", ""]) == ("war", "a b")


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("97", 97), (" 97 min ", 97), ("97'", 97), ("1h37", 97), ("1:37", 97), ("1 h 37 min", 97),
        ("1 Hour 37 Minutes", 97), ("1 h and 37 m", 97), ("2h", 120), ("2 hrs", 120), ("1", 1),
        ("6000", 6000), ("99h 60", 6000), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_minutes(said: str, minutes: int | None) -> None:
    assert typed.minutes("runtime", said) == minutes


@pytest.mark.parametrize(
    "said", ["long", "-5", "0", "0h0", "6001", "100h", "1.5", "97 s", "h", "min", "1:2:3", "²"]
)
def test_what_is_no_length(said: str) -> None:
    with pytest.raises(UsageError, match="runtime cannot be"):
        typed.minutes("runtime", said)


def test_year() -> None:
    assert [typed.year("year", value) for value in ("1957", " 1870 ", 2200, "", " ")] == [
        1957, 1870, 2200, None, None,
    ]  # fmt: skip
    for wrong in ("57", 1869, "2201", "1957.5", "MCMLVII", "-1957", 0, "9" * 5000):
        with pytest.raises(UsageError, match="year cannot be"):
            typed.year("year", wrong)


def test_cast() -> None:
    assert typed.cast(
        "cast",
        ["Tatyana Samoylova as Veronika", " Aleksey  Batalov ", "", "A as B as C", "Chaz as"],
    ) == (
        Credit("Tatyana Samoylova", "Veronika"),
        Credit("Aleksey Batalov"),
        Credit("A", "B as C"),
        Credit("Chaz as"),
    )


@pytest.mark.parametrize(
    ("said", "award"),
    [
        ("Palme d'Or, Cannes 1958", Award("Palme d'Or", "Cannes", 1958)),
        ("Palme d'Or, Cannes (1958)", Award("Palme d'Or", "Cannes", 1958)),
        ("Palme d'Or, Cannes", Award("Palme d'Or", "Cannes")),
        ("Palme d'Or, 1958", Award("Palme d'Or", "", 1958)),
        ("Palme d'Or 1958", Award("Palme d'Or", "", 1958)),
        ("Palme d'Or", Award("Palme d'Or")),
        ("1958", Award("1958")),
        ("Best Film, Drama, Berlinale 1962", Award("Best Film, Drama", "Berlinale", 1962)),
        ("Prize of 3000", Award("Prize of 3000")),
    ],
)
def test_awards(said: str, award: Award) -> None:
    assert typed.awards("award", [said]) == (award,)


@pytest.mark.parametrize(
    ("said", "film"),
    [
        ("Roma (2018): the long takes", Related("Roma", 2018, "the long takes")),
        ("Roma (2018) - the long takes", Related("Roma", 2018, "the long takes")),
        ("Roma (2018) because of the long takes", Related("Roma", 2018, "of the long takes")),
        ("Roma (2018)", Related("Roma", 2018)),
        ("Roma: the long takes", Related("Roma", None, "the long takes")),
        ("Mission: Impossible (1996): stunts", Related("Mission: Impossible", 1996, "stunts")),
        ("The Third Man", Related("The Third Man")),
        ("Area (1234): a year too early", Related("Area (1234)", None, "a year too early")),
    ],
)
def test_related(said: str, film: Related) -> None:
    assert typed.related("related", [said]) == (film,)


def test_ids() -> None:
    assert typed.imdb("imdb", "tt0050634") == "tt0050634"
    assert typed.imdb("imdb", "https://www.imdb.com/title/tt0050634/?ref_=x") == "tt0050634"
    assert typed.imdb("imdb", " ") == ""
    assert typed.tmdb("tmdb", " 38360 ") == "38360"
    assert (
        typed.tmdb("tmdb", "https://www.themoviedb.org/movie/38360-letyat?language=de") == "38360"
    )
    assert typed.tmdb("tmdb", "") == ""
    for wrong in ("50634", "tt506", "nm0000001"):
        with pytest.raises(UsageError, match="imdb cannot be"):
            typed.imdb("imdb", wrong)
    for wrong in ("tt0050634", "https://example.org/movie/38360", "-1"):
        with pytest.raises(UsageError, match="tmdb cannot be"):
            typed.tmdb("tmdb", wrong)


def test_ids_of_wikidata_and_letterboxd() -> None:
    assert typed.wikidata("wikidata", " Q714524 ") == "Q714524"
    assert typed.wikidata("wikidata", "https://www.wikidata.org/wiki/Q714524") == "Q714524"
    assert typed.wikidata("wikidata", " ") == ""
    assert typed.letterboxd("letterboxd", "The-Cranes-Are-Flying") == "the-cranes-are-flying"
    address = "https://letterboxd.com/film/the-cranes-are-flying/"
    assert typed.letterboxd("letterboxd", address) == "the-cranes-are-flying"
    assert typed.letterboxd("letterboxd", "https://boxd.it/29Mc") == "boxd.it/29Mc"
    assert typed.letterboxd("letterboxd", "") == ""
    for wrong in ("714524", "P31", "tt0050634", "https://letterboxd.com/film/ran/"):
        with pytest.raises(UsageError, match="wikidata cannot be"):
            typed.wikidata("wikidata", wrong)
    for wrong in ("The Cranes", "-", "https://www.wikidata.org/wiki/Q714524"):
        with pytest.raises(UsageError, match="letterboxd cannot be"):
            typed.letterboxd("letterboxd", wrong)


def test_truth() -> None:
    assert [typed.truth("heart", word) for word in ("yes", " Y ", "TRUE", "1", "x", "♥")] == [
        True
    ] * 6
    assert [typed.truth("heart", word) for word in ("no", "N", "false", "0", "", " ")] == [
        False
    ] * 6
    with pytest.raises(UsageError, match="heart cannot be 'perhaps'"):
        typed.truth("heart", "perhaps")


_ONE: list[Callable[[str, str], Any]] = [
    typed.text, typed.line, typed.minutes, typed.year, typed.imdb, typed.tmdb, typed.truth,
]  # fmt: skip
_SEVERAL: list[Callable[[str, list[str]], Any]] = [
    typed.lines, typed.cast, typed.awards, typed.related,
]  # fmt: skip

# What readers look for, shuffled with any text, surrogates and NUL among it.
_near = st.lists(
    st.text(max_size=8)
    | st.characters()
    | st.sampled_from(
        ["1957", "(2018)", ",", ": ", " as ", "h", ":", "tt0050634", "min", "²", "٣"]
    ),
    max_size=6,
).map("".join)


@given(said=_near)
def test_a_reader_raises_nothing_but_a_usage_error(said: str) -> None:
    for read in (
        *(partial(one, "field", said) for one in _ONE),
        *(partial(several, "field", [said, said]) for several in _SEVERAL),
    ):
        assert _refusal(read)[:6] in {"", "field "}


def _refusal(read: Callable[[], Any]) -> str:
    try:
        read()
    except UsageError as error:
        return error.sentence
    return ""


@given(said=_near)
def test_minutes_and_years_stay_in_their_range(said: str) -> None:
    try:
        minutes = typed.minutes("runtime", said)
    except UsageError:
        minutes = None
    assert minutes is None or 1 <= minutes <= 6000


@given(said=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_kept_text_is_kept_again_as_it_is(said: str) -> None:
    text, line = typed.text("note", said), typed.line("note", said)
    assert typed.text("note", text) == text
    assert typed.line("note", line) == line
    assert "\r" not in text
    assert len(line.splitlines()) <= 1
