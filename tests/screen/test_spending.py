from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.rates import Converted, convert
from filmlog.domain.rating import RATING_STYLES
from filmlog.domain.spending import By, Payment, Spending, Spent
from filmlog.screen.manner import Manner
from filmlog.screen.safe import clean, is_safe
from filmlog.screen.spending import CSV_COLUMNS, csv_row, ordered, statement
from filmlog.screen.width import cells
from tests.effort import some
from tests.screen.hostile import hostile
from tests.screen.totals import (
    CURRENCIES,
    LARGEST,
    NOTHING_PAID,
    ascii_names,
    hostile_names,
    spendings,
    widths,
)


def text_of(
    spending: Spending,
    manner: Manner = Manner(80),  # noqa: B008 - a tuple
    *,
    together: Converted | None = None,
    top: int = 20,
    heading: str = "Spending",
) -> list[str]:
    return [line.text for line in statement(spending, heading, together, top, manner)]


@settings(max_examples=some(30))
@given(
    spendings(hostile_names), hostile, widths, st.sampled_from(RATING_STYLES), st.booleans(),
    st.integers(1, 5),
)  # fmt: skip
def test_no_line_is_wider_than_the_screen(
    spending: Spending, heading: str, width: int, style: str, is_ascii: bool, top: int
) -> None:
    manner = Manner(width, style, is_ascii)
    for line in text_of(spending, manner, top=top, heading=clean(heading)):
        assert cells(line) <= width
        assert is_safe(line)
        assert "\n" not in line


@settings(max_examples=some(30))
@given(spendings(ascii_names), widths, st.integers(1, 5))
def test_ascii_is_ascii(spending: Spending, width: int, top: int) -> None:
    rates = dict.fromkeys(CURRENCIES[1:], "0.5")
    together = convert([total.total for total in spending.totals], "EUR", rates)
    lines = text_of(spending, Manner(width, ascii=True), together=together, top=top)
    assert "".join(lines).isascii()


@settings(max_examples=some(25))
@given(spendings(ascii_names))
def test_currencies_are_never_added(spending: Spending) -> None:
    text = "\n".join(text_of(spending, Manner(400)))
    for total in spending.totals:
        assert f"{total.total} in " in text
        assert f"By {spending.by}, {total.currency}" in text
    assert "Converted" not in text


@settings(max_examples=some(30))
@given(spendings(st.text("ab", max_size=3)))
def test_csv_has_every_group_with_exact_amounts(spending: Spending) -> None:
    for row in spending.rows:
        cells_ = dict(zip(CSV_COLUMNS, csv_row(row), strict=True))
        assert (cells_["label"], cells_["currency"]) == (row.label, row.currency)
        assert f"{cells_['amount']} {row.currency}" == str(row.total)
        digits = str(cells_["amount"]).replace(".", "")
        assert (int(digits), cells_["minor"]) == (row.minor, row.minor)
        names = "payments films viewings minutes unmeasured".split()
        assert [cells_[name] for name in names] == list(row[3:])


def test_a_whole_statement() -> None:
    day = PartialDate(2026, 3, 1)
    pass_ = Payment(1, "Soviet Movies Online", "one-day pass", Money(500, "EUR"), day, 3)
    spending = NOTHING_PAID._replace(
        totals=(Spent("", "EUR", 1300, 3, 4, 5, 480, 1),),
        rows=(
            Spent("Arsenal", "EUR", 800, 2, 1, 1, 97, 0),
            Spent("Soviet Movies Online", "EUR", 500, 1, 3, 4, 383, 1),
        ),
        free=1, unpriced=2, without=0, dearest=(pass_,), best_used=pass_,
        undated=(Money(900, "EUR"), Money(100, "JPY")),
    )  # fmt: skip
    assert text_of(spending, heading="Spending, 2026") == [*EXPECTED.splitlines(), ""]


def said(total: Spent) -> str:
    return text_of(NOTHING_PAID._replace(totals=(total,)), Manner(300))[2]


def test_an_hour_is_a_bound_where_a_length_is_missing() -> None:
    total = Spent("", "EUR", 1000, 1, 1, 1, 90, 0)
    assert "6.67 EUR an hour" in said(total)
    missing = total._replace(unmeasured=1)
    assert "at most 6.67 EUR an hour" in said(missing)
    assert "hour" not in said(total._replace(minutes=0))


def test_an_hour_that_costs_more_than_a_price_can_be_is_left_out() -> None:
    total = Spent("", "EUR", LARGEST, 1, 1, 1, 1, 0)
    assert said(total).endswith("1 film, 92233720368547758.07 EUR a film")


@pytest.mark.parametrize(
    ("by", "names", "expected"),
    [
        ("month", ("2025-11", "2026-02"), ["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026"]),
        ("year", ("2023", "2026"), ["2023", "2024", "2025", "2026"]),
        ("year", ("2024", ""), ["2024", "year not known"]),
        ("month", ("", "2024-01"), ["Jan 2024", "month not known"]),
        # Too long a time to be drawn month by month.
        ("month", ("1990-01", "2026-02"), ["Jan 1990", "Feb 2026"]),
    ],
)
def test_months_and_years_have_no_gaps(by: By, names: tuple[str, str], expected: list[str]) -> None:
    rows = tuple(Spent(name, "EUR", 100, 1, 0, 0, 0, 0) for name in names)
    total = Spent("", "EUR", 200, 2, 0, 0, 0, 0)
    lines = text_of(NOTHING_PAID._replace(by=by, rows=rows, totals=(total,)))
    start = lines.index(next(line for line in lines if line.startswith("By ")))
    labels = [line.split("  ")[0] for line in lines[start + 1 : -2]]
    assert labels == expected


def test_the_rest_is_summed() -> None:
    rows = tuple(Spent(name, "EUR", 100 * n, 1, 0, 0, 0, 0) for n, name in enumerate("abc", 1))
    spending = NOTHING_PAID._replace(rows=rows, totals=(Spent("", "EUR", 600, 3, 0, 0, 0, 0),))
    lines = text_of(spending, top=1)
    assert "and 2 more, 3.00 EUR; --top N shows more" in lines
    narrow = text_of(spending, Manner(20), top=1)
    assert "and 2 more, 3.00 EUR; --top N shows more" in " ".join(narrow)


def test_a_sum_that_was_converted_says_by_what() -> None:
    totals = tuple(Spent("", code, 1000, 1, 0, 0, 0, 0) for code in ("EUR", "USD", "PLN"))
    together = convert([total.total for total in totals], "EUR", {"USD": "0.92"})
    lines = text_of(NOTHING_PAID._replace(totals=totals), Manner(120), together=together)
    assert "Converted  19.20 EUR in all, at your rates: 1 USD = 0.92 EUR; without PLN" in lines


def test_the_order_of_rows() -> None:
    rows = [Spent(name, "EUR", minor, 1, 0, 0, 0, 0) for name, minor in
            (("", 5), ("2026-02", 1), ("2025-01", 9))]  # fmt: skip
    assert [row.label for row in ordered("month", rows)] == ["2025-01", "2026-02", ""]
    assert [row.minor for row in ordered("source", rows)] == [9, 5, 1]


EXPECTED = """\
Spending, 2026
════════════════════════════════════════════════════════════════════════════════
Spent      13.00 EUR in 3 payments, 4 films, 3.25 EUR a film, at most 1.63 EUR
           an hour
Dearest    5.00 EUR, Soviet Movies Online, one-day pass, Sun 1 Mar 2026
Best used  5.00 EUR, Soviet Movies Online, one-day pass, Sun 1 Mar 2026: 3
           films, 1.67 EUR a film
Free       1 viewing that cost nothing
No price   2 viewings whose price is not known
No date    9.00 EUR and 100 JPY more may have been paid then; the day is not
           known

By source, EUR ─────────────────────────────────────────────────────────────────
Arsenal               ████████████████ 8.00 EUR, 1 film at 8.00 EUR
Soviet Movies Online  ██████████ 5.00 EUR, 3 films at 1.67 EUR
(each █ is 0.50 EUR)
"""
