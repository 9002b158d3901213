"""A change to one record: the unit of undo, of history and of sync."""

from __future__ import annotations

from dataclasses import dataclass

from filmlog.domain.film import Film
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing

Record = Film | Viewing | Source | Pass


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it was and as it shall be; `before` is None for a new record.

    A record is never dropped: going to the trash is an `after` with `deleted` set.
    """

    before: Record | None
    after: Record

    def __post_init__(self) -> None:
        """Refuse a change that turns one record into another."""
        if self.before is not None and (
            type(self.before) is not type(self.after) or self.before.id != self.after.id
        ):
            raise ValueError("a change keeps its record's kind and id")
