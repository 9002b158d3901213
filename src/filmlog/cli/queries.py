"""From the words of a query on the command line to the condition the diary takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.errors import UsageError
from filmlog.storage.listing import Condition

if TYPE_CHECKING:
    from filmlog.domain.query import DiaryQuery


def read_query(session: Session, words: Sequence[str]) -> DiaryQuery:
    """Parse a query typed as shell words, or as one word that holds it all."""
    from filmlog.domain.query import join_words, parse_query

    for word in words:
        if word.startswith("--"):
            raise UsageError(f"There is no option {word}.", "A query leaves out with one minus.")
        if len(word) == 2 and word[0] == "-" and word[1].isalpha():
            raise UsageError(
                f"There is no option {word}.",
                f"The word {word[1]} is left out by '-\"{word[1]}\"'; --limit N shows fewer rows.",
            )
    return parse_query(join_words(words), today=session.today, currency=session.config["currency"])


def condition_of(session: Session, words: Sequence[str] | None) -> Condition:
    """The condition of a query; none for no words, and then the query language stays unloaded."""
    if not words:
        return Condition()
    from filmlog.storage.search import clause

    return clause(read_query(session, words))
