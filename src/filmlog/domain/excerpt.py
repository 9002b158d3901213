"""A piece of a viewing's text around what a search found, with nothing hidden in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from filmlog.domain.entry import Entry
from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_match import column_text, is_in
from filmlog.domain.query_terms import DiaryQuery, Phrase
from filmlog.domain.texts import Texts, film_texts, source_texts, viewing_texts
from filmlog.domain.words import located

# What tells most stands first; the title is in every list anyway.
_ORDER = (
    "review headline quote caption overview tag with award related cast director writer venue "
    "source genre country language format subtitles title"
).split()
_ELLIPSIS = "…"
_BLANKS = re.compile(r"\s+")
# Only beside a blank or a sign, so that two words never become one.
_MARKUP = re.compile(
    r"""^[ \t]*(?:\#{1,6}|>+|[-+*])[ \t]+|(?:^|(?<=[\s("'\[]))[*_`]+(?=\S)"""
    r"""|(?<=\S)[*_`]+(?=[\s.,;:!?)"'\]]|$)""",
    re.MULTILINE,
)


class Excerpt(NamedTuple):
    """One line of text from `field`; `hits` are the found parts of it, as offsets from and to.

    `is_hidden` says that some of what was looked for stands in spoilers alone; where all of it
    does, `field` and `text` are empty.
    """

    field: str
    text: str
    hits: tuple[tuple[int, int], ...]
    is_hidden: bool


def excerpt(entry: Entry, query: DiaryQuery, width: int = 100) -> Excerpt | None:
    """The piece, at most `width` cells wide, that shows most of what `query` looks for.

    None for a query that looks for no words, or whose words were not found.
    """
    wanted = list(_wanted(query))
    texts = _texts(entry)
    best: tuple[int, str, str] = (0, "", "")
    is_open: set[Phrase] = set()
    for field in _ORDER:
        for value in texts.get(field, ()):
            found = _found_in(
                value, [p for p, columns in wanted if not columns or field in columns]
            )
            is_open |= found
            if len(found) > best[0]:
                best = (len(found), field, value)
    sought_hidden = {p for p, columns in wanted if not columns or "spoiler" in columns} - is_open
    is_hidden = any(_found_in(value, sought_hidden) for value in texts["spoiler"])
    count, field, value = best
    if not count:
        return Excerpt("", "", (), is_hidden) if is_hidden else None
    phrases = [p for p, columns in wanted if not columns or field in columns]
    text, hits = _cut(_MARKUP.sub("", value).strip(), phrases, width)
    return Excerpt(field, text, hits, is_hidden)


def _wanted(query: DiaryQuery) -> Iterator[tuple[Phrase, frozenset[str]]]:
    """The phrases a query asks for and the columns each may stand in, none for any."""
    for term in query.terms:
        for value in term.values if not term.is_negated and term.field != "pass" else ():
            if isinstance(value, Phrase) and value.words:
                yield value, frozenset(BY_NAME[term.field].columns if term.field else ())


def _texts(entry: Entry) -> Texts:
    texts = film_texts(entry.film) | viewing_texts(entry.viewing)
    return texts | source_texts(entry.source) if entry.source is not None else texts


def _found_in(value: str, phrases: Iterable[Phrase]) -> set[Phrase]:
    asked = list(phrases)
    column = column_text([value]) if asked else ""
    return {phrase for phrase in asked if is_in(phrase, column)}


def _cut(
    text: str, phrases: Sequence[Phrase], width: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    places = _places(text, phrases)
    begin, end = _window(text, places[0][0] if places else 0, width)
    # One line: every run of blanks is one space, and the offsets follow.
    pieces: list[str] = [_ELLIPSIS] if begin else []
    length = len(pieces)
    moved: dict[int, int] = {}
    for is_blank, run in groupby(range(begin, end), key=lambda at: text[at].isspace()):
        run_offsets = list(run)
        kept = " " if is_blank else text[run_offsets[0] : run_offsets[-1] + 1]
        for index, at in enumerate(run_offsets):
            moved[at] = length + (0 if is_blank else index)
        pieces.append(kept)
        length += len(kept)
    moved[end] = length
    hits = tuple(
        (moved[max(start, begin)], moved[min(stop, end)])
        for start, stop in places
        if start < end and stop > begin
    )
    return "".join(pieces) + (_ELLIPSIS if end < len(text) else ""), hits


def _places(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand, in order and without overlaps."""
    items = list(located(text))
    column = column_text([text])
    found = []
    for phrase in phrases:
        at, counted = column.find(phrase.needle), 0
        # The boundary at the head of the column is no word; a whole value begins with it.
        first = 0 if phrase.is_whole else -1
        while at >= 0:
            first += column.count(" ", counted, at)
            run = items[first : first + len(phrase.words)]
            found.append((run[0][1], run[-1][2]))
            at, counted = column.find(phrase.needle, at + 1), at
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, hit: int, width: int) -> tuple[int, int]:
    """The part of `text` that begins a little before `hit` and fits in `width` cells."""
    room = width - 2  # for an ellipsis at each side
    begin, before = hit, 0
    while begin and before + _cells(text[begin - 1]) <= room // 3:
        begin -= 1
        before += _cells(text[begin])
    if begin and (blank := _BLANKS.search(text, begin, hit)):
        begin = blank.end()
    end, used = begin, 0
    while end < len(text) and used + _cells(text[end]) <= room:
        used += _cells(text[end])
        end += 1
    # Whole words only, unless the script has no spaces to cut at.
    if end < len(text) and not text[end].isspace():
        blanks = [blank.start() for blank in _BLANKS.finditer(text, hit + 1, end)]
        end = blanks[-1] if blanks else end
    return begin, end


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
