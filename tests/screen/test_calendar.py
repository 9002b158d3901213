from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.screen.calendar import heat_map
from tests.effort import some

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SHADES = "·░▒▓█"
ASCII_SHADES = ".-+x#"

# The ends of the calendar, and each length on each weekday; 2012 has 54 weeks.
NOTABLE = (1, 1900, *range(2000, 2028), 9999)
years = st.sampled_from(NOTABLE) | st.integers(1, 9999)
widths = st.integers(20, 200)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(number) for number in range((date(year, 12, 31) - first).days + 1)]


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, dict[date, int]]:
    """A year and the counts of some days in and around it."""
    year = draw(years)
    days = days_of(year)
    highest = draw(st.sampled_from((1, 3, 4, 5, 9, 13, 100)))
    numbers = st.dictionaries(st.integers(0, len(days) - 1), st.integers(0, highest), max_size=40)
    counts = {days[number]: count for number, count in draw(numbers).items()}
    # What was seen in other years changes nothing.
    return year, counts | {
        date(year + step, 6, 1): 500 for step in (-1, 1) if 0 < year + step < 9999
    }


def read(lines: tuple[str, ...], year: int) -> dict[date, str]:
    """Each day's shade, found again from the months, the weekdays and the columns alone."""
    found: dict[date, str] = {}
    for top in range(0, len(lines), 9):
        names, *rows = (line.ljust(80)[4:] for line in lines[top : top + 8])
        start = 1 + MONTHS.index(names.split()[0])
        monday = date(year, start, 1).toordinal() - date(year, start, 1).weekday()
        for row, line in enumerate(rows):
            for column, shade in enumerate(line):
                if shade != " ":
                    day = date.fromordinal(monday + 7 * column + row)
                    assert day not in found
                    found[day] = shade
    return found


def ranges(legend: str) -> dict[str, range]:
    """What a legend says: each shade and its counts."""
    parts = legend.replace("\n", "  ").split("  ")
    said: dict[str, range] = {}
    for shade, words in (part.split(" ") for part in parts):
        least, _, most = ("0" if words == "none" else words).partition("-")
        said[shade] = range(int(least), int(most or least) + 1)
    return said


def test_a_year_at_80_columns() -> None:
    counts = {date(2026, 1, 1): 1, date(2026, 2, 14): 2, date(2026, 11, 20): 4}
    assert heat_map(counts, 2026, 80, until=date(2026, 11, 20)) == (
        (
            "    Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec",
            "Mon  ··············································",
            "Tue  ··············································",
            "Wed  ··············································",
            "Thu ░··············································",
            "Fri ··············································█",
            "Sat ······▒·······································",
            "Sun ··············································",
        ),
        "· none  ░ 1  ▒ 2  ▓ 3  █ 4",
    )


def test_two_halves_at_40_columns_in_ascii() -> None:
    counts = {date(2028, 6, 30): 3, date(2028, 7, 1): 1}
    assert heat_map(counts, 2028, 40, ascii=True) == (
        (
            "    Jan  Feb Mar Apr  May Jun",
            "Mon  ..........................",
            "Tue  ..........................",
            "Wed  ..........................",
            "Thu  ..........................",
            "Fri  .........................x",
            "Sat ..........................",
            "Sun ..........................",
            "",
            "    Jul  Aug Sep Oct  Nov Dec",
            "Mon  ..........................",
            "Tue  ..........................",
            "Wed  ..........................",
            "Thu  ..........................",
            "Fri  ..........................",
            "Sat -..........................",
            "Sun ...........................",
        ),
        ". none  - 1  + 2  x 3",
    )


def test_the_size_of_the_pieces_goes_by_the_width_and_not_by_the_year() -> None:
    for year in NOTABLE:
        lines = [len(heat_map({}, year, width).lines) for width in (58, 57, 32, 31, 20)]
        assert lines == [8, 17, 17, 35, 35]


def test_four_quarters_below_32_columns() -> None:
    assert heat_map({}, 2026, 31).lines[-8:] == (
        "    Oct Nov  Dec",
        "Mon  ·············",
        "Tue  ·············",
        "Wed  ·············",
        "Thu ··············",
        "Fri ·············",
        "Sat ·············",
        "Sun ·············",
    )


@pytest.mark.parametrize(
    ("largest", "legend"),
    [
        (0, "· none"),
        (1, "· none  ░ 1"),
        (3, "· none  ░ 1  ▒ 2  ▓ 3"),
        (4, "· none  ░ 1  ▒ 2  ▓ 3  █ 4"),
        (5, "· none  ░ 1-2  ▒ 3-4  ▓ 5"),
        (12, "· none  ░ 1-3  ▒ 4-6  ▓ 7-9  █ 10-12"),
    ],
)
def test_the_legend_names_the_shades_that_can_be(largest: int, legend: str) -> None:
    assert heat_map({date(2026, 5, 1): largest}, 2026, 80).legend == legend


def test_a_legend_too_long_for_its_line_has_two() -> None:
    legend = heat_map({date(2026, 5, 1): 12}, 2026, 20).legend
    assert legend == "· none  ░ 1-3  ▒ 4-6\n▓ 7-9  █ 10-12"


@pytest.mark.parametrize("year", [1984, 2012, 2040])
def test_a_year_of_54_weeks(year: int) -> None:
    lines = heat_map({}, year, 58).lines
    assert max(map(len, lines)) == 58
    assert [line[4] for line in lines[1:]] == [" "] * 6 + ["·"]
    assert lines[1].endswith("·")


def test_days_to_come_are_blank_but_hide_no_viewing() -> None:
    today = date(2026, 3, 10)
    shown = read(heat_map({date(2026, 3, 12): 1}, 2026, 80, until=today).lines, 2026)
    assert max(day for day, shade in shown.items() if shade == "·") == today
    assert shown.pop(date(2026, 3, 12)) == "░"
    assert len(shown) == 31 + 28 + 10


def test_a_year_to_come_is_a_frame() -> None:
    lines = heat_map({}, 2027, 80, until=date(2026, 11, 20)).lines
    assert lines[1:] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@settings(max_examples=some(120), deadline=None)
@given(counted(), widths, st.booleans(), st.none() | st.integers(0, 400))
def test_each_day_stands_once_in_the_shade_of_its_count(
    seen: tuple[int, dict[date, int]], width: int, plain: bool, past: int | None
) -> None:
    year, counts = seen
    days = days_of(year)
    until = None if past is None else days[min(past, len(days) - 1)]
    lines, legend = heat_map(counts, year, width, ascii=plain, until=until)
    shown = read(lines, year)
    assert all(until is not None and day > until for day in set(days) - set(shown))
    expected = {d: counts.get(d, 0) for d in days if until is None or d <= until or counts.get(d)}
    said = ranges(legend)
    assert set(said) <= set(ASCII_SHADES if plain else SHADES)
    assert shown.keys() == expected.keys()
    assert all(expected[day] in said[shade] for day, shade in shown.items())
    drawn = Counter("".join(line[4:] for number, line in enumerate(lines) if number % 9))
    for shade, range_ in said.items():
        assert drawn[shade] == sum(count in range_ for count in expected.values())
    assert max(most for range_ in said.values() for most in range_) == max(
        (counts.get(day, 0) for day in days), default=0
    )


@settings(deadline=None)
@given(counted(), widths)
def test_no_line_is_wider_than_it_may_be_and_ascii_is_ascii(
    seen: tuple[int, dict[date, int]], width: int
) -> None:
    year, counts = seen
    for plain in (False, True):
        lines, legend = heat_map(counts, year, width, ascii=plain)
        assert all(len(line) <= width for line in (*lines, *legend.split("\n")))
        assert not plain or ("".join(lines) + legend).isascii()


@given(years, widths)
def test_a_month_stands_over_the_week_of_its_first_day(year: int, width: int) -> None:
    # Only the first days of the months: each is the top of a column that has its month's name.
    firsts = {date(year, month, 1): 1 for month in range(1, 13)}
    lines = heat_map(firsts, year, width).lines
    named = []
    for top in range(0, len(lines), 9):
        names, *rows = (line.ljust(80) for line in lines[top : top + 8])
        starts = [i for i in range(4, 80) if names[i] != " " and names[i - 1] == " "]
        assert starts == [i for i in range(4, 80) if any(row[i] == "░" for row in rows)]
        named += names.split()
    assert named == MONTHS
