"""What the watchlist can be asked, as SQL over w (wish) and f (film): a query, or a filter.

A query is as storage/search.py has it, but over films and not over viewings, so that what only a
viewing has cannot be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_terms import DiaryQuery, Mark, Phrase, Term, read_phrase
from filmlog.errors import QueryError
from filmlog.storage.listing import Condition
from filmlog.storage.search import NOTHING, any_of, between, dated, joined, phrase

_WORDS = "title director writer cast person genre country language overview award related".split()
_NUMBERS = {"film": "f.number", "year": "f.year", "runtime": "f.runtime"}

FIELDS = (*_WORDS, *_NUMBERS, "released")
"""The fields of the query language that a film has without a viewing."""

_FILM_WORDS = "f.number IN (SELECT rowid FROM film_words WHERE film_words MATCH ?)"
_WISH_WORDS = "w.number IN (SELECT rowid FROM wish_words WHERE wish_words MATCH ?)"

_THERE = """EXISTS (SELECT 1 FROM offer o
    WHERE o.film = f.number AND o.deleted = '' AND o.is_there AND {})"""


def film_clause(query: DiaryQuery) -> Condition:
    """The query as a condition over w (wish) and f (film); a bare word is looked for in both.

    Raises QueryError at the first term that asks for what only a viewing has.
    """
    for term in query.terms:
        _check(term, query.text)
    return joined(" AND ", [_term(term) for term in query.terms]) if query.terms else Condition()


class Room(NamedTuple):
    """A source, by number, where there is time for a film of so many minutes; None for any."""

    source: int
    minutes: int | None = None


def there_at(rooms: Iterable[Room]) -> Condition:
    """That the film is at one of the sources and, as far as its runtime is known, fits in there."""
    parts, values = ["false"], list[int]()
    for source, minutes in rooms:
        fits = "" if minutes is None else " AND coalesce(f.runtime <= ?, true)"
        parts.append(f"(o.source = ?{fits})")
        values += [source] if minutes is None else [source, minutes]
    return Condition(_THERE.format(f"({' OR '.join(parts)})"), tuple(values))


def in_mood(mood: str) -> Condition:
    """That the wish has a mood, or one with these words in it."""
    found = _wish_holds("mood", mood)
    # An emoji is no word, and yet a mood.
    same = "EXISTS (SELECT 1 FROM wish_mood m WHERE m.wish = w.number AND m.name = ?)"
    return Condition(f"{found.sql} OR {same}", (*found.values, mood))


def recommended_by(name: str) -> Condition:
    """That somebody of this name, or with these words in it, recommended the film."""
    found = _wish_holds("recommended", name)
    return Condition(f"{found.sql} OR w.recommended_by = ?", (*found.values, name))


def of_priority(priority: str) -> Condition:
    """That the wish has this priority."""
    return Condition("w.priority = ?", (priority,))


def shorter_than(minutes: int) -> Condition:
    """That the film is known to be shorter."""
    return Condition("f.runtime < ?", (minutes,))


UNTIMED = Condition("f.runtime IS NULL")
"""That nobody knows how long the film is."""


def _wish_holds(column: str, text: str) -> Condition:
    """That words stand in a column of wish_words: why, recommended or mood.

    Text without a word in it, such as an emoji, is in none.
    """
    found = phrase(read_phrase(text, "", has_star=False))
    return Condition(_WISH_WORDS, (f'{{"{column}"}} : {found}',)) if found else NOTHING


def _check(term: Term, text: str) -> None:
    if term.field and term.field not in FIELDS:
        mark = term.values[0]
        name = mark.name if isinstance(mark, Mark) and term.field == "has" else term.field
        raise QueryError(
            f"The watchlist cannot be asked for {name}: that is known of a viewing alone.",
            text,
            term.position,
            "--at SOURCE shows what can be found there."
            if name == "source"
            else f"It can be asked for {', '.join(FIELDS)}.",
        )


def _term(term: Term) -> Condition:
    condition = _positive(term)
    if not term.is_negated:
        return condition
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values)


def _positive(term: Term) -> Condition:
    if term.field in _NUMBERS:
        return any_of(between(_NUMBERS[term.field], value) for value in term.values)
    if term.field == "released":
        return any_of(dated("f.released", value) for value in term.values)
    phrases = " OR ".join(
        text for value in term.values if isinstance(value, Phrase) and (text := phrase(value))
    )
    if not phrases:
        return NOTHING
    if not term.field:
        return Condition(f"{_FILM_WORDS} OR {_WISH_WORDS}", (phrases, phrases))
    columns = " ".join(f'"{column}"' for column in BY_NAME[term.field].columns)
    return Condition(_FILM_WORDS, (f"{{{columns}}} : ({phrases})",))
