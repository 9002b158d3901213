"""What two machines made of one record apart, put together field by field.

Works on plain values, as `domain/codec.py` makes them, since it is files that are put together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from filmlog.domain.codec import KINDS, plain
from filmlog.domain.record import UNDONE

Plain = Mapping[str, Any]

_OF_MACHINES = frozenset({"digest", "said"})
"""What an import remembers of a row for itself; either side's will do."""

_TOGETHER = ("pass_id", "source_id")

UNKNOWN = object()
"""The value that both sides began from, where they have no past in common."""


class Clash(NamedTuple):
    """A field that both sides changed, each in its own way; `base` may be UNKNOWN.

    The record keeps ours, unless that is only a stamp of having been deleted.
    """

    field: str
    base: Any
    ours: Any
    theirs: Any
    keeps_ours: bool = True


class Reconciled(NamedTuple):
    """The record with the changes of both sides, ours where they clash.

    `same` has two ids of records that are one: a row of an import went into both, each on its own
    side.
    """

    plain: dict[str, Any]
    clashes: tuple[Clash, ...]
    same: tuple[str, str] | None = None


class _Sides(NamedTuple):
    """A record as both sides had it, None for never, and as each has it now."""

    base: Plain | None
    ours: Plain
    theirs: Plain


def reconciled(kind: str, base: Plain | None, ours: Plain, theirs: Plain) -> Reconciled:
    """The record of a kind that both sides come to from `base` (None: they met for the first time).

    A field that one side changed is taken from there. Of lists both keep what either added and
    lose what either took out. What one side put in the trash while the other changed it clashes,
    and stays out of the trash until somebody says so.
    """
    found: dict[str, Any] = {}
    clashes: list[Clash] = []
    same: tuple[str, str] | None = None
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in ours or name not in theirs:
            found[name] = ours.get(name, theirs.get(name))
            continue
        mine, other = ours[name], theirs[name]
        was = _base(kind, base, name)
        if name == "deleted":
            found[name], is_clash = _deleted(kind, base, ours, theirs)
            if is_clash and kind != "imported":  # of which no person knows
                clashes.append(Clash(name, was, mine, other, not mine))
        elif name == "origins":
            continue  # they follow from the facts
        elif other in (mine, was):
            found[name] = mine
        elif mine == was:
            found[name] = other
        elif isinstance(mine, list) and isinstance(other, list):
            found[name] = _united(was if isinstance(was, list) else [], mine, other)
        elif name == "record_id":
            found[name] = min(mine, other)
            same = (mine, other) if kind == "imported" else None
        else:
            found[name] = mine
            if name not in _OF_MACHINES:
                clashes.append(Clash(name, UNKNOWN if base is None else was, mine, other))
    clashes += _put_right(kind, found, _Sides(base, ours, theirs), {c.field for c in clashes})
    return Reconciled(found, tuple(clashes), same)


def _put_right(
    kind: str, found: dict[str, Any], sides: _Sides, clashing: Collection[str]
) -> Iterator[Clash]:
    """Let the fields in `found` that say something together be of one side.

    A pass is one of its source: where each would be of another side they clash, and ours stands.
    The origins of a film follow from its facts.
    """
    base, ours, theirs = sides
    if kind == "viewing" and found.keys() >= {*_TOGETHER}:
        turned = found | {name: theirs[name] for name in clashing}  # as the other machine finds it
        pairs = [[side[name] for name in _TOGETHER] for side in (ours, theirs, found, turned)]
        is_parted = not all(pair in pairs[:2] for pair in pairs[2:])
        for name in _TOGETHER if is_parted else ():
            found[name] = ours[name]
            if ours[name] != theirs[name] and name not in clashing:
                was = UNKNOWN if base is None else base.get(name, UNKNOWN)
                yield Clash(name, was, ours[name], theirs[name])
    elif kind == "film":
        found["origins"] = origins_in_order(_origins(found, base, ours, theirs))


def clashing(ours: Plain, theirs: Plain, base: Plain | None) -> Reconciled:
    """Ours as it stands, with every field that they changed as a clash.

    For sides that make no sense together, such as a price in one currency and its refund in
    another.
    """
    clashes = [
        Clash(name, UNKNOWN if base is None else base.get(name), ours.get(name), theirs[name])
        for name in sorted(theirs)
        if ours.get(name) != theirs[name] and (base is None or base.get(name) != theirs[name])
    ]
    return Reconciled(dict(ours), tuple(clashes))


def _base(kind: str, base: Plain | None, name: str) -> Any:
    """What a field was; where nobody knows, what it is in a record that says nothing of it."""
    if base is None:
        return _defaults(kind).get(name, UNKNOWN)
    return base.get(name, UNKNOWN)


@cache
def _defaults(kind: str) -> dict[str, Any]:
    defaults = KINDS[kind]._field_defaults
    return {name: plain(value) for name, value in defaults.items()}


def _deleted(kind: str, base: Plain | None, ours: Plain, theirs: Plain) -> tuple[str, bool]:
    """The stamp that stands, and whether one side changed what the other put in the trash."""
    mine, other = ours["deleted"], theirs["deleted"]
    was = _base(kind, base, "deleted")
    if mine == other:
        return mine, False
    if (mine and other) or kind == "conflict":
        # They agree, and one stamp has to stand on both machines; a conflict that was opened again
        # is open.
        return min({mine, other} - {was}), False
    if other == was:
        live, stands = theirs, mine
    else:
        live, stands = ours, other
    if was not in (mine, other):
        return "", True  # one took it out of the trash while the other put it there anew
    if not stands:
        return stands, False
    if base is None:
        # What was undone was never there, so that it says nothing against the other one.
        return "", not stands.endswith(UNDONE)
    is_changed = any(
        live[name] != base.get(name) for name in live if name not in _OF_MACHINES | {"deleted"}
    )
    return ("", True) if is_changed else (stands, False)


def _united(base: Sequence[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """What neither took out, and what either added; in our order, unless only they changed it."""
    is_theirs = _keeps_order(base, ours) and not _keeps_order(base, theirs)
    first, second = (theirs, ours) if is_theirs else (ours, theirs)
    taken_out = [item for item in base if item not in ours or item not in theirs]
    kept = [item for item in first if item not in taken_out]
    return kept + [item for item in second if item not in base and item not in kept]


def _keeps_order(base: Sequence[Any], side: Sequence[Any]) -> bool:
    return [item for item in base if item in side] == [item for item in side if item in base]


def _origins(found: Plain, base: Plain | None, ours: Plain, theirs: Plain) -> Iterator[Any]:
    """The origins of the facts as they stand: what a person typed has none, wherever it came from.

    A fact that one side has is from where that side has it from.
    """
    mine, other = ({o["field"]: o for o in side["origins"]} for side in (ours, theirs))
    was = {o["field"]: o for o in base.get("origins", ())} if base is not None else {}
    for field in dict.fromkeys((*mine, *other)):
        fact = found.get(field)
        one, two = mine.get(field), other.get(field)
        is_ours, is_theirs = (_is_same(side.get(field), fact) for side in (ours, theirs))
        if one == two or is_ours > is_theirs:
            origin = one
        elif is_ours < is_theirs:
            origin = two
        elif _is_same(fact, _base("film", base, field)) and was.get(field) in (one, two):
            origin = two if one == was.get(field) else one
        elif one is None or two is None:
            origin = None
        else:
            origin = min(one, two, key=lambda origin: (origin["day"], origin["service"]))
        if origin is not None:
            yield origin


def _is_same(one: Any, other: Any) -> bool:
    """Whether two facts are one; of lists that are put together each side has its own order."""
    if isinstance(one, list) and isinstance(other, list):
        return all(item in other for item in one) and all(item in one for item in other)
    return bool(one == other)


def origins_in_order(found: Iterable[Any]) -> list[Any]:
    """Origins as plain values in the order of a film's fields, as a diary has them."""
    return sorted(found, key=lambda origin: KINDS["film"]._fields.index(origin["field"]))
