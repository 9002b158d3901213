"""Records out of plain values from a file, each field checked: what no diary could keep is refused.

What the type of a field asks for is read off the class; `_RULES` has what goes beyond it.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from filmlog.domain.change import Record
from filmlog.domain.codec import KINDS
from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import LIST_KINDS, PRIORITIES, FilmList, Wish
from filmlog.domain.source import PASS_KINDS, PERIODS, SOURCE_KINDS, Offer, Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.record import FieldError
from filmlog.exchange.services.values import clean, shown

_Read = Callable[[Any, str], Any]
_TYPES = {"PartialDate": PartialDate, "Money": Money, "datetime": datetime}
_MOST = 2**63 - 1  # SQLite's largest integer
_ID = re.compile("[0-9A-Za-z]{1,40}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SHA256 = re.compile("[0-9a-f]{64}")


def read(kind: str, plain: Mapping[str, Any]) -> Record:
    """The record of a kind of `KINDS`; keys that it has not are left.

    Raises FieldError for a field that is missing, of another type or out of range.
    """
    record: Record = _record(KINDS[kind], plain, "")
    for fits, field, why in _WHOLE.get(type(record), ()):
        if not fits(record):
            raise FieldError(field, why)
    return record


def _record(cls: Any, plain: Any, within: str) -> Any:
    if not isinstance(plain, Mapping):
        raise FieldError(within, f"{_shown(plain)} is no object")
    before = f"{within}." if within else ""
    values = {}
    for name, reads in _fields(cls).items():
        if name in plain:
            values[name] = reads(plain[name], f"{before}{name}")
        elif name not in cls._field_defaults:
            raise FieldError(f"{before}{name}", "is missing")
    return cls(**values)


@cache
def _fields(cls: Any) -> dict[str, _Read]:
    hints = get_type_hints(cls, localns=_TYPES)
    return {
        name: _ruled(_reader(hint), _RULES.get((cls, name)) or _RULES.get((None, name)))
        for name, hint in hints.items()
        if name != "number"
    }


def _reader(hint: Any) -> _Read:
    if isinstance(hint, types.UnionType):
        reads = _reader(next(one for one in get_args(hint) if one is not type(None)))
        return lambda value, field: None if value is None else reads(value, field)
    if get_origin(hint) is tuple:
        return _several(_reader(get_args(hint)[0]))
    return _SIMPLE.get(hint) or (lambda value, field: _record(hint, value, field))


def _several(reads: _Read) -> _Read:
    def read_all(value: Any, field: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise FieldError(field, f"{_shown(value)} is no list")
        return tuple(reads(item, f"{field}[{place}]") for place, item in enumerate(value))

    return read_all


class _Rule(NamedTuple):
    """What a value has to fit beyond its type, and what is said of one that does not."""

    fits: Callable[[Any], object]
    why: str


def _ruled(reads: _Read, rule: _Rule | None) -> _Read:
    if rule is None:
        return reads

    def checked(value: Any, field: str) -> Any:
        found = reads(value, field)
        if found is not None and not rule.fits(found):
            raise FieldError(field, f"{_shown(value)} {rule.why}")
        return found

    return checked


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise FieldError(field, f"{_shown(value)} is no text")
    clean(value, field)
    return value


def _whole(value: Any, field: str) -> int:
    if type(value) is not int or not -_MOST <= value <= _MOST:
        raise FieldError(field, f"{_shown(value)} is no whole number")
    return value


def _truth(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise FieldError(field, f"{_shown(value)} is neither true nor false")
    return value


def _day(value: Any, field: str) -> PartialDate:
    try:
        return PartialDate.parse_iso(_text(value, field))
    except ValueError:
        raise FieldError(field, f"{_shown(value)} is no date such as 2026-11-20") from None


def _instant(value: Any, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value, field))
        # Further out the same instant has no date in some time zone.
        if moment.tzinfo is not None and 1 < moment.year < 9999:
            return moment.astimezone(UTC)
    except ValueError:
        pass
    raise FieldError(
        field, f"{_shown(value)} is no time with its zone, such as 2026-11-20T21:30:00+00:00"
    )


def _money(value: Any, field: str) -> Money:
    if not isinstance(value, Mapping) or {"minor", "currency"} - value.keys():
        raise FieldError(field, f"{_shown(value)} is no object of minor units and currency")
    minor = _whole(value["minor"], f"{field}.minor")
    currency = _text(value["currency"], f"{field}.currency")
    try:
        return Money(minor, currency)
    except ValueError as error:
        raise FieldError(field, str(error)) from None


_SIMPLE: dict[Any, _Read] = {
    str: _text,
    int: _whole,
    bool: _truth,
    PartialDate: _day,
    datetime: _instant,
    Money: _money,
}


def _digests(text: str) -> bool:
    try:
        said = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and all(isinstance(digest, str) for digest in said.values())


def _among(*words: str) -> _Rule:
    return _Rule(lambda text: text in words, f"is none of {', '.join(filter(None, words))}")


def _is_full_day(text: str) -> bool:
    try:
        return PartialDate.parse_iso(text).precision == "day"
    except ValueError:
        return False


_AN_ID = _Rule(_ID.fullmatch, "is no id of letters and digits")
_ID_OR_NONE = _Rule(lambda text: not text or _ID.fullmatch(text), _AN_ID.why)
_NAMED = _Rule(str.strip, "is empty")
_COUNTED = _Rule(lambda number: number >= 0, "is less than nothing")

_RULES: Mapping[tuple[type[Any] | None, str], _Rule] = {
    (None, "id"): _AN_ID,
    (None, "film_id"): _AN_ID,
    (None, "list_id"): _AN_ID,
    (None, "record_id"): _AN_ID,
    (Pass, "source_id"): _AN_ID,
    (Offer, "source_id"): _AN_ID,
    (Viewing, "source_id"): _ID_OR_NONE,
    (Viewing, "pass_id"): _ID_OR_NONE,
    (None, "deleted"): _Rule(
        lambda text: not text or _STAMP.fullmatch(text), "is no time such as 2026-11-20T21:30:00Z"
    ),
    (Film, "title"): _NAMED,
    (Source, "name"): _NAMED,
    (FilmList, "name"): _NAMED,
    (None, "rating"): _Rule(lambda number: 1 <= number <= 100, "is no rating from 1 to 100"),
    (None, "year"): _Rule(lambda number: 1 <= number <= 9999, "is no year"),
    (None, "runtime"): _COUNTED,
    (None, "unfinished"): _COUNTED,
    (Source, "kind"): _among("", *SOURCE_KINDS),
    (Pass, "kind"): _among(*PASS_KINDS),
    (Pass, "every"): _among("", *PERIODS),
    (FilmList, "kind"): _among(*LIST_KINDS),
    (Wish, "priority"): _among(*PRIORITIES),
    (Picture, "sha256"): _Rule(_SHA256.fullmatch, "is no SHA-256"),
    (Origin, "field"): _among(*Film._fields[1:]),
    (Origin, "service"): _NAMED,
    (Origin, "day"): _Rule(_is_full_day, "is no day such as 2026-11-20"),
    (Imported, "service"): _NAMED,
    (Imported, "said"): _Rule(_digests, "is no JSON object of digests"),
}
"""By class and field, or by field in any class."""

_WHOLE: Mapping[type[Any], tuple[tuple[Callable[[Any], object], str, str], ...]] = {
    Film: (
        (
            lambda film: len({origin.field for origin in film.origins}) == len(film.origins),
            "origins",
            "a field has two origins",
        ),
    ),
    Pass: (
        (
            lambda pass_: (
                pass_.refund is None
                or (pass_.price is not None and pass_.refund.currency == pass_.price.currency)
            ),
            "refund",
            "is not in the currency of the price",
        ),
    ),
    Imported: (
        (
            lambda found: found.id == imported_id(found.service, found.key),
            "id",
            "does not follow from service and key",
        ),
    ),
}
"""What several fields of a record say together, the field to name, and why."""


def _shown(value: Any) -> str:
    return shown(value) if isinstance(value, str) else shown(json.dumps(value)[:100]).strip("'")
