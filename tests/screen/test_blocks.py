from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.screen.blocks import NARROWEST, Block, Line, beside, column_width, rich_text
from filmlog.screen.console import to_ansi
from filmlog.screen.safe import clean
from filmlog.screen.width import cells
from tests.effort import some
from tests.screen.hostile import hostile

widths = st.integers(20, 160)
# Words that no column splits.
words = st.text("abc한글", min_size=1, max_size=6)
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
blocks = st.lists(st.builds(Block, words, st.lists(texts, max_size=6).map(tuple)), max_size=6)


def test_blocks_stand_side_by_side_and_the_next_under_the_shortest() -> None:
    drawn = beside(
        [
            Block("Left", ("one", "two", "three")),
            Block("Empty", ()),
            Block("Right", ("1",)),
            Block("Under", ("2",)),
        ],
        33,
        15,
        "-",
    )
    assert [line.text for line in drawn] == [
        "Left ----------   Right ---------",
        "one               1",
        "two",
        "three             Under ---------",
        "                  2",
        "",
    ]


def test_nothing_to_show_is_no_line() -> None:
    assert list(beside([Block("Empty", ())], 80, 40, "-")) == []


def test_a_heading_as_wide_as_its_column_has_no_rule() -> None:
    drawn = [line.text for line in beside([Block("Directors, by rating", ("x",))], 20, 20, "-")]
    assert drawn == ["Directors, by rating", "x", ""]


def test_a_line_too_long_is_wrapped_and_one_that_fits_keeps_its_blanks() -> None:
    drawn = beside([Block("H", ("Jan  ## 2", "(each # is 1 viewing)"))], 20, 20, "-")
    assert [line.text for line in drawn][1:] == ["Jan  ## 2", "(each # is 1", "viewing)", ""]


@settings(max_examples=some(40))
@given(widths, st.integers(1, 4))
def test_columns_fill_the_width(width: int, most: int) -> None:
    column = column_width(width, most)
    assert min(width, NARROWEST) <= column <= width
    assert len(list(beside([Block("H", ("x",))] * most, width, column, "-"))) >= 3


@settings(max_examples=some(40))
@given(blocks, widths, st.integers(1, 3))
def test_every_word_of_every_block_stands_once(some: list[Block], width: int, most: int) -> None:
    lines = list(beside(some, width, column_width(width, most), "-"))
    assert all(cells(line.text) <= width for line in lines)
    shown = Counter(word for line in lines for word in line.text.split() if set(word) != {"-"})
    assert shown == Counter(
        word
        for block in some
        if block.lines
        for text in (block.heading, *block.lines)
        for word in text.split()
    )


@settings(max_examples=some(25))
@given(blocks, widths)
def test_headings_alone_are_styled(some: list[Block], width: int) -> None:
    lines = list(beside(some, width, column_width(width, 3), "-"))
    styled = [line.text[start:end] for line in lines for start, end, _ in line.spans]
    headings = [block.heading for block in some if block.lines]
    assert Counter(text.split()[0] for text in styled) == Counter(headings)
    assert {style for line in lines for *_, style in line.spans} <= {"film.section"}


@settings(max_examples=some(25))
@given(st.lists(hostile.map(clean).map(Line), max_size=5), blocks, widths)
def test_colour_says_the_same(lines: list[Line], some: list[Block], width: int) -> None:
    lines += beside(some, width, column_width(width, 3), "-")
    assert rich_text(lines).plain == "\n".join(line.text for line in lines)


def test_a_terminal_gets_the_styles_and_no_markup() -> None:
    shown = to_ansi(rich_text([Line("[bold]Head[/]", "film.title"), Line("text")]), 40)
    assert "[bold]Head[/]" in shown
    assert "\x1b[" in shown.splitlines()[0]
    assert shown.splitlines()[1].rstrip() == "text"
