"""From the words of a query to the condition the diary takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.storage.listing import Condition

if TYPE_CHECKING:
    from filmlog.domain.query import DiaryQuery


def condition_of(session: Session, words: Sequence[str] | None) -> Condition:
    """The condition of a query typed as shell words; none for no words."""
    if not words:
        return Condition()
    # The query language is loaded only by those who use it.
    from filmlog.storage.search import condition

    return condition(read_query(session, words))


def read_query(session: Session, words: Sequence[str]) -> DiaryQuery:
    """Parse a query. A shell has taken the quotes off `"long take"`, so they are put back."""
    from filmlog.domain.query import parse_query

    return parse_query(" ".join(_requoted(word) for word in words), today=session.today)


def _requoted(word: str) -> str:
    if '"' in word or not any(char.isspace() for char in word):
        return word
    # One shell word with blanks is a phrase when it is the only thing said in it; a whole query
    # in one word ('tag:war -rewatch') stays as it is.
    field, colon, value = word.partition(":")
    if colon and field.lstrip("-").isalpha() and ":" not in value:
        return f'{field}:"{value}"' if not _is_query(value) else word
    return word if _is_query(word) else f'"{word}"'


def _is_query(text: str) -> bool:
    return any(part.startswith("-") or ":" in part for part in text.split())
