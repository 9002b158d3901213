"""Titles, names and reviews, drawn from the vocabulary by a seeded generator."""

from __future__ import annotations

from itertools import accumulate, product
from random import Random
from typing import NamedTuple

from anyascii import anyascii

from bench import vocabulary as v

LONGEST_REVIEW = 1500
_REVIEW_MEDIAN = 4.6  # natural logarithm of about 100 words
_REVIEW_SPREAD = 1.1


class Title(NamedTuple):
    """A film's title, and its original title in another script or language, or ""."""

    shown: str
    original: str = ""


class Tongue:
    """A language to write in: common words often, rare ones seldom, as Zipf has it."""

    def __init__(self, words: list[str], gap: str = " ", stop: str = ". ") -> None:
        self._words = words
        self._weights = list(accumulate((rank + 4) ** -1.25 for rank in range(len(words))))
        self._gap = gap
        self._stop = stop

    def write(self, rng: Random, count: int) -> str:
        """Sentences of `count` words in all."""
        words = rng.choices(self._words, cum_weights=self._weights, k=count)
        sentences = []
        while words:
            size = rng.randint(5, 22)
            sentence = self._gap.join(words[:size])
            sentences.append(sentence[0].upper() + sentence[1:])
            del words[:size]
        return self._stop.join(sentences) + self._stop.rstrip()


# Names and slips make the tail of a real vocabulary long; syllables stand in for it.
_TAIL = ["".join(parts) for parts in product(v.SYLLABLES, repeat=3)]
_TONGUES = (
    Tongue(v.ENGLISH + _TAIL),
    Tongue(v.RUSSIAN),
    Tongue(v.GERMAN),
    Tongue(v.JAPANESE_WORDS, gap="", stop="。"),
)


def title(rng: Random) -> Title:
    """A title: mostly English, else with diacritics, Cyrillic, Japanese or Arabic."""
    kind = rng.random()
    if kind < 0.55:
        return Title(_english_title(rng))
    if kind < 0.75:
        pattern, first, second = rng.choice(v.LATIN_TITLES)
        native = pattern.format(rng.choice(first), rng.choice(second))
        if rng.random() < 0.5:
            native = f"{native}: {rng.choice(v.PLACES)}"
        return Title(_english_title(rng), native) if rng.random() < 0.5 else Title(native)
    if kind < 0.87:
        native = " ".join(rng.choice(words) for words in v.CYRILLIC)
        return Title(anyascii(native), native)
    if kind < 0.95:
        native = "の".join(("".join(map(rng.choice, v.JAPANESE)), rng.choice(v.JAPANESE[1])))
        return Title(_english_title(rng), native) if rng.random() < 0.7 else Title(native)
    native = " ".join((*map(rng.choice, v.ARABIC), rng.choice(v.ARABIC[1])))
    return Title(_english_title(rng), native) if rng.random() < 0.7 else Title(native)


def _english_title(rng: Random) -> str:
    adjective, noun, other = rng.choice(v.ADJECTIVES), rng.choice(v.NOUNS), rng.choice(v.NOUNS)
    patterns = (
        f"The {adjective} {noun}",
        f"The {noun} and the {adjective} {other}",
        f"{'An' if adjective[0] in 'AEIOU' else 'A'} {adjective} {noun} in {rng.choice(v.PLACES)}",
        f"{adjective} {noun} of the {other}",
        f"{rng.choice(v.PLACES)}, {adjective} {noun}",
        f"{noun} Without {other}",
    )
    return rng.choice(patterns)


def person(rng: Random) -> str:
    """A name; one in four has a middle letter, so that a pool of thousands has few twins."""
    middle = f" {rng.choice('ABCDEFGHKLMNPRSTVZ')}." if rng.random() < 0.25 else ""
    return f"{rng.choice(v.GIVEN)}{middle} {rng.choice(v.FAMILY)}"


def sentence(rng: Random, words: int) -> str:
    """English of so many words, as an overview, a headline or a quote has."""
    return _TONGUES[0].write(rng, words)


def review(rng: Random) -> str:
    """Markdown of 1-1,500 words: paragraphs, in long ones headings, in some spoilers."""
    tongue = rng.choices(_TONGUES, weights=(85, 6, 6, 3))[0]
    left = min(LONGEST_REVIEW, max(1, round(rng.lognormvariate(_REVIEW_MEDIAN, _REVIEW_SPREAD))))
    has_headings = left > 150
    parts = []
    while left > 0:
        size = min(left, rng.randint(40, 110))
        left -= size
        text = tongue.write(rng, size)
        if rng.random() < 0.06:
            text += f" And then ||{tongue.write(rng, 6)}||"
        if has_headings and rng.random() < 0.5:
            parts.append(f"## {rng.choice(v.HEADINGS)}")
        parts.append(text)
    if has_headings and rng.random() < 0.25:
        parts.append(f":::spoiler The ending\n{tongue.write(rng, 40)}\n:::")
    return "\n\n".join(parts)
