from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from filmlog.screen.console import to_ansi
from filmlog.screen.safe import clean
from filmlog.screen.table import Column, aligned, layout, rich_table
from tests.effort import some
from tests.screen.hostile import hostile, widths

COLUMNS = (
    Column("#", rank=2, align="right"),
    Column("Title", flexible=True, minimum=6),
    Column("Source", rank=1, maximum=8),
)
ROWS = [("1", "The Cranes Are Flying", "Soviet Movies"), ("12", "Roma", "")]


def test_a_table_with_room_is_as_wide_as_its_cells() -> None:
    assert list(aligned(COLUMNS, ROWS, 60)) == [
        " #  Title                  Source",
        " 1  The Cranes Are Flying  Soviet…",
        "12  Roma",
    ]


def test_the_flexible_column_gives_way_first_then_columns_go_by_rank() -> None:
    assert list(aligned(COLUMNS, ROWS, 24))[1] == " 1  The Crane…  Soviet…"
    assert list(aligned(COLUMNS, ROWS, 18))[1] == "The Cra…  Soviet…"
    assert list(aligned(COLUMNS, ROWS, 12))[1] == "The Cranes…"


def test_a_column_without_a_word_in_it_is_left_out_unless_it_is_the_first_need() -> None:
    assert [index for index, _ in layout(COLUMNS, [("1", "Roma", "")], 60)] == [0, 1]
    assert list(aligned(COLUMNS, [], 60)) == ["Title"]


def test_an_extra_column_goes_before_another_is_cut() -> None:
    columns = (COLUMNS[1], Column("Note", rank=1, flexible=True, minimum=6, extra=True))
    rows = [("The Cranes Are Flying", "seen with Nina")]
    assert list(aligned(columns, rows, 29))[1] == "The Cranes Are Flying  seen…"
    assert list(aligned(columns, rows, 28))[1] == "The Cranes Are Flying"
    assert list(aligned(columns, rows, 10))[1] == "The Crane…"


cell = hostile.map(clean)


@settings(max_examples=some(60))
@given(st.lists(st.tuples(cell, cell, cell), max_size=4), widths)
def test_any_text_stays_in_its_line(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = list(aligned(COLUMNS, rows, width))
    assert len(lines) == len(rows) + 1
    assert all(cell_len(line) <= width for line in lines)
    drawn = re.sub("\x1b\\[[0-9;]*m", "", to_ansi(rich_table(COLUMNS, rows, width), width))
    assert len(drawn.splitlines()) == len(rows) + 1
    assert all(cell_len(line) <= width for line in drawn.splitlines())


def test_both_tables_say_the_same() -> None:
    drawn = re.sub("\x1b\\[[0-9;]*m", "", to_ansi(rich_table(COLUMNS, ROWS, 24), 24))
    assert [line.rstrip() for line in drawn.splitlines()] == list(aligned(COLUMNS, ROWS, 24))


def test_rich_reads_no_markup_in_a_cell() -> None:
    row = ("[/]", "[bold]x[/bold] :smiley:", "[red]")
    assert "[bold]x[/bold] :smiley:" in to_ansi(rich_table(COLUMNS, [row], 60), 60)
