from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from filmlog.screen.charts import Bar, bars, columns, per_mark
from filmlog.screen.safe import clean
from filmlog.screen.width import cells
from tests.effort import some
from tests.screen.hostile import hostile

SOURCES = [
    Bar("Soviet Movies Online", 9),
    Bar("七人の侍の映画館", 3),
    Bar("Kino", 0),
    Bar("Library of the city", 120),
]
SPENT = [
    Bar("Soviet Movies Online", 123456, "1234.56 EUR"),
    Bar("Kinopanorama", 500, "5.00 EUR"),
    Bar("A friend", 0, "free"),
]

names = st.text("aä七侍한 ", max_size=40)
# Made safe as the caller makes them.
texts = (names | hostile).map(clean)
values = st.integers(0, 40) | st.integers(0, 10**9)
counted = st.builds(Bar, names, values, st.just(""))
widths = st.integers(20, 200)


def drawn(line: str) -> str:
    """The marks of a line whose label has none."""
    return "".join(char for char in line if char in "█▌")


def halves(marks: str) -> int:
    return 2 * marks.count("█") + marks.count("▌")


def test_bars_with_room_for_their_labels() -> None:
    chart = bars(SOURCES, 60, unit="viewing")
    assert chart.lines == (
        "Soviet Movies Online  ██ 9",
        "七人の侍の映画館      ▌ 3",
        "Kino                  0",
        "Library of the city   ████████████████████████ 120",
    )
    assert chart.scale == "each █ is 5 viewings"


def test_at_40_columns_the_bars_are_shorter_and_the_scale_says_so() -> None:
    chart = bars(SOURCES, 40, unit="viewing")
    assert chart.lines == (
        "Soviet Movie…  █ 9",
        "七人の侍の映…  ▌ 3",
        "Kino           0",
        "Library of t…  ████████████ 120",
    )
    assert chart.scale == "each █ is 10 viewings"


def test_ascii_bars() -> None:
    chart = bars([Bar("Soviet Movies Online", 17), Bar("Kino", 3)], 20, ascii=True, unit="film")
    assert chart.lines == ("Sovie~  ########- 17", "Kino    #- 3")
    assert chart.scale == "each # is 2 films"


def test_a_figure_may_be_money_and_the_scale_in_words_of_the_caller() -> None:
    chart = bars(SPENT, 40, unit=lambda cents: f"{cents // 100} EUR")
    assert chart.lines == (
        "Soviet Movie…  ████████████▌ 1234.56 EUR",
        "Kinopanorama   ▌ 5.00 EUR",
        "A friend       free",
    )
    assert chart.scale == "each █ is 100 EUR"


def test_a_long_figure_takes_from_the_label_and_is_cut_last() -> None:
    assert bars(SPENT, 20).lines[0] == "Sov…  █ 1234.56 EUR"
    long = [Bar("Kinopanorama", 7, "1,234,567,890.00 EUR")]
    assert bars(long, 20).lines == ("K…  ▌ 1,234,567,890…",)
    assert bars(long, 20, ascii=True).lines == ("K~  - 1,234,567,890~",)


def test_what_fits_with_a_mark_for_each_has_one_for_each() -> None:
    chart = bars([Bar("Mon", 3), Bar("Tue", 12)], 20, unit="film")
    assert chart.lines == ("Mon  ███ 3", "Tue  ████████████ 12")
    assert chart.scale == "each █ is 1 film"


def test_without_a_unit_the_scale_is_a_number() -> None:
    assert bars([Bar("Mon", 3)], 20).scale == "each █ is 1"


def test_nothing_to_draw_has_no_scale() -> None:
    assert bars([], 40) == ((), "")
    assert bars([Bar("Mon", 0)], 40, unit="film") == (("Mon  0",), "")


def test_two_charts_can_share_a_scale_and_a_column() -> None:
    first, second = (
        bars([Bar("Mon", value)], 40, unit="film", label_width=5, per_mark=5) for value in (5, 50)
    )
    assert first.lines == ("Mon    █ 5",)
    assert second.lines == ("Mon    ██████████ 50",)
    assert first.scale == second.scale == "each █ is 5 films"


def test_a_shared_scale_that_does_not_fit_gives_way_and_says_so() -> None:
    chart = bars([Bar("Mon", 100)], 20, per_mark=2)
    assert chart == (("Mon  ██████████ 100",), "each █ is 10")


def test_a_line_shorter_than_a_chart_needs_gets_the_least_chart() -> None:
    assert bars(SOURCES, 3) == bars(SOURCES, 20)


@pytest.mark.parametrize(
    ("largest", "room", "size"),
    [(0, 10, 1), (10, 10, 1), (11, 10, 2), (21, 10, 5), (51, 10, 10), (101, 10, 20), (7, 0, 10)],
)
def test_per_mark(largest: int, room: int, size: int) -> None:
    assert per_mark(largest, room) == size


@given(values, st.integers(1, 200))
def test_a_scale_is_the_least_that_fits(largest: int, room: int) -> None:
    steps = [digit * 10**power for power in range(11) for digit in (1, 2, 5)]
    assert per_mark(largest, room) == next(step for step in steps if step * room >= largest)


@settings(max_examples=some(150))
@given(
    st.lists(st.builds(Bar, texts, values, st.just("") | texts), max_size=8),
    widths,
    st.none() | st.integers(0, 60),
    st.none() | st.integers(1, 1000),
)
def test_no_line_is_wider_than_it_may_be(
    rows: list[Bar], width: int, label_width: int | None, shared: int | None
) -> None:
    for plain in (False, True):
        lines = bars(rows, width, ascii=plain, label_width=label_width, per_mark=shared).lines
        assert len(lines) == len(rows)
        assert all(cells(line) <= width and cell_len(line) <= width for line in lines)


@given(st.lists(st.builds(Bar, texts, values, st.just("")), max_size=8), widths)
def test_ascii_adds_nothing_else(rows: list[Bar], width: int) -> None:
    chart = bars(rows, width, ascii=True, unit="film")
    brought = {char for row in rows for char in row.label}
    assert {char for line in chart.lines for char in line if not char.isascii()} <= brought
    assert chart.scale.isascii()


@given(st.lists(values, min_size=1, max_size=8), widths, st.none() | st.integers(1, 1000))
def test_a_bar_is_as_long_as_its_value_to_half_a_mark(
    counts: list[int], width: int, shared: int | None
) -> None:
    rows = [Bar(f"row {number}", count) for number, count in enumerate(counts)]
    sizes: list[int] = []

    def remember(size: int) -> str:
        sizes.append(size)
        return "so many"

    lines = bars(rows, width, unit=remember, per_mark=shared).lines
    assert len(sizes) == any(counts)
    size = sizes[0] if sizes else 1
    lengths = [halves(drawn(line)) for line in lines]
    for line, count, length in zip(lines, counts, lengths, strict=True):
        assert line.endswith(f" {count}")
        assert (length > 0) == (count > 0)
        assert abs(length * size - 2 * count) <= size
        # To the nearest, but for what would be no mark at all.
        assert length == 1 or abs(length * size - 2 * count) * 2 <= size
    pairs = sorted(zip(counts, lengths, strict=True))
    assert [length for _, length in pairs] == sorted(lengths)


@given(st.lists(counted, min_size=1, max_size=8), widths)
def test_bars_stand_in_one_column_behind_the_labels(rows: list[Bar], width: int) -> None:
    lines = bars(rows, width).lines
    behind = [
        drawn(line) + f" {row.value}" if row.value else "0"
        for line, row in zip(lines, rows, strict=True)
    ]
    starts = {cells(line.removesuffix(tail)) for line, tail in zip(lines, behind, strict=True)}
    assert len(starts) == 1
    assert starts.pop() <= width // 3 + 2


def test_columns_of_ratings() -> None:
    ratings = "½ 1 1½ 2 2½ 3 3½ 4 4½ 5".split()
    chart = columns([1, 0, 3, 7, 12, 30, 44, 50, 21, 9], ratings, 6)
    assert chart.lines == (
        "                  ▄▄ ██",
        "                  ██ ██",
        "               ██ ██ ██",
        "               ██ ██ ██ ██",
        "▄▄    ▄▄ ▄▄ ██ ██ ██ ██ ██ ██",
        " 1  0  3  7 12 30 44 50 21  9",
        " ½  1 1½  2 2½  3 3½  4 4½  5",
    )
    assert chart.scale == "each row is 10"


def test_ascii_columns_of_one_cell() -> None:
    chart = columns([1, 0, 5, 4], "JFMA", 3, ascii=True)
    assert chart.lines == (
        "    .",
        "    # #",
        ".   # #",
        "1 0 5 4",
        "J F M A",
    )
    assert chart.scale == "each row is 2"


def test_columns_are_no_higher_than_the_largest_needs() -> None:
    assert columns([2, 1], "ab", 8) == (("█", "█ █", "2 1", "a b"), "each row is 1")
    assert columns([0, 0], "ab", 8) == (("0 0", "a b"), "")
    assert columns([], [], 8) == ((), "")


@given(st.lists(values, min_size=1, max_size=12), st.integers(1, 12), st.booleans())
def test_a_column_is_as_high_as_its_value_to_half_a_row(
    counts: list[int], height: int, plain: bool
) -> None:
    labels = [str(number) for number in range(len(counts))]
    *rows, figures, under = columns(counts, labels, height, ascii=plain).lines
    wide = max(len(text) for text in [*map(str, counts), *labels])
    size = per_mark(max(counts), height)
    assert len(rows) <= height
    assert figures.split() == [str(count) for count in counts]
    assert under.split() == labels
    whole, half = "#." if plain else "█▄"
    for number, count in enumerate(counts):
        column = "".join(row.ljust(200)[number * (wide + 1)] for row in rows)
        length = 2 * column.count(whole) + column.count(half)
        assert column.lstrip() == half * (length % 2) + whole * (length // 2)
        assert (length > 0) == (count > 0)
        assert length == 1 or abs(length * size - 2 * count) * 2 <= size
