"""Finding the film that a few typed letters mean, among the titles of a diary or a catalogue.

One way for both: what is spelt so; else what holds the words typed, the last one perhaps begun
only; else the same with slips of the pen put right; else what is spelt much like it. What was
gathered is ranked by likeness, then by how well known a film is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log10
from typing import NamedTuple, Protocol

from filmlog.domain.matching import (
    Candidate,
    numerals,
    squashed,
    title_key,
    without_article,
)
from filmlog.domain.pattern import pattern

LIKELY = 0.72
"""From this likeness on a film is offered."""

_TRAILING_YEAR = pattern(r"^(.*\S)\s+(18[89]\d|19\d\d|20\d\d)$", re.DOTALL)
_SURE = 0.93
_GAP = 0.06
_OFFERED = 10
_SHORTEST_BEGINNING = 8
_FAMOUS = 5_000
"""Votes from which a film may go before others of its title, if they have this much less:"""
_OUTSHONE = 30


class Titles(Protocol):
    """A store of titles that can be searched; each answer is bounded, the best known first."""

    def called(self, key: str) -> list[Candidate]:
        """Films with a name that is `key`, but for a leading article and spaces."""

    def holding(self, words: Sequence[Sequence[str]], beginning: str) -> list[Candidate]:
        """Films with a name that holds one of each of `words` and a word begun so."""

    def nearest_words(self, word: str) -> list[str]:
        """Words of the titles that `word` may be a slip of; itself when it is one."""

    def known(self, words: Sequence[str]) -> set[str]:
        """Which of some words stand in titles."""

    def spelt_like(self, key: str) -> list[Candidate]:
        """Films with a name much like `key`, letter by letter."""


class Match(NamedTuple):
    """A film, how like its name is to what was typed (0 to 1), and what it is ranked by.

    The score adds to the likeness that a name may be begun only, the year, and how well known the
    film is.
    """

    score: float
    alike: float
    candidate: Candidate


def search(titles: Titles, title: str, year: int | None) -> list[Match]:
    """What a typed title may mean, the likeliest first; with no year, one at its end may be one.

    `Blade Runner 2049` is a title before `Blade Runner` is a film of 2049.
    """
    key = title_key(title)
    exact = titles.called(key)
    if not exact and year is None and (parts := _TRAILING_YEAR.match(title)):
        found = search(titles, parts[1], int(parts[2]))
        if found and found[0].candidate.year is not None and found[0].score > _SURE:
            return found
    if any(near_year(year, candidate.year) for candidate in exact):
        return _ranked(key, year, exact)
    gathered = [*exact, *_holding(titles, key)]
    ranked = _ranked(key, year, gathered)
    if ranked and ranked[0].score >= _SURE:
        return ranked
    gathered += titles.spelt_like(key)
    return _ranked(key, year, gathered)


def sure_match(
    titles: Titles, title: str, year: int | None, matches: Sequence[Match]
) -> Candidate | None:
    """The one film that is taken without asking; None when a person has to say."""
    if not matches:
        return None
    key = title_key(title)
    called_so = [m.candidate for m in matches if _is_called(m.candidate.key, key)]
    if called_so:
        return _only(called_so, year)
    first = matches[0]
    if not near_year(year, first.candidate.year) or numerals(key) != numerals(first.candidate.key):
        return None
    if _is_slip(titles, key, matches) or _is_begun(titles, key, matches):
        return first.candidate
    return None


def _is_called(name: str, key: str) -> bool:
    """Whether a name is what was typed, but for spaces and an article that was not typed."""
    return squashed(key) in {squashed(name), squashed(without_article(name))}


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


def _is_slip(titles: Titles, key: str, matches: Sequence[Match]) -> bool:
    """Whether the first match is what was typed, mistyped: "crains", but never "bride" for "pride".

    A slip of the pen makes no word that stands in other titles.
    """
    first = matches[0]
    gap = first.alike - max((m.alike for m in matches[1:]), default=0.0)
    if first.alike < _SURE or gap < _GAP or any(goes_on(m.candidate.key, key) for m in matches):
        return False
    typed = [word for word in key.split() if word not in first.candidate.key.split()]
    return not titles.known(typed)


def _is_begun(titles: Titles, key: str, matches: Sequence[Match]) -> bool:
    """Whether what was typed breaks off in a word, and the first match alone goes on from there."""
    words = key.split()
    if len(words) < 2 or len(squashed(key)) < _SHORTEST_BEGINNING or titles.known(words[-1:]):
        return False
    going_on = [m for m in matches if goes_on(m.candidate.key, key)]
    return going_on == [matches[0]]


def goes_on(name: str, key: str) -> bool:
    """Whether a folded name begins with what was typed, folded, with or without its article."""
    return name.startswith(key) or without_article(name).startswith(key)


def near_year(one: int | None, other: int | None) -> bool:
    """Whether two years may be of one film: festivals come a year before cinemas."""
    return one is None or other is None or abs(one - other) <= 1


def _holding(titles: Titles, key: str) -> list[Candidate]:
    words = key.split()
    if not words:
        return []
    found = titles.holding([[word] for word in words[:-1]], words[-1])
    if found:
        return found
    nearest = [titles.nearest_words(word) for word in words]
    known = [near for near in nearest if near]
    if len(words) < 2 or len(known) < len(words) - 1:
        return []
    return titles.holding(known, "")


def _ranked(key: str, year: int | None, candidates: Sequence[Candidate]) -> list[Match]:
    best: dict[int, Match] = {}
    typed = _Typed(key, year)
    for candidate in candidates:
        match = typed.match(candidate)
        known = best.get(candidate.number)
        if known is None or match.score > known.score:
            best[candidate.number] = match
    matches = sorted(best.values(), key=lambda match: (-match.score, -match.candidate.weight))
    return [match for match in matches if match.score >= LIKELY][:_OFFERED]


class _Typed:
    """What was typed, folded once for comparing it with many names."""

    def __init__(self, key: str, year: int | None) -> None:
        from rapidfuzz import fuzz  # 15 ms

        self._fuzz = fuzz
        self._key, self._year = key, year
        self._bare = without_article(key)
        self._squashed = squashed(self._bare)
        self._words = self._bare.split()

    def match(self, candidate: Candidate) -> Match:
        bare = without_article(candidate.key)
        joined = squashed(bare)
        alike = self._alike(candidate.key, bare, joined)
        score = max(alike, self._begun(joined)) - 0.002 * candidate.kind
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
        fuzz = self._fuzz
        alike: float = max(
            fuzz.ratio(self._bare, bare),
            fuzz.ratio(self._key, name),
            fuzz.token_sort_ratio(self._key, name) * 0.99,
            fuzz.ratio(self._squashed, joined) * 0.99,
        )
        return alike / 100

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
        alike: float = self._fuzz.ratio(self._squashed, joined[:length])
        return alike / 100 * (0.82 + 0.09 * cover)
