from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.glance import glance
from filmlog.domain.query_match import column_text, is_in
from filmlog.domain.query_terms import Phrase


@pytest.mark.parametrize(
    ("words", "text", "place"),
    [
        (("take",), "The long Take, again", (9, 13)),
        (("long", "take"), "a LONG -- take", (2, 14)),
        (("take",), "taken; mistake", None),
        (("tak",), "taken", None),
        (("cafe",), "café", None),
        (("caf",), "café", None),
        (("caf",), "cafe\u0301", None),
        (("long", "take"), "long é take", None),
    ],
)
def test_places(words: tuple[str, ...], text: str, place: tuple[int, int] | None) -> None:
    assert glance(Phrase(words), text) == place


def test_a_prefix() -> None:
    assert glance(Phrase(("tak",), is_prefix=True), "mistaken taken") == (9, 12)


_TEXT = st.text("ab éa\u0301ß-1’日_", max_size=14)
_WORDS = st.lists(st.sampled_from(["a", "b", "ab", "1", "é", "ss"]), min_size=1, max_size=2)


@given(_TEXT, _WORDS, st.booleans())
def test_what_is_seen_is_there(text: str, words: list[str], is_prefix: bool) -> None:
    phrase = Phrase(tuple(words), is_prefix)
    if glance(phrase, text):
        assert is_in(phrase, column_text([text]))
