"""How like a name of a film is to what was typed, and the ranking that follows."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from filmlog.domain.matching import Candidate, squashed, without_article

LIKELY = 0.72
"""From this likeness on a film is offered."""

_OFFERED = 10


class Match(NamedTuple):
    """A film, how like its name is to what was typed (0 to 1), and what it is ranked by.

    The score adds to the likeness that a name may be begun only, the year, and how well known the
    film is.
    """

    score: float
    alike: float
    candidate: Candidate


def ranked(key: str, year: int | None, candidates: Sequence[Candidate]) -> list[Match]:
    """The films that may be meant by a folded title, each by the best of its names."""
    best: dict[int, Match] = {}
    typed = _Typed(key, year)
    for candidate in candidates:
        if typed.has_little_of(candidate):
            continue
        match = typed.match(candidate)
        known = best.get(candidate.number)
        if known is None or match.score > known.score:
            best[candidate.number] = match
    matches = sorted(best.values(), key=lambda match: (-match.score, -match.candidate.weight))
    return [match for match in matches if match.score >= LIKELY][:_OFFERED]


class _Typed:
    """What was typed, folded once for comparing it with many names."""

    def __init__(self, key: str, year: int | None) -> None:
        self._key, self._year = key, year
        self._bare = without_article(key)
        self._squashed = squashed(self._bare)
        self._words = self._bare.split()

    def has_little_of(self, candidate: Candidate) -> bool:
        """Whether the letters in common show that a name cannot be LIKELY, in any order of them.

        So nothing more is loaded for a title that is like no other.
        """
        mine, name = self._squashed, squashed(without_article(candidate.key))
        common = sum(min(mine.count(sign), name.count(sign)) for sign in set(mine))
        return 2 * common < 0.66 * (len(mine) + len(name)) and common < 0.75 * len(mine)

    def match(self, candidate: Candidate) -> Match:
        bare = without_article(candidate.key)
        joined = squashed(bare)
        alike = self._alike(candidate.key, bare, joined)
        score = max(alike, self._begun(joined), self._held(bare)) - 0.002 * candidate.kind
        if candidate.weight:
            score += 0.002 * log10(candidate.weight)
        if self._year is not None and candidate.year is not None:
            off = abs(self._year - candidate.year)
            score += 0.04 if off == 0 else 0.02 if off == 1 else -0.15
        return Match(score, alike, candidate)

    def _alike(self, name: str, bare: str, joined: str) -> float:
        if name == self._key:
            return 1.0
        if bare == self._bare:
            return 0.995
        if joined == self._squashed:
            return 0.99
        from rapidfuzz import fuzz  # 15 ms, and only when no title fits exactly

        alike: float = max(
            fuzz.ratio(self._bare, bare),
            fuzz.ratio(self._key, name),
            fuzz.token_sort_ratio(self._key, name) * 0.99,
            fuzz.token_sort_ratio(self._bare, bare) * 0.99,
            fuzz.ratio(self._squashed, joined) * 0.99,
        )
        return alike / 100

    def _held(self, bare: str) -> float:
        """How much of a name the words typed are, where it holds them all, the last one begun."""
        *words, last = self._words or [""]
        others = bare.split()
        held = last and all(word in others for word in words)
        if held and any(other.startswith(last) for other in others):
            return LIKELY + 0.1 * len(self._squashed) / len(bare)
        return 0.0

    def _begun(self, joined: str) -> float:
        """How well what was typed is the beginning of a name."""
        length = len(self._squashed)
        if length >= len(joined):
            return 0.0
        cover = length / len(joined)
        if joined.startswith(self._squashed):
            return 0.86 + 0.09 * cover
        if length < 5:
            return 0.0
        from rapidfuzz import fuzz

        alike: float = fuzz.ratio(self._squashed, joined[:length])
        return alike / 100 * (0.82 + 0.09 * cover)
