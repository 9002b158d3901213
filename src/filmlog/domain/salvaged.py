"""What a salvage has saved, and what it has not."""

from __future__ import annotations

from typing import Literal, NamedTuple

Outcome = Literal["lost", "in part", "older", "stand-in"]
"""What became of a record: gone; saved without a part of it; saved as a page that was given back
has it, which may be an earlier state; lost, with something in its place so that others keep
together.
"""


class Note(NamedTuple):
    """One record that is not saved as it was: its table and number (None: not known), its name
    ('' for none), what became of it and why.
    """

    table: str
    number: int | None
    name: str
    outcome: Outcome
    why: str


class BadPage(NamedTuple):
    """A page that is damaged, or not there, and the table of which it held rows."""

    page: int
    table: str


class Account(NamedTuple):
    """What was saved, a count for each table; what was not; the damaged pages among `pages`."""

    schema: int
    saved: dict[str, int]
    notes: tuple[Note, ...]
    bad_pages: tuple[BadPage, ...]
    pages: int

    @property
    def is_whole(self) -> bool:
        """Whether everything was saved as it was."""
        return not self.notes and not self.bad_pages
