"""A piece of a viewing's text around what a search found, with nothing hidden in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from filmlog.domain.entry import Entry
from filmlog.domain.glance import glance
from filmlog.domain.pattern import pattern
from filmlog.domain.query_fields import BY_NAME
from filmlog.domain.query_match import column_text, is_in
from filmlog.domain.query_terms import DiaryQuery, Phrase
from filmlog.domain.review import hide_inline, without_spoilers
from filmlog.domain.texts import Texts, film_texts, source_texts, viewing_texts
from filmlog.domain.words import located

# What tells most stands first; the title is in every list anyway.
_ORDER = (
    "review headline quote caption overview tag with award related cast director writer venue "
    "source genre country language format subtitles title"
).split()
_ELLIPSIS = "…"
_BLOCK = 400
"""Characters; a part of a text is two blocks, so that a phrase over their border is whole."""

_BLANKS = pattern(r"\s+")
# What stands for hidden words is one word here, so that no cut goes through it. No text has NUL.
_STAND_IN = pattern(r"\[spoiler, [0-9]+ words?\]")
_BOUND = "\0"
# Only beside a blank or a sign, so that two words never become one.
_SIGNS = frozenset("#>-+*_`")
_MARKUP = pattern(
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

    @property
    def label(self) -> str:
        """What says where the text is from, `overview: `; the review, mostly meant, needs none."""
        return _label(self.field)


def excerpt(entry: Entry, query: DiaryQuery, width: int = 100) -> Excerpt | None:
    """The piece, at most `width` cells wide with its label, that shows most of what is looked for.

    None for a query that looks for no words, or whose words were not found.
    """
    wanted = list(_wanted(query))
    if not wanted:
        return None
    texts = _texts(entry)
    best: set[Phrase] = set()
    field, which = "", 0
    is_open: set[Phrase] = set()
    for column in _ORDER:
        if len(best) == len(wanted):
            break  # nothing can show more
        asked = [phrase for phrase, columns in wanted if not columns or column in columns]
        for at, value in enumerate(texts.get(column, ()) if asked else ()):
            found = _found_in(value, asked)
            is_open |= found
            if len(found) > len(best):
                best, field, which = found, column, at
    sought = [p for p, columns in wanted if p not in is_open and columns <= {"spoiler"}]
    is_hidden = any(_found_in(value, sought) for value in texts["spoiler"])
    if best:
        text = texts[field][which]
        written = _as_written(entry, field)
        whole = written[which] if written else text
        if "||" in whole or whole != text:
            # As the card has it: "[spoiler, 3 words]" where words are hidden.
            text = without_spoilers(whole) if written else hide_inline(whole)
            text = _STAND_IN.sub(_bound, text)
        shown, hits = _cut(text, best, width - len(_label(field)))
        return Excerpt(field, shown.replace(_BOUND, " "), hits, is_hidden)
    return Excerpt("", "", (), is_hidden) if is_hidden else None


def _label(field: str) -> str:
    return "" if field in {"", "review"} else f"{field}: "


def _bound(found: re.Match[str]) -> str:
    return found[0].replace(" ", _BOUND)


def _wanted(query: DiaryQuery) -> Iterator[tuple[Phrase, frozenset[str]]]:
    """The phrases a query asks for and the columns each may stand in, none for any."""
    for term in query.terms:
        for value in term.values if not term.is_negated and term.field != "pass" else ():
            if isinstance(value, Phrase) and value.words:
                yield value, frozenset(BY_NAME[term.field].columns if term.field else ())


def _texts(entry: Entry) -> Texts:
    texts = film_texts(entry.film) | viewing_texts(entry.viewing)
    return texts | source_texts(entry.source) if entry.source is not None else texts


def _as_written(entry: Entry, field: str) -> tuple[str, ...]:
    """The values of a column that may hold spoilers, in the order of domain/texts.py."""
    film, viewing = entry.film, entry.viewing
    columns: dict[str, tuple[str, ...]] = {
        "overview": (film.overview, film.tagline),
        "related": tuple(text for other in film.related for text in (other.title, other.reason)),
        "review": (viewing.review, viewing.unfinished_why),
        "headline": (viewing.headline,),
        "quote": (viewing.quote, viewing.quote_by),
        "caption": tuple(picture.caption for picture in viewing.pictures),
    }
    return columns.get(field, ())


def _found_in(value: str, phrases: Iterable[Phrase]) -> set[Phrase]:
    asked = set(phrases)
    if value.isascii():
        # Folding a long review takes ten times as long as seeing that it cannot hold the words.
        lowered = value.lower()
        asked = {phrase for phrase in asked if phrase.words[0] in lowered}
    seen = {phrase for phrase in asked if glance(phrase, value)}
    asked -= seen
    column = column_text([value]) if asked else ""
    return seen | {phrase for phrase in asked if is_in(phrase, column)}


def _cut(
    text: str, phrases: Iterable[Phrase], width: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    # A piece of a whole value is no longer whole.
    asked = [phrase._replace(is_whole=False) for phrase in phrases]
    before, text, after = _part(text, asked)
    if not _SIGNS.isdisjoint(text):
        text = _MARKUP.sub("", text)
    text = text.strip()
    places = _places(text, asked)
    begin, end = _window(text, places[0][0] if places else 0, width)
    # One line: every run of blanks is one space, and the offsets follow.
    pieces: list[str] = [_ELLIPSIS] if begin or before else []
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
    pieces.append(_ELLIPSIS if end < len(text) or after else "")
    return "".join(pieces), hits


def _part(text: str, phrases: list[Phrase]) -> tuple[bool, str, bool]:
    """The part of a long text with most of the phrases in it; whether more is before and after.

    Finding the place of every word of a long review takes 5 ms, so only a part is looked at.
    """
    seen = [place for phrase in phrases if (place := glance(phrase, text))]
    first, last = min(seen, default=(0, 0))[0], max(seen, default=(0, 0))[1]
    if len(seen) == len(phrases) and last - first < _BLOCK:
        return _around(text, first, last)
    starts = [0]
    while blank := _BLANKS.search(text, starts[-1] + _BLOCK):
        starts.append(blank.end())
    starts += [len(text)] * 2
    best, most = (0, starts[2]), 0
    for start, end in zip(starts, starts[2:], strict=False):
        found = len(_found_in(text[start:end], phrases))
        if found > most:
            best, most = (start, end), found
        if most == len(phrases):
            break
    start, end = best
    return start > 0, text[start:end], end < len(text)


def _around(text: str, first: int, last: int) -> tuple[bool, str, bool]:
    """A part of a text from a little before one place to a little after another, whole words."""
    begin, end = max(0, first - _BLOCK // 4), min(len(text), last + _BLOCK // 2)
    if begin and (blank := _BLANKS.search(text, begin, first)):
        begin = blank.end()
    if end < len(text) and (blank := _BLANKS.search(text, end)):
        end = blank.start()
    return begin > 0, text[begin:end], end < len(text)


def _places(text: str, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand, in order and without overlaps."""
    items = list(located(text))
    column = column_text([text])
    found = []
    for phrase in phrases:
        at, counted = column.find(phrase.needle), 0
        first = -1  # the boundary at the head of the column is no word
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
    if text[max(0, hit - room) : hit].isascii():
        begin = max(0, hit - room // 3)
        before = hit - begin
    while begin and before + _cells(text[begin - 1]) <= room // 3:
        begin -= 1
        before += _cells(text[begin])
    if begin and (blank := _BLANKS.search(text, begin, hit)):
        begin = blank.end()
    end, used = begin, 0
    if text[begin : begin + room + 1].isascii():
        end = min(len(text), begin + room)
        used = room
    while end < len(text) and used + _cells(text[end]) <= room:
        used += _cells(text[end])
        end += 1
    # Whole words only, unless the script has no spaces to cut at.
    if end < len(text) and not text[end].isspace():
        blanks = [blank.start() for blank in _BLANKS.finditer(text, hit + 1, end)]
        end = blanks[-1] if blanks else end
    return begin, end


def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
