"""The figures of a diary as a screen of blocks: a year in review, or all of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from filmlog.domain.calendar import Run
from filmlog.domain.numerals import counted
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.period import Period
from filmlog.domain.spending import Sums
from filmlog.domain.stats import Moment, Stats, Turn
from filmlog.screen.blocks import Block, Line, beside, column_width
from filmlog.screen.calendar import heat_map
from filmlog.screen.facts import runtime_words, titled
from filmlog.screen.manner import Manner, mean_words
from filmlog.screen.safe import clean
from filmlog.screen.tallies import charts, names
from filmlog.screen.width import pad, wrap

_MOST_COLUMNS = 3


def review(
    stats: Stats, heading: str, period: Period, paid: Sums, today: date, manner: Manner
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
    yield from beside(charts(stats, period, column, manner), width, column, manner.rule)
    if period.year is not None and stats.calendar.days:
        until = today if today.year == period.year else None
        shown = heat_map(stats.calendar.days, period.year, width, ascii=manner.ascii, until=until)
        block = Block("Calendar", (*shown.lines, *shown.legend.split("\n")))
        yield from beside([block], width, width, manner.rule)
    yield from beside(names(stats, column, manner), width, column, manner.rule)
    facts = [(label, clean(text)) for label, text in _facts(stats, paid, manner) if text]
    if facts:
        widest = max(len(label) for label, _ in facts)
        for label, text in facts:
            for line in wrap(text, width, f"{pad(label, widest)}  "):
                yield Line(line)


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


def _facts(stats: Stats, paid: Sums, manner: Manner) -> Iterator[tuple[str, str]]:
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
    yield "Spent", _spent(paid)
    beside_paid = [
        f"{counted(count, 'viewing')} {what}"
        for count, what in (
            (paid.free, "free"),
            (paid.unpriced, "at a price not known"),
        )
        if count
    ]
    yield "Beside that", ", ".join(beside_paid)
    if len(stats.firsts) > 1:
        for first in stats.firsts:
            yield f"First of {first.watched[:4]}", titled(first.title, first.year)


def _spent(paid: Sums) -> str:
    amounts = " and ".join(str(one.total) for one in paid.totals)
    payments = sum(one.payments for one in paid.totals)
    return f"{amounts} in {counted(payments, 'payment')}" if amounts else ""


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
    size = mean_words(abs(total), count, style).removesuffix(" of 5")
    is_nothing = mean_words(0, 1, style).removesuffix(" of 5") == size
    sign = "" if is_nothing else "-" if total < 0 else "+"
    return sign + size + (" stars" if style == "stars" else "")


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
