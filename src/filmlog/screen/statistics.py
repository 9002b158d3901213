"""The figures of a diary as a screen of blocks: a year in review, or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from filmlog.domain.calendar import Run
from filmlog.domain.partial_date import MONTHS, WEEKDAYS, PartialDate
from filmlog.domain.period import Period
from filmlog.domain.spending import Spending
from filmlog.domain.stats import Moment, Rated, Stats, Turn
from filmlog.screen.blocks import Block, Line, beside, column_width
from filmlog.screen.calendar import heat_map
from filmlog.screen.charts import Bar, Chart, bars, cut
from filmlog.screen.facts import runtime_words, titled
from filmlog.screen.safe import clean
from filmlog.screen.width import ELLIPSIS, pad, wrap

_MOST_COLUMNS = 3
_MOST_YEARS = 12


class Manner(NamedTuple):
    """How figures are shown: in so many cells, ratings in a style of rating.py, ASCII alone."""

    width: int
    rating_style: str = "stars"
    ascii: bool = False

    @property
    def rule(self) -> str:
        """What a line under or after a heading is drawn with."""
        return "-" if self.ascii else "─"

    @property
    def ending(self) -> str:
        """What a text that was cut ends in."""
        return "~" if self.ascii else ELLIPSIS


def review(
    stats: Stats, heading: str, period: Period, spending: Spending, today: date, manner: Manner
) -> Iterator[Line]:
    """Every line of the screen, none wider than it; `heading` is safe text."""
    width = manner.width
    for text in wrap(heading, width):
        yield Line(text, "film.title")
    yield Line(("=" if manner.ascii else "═") * width, "film.rule")
    for text in wrap(_totals(stats, manner), width):
        yield Line(text)
    yield Line("")
    column = column_width(width, _MOST_COLUMNS)
    yield from beside(_charts(stats, period, column, manner), width, column, manner.rule)
    if period.year is not None and stats.calendar.days:
        until = today if today.year == period.year else None
        shown = heat_map(stats.calendar.days, period.year, width, ascii=manner.ascii, until=until)
        block = Block("Calendar", (*shown.lines, *shown.legend.split("\n")))
        yield from beside([block], width, width, manner.rule)
    yield from beside(_names(stats, column, manner), width, column, manner.rule)
    facts = [(label, clean(text)) for label, text in _facts(stats, spending, manner) if text]
    if facts:
        widest = max(len(label) for label, _ in facts)
        for label, text in facts:
            for line in wrap(text, width, f"{pad(label, widest)}  "):
                yield Line(line)


def mean_words(total: int, count: int, style: str) -> str:
    """The mean of ratings (1-100) to a hundredth of a star, a tenth of a point or a percent."""
    if style == "percent":
        return f"{(2 * total + count) // (2 * count)}%"
    hundredths = (2 * total * (5 if style == "stars" else 10) + count) // (2 * count)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02} of 5" if style == "stars" else f"{whole}.{rest:02}/10"


def _totals(stats: Stats, manner: Manner) -> str:
    parts = [
        counted(stats.films, "film"),
        counted(stats.viewings, "viewing"),
        counted(stats.rewatches, "rewatch", "es") if stats.rewatches else "",
        _hours(stats),
        f"{mean_words(stats.rating_total, stats.rated, manner.rating_style)} on average, "
        f"{counted(stats.rated, 'rating')}"
        if stats.rated
        else "",
        counted(stats.hearts, "heart") if stats.hearts else "",
        counted(stats.reviews, "review") if stats.reviews else "",
    ]
    dot = " - " if manner.ascii else " · "
    return dot.join(part for part in parts if part)


def _hours(stats: Stats) -> str:
    if stats.unmeasured == stats.viewings:
        return ""
    missing = stats.unmeasured
    of = f" ({counted(missing, 'viewing')} of unknown length not in it)" if missing else ""
    return f"{runtime_words(stats.minutes)}{of}"


def _charts(stats: Stats, period: Period, column: int, manner: Manner) -> Iterator[Block]:
    calendar = stats.calendar
    year = period.year
    if year is not None:
        months = [Bar(name[:3], calendar.months.get(f"{year}-{number:02}", 0))
                  for number, name in enumerate(MONTHS, 1)]  # fmt: skip
        chart = bars(months, column, ascii=manner.ascii, unit="viewing")
        yield Block("Months", (*_scaled(chart), *_noted(calendar.only_year, "of no month")))
    elif len(calendar.years) > 1:
        chart = bars(_years(calendar.years), column, ascii=manner.ascii, unit="viewing")
        yield Block("Years", (*_scaled(chart), *_noted(calendar.unknown, "of no date")))
    elif len(calendar.months) > 1:
        months = [Bar(PartialDate.parse_iso(name).words, count)
                  for name, count in sorted(calendar.months.items())]  # fmt: skip
        chart = bars(months, column, ascii=manner.ascii, unit="viewing")
        yield Block("Months", _scaled(chart))
    if stats.rated:
        ratings = [
            Bar(_stars(halves, manner), stats.ratings[halves - 1]) for halves in range(10, 0, -1)
        ]
        chart = bars(ratings, column, ascii=manner.ascii, unit="viewing")
        unrated = stats.viewings - stats.rated
        yield Block("Ratings", (*_scaled(chart), *_noted(unrated, "not rated")))
    if calendar.days:
        weekdays = [
            Bar(name[:3], count) for name, count in zip(WEEKDAYS, calendar.weekdays, strict=True)
        ]
        chart = bars(weekdays, column, ascii=manner.ascii, unit="viewing")
        undated = stats.viewings - sum(calendar.days.values())
        yield Block("Weekdays", (*_scaled(chart), *_noted(undated, "of no day")))


def _years(counts: Mapping[str, int]) -> list[Bar]:
    years = {int(year): count for year, count in counts.items()}
    first, last = min(years), max(years)
    if last - first < _MOST_YEARS:
        return [Bar(str(year), years.get(year, 0)) for year in range(first, last + 1)]
    decades: dict[int, int] = {}
    for year, count in years.items():
        decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + count
    span = range(min(decades), max(decades) + 10, 10)
    return [Bar(f"{decade}s", decades.get(decade, 0)) for decade in span]


def _names(stats: Stats, column: int, manner: Manner) -> Iterator[Block]:
    decades = [Bar(f"{decade}s", films) for decade, films in stats.decades]
    chart = bars(decades, column, ascii=manner.ascii, unit="film")
    yield (
        Block("Decades of release", (*_scaled(chart), *_noted(stats.no_year, "of no year")))
        if decades
        else Block("", ())
    )
    for heading, named in (
        ("Genres", stats.genres), ("Countries", stats.countries), ("Languages", stats.languages),
        ("Directors, by films", stats.directors), ("Actors, by films", stats.actors),
    ):  # fmt: skip
        yield Block(heading, tuple(_row(one.name, str(one.films), column, manner) for one in named))
    for heading, rated in (
        ("Directors, by rating", stats.best_directors), ("Actors, by rating", stats.best_actors),
    ):  # fmt: skip
        yield Block(heading, tuple(_rated(one, column, manner) for one in rated))
    for heading, often in (
        ("With", stats.companions), ("Sources", stats.sources), ("Tags", stats.tags),
    ):  # fmt: skip
        yield Block(
            heading, tuple(_row(one.name, str(one.viewings), column, manner) for one in often)
        )


def _facts(stats: Stats, spending: Spending, manner: Manner) -> Iterator[tuple[str, str]]:
    calendar = stats.calendar
    yield "First", _moment(stats.first)
    yield "Last", _moment(stats.last) if stats.viewings > 1 else ""
    for label, length in (("Longest", stats.longest), ("Shortest", stats.shortest)):
        if length is not None and stats.films > 1:
            yield label, f"{titled(length.title, length.year)}, {runtime_words(length.runtime)}"
    yield "Streak", _run(calendar.streak, "in a row with a viewing")
    yield "Pause", _run(calendar.pause, "in a row without one")
    if calendar.busiest is not None and calendar.busiest[1] > 1:
        day, count = calendar.busiest
        yield "Busiest day", f"{PartialDate.of(day).words}, {counted(count, 'viewing')}"
    yield "Rated again", _drift(stats, manner)
    if stats.unfinished:
        shown = [f"{titled(one.title, one.year)} after {one.minutes} min" for one in stats.stopped]
        rest = stats.unfinished - len(shown)
        yield "Not finished", ", ".join(shown) + (f" and {rest} more" if rest else "")
    yield "Spent", spent_words(spending)
    beside_paid = [
        f"{counted(count, 'viewing')} {what}"
        for count, what in (
            (spending.free, "free"),
            (spending.unpriced, "at a price not known"),
        )
        if count
    ]
    yield "Beside that", ", ".join(beside_paid)
    if len(stats.firsts) > 1:
        for first in stats.firsts:
            yield f"First of {first.watched[:4]}", titled(first.title, first.year)


def spent_words(spending: Spending) -> str:
    """`45.00 EUR and 10.00 USD in 12 payments`, '' for nothing."""
    if not spending.totals:
        return ""
    payments = sum(spent.payments for spent in spending.totals)
    amounts = " and ".join(str(spent.total) for spent in spending.totals)
    return f"{amounts} in {counted(payments, 'payment')}"


def _drift(stats: Stats, manner: Manner) -> str:
    drift = stats.drift
    if not drift.times:
        return ""
    same = drift.times - drift.up - drift.down
    mean = _change(drift.total, drift.times, manner.rating_style)
    said = f"{counted(drift.times, 'time')}: {drift.up} up, {drift.down} down, {same} the same, "
    turns = [
        f"{word} {_turn(turn, manner)}"
        for word, turn in (("most up", drift.rise), ("most down", drift.fall))
        if turn is not None
    ]
    return "; ".join([f"{said}{mean} on average", *turns])


def _change(total: int, count: int, style: str) -> str:
    sign = "-" if total < 0 else "+" if total else ""
    return (
        sign
        + mean_words(abs(total), count, style).removesuffix(" of 5")
        + (" stars" if style == "stars" else "")
    )


def _turn(turn: Turn, manner: Manner) -> str:
    before, after = (mean_words(r, 1, manner.rating_style) for r in (turn.before, turn.after))
    return f"{titled(turn.title, turn.year)}, {before.removesuffix(' of 5')} to {after}"


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    when = PartialDate.parse_iso(moment.watched).words
    return f"{titled(moment.title, moment.year)}, {when}"


def _run(run: Run | None, what: str) -> str:
    if run is None or run.days < 2:
        return ""
    first, last = PartialDate.of(run.first).words, PartialDate.of(run.last).words
    return f"{run.days} days {what}, {first} to {last}"


def _stars(halves: int, manner: Manner) -> str:
    if manner.rating_style == "percent":
        return f"{halves * 10}%"
    if manner.rating_style == "ten":
        return f"{halves}/10"
    if manner.ascii:
        return f"{halves // 2}.{halves % 2 * 5}"
    return "★" * (halves // 2) + "½" * (halves % 2)


def _row(name: str, figure: str, column: int, manner: Manner) -> str:
    room = column - len(figure) - 1
    return f"{pad(cut(clean(name), room, manner.ending), room)} {figure}"


def _rated(one: Rated, column: int, manner: Manner) -> str:
    figure = mean_words(one.total, one.films, manner.rating_style).removesuffix(" of 5")
    return _row(one.name, f"{figure} in {one.films}", column, manner)


def _scaled(chart: Chart) -> tuple[str, ...]:
    return (*chart.lines, f"({chart.scale})") if chart.scale else chart.lines


def _noted(count: int, what: str) -> tuple[str, ...]:
    return (f"and {count} {what}",) if count else ()


def counted(number: int, word: str, ending: str = "s") -> str:
    """`1 film`, `1,234 films`, `2 rewatches`."""
    return f"{number:,} {word}{'' if number == 1 else ending}"
