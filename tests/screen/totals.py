"""Figures to show: strategies for statistics and spending, and those of an empty diary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from filmlog.domain.calendar import calendar_of
from filmlog.domain.money import Money
from filmlog.domain.period import WHOLE
from filmlog.domain.spending import GROUPS, Payment, Spending, Spent
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
from tests.examples import partial_dates
from tests.screen.hostile import hostile

_T = TypeVar("_T")

CURRENCIES = ("EUR", "JPY", "BHD")
LARGEST = 2**63 - 1
NOTHING_PAID = Spending(WHOLE, "source", (), (), 0, 0, 0, (), None, ())
NOTHING_SEEN = Stats(
    *(0,) * 9, (0,) * 10, calendar_of([]), None, None, (), (), 0, *((),) * 7, None, None,
    *((),) * 3, Drift(), 0, (),
)  # fmt: skip

widths = st.integers(20, 160)
ascii_names = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
hostile_names = hostile | st.text("七人の侍ß ", max_size=40)

_counts = st.integers(1, 12) | st.integers(1, 10**6)
_minors = st.integers(1, 10**4) | st.integers(1, LARGEST // 10**4)


def leaves(document: Any) -> Iterator[Any]:
    """Everything in a JSON document that is not made of other things."""
    if isinstance(document, dict | list):
        for item in document.values() if isinstance(document, dict) else document:
            yield from leaves(item)
    else:
        yield document


@st.composite
def all_stats(draw: st.DrawFn, names: st.SearchStrategy[str]) -> Stats:
    """Figures that hang together as far as the screen leans on it."""
    years = st.none() | st.integers(1870, 2200)
    days = st.dates(date(2024, 1, 1), date(2027, 1, 31)).map(date.isoformat)
    dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4])
    watched = draw(st.dictionaries(st.none() | dates, _counts, max_size=8))
    viewings = sum(watched.values())
    ratings = draw(st.tuples(*[st.integers(0, 3)] * 10)) if viewings > 30 else (0,) * 10
    rated = sum(ratings)

    def listed(kind: type[_T], *parts: st.SearchStrategy[Any]) -> tuple[_T, ...]:
        return draw(st.lists(st.builds(kind, *parts), max_size=3).map(tuple))

    def maybe(kind: type[_T], *parts: st.SearchStrategy[Any]) -> _T | None:
        return draw(st.none() | st.builds(kind, *parts))

    decades = st.integers(187, 220).map(lambda tens: 10 * tens)
    rating = st.integers(1, 100)
    times = draw(st.integers(0, 99))
    stopped = listed(Stopped, _counts, names, years, dates, st.integers(0, 600))
    return Stats(
        viewings=viewings,
        films=draw(st.integers(min(viewings, 1), viewings)),
        rewatches=draw(st.integers(0, viewings)),
        minutes=draw(st.integers(0, 10**7)),
        unmeasured=draw(st.integers(0, viewings)),
        rated=rated,
        rating_total=draw(st.integers(rated, 100 * rated)),
        hearts=draw(st.integers(0, viewings)),
        reviews=draw(st.integers(0, viewings)),
        ratings=ratings,
        calendar=calendar_of(watched.items()),
        first=maybe(Moment, _counts, names, years, days),
        last=maybe(Moment, _counts, names, years, days),
        firsts=listed(Moment, _counts, names, years, days),
        decades=tuple(sorted(draw(st.dictionaries(decades, _counts, max_size=4)).items())),
        no_year=draw(st.integers(0, viewings)),
        countries=listed(Named, names, _counts, _counts),
        languages=listed(Named, names, _counts, _counts),
        genres=listed(Named, names, _counts, _counts),
        directors=listed(Named, names, _counts, _counts),
        actors=listed(Named, names, _counts, _counts),
        best_directors=listed(Rated, names, st.integers(3, 9), st.integers(9, 300)),
        best_actors=listed(Rated, names, st.integers(3, 9), st.integers(9, 300)),
        longest=maybe(Length, _counts, names, years, _counts),
        shortest=maybe(Length, _counts, names, years, _counts),
        companions=listed(Often, names, _counts),
        sources=listed(Often, names, _counts),
        tags=listed(Often, names, _counts),
        drift=Drift(
            times, *(0, 0) if not times else (times // 3, times // 2),
            draw(st.integers(-99 * times, 99 * times)),
            *(draw(st.none() | st.builds(Turn, _counts, names, years, rating, rating))
              for _ in range(2)),
        ),
        unfinished=len(stopped) + draw(st.integers(0, 3)),
        stopped=stopped,
    )  # fmt: skip


def _label(spent: Spent) -> str:
    return spent.label


def _sums(label: st.SearchStrategy[str], currency: str) -> st.SearchStrategy[Spent]:
    count = st.integers(0, 40)
    return st.builds(Spent, label, st.just(currency), _minors, st.integers(1, 9), *[count] * 4)


@st.composite
def spendings(draw: st.DrawFn, names: st.SearchStrategy[str]) -> Spending:
    """What may be told of a period: of each currency rows, and the sum of them."""
    by = draw(st.sampled_from(GROUPS))
    days = st.dates(date(2023, 1, 1), date(2027, 1, 1)).map(date.isoformat)
    labels = {"month": days.map(lambda day: day[:7]), "year": days.map(lambda day: day[:4])}
    named = labels.get(by, names.filter(bool))
    # A source has a name, and a pass a kind.
    label = named if by in {"source", "kind"} else st.just("") | named
    rows: list[Spent] = []
    totals = []
    for currency in draw(st.lists(st.sampled_from(CURRENCIES), unique=True)):
        there = draw(
            st.lists(
                _sums(label, currency), min_size=1, max_size=5, unique_by=lambda row: row.label
            )
        )
        rows += there
        totals.append(Spent("", currency, *map(sum, zip(*(row[2:] for row in there), strict=True))))
    payments = [
        Payment(
            1, draw(names), draw(names), total.total, draw(st.none() | partial_dates()),
            draw(st.integers(2, 9)),
        )
        for total in totals
    ]  # fmt: skip
    count = st.integers(0, 9)
    best = draw(st.sampled_from(payments)) if payments else None
    undated = draw(st.lists(st.builds(Money, _minors, st.sampled_from(CURRENCIES)), max_size=2))
    return Spending(
        WHOLE, by, tuple(totals), tuple(rows), draw(count), draw(count), draw(count),
        tuple(payments), best, tuple(undated),
    )  # fmt: skip
