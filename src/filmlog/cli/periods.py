"""A period out of the words of a command line, alone or before a query."""

from __future__ import annotations

from collections.abc import Sequence

from filmlog.cli.context import Session
from filmlog.domain.period import HINT, WHOLE, Period, read_period
from filmlog.errors import UsageError

_LONGEST = 7
"""Words of a period: `last 12 months .. last 30 days` has no more."""


def period_of(session: Session, words: Sequence[str] | None) -> Period:
    """The period that all the words mean, the whole diary for none. Raises UsageError."""
    if not words:
        return WHOLE
    text = " ".join(words)
    period = read_period(text, session.today)
    if period is None:
        raise UsageError(f"{text!r} is no period.", HINT)
    return period


def period_and_query(
    session: Session, words: Sequence[str] | None
) -> tuple[Period, tuple[str, ...]]:
    """The period at the beginning of the words, the longest there is, and the words after it."""
    said = tuple(words or ())
    for count in range(min(_LONGEST, len(said)), 0, -1):
        # A word with a blank in it was quoted: `"last year"` is a period, `"long take"` is not.
        period = read_period(" ".join(said[:count]), session.today)
        if period is not None:
            return period, said[count:]
    return WHOLE, said
