"""Records out of plain values from a file, each field checked: what no diary could keep is refused.

What the type of a field asks for is read off the class; `rules.py` has what goes beyond it.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from filmlog.domain import codec
from filmlog.domain.change import Record
from filmlog.domain.codec import KINDS
from filmlog.domain.conflict import Conflict
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.exchange.record import FieldError
from filmlog.exchange.rules import RULES, WHOLE, Rule
from filmlog.exchange.services.values import clean, shown

_Read = Callable[[Any, str], Any]
_TYPES = {"PartialDate": PartialDate, "Money": Money, "datetime": datetime}
_MOST = 2**63 - 1  # SQLite's largest integer


def read(kind: str, plain: Mapping[str, Any]) -> Record:
    """The record of a kind of `KINDS`; keys that it has not are left.

    Raises FieldError for a field that is missing, of another type or out of range.
    """
    record: Record = _record(KINDS[kind], plain, "")
    for fits, field, why in WHOLE.get(type(record), ()):
        if not fits(record):
            raise FieldError(field, why)
    if isinstance(record, Conflict):
        _check_sides(record)
    return record


def _check_sides(conflict: Conflict) -> None:
    """Raise FieldError where a side of a conflict is no value of its field, in JSON."""
    cls: Any = KINDS[conflict.of]
    reads = _fields(cls)[conflict.field]
    for side in ("base", "other"):
        text: str = getattr(conflict, side)
        if side == "base" and not text:
            continue  # not known
        try:
            said = json.loads(text)
            found = codec.plain(reads(said, conflict.field))
        except (ValueError, RecursionError):
            raise FieldError(side, f"{shown(text)} is no value in JSON") from None
        except FieldError as error:
            raise FieldError(side, f"has another {error.field}, which {error.why}") from None
        if found != said:
            raise FieldError(side, f"{shown(text)} is not as filmlog writes it")


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
        name: _ruled(_reader(hint), RULES.get((cls, name)) or RULES.get((None, name)))
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


def _ruled(reads: _Read, rule: Rule | None) -> _Read:
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
            return moment.astimezone(UTC).replace(microsecond=0)  # as a diary keeps it
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


def _shown(value: Any) -> str:
    return shown(value) if isinstance(value, str) else shown(json.dumps(value)[:100]).strip("'")
