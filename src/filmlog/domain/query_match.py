"""Whether a viewing answers a query, decided in memory: the reference for the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from filmlog.domain.entry import Entry
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_terms import DiaryQuery, Mark, Phrase, Span, Term, Value
from filmlog.domain.source import PASS_KINDS, Pass
from filmlog.domain.texts import film_texts, source_texts, viewing_texts
from filmlog.domain.words import indexed


def matches(query: DiaryQuery, entry: Entry) -> bool:
    """Whether every term of `query` holds for the viewing."""
    subject = _Subject(entry)
    return all(_holds(term, subject) != term.is_negated for term in query.terms)


def column_text(values: Iterable[str]) -> str:
    """An indexed column as `Phrase.needle` looks for it."""
    return f" {indexed(values)} "


def is_in(phrase: Phrase, column: str) -> bool:
    """Whether a phrase stands in a `column_text`."""
    return bool(phrase.words) and phrase.needle in column


def pass_kinds(phrases: Sequence[Phrase]) -> list[str]:
    """The kinds of pass that one of the phrases names."""
    return [
        kind for kind in PASS_KINDS if any(is_in(phrase, column_text([kind])) for phrase in phrases)
    ]


class _Subject:
    """A viewing as the query asks about it; its words are folded once, when first asked for."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def columns(self) -> dict[str, str]:
        texts = film_texts(self.entry.film) | viewing_texts(self.entry.viewing)
        if self.entry.source is not None:
            texts |= source_texts(self.entry.source)
        return {column: column_text(values) for column, values in texts.items()}


_MARKS: dict[str, Callable[[_Subject], bool]] = {
    "heart": lambda s: s.entry.viewing.heart,
    "rewatch": lambda s: s.entry.rewatch,
    "unfinished": lambda s: s.entry.viewing.unfinished is not None,
    "review": lambda s: s.entry.viewing.review != "",
    "spoiler": lambda s: s.columns["spoiler"].strip() != "",
    "picture": lambda s: s.entry.viewing.pictures != (),
    "quote": lambda s: s.entry.viewing.quote != "",
    "rating": lambda s: s.entry.viewing.rating is not None,
    "source": lambda s: s.entry.source is not None,
    "pass": lambda s: s.entry.pass_ is not None,
    "tag": lambda s: s.entry.viewing.tags != (),
}
_NUMBERS: dict[str, Callable[[Entry], int | None]] = {
    "film": lambda entry: entry.film.number,
    "year": lambda entry: entry.film.year,
    "runtime": lambda entry: entry.film.runtime,
    "rating": lambda entry: entry.viewing.rating,
}
_DATES: dict[str, Callable[[Entry], PartialDate | None]] = {
    "watched": lambda entry: entry.viewing.watched,
    "released": lambda entry: entry.film.released,
}


def _holds(term: Term, subject: _Subject) -> bool:
    return any(_is_so(term.field, value, subject) for value in term.values)


def _is_so(field: str, value: Value, subject: _Subject) -> bool:
    entry = subject.entry
    if isinstance(value, Phrase):
        if field == "pass":
            return entry.pass_ is not None and entry.pass_.kind in pass_kinds([value])
        columns = BY_NAME[field].columns if field else tuple(subject.columns)
        return any(is_in(value, subject.columns.get(column, "")) for column in columns)
    if field == "price":
        return _is_priced(entry.pass_, value)
    if field in _DATES:
        return _is_dated(_DATES[field](entry), value)
    if isinstance(value, Mark):
        return _MARKS[value.name](subject)
    return _is_within(_NUMBERS[field](entry), value)


def _is_within(number: int | None, span: Span) -> bool:
    return (
        number is not None
        and (span.low is None or span.low <= number)
        and (span.high is None or number <= span.high)
    )


def _is_dated(partial: PartialDate | None, value: Span | Mark) -> bool:
    """Whether all the days a date may mean lie in the span: 2026-11 is surely in 2026."""
    if isinstance(value, Mark) or partial is None:
        return isinstance(value, Mark) and partial is None
    first, last = partial.first().toordinal(), partial.last().toordinal()
    return _is_within(first, value) and _is_within(last, value)


def _is_priced(pass_: Pass | None, value: Span | Mark) -> bool:
    if pass_ is None:
        return False
    price = pass_.price
    if isinstance(value, Mark):
        return pass_.kind == "free" or (price is not None and price.minor == 0)
    return price is not None and price.currency == value.currency and _is_within(price.minor, value)
