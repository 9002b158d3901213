from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.calendar import calendar_of
from filmlog.domain.money import Money
from filmlog.domain.period import WHOLE, Period
from filmlog.domain.rating import RATING_STYLES
from filmlog.domain.spending import Sum, Sums
from filmlog.domain.stats import (
    Drift,
    Length,
    Moment,
    Named,
    Often,
    Rated,
    Stats,
    Stopped,
    Turn,
)
from filmlog.screen.manner import Manner
from filmlog.screen.safe import clean, is_safe
from filmlog.screen.statistics import review
from filmlog.screen.width import cells
from tests.effort import some
from tests.screen.hostile import hostile
from tests.screen.totals import (
    NOTHING_SEEN,
    all_stats,
    ascii_names,
    hostile_names,
    widths,
)

TODAY = date(2026, 11, 20)
YEAR = Period("2026", date(2026, 1, 1), date(2026, 12, 31))

styles = st.sampled_from(RATING_STYLES)
periods = st.sampled_from(
    [WHOLE, YEAR, Period("2025", date(2025, 1, 1), date(2025, 12, 31)),
     Period("June", date(2026, 6, 1), date(2026, 6, 30)), Period("since", date(2024, 2, 1))]
)  # fmt: skip


def paid(*amounts: Money) -> Sums:
    return Sums(tuple(Sum(money, 2) for money in amounts), 1, 2)


def shown(stats: Stats, manner: Manner, period: Period = WHOLE, heading: str = "All") -> list[str]:
    spending = paid(Money(450, "EUR"), Money(10**9, "JPY"))
    return [line.text for line in review(stats, heading, period, spending, TODAY, manner)]


def facts(stats: Stats, manner: Manner = Manner(300)) -> dict[str, str]:  # noqa: B008 - a tuple
    """The facts under the charts, on a line wide enough for each."""
    found = [line.split("  ", 1) for line in shown(stats, manner) if "  " in line]
    return {label: text.strip() for label, text in found}


@settings(max_examples=some(25))
@given(all_stats(hostile_names), hostile, periods, widths, styles, st.booleans())
def test_no_line_is_wider_than_the_screen(
    stats: Stats, heading: str, period: Period, width: int, style: str, is_ascii: bool
) -> None:
    for line in shown(stats, Manner(width, style, is_ascii), period, clean(heading)):
        assert cells(line) <= width
        assert is_safe(line)
        assert "\n" not in line


@settings(max_examples=some(25))
@given(all_stats(ascii_names), periods, widths, styles)
def test_ascii_is_ascii(stats: Stats, period: Period, width: int, style: str) -> None:
    assert "".join(shown(stats, Manner(width, style, ascii=True), period)).isascii()


@settings(max_examples=some(20))
@given(all_stats(st.just("Ozu")), periods, st.integers(20, 160))
def test_every_chart_states_its_scale(stats: Stats, period: Period, width: int) -> None:
    text = " ".join(" ".join(shown(stats, Manner(width), period)).split())
    assert text.count("(each █ is ") == text.count("█ is")
    assert ("Ratings" in text) == bool(stats.rated)
    assert ("Weekdays" in text) == bool(stats.calendar.days)


def test_a_year_that_fits_a_screenshot() -> None:
    days = [date(2026, 1, 1) + timedelta(days=9 * n) for n in range(30)]
    watched = [*((day.isoformat(), 1) for day in days), ("2026-03", 2), ("2026", 1)]
    people = (Named("Akira Kurosawa", 4, 6), Named("Larisa Shepitko", 2, 2))
    stats = NOTHING_SEEN._replace(
        viewings=33, films=30, rewatches=3, minutes=3000, unmeasured=2, rated=20, rating_total=1610,
        hearts=1, reviews=4, ratings=(0, 0, 0, 0, 1, 2, 3, 6, 5, 3), calendar=calendar_of(watched),
        first=Moment(1, "Ran", 1985, "2026-01-01"), last=Moment(2, "Ikiru", 1952, "2026-09-19"),
        decades=((1950, 9), (1980, 20)), no_year=1, directors=people,
        best_directors=(Rated("Akira Kurosawa", 3, 271),), companions=(Often("Nina", 5),),
        longest=Length(1, "Ran", 1985, 162), shortest=Length(3, "La Jetée", 1962, 28),
        drift=Drift(2, 1, 1, -10, Turn(1, "Ran", 1985, 80, 90), Turn(2, "Ikiru", None, 90, 70)),
        unfinished=2, stopped=(Stopped(4, "Persona", 1966, "", 40),),
    )  # fmt: skip
    lines = shown(stats, Manner(80), YEAR, "2026")
    assert lines == EXPECTED.splitlines()


def test_what_is_not_known_is_not_said() -> None:
    stats = NOTHING_SEEN._replace(
        viewings=2, films=1, unmeasured=2, calendar=calendar_of([(None, 2)])
    )
    assert shown(stats, Manner(80))[2] == "1 film · 2 viewings"
    assert set(facts(stats)) == {"Spent", "Beside that"}


def test_years_are_filled_and_a_long_time_is_told_in_decades() -> None:
    stats = NOTHING_SEEN._replace(
        viewings=4, films=4, calendar=calendar_of([("2021", 3), ("2024", 1)])
    )
    assert bars_of(stats, "Years") == {"2021": "3", "2022": "0", "2023": "0", "2024": "1"}
    stats = stats._replace(calendar=calendar_of([("1989", 3), ("2024", 1), (None, 7)]))
    assert bars_of(stats, "Years") == {
        "1980s": "3", "1990s": "0", "2000s": "0", "2010s": "0", "2020s": "1", "and": "date",
    }  # fmt: skip
    assert "and 7 of no date" in shown(stats, Manner(40))


def test_months_are_filled_in_a_year_and_in_a_part_of_one() -> None:
    calendar = calendar_of([("2026-02", 2), ("2026-05-01", 1), ("2026", 4)])
    stats = NOTHING_SEEN._replace(viewings=7, films=7, calendar=calendar)
    assert len(bars_of(stats, "Months", YEAR)) == 12 + 1
    part = shown(stats, Manner(40), Period("so far", None, date(2026, 10, 1)))
    start = part.index(next(line for line in part if line.startswith("Months")))
    assert part[start + 1 : start + 7] == [
        "Feb 2026  ██ 2", "Mar 2026  0", "Apr 2026  0", "May 2026  █ 1", "(each █ is 1 viewing)",
        "and 4 of no month",
    ]  # fmt: skip


def test_a_map_is_drawn_of_a_year_alone() -> None:
    stats = NOTHING_SEEN._replace(viewings=1, films=1, calendar=calendar_of([("2026-05-01", 1)]))
    assert any(line.startswith("Calendar") for line in shown(stats, Manner(80), YEAR))
    assert not any(line.startswith("Calendar") for line in shown(stats, Manner(80)))
    # Of this year the days to come, from the 21st of November, are blank.
    last = Period("2025", date(2025, 1, 1), date(2025, 12, 31))
    for period, saturdays in ((YEAR, 46), (last, 52)):
        row = next(line for line in shown(stats, Manner(80), period) if line.startswith("Sat ·"))
        assert row.count("·") == saturdays


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("stars", "-0.25 stars on average; most up Ran (1985), 4.00 to 4.50 of 5"),
        ("ten", "-0.50/10 on average; most up Ran (1985), 8.00/10 to 9.00/10"),
        ("percent", "-5% on average; most up Ran (1985), 80% to 90%"),
    ],
)
def test_a_rating_given_again_in_every_style(style: str, words: str) -> None:
    drift = Drift(2, 1, 1, -10, Turn(1, "Ran", 1985, 80, 90))
    stats = NOTHING_SEEN._replace(viewings=4, films=2, drift=drift)
    again = facts(stats, Manner(300, style))["Rated again"]
    assert again == f"2 times: 1 up, 1 down, 0 the same, {words}"


def test_what_was_paid_in_words() -> None:
    said = facts(NOTHING_SEEN)
    assert said["Spent"] == "4.50 EUR and 1000000000 JPY in 4 payments"
    assert said["Beside that"] == "1 viewing free, 2 viewings at a price not known"


def test_nothing_paid_is_not_said() -> None:
    lines = review(NOTHING_SEEN, "All", WHOLE, Sums((), 0, 0), TODAY, Manner(80))
    assert [line.text for line in lines][2:] == ["0 films · 0 viewings", ""]


def bars_of(stats: Stats, heading: str, period: Period = WHOLE) -> dict[str, str]:
    """The first and last word of each line of a block, but its scale."""
    lines = shown(stats, Manner(40), period)
    start = next(n for n, line in enumerate(lines) if line.startswith(heading))
    block = lines[start + 1 : lines.index("", start)]
    return {line.split()[0]: line.split()[-1] for line in block if not line.startswith("(each")}


EXPECTED = """\
2026
════════════════════════════════════════════════════════════════════════════════
30 films · 33 viewings · 3 rewatches · 50 h (2 viewings of unknown length not in
it) · 4.03 of 5 on average, 20 ratings · 1 heart · 4 reviews

Months ─────────────────   Ratings ────────────────   Weekdays ───────────────
Jan  ████ 4                ★★★★★  ███ 3               Mon  ████ 4
Feb  ███ 3                 ★★★★½  █████ 5             Tue  ████ 4
Mar  █████ 5               ★★★★   ██████ 6            Wed  ████ 4
Apr  ████ 4                ★★★½   ███ 3               Thu  █████ 5
May  ███ 3                 ★★★    ██ 2                Fri  ████ 4
Jun  ████ 4                ★★½    █ 1                 Sat  █████ 5
Jul  ███ 3                 ★★     0                   Sun  ████ 4
Aug  ███ 3                 ★½     0                   (each █ is 1 viewing)
Sep  ███ 3                 ★      0                   and 3 of no day
Oct  0                     ½      0
Nov  0                     (each █ is 1 viewing)
Dec  0                     and 13 not rated
(each █ is 1 viewing)
and 1 of no month

Calendar ───────────────────────────────────────────────────────────────────────
    Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec
Mon  ··░········░········░········░················
Tue  ·······░········░········░········░···········
Wed  ···░········░········░········░···············
Thu ░········░········░········░········░··········
Fri ·····░········░········░········░··············
Sat ·░········░········░········░········░········
Sun ······░········░········░········░············
· none  ░ 1

Decades of release ─────   Directors, by films ────   Directors, by rating ───
1950s  ████▌ 9             Akira Kurosawa         4   Akira Kurosawa 4.52 in 3
1980s  ██████████ 20       Larisa Shepitko        2
(each █ is 2 films)                                   With ───────────────────
and 1 of no year                                      Nina                   5

First         Ran (1985), Thu 1 Jan 2026
Last          Ikiru (1952), Sat 19 Sep 2026
Longest       Ran (1985), 2 h 42 min
Shortest      La Jetée (1962), 28 min
Pause         8 days in a row without one, Fri 2 Jan 2026 to Fri 9 Jan 2026
Rated again   2 times: 1 up, 1 down, 0 the same, -0.25 stars on average; most up
              Ran (1985), 4.00 to 4.50 of 5; most down Ikiru, 4.50 to 3.50 of 5
Not finished  Persona (1966) after 40 min and 1 more
Spent         4.50 EUR and 1000000000 JPY in 4 payments
Beside that   1 viewing free, 2 viewings at a price not known
"""
