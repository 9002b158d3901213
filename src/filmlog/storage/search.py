"""A query as SQL: the same answer as domain/query_match.py, from the indexes.

Full-text expressions are put together from folded words in quotes alone, so nothing a person types
is ever syntax. Every condition is such that NULL stands for no.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_terms import DiaryQuery, Mark, Phrase, Span, Term, Value
from filmlog.storage.listing import Condition

_TABLES = {
    "film_words": frozenset(
        "title director writer cast genre country language overview award related".split()
    ),
    "viewing_words": frozenset(
        "tag with venue format subtitles headline quote review spoiler caption".split()
    ),
    "source_words": frozenset({"source"}),
}

# Each from the matching rows to the numbers of viewings, so the work grows with what is found.
_VIEWINGS = {
    "film_words": "SELECT number FROM viewing WHERE deleted = '' AND film IN ({})",
    "viewing_words": "{}",
    "source_words": "SELECT number FROM viewing WHERE source IS NOT NULL AND source IN ({})",
}

_NUMBERS = {"film": "v.film", "year": "f.year", "runtime": "f.runtime", "rating": "v.rating"}
_DATES = {"watched": "v.watched", "released": "f.released"}
_MARKS = {
    "heart": "v.heart",
    "rewatch": "(SELECT d.rewatch FROM diary d WHERE d.viewing = v.number)",
    "unfinished": "v.unfinished IS NOT NULL",
    "review": "v.review <> ''",
    "spoiler": "v.number IN (SELECT rowid FROM viewing_words "
    """WHERE viewing_words MATCH '{"spoiler"} : "‖"')""",
    "picture": "EXISTS (SELECT 1 FROM viewing_picture c WHERE c.viewing = v.number)",
    "quote": "v.quote <> ''",
    "rating": "v.rating IS NOT NULL",
    "source": "v.source IS NOT NULL",
    "pass": "v.pass IS NOT NULL",
    "tag": "EXISTS (SELECT 1 FROM viewing_label l WHERE l.viewing = v.number AND l.kind = 'tag')",
}
_LARGEST = 2**63 - 1

NOTHING = Condition("0")


def clause(query: DiaryQuery) -> Condition:
    """The query as a condition over v (viewing), f (film), s (source) and p (pass)."""
    return joined(" AND ", [_term(term) for term in query.terms]) if query.terms else Condition()


def _term(term: Term) -> Condition:
    condition = _positive(term)
    return (
        Condition(f"({condition.sql}) IS NOT TRUE", condition.values)
        if term.is_negated
        else condition
    )


def _positive(term: Term) -> Condition:
    if term.field in _NUMBERS:
        return any_of(between(_NUMBERS[term.field], value) for value in term.values)
    if term.field in _DATES:
        return any_of(dated(_DATES[term.field], value) for value in term.values)
    match term.field:
        case "has":
            return any_of(Condition(_MARKS[v.name]) for v in term.values if isinstance(v, Mark))
        case "price":
            return any_of(map(_priced, term.values))
        case "pass":
            from filmlog.domain.query_match import pass_kinds  # only where a kind is asked for

            kinds = pass_kinds([v for v in term.values if isinstance(v, Phrase)])
            return Condition(f"p.kind IN ({', '.join('?' * len(kinds))})", tuple(kinds))
        case _:
            return _words(term)


def _words(term: Term) -> Condition:
    phrases = [text for value in term.values if (text := phrase(value))]
    if not phrases:
        return NOTHING
    wanted = frozenset(BY_NAME[term.field].columns) if term.field else None
    parts = []
    for table, columns in _TABLES.items():
        if wanted is None or wanted & columns:
            names = " ".join(f'"{name}"' for name in sorted(wanted)) if wanted else ""
            expression = f"{f'{{{names}}} : ' if names else ''}({' OR '.join(phrases)})"
            found = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
            parts.append(Condition(_VIEWINGS[table].format(found), (expression,)))
    union = joined(" UNION ALL ", parts, "{}")
    return Condition(f"v.number IN ({union.sql})", union.values)


def phrase(value: Value) -> str:
    """A phrase in FTS5's syntax (sqlite.org/fts5.html section 3), '' for one without a word."""
    if not isinstance(value, Phrase) or not value.tokens:
        return ""
    return f'"{" ".join(value.tokens)}"{" *" if value.is_prefix else ""}'


def between(column: str, value: Value) -> Condition:
    """Bounds on a column of whole numbers."""
    if not isinstance(value, Span) or (value.low or 0) > _LARGEST:
        return NOTHING
    bounds = [(f"{column} >= ?", value.low), (f"{column} <= ?", value.high)]
    return joined(" AND ", [Condition(sql, (at,)) for sql, at in bounds if at is not None])


def dated(column: str, value: Value) -> Condition:
    """Bounds on the text of a partial date, so that an index on it answers.

    A month is less than its days as text, so a lower bound is the shortest date that begins on its
    day; an upper one leaves out the month and the year that reach past it.
    """
    if not isinstance(value, Span):
        return Condition(f"{column} IS NULL")
    parts = []
    if value.low is not None:
        if value.low > date.max.toordinal():
            return NOTHING
        first = date.fromordinal(value.low).isoformat()
        parts.append(Condition(f"{column} >= ?", (first.removesuffix("-01").removesuffix("-01"),)))
    if value.high is not None:
        if value.high < 1:
            return NOTHING
        last = date.fromordinal(value.high)
        parts.append(Condition(f"{column} <= ?", (last.isoformat(),)))
        parts += [Condition(f"{column} <> ?", (longer,)) for longer in _reaching_past(last)]
    return joined(" AND ", parts)


def _reaching_past(last: date) -> list[str]:
    """The partial dates that hold this day and later ones."""
    if last == date.max:
        return []
    after = date.fromordinal(last.toordinal() + 1)
    return [
        text
        for text in (last.isoformat()[:4], last.isoformat()[:7])
        if after.isoformat().startswith(text)
    ]


def _priced(value: Value) -> Condition:
    if not isinstance(value, Span):
        return Condition("p.minor = 0 OR p.kind = 'free'")
    bounds = between("p.minor", value)
    return Condition(f"p.currency = ? AND {bounds.sql}", (value.currency, *bounds.values))


def any_of(conditions: Iterable[Condition]) -> Condition:
    """The condition that one of these holds."""
    return joined(" OR ", list(conditions))


def joined(word: str, conditions: list[Condition], form: str = "({})") -> Condition:
    """Conditions as one, with a word between them."""
    return Condition(
        word.join(form.format(condition.sql) for condition in conditions),
        tuple(value for condition in conditions for value in condition.values),
    )
