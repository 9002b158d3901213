"""Spending as a screen: sums per currency, what stands beside them, and bars for each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from filmlog.domain.money import Money, per
from filmlog.domain.numerals import counted
from filmlog.domain.partial_date import MONTHS
from filmlog.domain.rates import Converted
from filmlog.domain.spending import Payment, Spending, Spent
from filmlog.screen.blocks import Block, Line, beside
from filmlog.screen.charts import Bar, bars
from filmlog.screen.manner import Manner
from filmlog.screen.safe import clean
from filmlog.screen.width import pad, wrap

CSV_COLUMNS = "label currency amount minor payments films viewings minutes unmeasured".split()
_ROOMY = 64
"""Cells from which a bar has room for the cost of a film beside its sum."""

_NOTHING = {"film": "no film seen for it", "year": "year not known", "month": "month not known"}
_LONGEST_GAP = 36


def statement(
    spending: Spending, heading: str, together: Converted | None, top: int, manner: Manner
) -> Iterator[Line]:
    """Every line of the screen, none wider than it; of each currency the `top` groups."""
    width = manner.width
    for text in wrap(heading, width):
        yield Line(text, "film.title")
    yield Line(("=" if manner.ascii else "═") * width, "film.rule")
    facts = [(label, clean(text)) for label, text in _facts(spending, together) if text]
    widest = max((len(label) for label, _ in facts), default=0)
    for label, text in facts:
        for line in wrap(text, width, f"{pad(label, widest)}  "):
            yield Line(line)
    if facts:
        yield Line("")
    for total in spending.totals:
        rows = [row for row in spending.rows if row.currency == total.currency]
        heading = f"By {spending.by}, {total.currency}"
        block = Block(heading, tuple(_bars(spending.by, rows, total, top, manner)))
        yield from beside([block], width, width, manner.rule)


def ordered(by: str, rows: Sequence[Spent]) -> list[Spent]:
    """Rows as they are shown: months and years in their order, the rest by the sum."""
    if by in {"month", "year"}:
        return sorted(rows, key=lambda row: (row.label == "", row.label, row.currency))
    return sorted(rows, key=lambda row: (-row.minor, row.label == "", row.label, row.currency))


def csv_row(spent: Spent) -> list[Any]:
    """The cells of CSV_COLUMNS."""
    amount = str(spent.total).partition(" ")[0]
    label, currency, *counts = spent
    return [label, currency, amount, *counts]


def _facts(spending: Spending, together: Converted | None) -> Iterator[tuple[str, str]]:
    for total in spending.totals:
        yield "Spent", _total(total)
    if together is not None:
        rates = ", ".join(
            f"1 {code} = {rate} {together.total.currency}" for code, rate in together.rates
        )
        left = f"; without {', '.join(together.left_out)}" if together.left_out else ""
        yield "Converted", f"{together.total} in all, at your rates: {rates}{left}"
    for payment in spending.dearest:
        yield "Dearest", _payment(payment)
    if spending.best_used is not None:
        best = spending.best_used
        cost = per(best.price, best.films)
        yield "Best used", f"{_payment(best)}: {counted(best.films, 'film')}, {cost} a film"
    for count, label, what in (
        (spending.free, "Free", "that cost nothing"),
        (spending.unpriced, "No price", "whose price is not known"),
        (spending.without, "No pass", "on no pass"),
    ):
        yield label, f"{counted(count, 'viewing')} {what}" if count else ""
    if spending.undated:
        amounts = " and ".join(str(money) for money in spending.undated)
        yield "No date", f"{amounts} more may have been paid then; the day is not known"


def _total(total: Spent) -> str:
    parts = [f"{total.total} in {counted(total.payments, 'payment')}"]
    if total.films:
        parts.append(f"{counted(total.films, 'film')}, {per(total.total, total.films)} a film")
    if total.minutes:
        # Hours that are not known would only make it less.
        most = "at most " if total.unmeasured else ""
        with suppress(ValueError):  # it may be more than a price can be
            minor = (120 * total.minor + total.minutes) // (2 * total.minutes)
            parts.append(f"{most}{Money(minor, total.currency)} an hour")
    return ", ".join(parts)


def _payment(payment: Payment) -> str:
    day = f", {payment.day.words}" if payment.day is not None else ""
    return f"{payment.price}, {payment.source}, {payment.kind}{day}"


def _bars(by: str, rows: Sequence[Spent], total: Spent, top: int, manner: Manner) -> Iterator[str]:
    shown = ordered(by, rows)
    if by in {"month", "year"}:
        # The latest of them are what a person looks for.
        filled = _filled(by, shown, total.currency)
        shown, rest = filled[-top:], [row for row in filled[:-top] if row.payments]
    else:
        shown, rest = shown[:top], shown[top:]
    drawn = [Bar(_label(by, row.label), row.minor, _figure(by, row, manner)) for row in shown]
    chart = bars(
        drawn, manner.width, ascii=manner.ascii, unit=lambda n: str(Money(n, total.currency))
    )
    yield from chart.lines
    if chart.scale:
        yield f"({chart.scale})"
    if rest:
        money = Money(sum(row.minor for row in rest), total.currency)
        what = f"earlier {by}s" if by in {"month", "year"} else "more"
        yield f"and {len(rest):,} {what}, {money}; --top N shows more"


def _filled(by: str, rows: Sequence[Spent], currency: str) -> list[Spent]:
    """The months or years from the first to the last, those with nothing paid among them."""
    known = {row.label: row for row in rows}
    names = sorted(label for label in known if label)
    if not names:
        return list(rows)
    step = 12 if by == "month" else 1
    first, last = (_index(name, step) for name in (names[0], names[-1]))
    if last - first > _LONGEST_GAP:
        return list(rows)
    labels = [_named(index, step) for index in range(first, last + 1)]
    empty = Spent("", currency, 0, 0, 0, 0, 0, 0)
    return [
        *(known.get(label, empty._replace(label=label)) for label in labels),
        *(row for row in rows if not row.label),
    ]


def _index(name: str, step: int) -> int:
    year, _, month = name.partition("-")
    return int(year) * step + (int(month) - 1 if month else 0)


def _named(index: int, step: int) -> str:
    year, month = divmod(index, step)
    return f"{year:04}-{month + 1:02}" if step > 1 else f"{year:04}"


def _label(by: str, label: str) -> str:
    if not label:
        return _NOTHING[by]
    if by == "month":
        return f"{MONTHS[int(label[5:]) - 1][:3]} {label[:4]}"
    return clean(label)


def _figure(by: str, row: Spent, manner: Manner) -> str:
    amount = str(row.total)
    if by == "film" or not row.films or manner.width < _ROOMY:
        return amount
    return f"{amount}, {counted(row.films, 'film')} at {per(row.total, row.films)}"
