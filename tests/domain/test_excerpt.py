from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry
from filmlog.domain.excerpt import Excerpt, excerpt
from filmlog.domain.film import Film
from filmlog.domain.query import parse_query
from filmlog.domain.source import Source
from filmlog.domain.viewing import Viewing
from filmlog.domain.words import words

REVIEW = """## Cinematography

The camera **runs** up the stairs with him,
and the wedding he will not have turns above ||the dying man||.

:::spoiler The ending
Boris never returns; she hands her flowers to strangers.
:::
"""
ENTRY = Entry(
    Viewing("V", "F", review=REVIEW, headline="A long take", tags=("war", "slow cinema")),
    Film("F", "The Cranes Are Flying", "Летят журавли", directors=("Mikhail Kalatozov",)),
    Source("S", "Soviet Movies Online"),
)


def found(text: str, entry: Entry = ENTRY, width: int = 100) -> Excerpt:
    piece = excerpt(entry, parse_query(text), width)
    assert piece is not None
    return piece


def shown(piece: Excerpt) -> list[str]:
    return [piece.text[start:end] for start, end in piece.hits]


@pytest.mark.parametrize(
    ("query", "field", "hits"),
    [
        ("stairs", "review", ["stairs"]),
        ("runs", "review", ["runs"]),
        ("cinematography camera", "review", ["Cinematography", "camera"]),
        ('"the wedding" stair*', "review", ["stairs", "the wedding"]),
        ('"long take"', "headline", ["long take"]),
        ("tag:slow", "tag", ["slow"]),
        ('tag:="slow cinema"', "tag", ["slow cinema"]),
        ("журавли", "title", ["журавли"]),
        ("kalatozov", "director", ["Kalatozov"]),
        ("source:online", "source", ["Online"]),
        ("genre:war,stairs stairs", "review", ["stairs"]),
    ],
)
def test_the_piece_that_was_found(query: str, field: str, hits: list[str]) -> None:
    piece = found(query)
    assert (piece.field, shown(piece), piece.is_hidden) == (field, hits, False)


def test_a_piece_is_one_line_without_marks() -> None:
    assert found("runs").text.startswith(
        "Cinematography The camera runs up the stairs with him, and"
    )
    assert found("runs").text.endswith("…")


def test_hidden_words_of_a_line_are_counted_as_on_the_card() -> None:
    assert found("wedding").text.endswith("will not have turns above [spoiler, 3 words].")
    entry = replace(ENTRY, viewing=Viewing("V", "F", unfinished_why="The ||dog|| barks"))
    assert found("barks", entry).text == "The [spoiler, 1 word] barks"


def test_what_stands_for_hidden_words_is_never_cut() -> None:
    entry = ENTRY._replace(
        viewing=replace(ENTRY.viewing, review="Before it ||a b c|| it ends, and ||d e|| after all.")
    )
    for width in range(12, 60):
        text = found("ends", entry, width).text
        assert text.count("[") == text.count("[spoiler, ") == text.count(" words]")


def test_an_overview_hides_its_spoilers_too() -> None:
    entry = Entry(ENTRY.viewing, Film("F", "Ran", overview="A king, and ||his fool||."))
    assert found("king", entry).text == "A king, and [spoiler, 2 words]."
    assert excerpt(entry, parse_query("fool")) is None


def test_a_piece_fits_with_its_label() -> None:
    entry = Entry(ENTRY.viewing, Film("F", "Ran", overview="A king and his sons " * 9))
    piece = found("king", entry, 40)
    assert piece.label == "overview: "
    assert len(piece.label + piece.text) <= 40


def test_a_piece_begins_near_the_hit_at_a_word() -> None:
    entry = replace(
        ENTRY, viewing=Viewing("V", "F", review="aaaa bbb " * 50 + "target" + " ccc" * 50)
    )
    piece = found("target", entry, 40)
    assert piece.text == "…aaaa bbb target ccc ccc ccc ccc ccc…"
    assert shown(piece) == ["target"]


def test_a_script_without_spaces_is_cut_between_characters() -> None:
    entry = replace(
        ENTRY, viewing=Viewing("V", "F", review="静かな映画。" * 30 + "東京物語" + "だった。" * 30)
    )
    piece = found("東京", entry, 40)
    assert len(piece.text) <= 21
    assert shown(piece) == ["東京"]


@pytest.mark.parametrize("query", ["returns", '"the ending"', "dying", "spoiler:flowers"])
def test_what_stands_in_a_spoiler_is_only_told_of(query: str) -> None:
    assert found(query) == Excerpt("", "", (), True)


def test_what_is_partly_hidden_shows_the_open_part() -> None:
    piece = found("stairs returns")
    assert (shown(piece), piece.is_hidden) == (["stairs"], True)
    assert "returns" not in piece.text
    assert not found("the returns -man").text.count("man")


@pytest.mark.parametrize(
    "query", ["", "year:1957", "-stairs", "heart", "nowhere", "!!!", "pass:day"]
)
def test_where_no_word_is_looked_for_there_is_nothing_to_show(query: str) -> None:
    assert excerpt(ENTRY, parse_query(query)) is None


opens = st.sampled_from("open camera *runs* 東京 café\n\n # >".split(" "))
hiddens = st.sampled_from("secret1 secret2 secret3".split())
pieces = st.one_of(
    opens,
    hiddens.map("||{}||".format),
    hiddens.map("\n:::spoiler {} secret4\nsecret5\n:::\n".format),
)


@given(
    review=st.lists(pieces, max_size=12).map(" ".join),
    headline=st.lists(pieces, max_size=3).map(" ".join),
    asked=st.lists(
        opens.filter(lambda text: bool(words(text))) | hiddens, min_size=1, max_size=3
    ).map(" ".join),
    width=st.integers(20, 120),
)
def test_no_piece_holds_a_hidden_word(review: str, headline: str, asked: str, width: int) -> None:
    viewing = Viewing("V", "F", review=review, headline=headline)
    piece = excerpt(replace(ENTRY, viewing=viewing), parse_query(asked), width)
    if piece is not None:
        assert not any(word.startswith("secret") for word in words(piece.text))
        assert len(piece.text) <= width
        assert "\n" not in piece.text
        assert all(words(part) for part in shown(piece))


@given(
    review=st.text(max_size=120), word=st.text(min_size=1, max_size=8), width=st.integers(20, 99)
)
def test_any_text_can_be_cut(review: str, word: str, width: int) -> None:
    entry = replace(ENTRY, viewing=Viewing("V", "F", review=review + word + review))
    quoted = word.replace('"', "").replace("“", "").replace("”", "").replace("„", "")
    if not quoted.strip():
        return
    piece = excerpt(entry, parse_query(f'"{quoted}"'), width)
    if piece is not None:
        assert all(0 <= start < end <= len(piece.text) for start, end in piece.hits)
