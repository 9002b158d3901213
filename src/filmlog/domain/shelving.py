"""What may stand once and stands twice: an offer of a source, a wish, a place on a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from filmlog.domain.change import Change
from filmlog.domain.joining import joined_text
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import PRIORITIES, Listed, Wish
from filmlog.domain.source import Offer

_S = TypeVar("_S", Offer, Wish, Listed)

Shelf = Offer | Wish | Listed


class Outdone(NamedTuple):
    """A record that goes to the trash, and those of its fields that stand nowhere any more."""

    record: Shelf
    fields: tuple[str, ...]


class Thinned(NamedTuple):
    """What makes one record of several: the changes, the id that stands, and those that go."""

    changes: tuple[Change, ...]
    stands: str
    outdone: tuple[Outdone, ...]


def place(record: Shelf) -> str:
    """What a film has one such record for: a source, a list; the watchlist is ''."""
    match record:
        case Offer():
            return record.source_id
        case Listed():
            return record.list_id
        case _:
            return ""


def in_favour(ours: _S, theirs: _S) -> tuple[_S, _S]:
    """Which of two stands, and which goes: of two offers the one checked later stands."""
    if isinstance(ours, Offer) and isinstance(theirs, Offer) and _checked(theirs) > _checked(ours):
        return theirs, ours
    return ours, theirs


def with_other(stands: _S, goes: _S) -> _S:
    """The record that stands with what the other says and it does not.

    A price stands in for one that is not known, but for a film that is not there any more.
    """
    if isinstance(stands, Offer) and isinstance(goes, Offer):
        url = stands.url or goes.url
        more = goes.url if goes.url != url else ""
        is_priced = stands.price is not None or not stands.is_there
        return stands._replace(
            url=url,
            price=stands.price if is_priced else goes.price,
            note=joined_text(stands.note, more, goes.note),
        )
    if isinstance(stands, Wish) and isinstance(goes, Wish):
        due = [day for day in (stands.due, goes.due) if day is not None]
        added = [day for day in (stands.added, goes.added) if day is not None]
        return stands._replace(
            why=joined_text(stands.why, goes.why),
            recommended_by=joined_text(stands.recommended_by, goes.recommended_by),
            priority=min(stands.priority, goes.priority, key=PRIORITIES.index),
            due=min(due, key=PartialDate.last, default=None),
            moods=tuple(dict.fromkeys((*stands.moods, *goes.moods))),
            added=min(added, key=PartialDate.first, default=None),
        )
    return stands._replace(note=joined_text(stands.note, goes.note))


def fields_lost(stands: Shelf, goes: Shelf) -> tuple[str, ...]:
    """What one record said and the one that stands, which was not checked later, says otherwise."""
    if not isinstance(stands, Offer) or not isinstance(goes, Offer):
        return ()
    if _checked(stands) != _checked(goes):
        return ()
    names = ["is_there"] if stands.is_there != goes.is_there else []
    names += ["price"] if goes.price not in (None, stands.price) else []
    return tuple(names)


def is_outdone(stands: Offer, goes: Offer) -> bool:
    """Whether a price, or that a film is there, is in the one that goes alone."""
    price = with_other(stands, goes).price
    return goes.is_there != stands.is_there or goes.price not in (None, price)


def thinned(records: Sequence[_S], stamp: str) -> Thinned:
    """One record of several in one place, at an instant (ISO 8601, UTC).

    The one with the lowest id is kept, whichever stands. There has to be one at least.
    """
    ordered = sorted(records, key=lambda record: record.id)
    first = stands = ordered[0]
    outdone = []
    for other in ordered[1:]:
        better, goes = in_favour(stands, other)
        stands = with_other(better, goes)._replace(id=first.id, number=first.number)
        outdone.append(Outdone(other, fields_lost(stands, goes)))
    changes = [Change(first, stands)] if stands != first else []
    changes += [Change(one, one._replace(deleted=stamp)) for one in ordered[1:]]
    return Thinned(tuple(changes), first.id, tuple(outdone))


def _checked(offer: Offer) -> str:
    return offer.checked.iso if offer.checked is not None else ""
