"""Records as plain values (dicts, lists, strings, numbers) and back, for JSON.

The journal keeps what a record was in this form, so a field may be added but never change its
meaning; an absent key reads as the field's default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from filmlog.domain.change import Record
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.imported import Imported
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Picture, Viewing

KINDS: dict[str, type[Record]] = {
    "film": Film,
    "viewing": Viewing,
    "source": Source,
    "pass": Pass,
    "offer": Offer,
    "wish": Wish,
    "filmlist": FilmList,
    "listed": Listed,
    "imported": Imported,
    "conflict": Conflict,
}
"""Every kind of record, by the name of its class in small letters, which the journal keeps."""

_READERS: dict[str, Callable[[Any], Any]] = {
    "released": PartialDate.parse_iso,
    "watched": PartialDate.parse_iso,
    "rated": PartialDate.parse_iso,
    "cast": lambda items: tuple(Credit(**item) for item in items),
    "awards": lambda items: tuple(Award(**item) for item in items),
    "related": lambda items: tuple(Related(**item) for item in items),
    "origins": lambda items: tuple(Origin(**item) for item in items),
    "pictures": lambda items: tuple(Picture(**item) for item in items),
    "paid": PartialDate.parse_iso,
    "refunded": PartialDate.parse_iso,
    "checked": PartialDate.parse_iso,
    "due": PartialDate.parse_iso,
    "added": PartialDate.parse_iso,
    "price": lambda item: Money(item["minor"], item["currency"]),
    "refund": lambda item: Money(item["minor"], item["currency"]),
    "starts": datetime.fromisoformat,
    "ends": datetime.fromisoformat,
}


def to_plain(record: Record) -> dict[str, Any]:
    """Every field of a record but its short number, which is this diary's own."""
    return {name: plain(value) for name, value in record._asdict().items() if name != "number"}


def from_plain(kind: str, plain: dict[str, Any]) -> Record:
    """The record that `to_plain` made `plain` from."""
    cls = KINDS[kind]
    return cls(
        **{name: read_value(name, value) for name, value in plain.items() if name in cls._fields}
    )


def read_value(name: str, value: Any) -> Any:
    """The value of a field that `plain` made the JSON value from."""
    if value is None:
        return None
    if name in _READERS:
        return _READERS[name](value)
    return tuple(value) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A value of a field as JSON has it."""
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, (Credit, Award, Related, Origin, Picture)):
        return value._asdict()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
