"""Facts in words, as Markdown within a line: lengths, days, names, links, what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.exchange.markdown.escaping import inline, is_link, link
from filmlog.exchange.markdown.folds import name


def length(minutes: int) -> str:
    """`1 h 37 min`, `2 h` or `40 min`."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not hours else parts)


def day(date: PartialDate) -> str:
    """`20 Nov 2026`, `Nov 2026` or `2026`."""
    return date.words.partition(" ")[2] if date.precision == "day" else date.words


def plural(word: str, items: Sequence[object]) -> str:
    """The word as it stands before so many."""
    return word if len(items) == 1 else f"{word}s"


def names(given: Iterable[str]) -> str:
    """Names parted by commas."""
    return ", ".join(inline(name(one)) for one in given)


def fact_lines(facts: Iterable[tuple[str, str]]) -> list[str]:
    """A list of labels with their values, and a blank line; nothing where no value is known."""
    lines = [f"- **{label}:** {value}" for label, value in facts if value]
    return [*lines, ""] if lines else []


def place(source: Source, url: str = "") -> str:
    """A source's name, linked to `url` or else to its own address where that is a link."""
    label = inline(name(source.name))
    target = next(filter(is_link, (url, source.url)), "")
    return link(label, target) if target else label


def paid(pass_: Pass) -> str:
    """`subscription, 9.00 EUR every month, from 2026-11-20 17:30 UTC`."""
    price = str(pass_.price) if pass_.price is not None else ""
    span = [
        f"{word} {at.isoformat(' ', 'minutes').replace('+00:00', ' UTC')}"
        for word, at in (("from", pass_.starts), ("to", pass_.ends))
        if at is not None
    ]
    parts = [
        inline(name(pass_.kind)),
        " ".join(filter(None, (price, pass_.every and f"every {pass_.every}"))),
        " ".join(span),
        _refund(pass_),
    ]
    return ", ".join(filter(None, parts))


def _refund(pass_: Pass) -> str:
    if pass_.refund is None and pass_.refunded is None:
        return ""
    amount = f" {pass_.refund}" if pass_.refund is not None else ""
    return f"refunded{amount}" + (f" on {day(pass_.refunded)}" if pass_.refunded else "")
