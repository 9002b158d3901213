"""Taking back a change, and putting a record back as it was, whatever happened to it since."""

from __future__ import annotations

from typing import Any, NamedTuple

from filmlog.domain.change import Record
from filmlog.domain.record import UNDONE


class Reverted(NamedTuple):
    """The record as it shall be, and the fields that were changed again since, which stay."""

    record: Record
    kept: tuple[str, ...]


def reverted(before: Record | None, after: Record, now: Record, at: str) -> Reverted:
    """A record without what a change made of it, at the instant `at` (ISO 8601, UTC).

    `before` and `after` are the change, `now` is the record as it stands. A field that was changed
    again since stays; when nothing was, as in undo step by step, the record is `before`.
    """
    if before is None:
        return Reverted(now if now.deleted else now._replace(deleted=at + UNDONE), ())
    back: dict[str, Any] = {}
    kept = []
    for name in before._fields[:-1]:  # the last is the number
        was, became, stands = (getattr(record, name) for record in (before, after, now))
        if was in (became, stands):
            continue
        if stands == became:
            back[name] = was
        else:
            kept.append(name)
    return Reverted(now._replace(**back), tuple(kept))


def restored(version: Record, now: Record) -> Record:
    """The record as an earlier version of it was; one that is of another film by now stays there.

    Two films may have become one since, and the other one is in the trash.
    """
    film_id = getattr(now, "film_id", None)
    of_film: dict[str, Any] = {"film_id": film_id} if film_id else {}
    return version._replace(number=now.number, **of_film)
