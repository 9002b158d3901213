"""Deciding which film is surely meant, without asking.

The bounds come from measuring typed queries against 17,470 real titles (bench/finding.py): what is
taken is right in more than 99.6% of the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filmlog.domain.likeness import Match
from filmlog.domain.matching import (
    Candidate,
    goes_on,
    is_called,
    near_year,
    numerals,
    squashed,
    without_article,
)

_SURE = 0.93
_GAP = 0.06
_SHORTEST_BEGINNING = 8
_MISSING = 3
"""Letters that have to be missing from a word for what was typed of it to be no word by itself."""
_FAMOUS = 5_000
"""Votes from which a film may go before others of its title, if they have this much less:"""
_OUTSHONE = 30

Vocabulary = Callable[[Sequence[str]], set[str]]
"""Which of some words stand in titles."""


def sure_match(
    known: Vocabulary, key: str, year: int | None, matches: Sequence[Match]
) -> Candidate | None:
    """The one film taken without asking for a folded title; None when a person has to say."""
    if not matches:
        return None
    called_so = [m.candidate for m in matches if is_called(m.candidate.key, key)]
    if called_so:
        return _only(called_so, year)
    first = matches[0]
    if not near_year(year, first.candidate.year) or numerals(key) != numerals(first.candidate.key):
        return None
    if _is_slip(known, key, matches) or _is_begun(known, key, matches):
        return first.candidate
    return None


def _only(candidates: Sequence[Candidate], year: int | None) -> Candidate | None:
    """The one film of those of one title: of the year said, or far better known than the others."""
    if year is not None:
        exact = [c for c in candidates if c.year == year]
        candidates = exact or [c for c in candidates if near_year(year, c.year)]
    if len(candidates) == 1:
        return candidates[0]
    ranked = sorted(candidates, key=lambda c: -c.weight)
    if not ranked or ranked[0].weight < _FAMOUS:
        return None
    is_alone = all(c.weight * _OUTSHONE < ranked[0].weight for c in ranked[1:])
    return ranked[0] if is_alone else None


def _is_slip(known: Vocabulary, key: str, matches: Sequence[Match]) -> bool:
    """Whether the first match is what was typed, mistyped: "crains", but never "bride" for "pride".

    A slip of the pen makes no word that stands in other titles.
    """
    first = matches[0]
    gap = first.alike - max((m.alike for m in matches[1:]), default=0.0)
    if first.alike < _SURE or gap < _GAP or any(goes_on(m.candidate.key, key) for m in matches):
        return False
    typed = [word for word in key.split() if word not in first.candidate.key.split()]
    return not known(typed)


def _is_begun(known: Vocabulary, key: str, matches: Sequence[Match]) -> bool:
    """Whether what was typed breaks off in a word, and the first match alone goes on from there.

    "Wild Thing" is whole, although there is a "Wild Things"; "wings of des" is not, although "des"
    is a word too.
    """
    words = without_article(key).split()
    if len(words) < 2 or len(squashed(key)) < _SHORTEST_BEGINNING:
        return False
    last, name = words[-1], matches[0].candidate.key.split()
    missing = min((len(word) - len(last) for word in name if word.startswith(last)), default=0)
    if not missing or (missing < _MISSING and known([last])):
        return False
    going_on = [m for m in matches if goes_on(m.candidate.key, key)]
    return going_on == [matches[0]]
