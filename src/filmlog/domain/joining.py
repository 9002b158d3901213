"""Two records of one kind that are one: the one kept, with what only the other says."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

_R = TypeVar("_R", bound=NamedTuple)

_APART = frozenset({"id", "number", "deleted", "name", "film_id"})
"""Fields of which the record kept has its own; two names are the same but for their spelling."""

_GOES_WITH = {
    "quote_by": "quote",
    "pass_id": "source_id",
    "unfinished_why": "unfinished",
    "refunded": "refund",
}
"""Fields that say something of another: taken only where both say the same there."""


def joined_text(text: str, *more: str) -> str:
    """A text and those others that it does not hold already."""
    for one in more:
        if one not in text:
            text = f"{text}; {one}" if text else one
    return text


def joined_records(keep: _R, other: _R) -> tuple[_R, tuple[str, ...]]:
    """The record kept with what is empty in it, and the fields where the other says another thing.

    Names, tags and pictures of both are put together, and so are notes.
    """
    taken: dict[str, Any] = {}
    differing = []
    for name in keep._fields:
        ours, theirs = getattr(keep, name), getattr(other, name)
        empty = keep._field_defaults.get(name)
        if name in _APART or theirs in (ours, empty):
            continue
        if isinstance(ours, tuple) and isinstance(theirs, tuple) and isinstance(empty, tuple):
            taken[name] = ours + tuple(item for item in theirs if item not in ours)
        elif name == "note":
            taken[name] = joined_text(ours, theirs)
        elif ours == empty and _says_the_same(keep, other, taken, _GOES_WITH.get(name)):
            taken[name] = theirs
        else:
            differing.append(name)
    return keep._replace(**taken), tuple(differing)


def _says_the_same(keep: _R, other: _R, taken: dict[str, Any], name: str | None) -> bool:
    if name is None:
        return True
    return bool(taken.get(name, getattr(keep, name)) == getattr(other, name))
