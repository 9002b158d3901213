"""The words of a text for full-text search, the same for the index, the query and the excerpt.

Accents, case, ligatures and width fold away: `Amélie`, `AMELIE` and `Ａmelie` are one word. Marks
that make another letter (a virama, a nukta, kana voicing) stay. Scripts written without spaces
give a word a character, so that a phrase finds a word inside a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from filmlog.domain.pattern import pattern

BOUNDARY = "‖"
"""Stands before, between and after the values of an indexed column; no word can hold it."""

MAXIMUM_WORD = 255
"""Characters of a word; a longer one is several. FTS5 would silently cut it at 32,768 bytes."""

Located = tuple[str, int, int]
"""A word, and from where to where its text has the characters it was folded from."""

# Thai, Lao, Myanmar, Khmer, kana and Han: the blocks of unicode.org/Public/UNIDATA/Blocks.txt.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff"
    "\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
_WORD = pattern(rf"[{_SPACELESS}]|[^ {_SPACELESS}]{{1,{MAXIMUM_WORD}}}")
_SPACED_WORD = pattern(rf"[^ ]{{1,{MAXIMUM_WORD}}}")
_ASCII_WORD = pattern(rf"[a-z0-9]{{1,{MAXIMUM_WORD}}}")
# Most reviews are ASCII but for some quotes and names, and ASCII is 20 times as fast to fold.
# The first class is ASCII that is no blank, spelt out: as [^\s\x80-...] it takes 3 ms to compile.
_NON_ASCII = pattern(r"(?<!\S)(?:[\x00-\x08\x0e-\x1b!-\x7f]*[^\x00-\x7f]\S*\s*)+")
_CHUNK = pattern(r"\S+")


class _Letters(dict[int, str]):
    """For str.translate: accents and what is invisible to nothing, what parts words to a blank.

    Each character is decided once. Combining classes above 9 are the accents; 0-9 hold the marks
    that make another letter.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if (
            unicodedata.combining(char) > 9
            or category == "Cf"
            or "VARIATION SELECTOR" in unicodedata.name(char, "")
        ):
            self[code] = ""
        else:
            self[code] = char if char.isalnum() or category[0] == "M" else " "
        return self[code]


_LETTERS = _Letters()


def words(text: str) -> list[str]:
    """The words of `text`, folded, in order. Signs and spaces only part words."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    found: list[str] = []
    done = 0
    for run in _NON_ASCII.finditer(text):
        found += _ASCII_WORD.findall(text[done : run.start()].lower())
        folded = _folded(run[0])
        found += _word_pattern(folded).findall(folded)
        done = run.end()
    return found + _ASCII_WORD.findall(text[done:].lower())


def indexed(values: Iterable[str]) -> str:
    """What the index holds for a column with these values: `‖ first value ‖ second ‖`.

    A phrase cannot reach across a boundary, and a whole value is the phrase `‖ value ‖`. Values
    without a word leave nothing.
    """
    parts = [f"{' '.join(found)} {BOUNDARY}" for value in values if (found := words(value))]
    return f"{BOUNDARY} {' '.join(parts)}" if parts else ""


def located(text: str) -> Iterator[Located]:
    """The words of `text`, exactly those of `words(text)`, with their places in it."""
    done = 0
    for run in _NON_ASCII.finditer(text):
        yield from _located_ascii(text[done : run.start()], done)
        for chunk in _CHUNK.finditer(run[0]):
            yield from _located_chunk(chunk[0], run.start() + chunk.start())
        done = run.end()
    yield from _located_ascii(text[done:], done)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return unicodedata.normalize("NFC", letters.casefold())


def _word_pattern(folded: str) -> re.Pattern[str]:
    """What finds the words of a folded text; the one for all scripts takes 3 ms to compile."""
    return _SPACED_WORD if max(folded, default="") < _SPACELESS[0] else _WORD


def _located_ascii(text: str, offset: int) -> Iterator[Located]:
    for found in _ASCII_WORD.finditer(text.lower()):
        yield found[0], offset + found.start(), offset + found.end()


def _located_chunk(chunk: str, offset: int) -> Iterator[Located]:
    folded = ""
    places: list[slice] = []
    for cluster in _clusters(chunk):
        piece = _folded(chunk[cluster])
        folded += piece
        places += [cluster] * len(piece)
    whole = _folded(chunk)
    for found in _word_pattern(whole).finditer(whole):
        start, end = 0, len(chunk)
        # Loose jamo and the like fold together across clusters: then the chunk is place enough.
        if folded == whole:
            start, end = places[found.start()].start, places[found.end() - 1].stop
        yield found[0], offset + start, offset + end


def _clusters(text: str) -> Iterator[slice]:
    start = 0
    for at, char in enumerate(text):
        if at > start and unicodedata.category(char)[0] != "M":
            yield slice(start, at)
            start = at
    yield slice(start, len(text))
