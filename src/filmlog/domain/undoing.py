"""Taking back a change, and putting a record back as it was, whatever happened to it since."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported
from filmlog.domain.record import UNDONE

_PLACES = frozenset({
    "number", "deleted", "origins", "film_id", "source_id", "pass_id", "list_id", "rank",
})  # fmt: skip


class Reverted(NamedTuple):
    """The record as it shall be, and the fields that were changed again since, which stay."""

    record: Record
    kept: tuple[str, ...]


def reverted(before: Record | None, after: Record, now: Record, at: str) -> Reverted:
    """A record without what a change made of it, at the instant `at` (ISO 8601, UTC).

    `before` and `after` are the change, `now` is the record as it stands. A field that was changed
    again since stays; when nothing was, as in undo step by step, the record is `before`. A fact of
    a film goes back with its origin.
    """
    if before is None:
        return Reverted(now if now.deleted else now._replace(deleted=at + UNDONE), ())
    back: dict[str, Any] = {}
    kept = []
    for name in before._fields[:-1]:  # the last is the number
        was, became, stands = (getattr(record, name) for record in (before, after, now))
        if was in (became, stands) or name == "origins":
            continue
        if stands == became:
            back[name] = was
        else:
            kept.append(name)
    if isinstance(before, Film) and isinstance(after, Film) and isinstance(now, Film):
        back["origins"] = _origins((before, after, now), back, kept)
    return Reverted(now._replace(**back), tuple(kept))


def grown(made: Record, now: Record) -> tuple[str, ...]:
    """The fields of a record in which somebody wrote other things than it was made with.

    What it refers to, where it stands and what services said since is nobody's word.
    """
    if isinstance(made, (Imported, Conflict)):
        return ()
    given = {origin.field for origin in now.origins} if isinstance(now, Film) else set()
    return tuple(
        name
        for name in made._fields
        if name not in _PLACES | given and getattr(made, name) != getattr(now, name)
    )


def _origins(
    films: tuple[Film, Film, Film], back: Collection[str], kept: Collection[str]
) -> tuple[Origin, ...]:
    """The origins of a film with some facts as they were and others as they are by now."""
    before, after, now = ({origin.field: origin for origin in film.origins} for film in films)
    found = []
    for name in Film._fields:
        was, became, stands = before.get(name), after.get(name), now.get(name)
        goes_back = name in back or (name not in kept and stands == became)
        origin = was if goes_back else stands
        found += [] if origin is None else [origin]
    return tuple(found)


def restored(version: Record, now: Record) -> Record:
    """The record as an earlier version of it was; one that is of another film by now stays there.

    Two films may have become one since, and the other one is in the trash.
    """
    film_id = getattr(now, "film_id", None)
    of_film: dict[str, Any] = {"film_id": film_id} if film_id else {}
    return version._replace(number=now.number, **of_film)
