from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.words import BOUNDARY, MAXIMUM_WORD, indexed, located, words

anything = st.text(st.characters(), max_size=80)
# Letters that fold together across characters, or into several, or into nothing.
troublesome = st.text("aé ß\u0301\u0308ﬁ½ᄀ가ᅡㄱㅏが\u3099か\u00ad\u200dİſ東テ\ufe0fหนั क़\u093cＡ.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cranes Are Flying!", ["the", "cranes", "are", "flying"]),
        ("Spider-Man: No_Way 3", ["spider", "man", "no", "way", "3"]),
        ("Летят ЖУРАВЛИ", ["летят", "журавли"]),
        ("Amélie, AMÉLIE, Ame\u0301lie, Ａmelie", ["amelie"] * 4),
        ("Straße ﬁlm ½", ["strasse", "film", "1", "2"]),
        ("İstanbul", ["istanbul"]),
        ("東京物語 ゴジラ", ["東", "京", "物", "語", "ゴ", "ジ", "ラ"]),
        ("は は\u3099 ば", ["は", "ば", "ば"]),
        ("한국 영화", ["한국", "영화"]),
        ("हिन्दी", ["हिन्दी"]),
        ("soft\u00adhyphen می\u200cخواهم", ["softhyphen", "میخواهم"]),
        ("❤\ufe0f🎬 !!! ‖", []),
        ("\ud800 a\x00b", ["a", "b"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_thai_is_found_inside_a_sentence() -> None:
    sentence, word = words("ฉันชอบหนังไทยมาก"), words("หนัง")
    assert any(sentence[at : at + len(word)] == word for at in range(len(sentence)))


def test_a_word_without_end_is_several() -> None:
    assert words("a" * 300) == ["a" * MAXIMUM_WORD, "a" * (300 - MAXIMUM_WORD)]
    assert words("й" * 300) == ["и" * MAXIMUM_WORD, "и" * (300 - MAXIMUM_WORD)]
    for letter in "aй":
        assert [word for word, _, _ in located(letter * 300)] == words(letter * 300)


def test_an_indexed_column_keeps_its_values_apart() -> None:
    assert indexed(["The Third Man", "!!!", "Roma"]) == "‖ the third man ‖ roma ‖"
    assert indexed(["", "…"]) == indexed([]) == ""


@given(text=anything | troublesome)
def test_a_word_is_letters_digits_and_marks(text: str) -> None:
    for word in words(text):
        assert word
        assert BOUNDARY not in word
        assert all(char.isalnum() or unicodedata.category(char)[0] == "M" for char in word)


@given(text=st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_is_the_long_way(text: str) -> None:
    assert words(text) == words(text + " é")[:-1]


@given(text=anything | troublesome)
def test_the_form_of_a_letter_does_not_matter(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert words(unicodedata.normalize("NFC", text)) == words(text)


@given(text=anything | troublesome)
def test_located_words_are_the_words_and_in_order(text: str) -> None:
    found = list(located(text))
    assert [word for word, _, _ in found] == words(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)


def test_located_words_stand_where_they_say() -> None:
    text = "Ça: « L’été » — 東京 ﬁn"
    assert [text[start:end] for _, start, end in located(text)] == [
        "Ça", "L", "été", "東", "京", "ﬁn",
    ]  # fmt: skip
