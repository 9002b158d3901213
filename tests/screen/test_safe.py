from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.screen.safe import clean, clean_block, escape_json, is_safe
from tests.effort import some
from tests.screen.hostile import hostile

any_text = st.text(st.characters(exclude_categories=()), max_size=40) | hostile


@pytest.mark.parametrize(
    "text",
    [
        "Летят журавли",
        "七人の侍",
        "Les Enfants du paradis ♥",
        "نرخ می\u200cخواهم",
        "क्\u200dष",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert clean(text) == text
    assert clean_block(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("red \x1b[31m", "red \N{REPLACEMENT CHARACTER}[31m"),
        ("\x9b2J\x00\x7f", "\N{REPLACEMENT CHARACTER}2J" + "\N{REPLACEMENT CHARACTER}" * 2),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\nb\r\nc\td\u2028e\x85f\vg", "a b c d e f g"),
        ("a\u202eb\u2066c\u200fd\u061ce\u200bf\ufeffg\U000e0041", "abcdefg"),
    ],
)
def test_clean_leaves_nothing_that_acts(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_block_keeps_its_lines() -> None:
    assert clean_block("a\r\nb\rc\n\n\td\u2029e") == "a\nb\nc\n\n    d\ne"


def test_accents_do_not_pile_up() -> None:
    assert clean("z" + "\u0301" * 200 + "algo") == "z" + "\u0301" * 6 + "algo"
    assert clean("ก" + "\u0e47" * 50) == "ก" + "\u0e47" * 6


@given(any_text)
def test_clean_is_safe_one_line_and_final(text: str) -> None:
    line, block = clean(text), clean_block(text)
    assert is_safe(line)
    assert is_safe(block)
    assert "\n" not in line
    assert clean(line) == line
    assert clean_block(block) == block
    line.encode()
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in line)


@given(any_text)
def test_escaped_json_says_the_same_and_cannot_act(text: str) -> None:
    document = escape_json(json.dumps({"t": text}, ensure_ascii=False))
    assert is_safe(document)
    # Two surrogates that happen to be a pair are one character to JSON.
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(document) == {"t": paired}
    document.encode()


@settings(max_examples=some(20))
@given(st.text(st.characters(min_codepoint=0xE0000, max_codepoint=0xE00FF), min_size=1))
def test_tags_beyond_the_first_plane_are_escaped_as_pairs(text: str) -> None:
    document = escape_json(json.dumps(text, ensure_ascii=False))
    assert document.isascii()
    assert json.loads(document) == text
