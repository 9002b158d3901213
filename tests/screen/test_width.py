from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from filmlog.screen.safe import clean
from filmlog.screen.width import cells, chop, pad, sentence, truncate, wrap
from tests.screen.hostile import hostile

lines = (st.text() | hostile).map(clean)


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("七人の侍", 8), ("e\u0301", 1), ("★★★★½ ♥", 7), ("❤️", 2), ("☰", 2), ("", 0)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@given(lines)
def test_no_text_counts_as_narrower_than_rich_has_it(text: str) -> None:
    assert cells(text) >= cell_len(text)


def test_truncate_cuts_between_characters() -> None:
    assert truncate("七人の侍", 8) == "七人の侍"
    assert truncate("七人の侍", 7) == "七人の…"
    assert truncate("七人の侍", 6) == "七人…"
    assert truncate("one two", 5) == "one…"
    assert truncate("one", 0) == ""


def test_pad_fills_to_the_side_asked_for() -> None:
    assert pad("侍", 4) == "侍  "
    assert pad("7", 3, "right") == "  7"
    assert pad("longer", 4) == "lon…"


def test_wrap_breaks_at_blanks_and_hangs() -> None:
    assert wrap("the staircase and the birches", 12, "- ") == [
        "- the",
        "  staircase",
        "  and the",
        "  birches",
    ]


def test_wrap_breaks_han_anywhere_but_before_a_closing_mark() -> None:
    assert wrap("七人の侍、そして。", 8) == ["七人の", "侍、そし", "て。"]


def test_wrap_breaks_a_word_longer_than_the_line() -> None:
    assert wrap("a https://example.org b", 10) == ["a", "https://ex", "ample.org", "b"]


@given(lines, st.integers(2, 200))
def test_wrap_keeps_every_character_and_the_width(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert all(cells(line) <= width for line in wrapped)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")


@given(lines, st.integers(2, 200))
def test_chop_keeps_the_text_and_the_width(text: str, width: int) -> None:
    runs = chop(text, width)
    assert all(cells(run) <= width for run in runs)
    assert "".join(runs) == text


@given(lines, st.integers(1, 200))
def test_pad_is_as_wide_as_asked(text: str, width: int) -> None:
    assert cells(pad(text, width)) == width


def test_a_sentence_breaks_between_words_and_never_in_a_command() -> None:
    assert sentence("hint: `filmlog history 'Ran (1985)'` has what was there.", 20) == [
        "hint:",
        "`filmlog history 'Ran (1985)'`",
        "has what was there.",
    ]
    assert sentence("In /home/nina/a-long-name.db: 2 films", 12) == [
        "In",
        "/home/nina/a-long-name.db:",
        "2 films",
    ]
    assert sentence("  '#1'  The Cranes Are Flying", 20) == ["  '#1'  The Cranes", "    Are Flying"]
    assert sentence("a  b", 80) == ["a  b"]
    assert sentence("", 80) == [""]


@given(lines, st.integers(2, 200))
def test_a_sentence_keeps_every_word(text: str, width: int) -> None:
    assert " ".join(sentence(text, width)).split() == text.split()
