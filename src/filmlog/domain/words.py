"""The words of a text for full-text search, the same for the index, the query and the excerpt.

Accents, case, ligatures and width fold away: `Amélie`, `AMELIE` and `Ａmelie` are one word. Marks
that make another letter (a virama, a nukta, kana voicing) stay. Scripts written without spaces
give a word a character, so that a phrase finds a word inside a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

BOUNDARY = "‖"
"""Stands before, between and after the values of an indexed column; no word can hold it."""

MAXIMUM_WORD = 255
"""Characters kept of a word; FTS5 silently cuts tokens at 32,768 bytes, this cuts them alike."""

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_CHUNK = re.compile(r"\S+")
_SPACELESS = (
    "CJK ", "IDEOGRAPHIC ", "HIRAGANA ", "KATAKANA", "THAI ", "LAO ", "KHMER ", "MYANMAR ",
)  # fmt: skip
"""How Unicode names the characters of scripts written without spaces."""


Located = tuple[str, int, int]
"""A word, and from where to where its text has the characters it was folded from."""


class _Marks(dict[int, str]):
    """For str.translate: each character decided once, accents and invisible ones to nothing.

    Combining classes above 9 are the accents; 0-9 hold what makes another letter.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_dropped = (
            unicodedata.combining(char) > 9
            or unicodedata.category(char) == "Cf"
            or "VARIATION SELECTOR" in unicodedata.name(char, "")
        )
        self[code] = "" if is_dropped else char
        return self[code]


class _Spacing(dict[int, str]):
    """For str.translate: what is no part of a word to a blank, spaceless scripts spaced out."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if unicodedata.name(char, "").startswith(_SPACELESS):
            self[code] = f" {char} " if unicodedata.category(char)[0] in "LMN" else " "
        else:
            is_word = char.isalnum() or unicodedata.category(char)[0] == "M"
            self[code] = char if is_word else " "
        return self[code]


_MARKS = _Marks()
_SPACING = _Spacing()


def words(text: str) -> list[str]:
    """The words of `text`, folded, in order. Signs and spaces only part words."""
    if text.isascii():
        return [word[:MAXIMUM_WORD] for word in _ASCII_WORD.findall(text.lower())]
    return [word[:MAXIMUM_WORD] for word in _spaced(text).split()]


def indexed(values: Iterable[str]) -> str:
    """What the index holds for a column with these values: `‖ first value ‖ second ‖`.

    A phrase cannot reach across a boundary, and a whole value is the phrase `‖ value ‖`. Values
    without a word leave nothing.
    """
    parts = [f"{' '.join(found)} {BOUNDARY}" for value in values if (found := words(value))]
    return f"{BOUNDARY} {' '.join(parts)}" if parts else ""


def located(text: str) -> Iterator[Located]:
    """The words of `text`, exactly those of `words(text)`, with their places in it."""
    if text.isascii():
        yield from _located_ascii(text, 0)
        return
    for chunk in _CHUNK.finditer(text):
        if chunk[0].isascii():
            yield from _located_ascii(chunk[0], chunk.start())
        else:
            yield from _located_chunk(chunk[0], chunk.start())


def _spaced(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).translate(_MARKS)
    return unicodedata.normalize("NFC", decomposed.casefold()).translate(_SPACING)


def _located_ascii(text: str, offset: int) -> Iterator[Located]:
    for found in _ASCII_WORD.finditer(text.lower()):
        yield found[0][:MAXIMUM_WORD], offset + found.start(), offset + found.end()


def _located_chunk(chunk: str, offset: int) -> Iterator[Located]:
    found: list[Located] = []
    word, start, end = "", 0, 0
    for cluster in _clusters(chunk):
        for char in _spaced(chunk[cluster]):
            if char != " ":
                start = start if word else cluster.start
                word, end = word + char, cluster.stop
            elif word:
                found.append((word[:MAXIMUM_WORD], offset + start, offset + end))
                word = ""
    if word:
        found.append((word[:MAXIMUM_WORD], offset + start, offset + end))
    whole = words(chunk)
    if [item[0] for item in found] != whole:
        # Loose jamo and the like fold together across characters: the chunk is place enough.
        found = [(word, offset, offset + len(chunk)) for word in whole]
    yield from found


def _clusters(text: str) -> Iterator[slice]:
    start = 0
    for at, char in enumerate(text):
        if at > start and unicodedata.category(char)[0] != "M":
            yield slice(start, at)
            start = at
    yield slice(start, len(text))
