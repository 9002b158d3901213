"""Bringing together what the diary has in a record and what a service says of it.

Three are compared, as in any merge: what the service said last time (kept as digests), what it says
now, and what stands in the diary. What the service changed is taken where the person left it as it
was; what the person changed stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from filmlog.domain.filling import Difference, in_words
from filmlog.domain.imported import digests
from filmlog.domain.rating import describe

_R = TypeVar("_R", bound=NamedTuple)

_SHOWN = 60

SEPARATOR = "\n\n---\n\n"
"""Between two texts of one viewing from different places; a thematic break in Markdown."""


def merged(
    before: _R, values: Mapping[str, Any], said: Mapping[str, str]
) -> tuple[_R, list[Difference]]:
    """The record with what is new in `values`, and the fields where the diary keeps its own.

    `values` are fields of the record; `said` has the digest of each field as the service gave it
    last, {} for a row that is new. Where nothing is known of an earlier state both sides are kept
    as far as they fit together: names are joined, a second review is put below the first.
    """
    now = digests(values)
    taken: dict[str, Any] = {}
    differences: list[Difference] = []
    empty = type(before)._field_defaults
    for name in dict.fromkeys((*values, *said)):
        if name not in before._fields or now.get(name) == said.get(name):
            continue
        ours, theirs = getattr(before, name), values.get(name, empty.get(name))
        if ours == theirs:
            continue
        is_untouched = digests({name: ours}).get(name) == said.get(name)
        if is_untouched:
            taken[name] = theirs
        elif isinstance(ours, tuple) and theirs:
            added = tuple(item for item in theirs if item not in ours)
            if added and (name not in said or not _was_removed(ours, theirs)):
                taken[name] = ours + added
        elif name == "review" and name not in said and theirs:
            if theirs not in ours:
                taken[name] = ours + SEPARATOR + theirs
        else:
            differences.append(Difference(name, in_short(name, ours), in_short(name, theirs)))
    return before._replace(**taken) if taken else before, differences


def _was_removed(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    """Whether nothing of the other side is here: then the person has chosen other names."""
    return bool(ours) and not set(ours) & set(theirs)


def in_short(name: str, value: Any) -> str:
    """A field of a record in one short line: a rating in stars, a long text cut."""
    if name == "rating" and isinstance(value, int):
        return describe(value, "stars")
    text = " ".join(in_words(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
