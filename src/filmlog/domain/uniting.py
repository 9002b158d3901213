"""Two films of a diary that are one: what becomes of their facts, and of all that belongs to them.

One is kept and the other goes to the trash; nothing that the other has is lost. What cannot be
kept beside what there is already is told as a difference, and stands in the journal.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from filmlog.domain.change import Change, Record
from filmlog.domain.filling import Filled
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.record import is_removed
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.shelving import in_favour, place, with_other
from filmlog.domain.source import Offer
from filmlog.domain.twins import united_facts
from filmlog.domain.viewing import Viewing

_S = TypeVar("_S", Offer, Wish, Listed)

_MERGES, _FILM = "filmlog", "film "


class Holdings(NamedTuple):
    """A film with every record that names it, those in the trash too, and those that were undone.

    `imported` are the rows of services that went into the film, its wishes and its places on lists;
    `trace` is what an earlier merge of it left, see `trace_id`.
    """

    film: Film
    viewings: tuple[Viewing, ...] = ()
    offers: tuple[Offer, ...] = ()
    wishes: tuple[Wish, ...] = ()
    listed: tuple[Listed, ...] = ()
    imported: tuple[Imported, ...] = ()
    trace: Imported | None = None


class Union(NamedTuple):
    """What makes one film of two, in an order that can be written, and what to tell of it.

    `facts` is the film that is kept, the fields it takes from the other, and where the two differ:
    `ours` of a difference is what stands. `moved` are the records of the other film, by kind, that
    become those of the one kept, `joined` those of which both have one, so that one goes to the
    trash; both without what was in the trash already, which is counted in `from_trash`. `same_days`
    are the days on which each was watched. `became` leads from each record that goes to the trash
    to the one that has its place.
    """

    facts: Filled
    changes: tuple[Change, ...]
    moved: dict[str, int]
    joined: dict[str, int]
    from_trash: int
    same_days: tuple[PartialDate, ...]
    became: dict[str, str]


def trace_id(film_id: str) -> str:
    """The id of the `Imported` that a merged film leaves: its `record_id` is the film kept."""
    return imported_id(_MERGES, f"{_FILM}{film_id}")


def merged_film(row: Imported) -> str:
    """The id of the film that left a trace; '' for a row of anything else."""
    is_trace = row.service == _MERGES and row.key.startswith(_FILM)
    return row.key.removeprefix(_FILM) if is_trace else ""


def united(keep: Holdings, other: Holdings, stamp: str) -> Union:
    """What makes the other film part of the one kept, at an instant (ISO 8601, UTC).

    Where both have an offer at one source, the one checked later stands; of two wishes and two
    places on a list that of the film kept. What the other says is joined to it.
    """
    facts = united_facts(keep.film, other.film)
    work = _Work(keep.film.id, stamp)
    if facts.film != keep.film:
        work.put(keep.film, facts.film)
    for viewing in other.viewings:
        work.move(viewing)
    work.shelve({place(o): o for o in keep.offers if not o.deleted}, other.offers)
    work.shelve({place(w): w for w in keep.wishes if not w.deleted}, other.wishes)
    work.shelve({place(e): e for e in keep.listed if not e.deleted}, other.listed)
    work.became[other.film.id] = keep.film.id
    own_trace = keep.trace if keep.trace is not None and not keep.trace.deleted else None
    if own_trace is not None:
        # It was merged once itself, and came back out of the trash since.
        work.put(own_trace, own_trace._replace(deleted=stamp))
    for row in other.imported:
        if row != own_trace and row.record_id in work.became:
            work.put(row, row._replace(record_id=work.became[row.record_id]))
    key = f"{_FILM}{other.film.id}"
    trace = Imported(trace_id(other.film.id), _MERGES, key, keep.film.id)
    if other.trace != trace:
        work.put(other.trace, trace)
    work.put(other.film, other.film._replace(deleted=stamp))
    days = _days(keep.viewings) & _days(other.viewings)
    return Union(
        facts,
        tuple(work.changes.values()),
        work.moved,
        work.joined,
        work.from_trash,
        tuple(sorted(days, key=lambda day: day.iso)),
        work.became,
    )


class _Work:
    """The changes of one merge, one a record, in the order in which they came up."""

    def __init__(self, film_id: str, stamp: str) -> None:
        self._film_id = film_id
        self._stamp = stamp
        self.changes: dict[tuple[type[Record], str], Change] = {}
        self.became: dict[str, str] = {}
        self.moved: dict[str, int] = {}
        self.joined: dict[str, int] = {}
        self.from_trash = 0

    def put(self, before: Record | None, after: Record) -> None:
        known = self.changes.get((type(after), after.id))
        before = known.before if known is not None else before
        self.changes[type(after), after.id] = Change(before, after)

    def move(self, record: Viewing | Offer | Wish | Listed) -> None:
        self.put(record, record._replace(film_id=self._film_id))
        if is_removed(record.deleted):
            self.from_trash += 1
        elif not record.deleted:
            _count(self.moved, record)

    def shelve(self, there: dict[str, _S], records: tuple[_S, ...]) -> None:
        """Move records of one kind to the film; `there` are its own by what may stand once."""
        for record in records:
            spot = place(record)
            ours = there.get(spot)
            if record.deleted or ours is None:
                self.move(record)
                if not record.deleted:
                    there[spot] = record._replace(film_id=self._film_id)
                continue
            theirs = record._replace(film_id=self._film_id)
            stands, goes = in_favour(ours, theirs)
            there[spot] = with_other(stands, goes)
            self.put(record if stands is theirs else ours, there[spot])
            self.put(record if goes is theirs else ours, goes._replace(deleted=self._stamp))
            self.became[goes.id] = stands.id
            _count(self.joined, record)


def _count(counts: dict[str, int], record: Record) -> None:
    kind = type(record).__name__.lower()
    counts[kind] = counts.get(kind, 0) + 1


def _days(viewings: tuple[Viewing, ...]) -> set[PartialDate]:
    """The days, known as such, of viewings that are not in the trash."""
    days = {v.watched for v in viewings if v.watched is not None and not v.deleted}
    return {day for day in days if day.first() == day.last()}
