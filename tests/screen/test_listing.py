from __future__ import annotations

from hypothesis import given, settings
from rich.cells import cell_len

from filmlog.domain.line import DiaryLine
from filmlog.screen.listing import COLUMNS, diary_rows, marks
from filmlog.screen.safe import is_safe
from filmlog.screen.table import aligned
from tests.effort import some
from tests.screen.hostile import hostile, widths

CRANES = DiaryLine(
    7, "The Cranes Are Flying", 1957, "2026-11-20", 90, True, True, False, "Soviet Movies Online",
    "She looks up, ||the cranes are back||", 9,
)  # fmt: skip
SAMURAI = DiaryLine(12, "七人の侍", 1954, "2026", 80, False, False, True, "", "", 8)
UNKNOWN = DiaryLine(13, "Roma", None, "", None, False, False, False, "", "", 4)


def _list(width: int, style: str = "stars") -> list[str]:
    return list(aligned(COLUMNS, diary_rows([CRANES, SAMURAI, UNKNOWN], style), width))


def test_a_list_at_80_columns() -> None:
    assert _list(80) == [
        "  #  Watched          Title                         Rating       Source",
        " #7  Fri 20 Nov 2026  The Cranes Are Flying (1957)  ★★★★½   ♥ ↻  Soviet Movies…",
        "#12  2026             七人の侍 (1954)               ★★★★    ◐",
        "#13                   Roma",
    ]


def test_at_40_columns_date_title_and_rating_are_left() -> None:
    assert _list(40) == [
        "Watched          Title            Rating",
        "Fri 20 Nov 2026  The Cranes Are…  ★★★★½",
        "2026             七人の侍 (1954)  ★★★★",
        "                 Roma",
    ]


def test_a_wide_line_has_the_headline_without_its_spoiler() -> None:
    wide = "\n".join(_list(140))
    assert "She looks up, [spoiler, 4 words]" in wide
    assert "the cranes are back" not in wide


def test_ratings_in_the_style_asked_for() -> None:
    assert "9/10" in _list(80, "ten")[1]
    assert "90%" in _list(80, "percent")[1]


def test_marks() -> None:
    assert marks(heart=True, rewatch=True, unfinished=True) == "♥ ↻ ◐"
    assert marks(heart=False, rewatch=False, unfinished=False) == ""


@settings(max_examples=some(60))
@given(hostile, hostile, hostile, widths)
def test_any_text_is_one_safe_line(title: str, source: str, headline: str, width: int) -> None:
    rows = diary_rows([CRANES._replace(title=title, source=source, headline=headline)], "stars")
    lines = list(aligned(COLUMNS, rows, width))
    assert len(lines) == 2
    assert all(is_safe(line) and "\n" not in line and cell_len(line) <= width for line in lines)
