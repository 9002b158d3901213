"""Readings of the rows of a file, one each; a row that cannot be read is rejected in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Protocol, TypeVar

from filmlog.exchange.record import FieldError, Place, Reading, Rejected
from filmlog.exchange.services.values import clean


class Placed(Protocol):
    """A row, an item or an element that knows where it stands."""

    @property
    def place(self) -> Place:
        """Its file and line."""
        ...


_P = TypeVar("_P", bound=Placed)


def readings(rows: Iterable[_P | Rejected], read: Callable[[_P], Reading]) -> Iterator[Reading]:
    """What `read` makes of each row; a row for which it raises FieldError is rejected."""
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            yield read(row)
        except FieldError as error:
            yield Rejected(row.place, error.field, error.why)


def plain_review(text: str, field: str) -> str:
    """Plain text as a review: Markdown that reads as it was typed. Raises FieldError."""
    # 50 ms to import, of no use where nobody wrote anything.
    from filmlog.exchange.html.review import markdown_of

    said = clean(text, field)
    return markdown_of(escape(said, quote=False)) if said else ""
