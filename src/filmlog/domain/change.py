"""A change to one record: the unit of undo, of history and of sync."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from filmlog.domain.conflict import Conflict
    from filmlog.domain.film import Film
    from filmlog.domain.imported import Imported
    from filmlog.domain.shelf import FilmList, Listed, Wish
    from filmlog.domain.source import Offer, Pass, Source
    from filmlog.domain.viewing import Viewing

    Record = Film | Viewing | Source | Pass | Offer | Wish | FilmList | Listed | Imported | Conflict
else:
    Record = tuple  # 2 ms for the classes that a command may do without

_R = TypeVar("_R", bound=NamedTuple)


class Change(NamedTuple):
    """A record as it was and as it shall be; `before` is None for a new record.

    Both are of one kind and have one id. A record is never dropped: going to the trash is an
    `after` with `deleted` set.
    """

    before: Record | None
    after: Record


def replace(record: _R, **changes: Any) -> _R:
    """The record with some of its fields changed, as `dataclasses.replace` does it."""
    return record._replace(**changes)
