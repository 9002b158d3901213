"""A field that two machines changed apart: what the record does not have is kept beside it."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.derived_id import derived_id
from filmlog.domain.merging import SEPARATOR
from filmlog.domain.record import numbered


@numbered
class Conflict(NamedTuple):
    """A field of a record that was changed on two machines apart, before they were in step.

    The record keeps one value; this keeps the other until somebody settles it, which is its
    `deleted` stamp. `of` is the kind of the record (a key of `domain.codec.KINDS`) and `record_id`
    its ULID; the record may be in the trash. `base` and `other` are values of `field` in JSON, as
    `domain.codec.plain` makes them: the one that both machines began from ('' for not known), and
    the one that is not in the record. `kept_by` and `other_by` are user@machine, of whom the two
    values are.
    """

    id: str
    of: str
    record_id: str
    field: str
    base: str = ""
    other: str = ""
    kept_by: str = ""
    other_by: str = ""
    deleted: str = ""
    number: int = 0


def conflict_id(of: str, record_id: str, field: str, *values: str) -> str:
    """The id of a conflict over a field, the same on every machine that finds it.

    `values` are what tells it from another over the same field, such as the JSON of both values.
    """
    return derived_id(of, record_id, field, *values)


TEXTS = frozenset({
    "review", "overview", "headline", "quote", "note", "why", "recommended_by", "unfinished_why",
    "tagline", "venue",
})  # fmt: skip
"""Fields of which both values can be kept, one after the other."""

_LONG = frozenset({"review", "overview"})


def both(field: str, here: str, there: str) -> str:
    """Two texts of one field as one: below each other, or in one line."""
    if there in here:
        return here
    if here in there:
        return there
    return here + (SEPARATOR if field in _LONG else "; ") + there
