"""Where the review of a viewing stands on a page: below filmlog's own blocks, which may change.

A person changes the front matter of a page and leaves these blocks as they are, or changes both.
Then nothing but a note of what was written tells them from the first lines of the review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from filmlog.domain.entry import Entry
from filmlog.exchange.markdown.folds import Folds, SpoilerMode, lowering
from filmlog.exchange.markdown.sections import above_review
from filmlog.exchange.pages.review_reading import BASE

BLOCKS = ("byline", "headline", "quote")


class Layout(NamedTuple):
    """The checksum of each block above a review by its name, and what its lines depend on.

    `spoilers` inline spoilers come before the review's own, and its headings went down by
    `lowered` levels.
    """

    sums: Mapping[str, str]
    spoilers: int = 0
    lowered: int = 0

    def plain(self) -> dict[str, Any]:
        """It in front matter."""
        numbers = {"spoilers": self.spoilers, "lowered": self.lowered}
        return {**self.sums, **{key: number for key, number in numbers.items() if number}}


def layout(entry: Entry, spoilers: SpoilerMode) -> Layout:
    """How a viewing is laid out on a page."""
    folds = Folds(spoilers)
    sums = {key: checksum(lines) for key, lines in above_review(entry, folds).items() if lines}
    return Layout(sums, folds.met, lowering(entry.viewing.review, BASE))


def checksum(lines: Sequence[str]) -> str:
    """CRC-32 of some lines, in hexadecimal; blanks at their ends do not count."""
    return f"{crc32(chr(10).join(line.rstrip() for line in lines).encode('utf-8', 'replace')):08x}"


def first_of_review(
    lines: Sequence[str], span: range, was: Layout, blocks: Mapping[str, Sequence[str]]
) -> tuple[int, bool]:
    """Where a review begins among the lines of its viewing, and whether that can be told.

    The blocks above it may be as they `was`, or as they would be written now (`blocks`). It cannot
    be told when one that should be there is neither.
    """
    at = span.start
    for key in BLOCKS:
        start = next((n for n in range(at, span.stop) if lines[n].strip()), span.stop)
        stop = next((n for n in range(start, span.stop) if not lines[n].strip()), span.stop)
        found = [line.rstrip() for line in lines[start:stop]]
        now = [line.rstrip() for line in blocks.get(key, ())]
        if found and (found == now or checksum(found) == was.sums.get(key)):
            at = stop
        elif key in was.sums and now:
            return start, False
    return at, True
