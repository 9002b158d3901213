"""The account of an import: what became of every row that was read."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

Outcome = Literal["added", "merged", "already there", "skipped", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("added", "merged", "already there", "skipped", "rejected")
"""What can become of a row: it made a record; it belongs to one that this import made or changed;
the diary had all of it; it is nothing for a diary; it could not be read."""


class RowOutcome(NamedTuple):
    """What became of one row: where it stands, the film, and why where that needs saying.

    `field` is the field that could not be read, '' for the whole row.
    """

    file: str
    line: int
    outcome: Outcome
    film: str = ""
    field: str = ""
    why: str = ""


class Kept(NamedTuple):
    """A field where the diary says otherwise than the file, and was left as it is."""

    film: str
    field: str
    ours: str
    theirs: str


class Unsure(NamedTuple):
    """A film of the file that may be one of the diary: those it may be, in words and by number."""

    film: str
    options: tuple[str, ...]
    numbers: tuple[int, ...]


class Taken(NamedTuple):
    """A film of the file that goes by another name in the diary, and was taken for it."""

    film: str
    ours: str


class Edited(NamedTuple):
    """A field that a page edited by hand gives another value, or a record it adds or removes."""

    film: str
    field: str
    before: str
    after: str


class Account:
    """What an import did, or would do; `read` is counted where rows are read.

    Rejected rows are kept, and with `every_row` all the others, for a report: there may be a
    hundred thousand.
    """

    def __init__(self, *, every_row: bool) -> None:
        self.read = 0
        self.rows: list[RowOutcome] = []
        self._every_row = every_row
        self._counts: Counter[Outcome] = Counter()
        self.reasons: Counter[str] = Counter()
        self.made: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.kept: list[Kept] = []
        self.unsure: list[Unsure] = []
        self.taken: list[Taken] = []
        self.edited: list[Edited] = []
        self.left_open = 0
        self.notes: list[str] = []
        self.tags: Counter[str] = Counter()

    def counts(self) -> dict[Outcome, int]:
        """How many rows had each outcome; they add up to `read`."""
        return {outcome: self._counts[outcome] for outcome in OUTCOMES}

    def add(self, row: RowOutcome) -> None:
        """Count what became of a row."""
        self._counts[row.outcome] += 1
        if row.outcome == "skipped":
            self.reasons[row.why] += 1
        if self._every_row or row.outcome == "rejected":
            self.rows.append(row)

    def rejected(self) -> list[RowOutcome]:
        """The rows that could not be read, in order."""
        return [row for row in self.rows if row.outcome == "rejected"]
