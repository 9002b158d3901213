"""The blocks of statistics: charts by month, rating and weekday, and lists of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filmlog.domain.partial_date import MONTHS, WEEKDAYS, PartialDate
from filmlog.domain.period import Period
from filmlog.domain.stats import Rated, Stats
from filmlog.screen.blocks import Block
from filmlog.screen.charts import Bar, Chart, bars, cut
from filmlog.screen.manner import Manner, mean_words
from filmlog.screen.safe import clean
from filmlog.screen.width import pad

_MOST_YEARS = 12


def charts(stats: Stats, period: Period, column: int, manner: Manner) -> Iterator[Block]:
    """Viewings by time, by rating and by weekday, as bars `column` cells wide."""
    calendar = stats.calendar
    year = period.year
    if year is not None:
        months = [Bar(name[:3], calendar.months.get(f"{year:04}-{number:02}", 0))
                  for number, name in enumerate(MONTHS, 1)]  # fmt: skip
        chart = bars(months, column, ascii=manner.ascii, unit="viewing")
        yield Block("Months", (*_scaled(chart), *_noted(calendar.only_year, "of no month")))
    elif len(calendar.years) > 1:
        chart = bars(_years(calendar.years), column, ascii=manner.ascii, unit="viewing")
        yield Block("Years", (*_scaled(chart), *_noted(calendar.unknown, "of no date")))
    elif len(calendar.months) > 1:
        chart = bars(_months(calendar.months), column, ascii=manner.ascii, unit="viewing")
        undated = calendar.only_year + calendar.unknown
        yield Block("Months", (*_scaled(chart), *_noted(undated, "of no month")))
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


def _months(counts: Mapping[str, int]) -> list[Bar]:
    """The months of one year, from the first with a viewing to the last."""
    first, last = (int(name[5:]) for name in (min(counts), max(counts)))
    months = [PartialDate(int(min(counts)[:4]), number) for number in range(first, last + 1)]
    return [Bar(month.words, counts.get(month.iso, 0)) for month in months]


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


def names(stats: Stats, column: int, manner: Manner) -> Iterator[Block]:
    """Decades, genres, people, company and places, the most frequent first."""
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
