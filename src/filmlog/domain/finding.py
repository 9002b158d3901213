"""Finding the film that a few typed letters mean, among the titles of a diary or a catalogue.

One way for both: what is spelt so; else what holds the words typed, the last one perhaps begun
only; else the same with slips of the pen put right; else what is spelt much like it. What was
gathered is ranked by likeness, then by how well known a film is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from filmlog.domain.decision import Vocabulary, sure_match
from filmlog.domain.likeness import Match, ranked
from filmlog.domain.matching import TRAILING_YEAR, Candidate, near_year, title_key

_GOOD = 0.93
"""From this score on no further stage is needed."""

_LONGEST = 300
"""Signs of a title; a longer one is found as it is spelt only."""


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


class Found(NamedTuple):
    """What a typed title was understood as, what it may mean, the likeliest first, and surely does.

    `key` is the title folded and `year` the year with it, which may have been its last word.
    """

    key: str
    year: int | None
    matches: Sequence[Match]
    sure: Candidate | None


def find(titles: Titles, title: str, year: int | None, known: Vocabulary | None = None) -> Found:
    """The films of a store that a typed title may mean; with no year, one at its end may be one.

    `Blade Runner 2049` is a title before `Blade Runner` is a film of 2049. `known` is a greater
    vocabulary than that of these titles.
    """
    known = known or titles.known
    key = title_key(title)
    exact = titles.called(key)
    if not exact and year is None and (parts := TRAILING_YEAR.match(title)):
        found = find(titles, parts[1], int(parts[2]), known)
        first = found.matches[0] if found.matches else None
        if first is not None and first.candidate.year is not None and first.score > _GOOD:
            return found
    matches = _matches(titles, key, year, exact)
    return Found(key, year, matches, sure_match(known, key, year, matches))


def _matches(titles: Titles, key: str, year: int | None, exact: list[Candidate]) -> list[Match]:
    if len(key) > _LONGEST or any(near_year(year, candidate.year) for candidate in exact):
        return ranked(key, year, exact)
    gathered = [*exact, *_holding(titles, key)]
    found = ranked(key, year, gathered)
    if found and found[0].score >= _GOOD:
        return found
    return ranked(key, year, [*gathered, *titles.spelt_like(key)])


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
