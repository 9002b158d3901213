"""What a value of each column must be to be taken for one, and what to put where it is not.

A damaged row is kept when only a fact of it is spoilt: what may be unknown becomes unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from filmlog.domain.codec import KINDS, from_plain
from filmlog.domain.film import Film
from filmlog.domain.history import COMMAND_KINDS, UPKEEP
from filmlog.domain.money import EXPONENTS
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import LIST_KINDS, PRIORITIES
from filmlog.domain.source import PASS_KINDS, PERIODS, SOURCE_KINDS


class Check(NamedTuple):
    """`fits` tells a sound value from another; `instead` is what takes the place of the other.

    With `is_needed` a row is none of the table when the value does not fit.
    """

    fits: Callable[[Any], bool]
    instead: int | str | None = None
    is_needed: bool = False


def check_of(table: str, column: str) -> Check | None:
    """What is asked of a column beyond its type; None for nothing."""
    return _OF_TABLE.get((table, column)) or _OF_ANY.get(column)


def is_state(kind: str, before: str) -> bool:
    """Whether the journal's `before` of a record of a kind can be read back."""
    import json

    try:
        from_plain(kind, json.loads(before))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def is_date(text: str) -> bool:
    """Whether a stored date can be read."""
    try:
        PartialDate.parse_iso(text)
    except ValueError:
        return False
    return True


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_ulid(text: str) -> bool:
    return len(text) == 26 and text.isascii() and text.isalnum()


def _is_digest(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _is_object(text: str) -> bool:
    import json

    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _is_json(text: str) -> bool:
    import json

    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _among(*values: str | int) -> Callable[[Any], bool]:
    return frozenset(values).__contains__


def _at_least_none(value: int) -> bool:
    return value >= 0


_DATE = Check(is_date)
_INSTANT = Check(_is_instant)
_FLAG = Check(_among(0, 1), 0)
_COUNT = Check(_at_least_none)
_OF_ANY: dict[str, Check] = {
    **dict.fromkeys(
        ("watched", "released", "rated", "paid", "refunded", "checked", "due", "added"), _DATE
    ),
    **dict.fromkeys(("starts", "ends"), _INSTANT),
    **dict.fromkeys(("heart", "is_there", "again", "undone"), _FLAG),
    **dict.fromkeys(("unfinished", "minor", "refund"), _COUNT),
    "rating": Check(lambda value: 1 <= value <= 100),
    "rewatch": Check(_among(0, 1)),
    "currency": Check(EXPONENTS.__contains__),
    "id": Check(_is_ulid, is_needed=True),
    "sha256": Check(_is_digest, is_needed=True),
    "position": Check(_at_least_none, is_needed=True),
    "job": Check(_among("director", "writer", "cast"), is_needed=True),
    "day": Check(lambda text: len(text) == 10 and is_date(text), is_needed=True),
    "every": Check(_among("", *PERIODS), ""),
    "priority": Check(_among(*PRIORITIES), "normal"),
    "said": Check(lambda text: text == "" or _is_object(text), ""),
}
_OF_TABLE: dict[tuple[str, str], Check] = {
    ("film_label", "kind"): Check(_among("genre", "country", "language"), is_needed=True),
    ("viewing_label", "kind"): Check(_among("tag", "companion"), is_needed=True),
    ("filmlist", "kind"): Check(_among(*LIST_KINDS), LIST_KINDS[0]),
    ("pass", "kind"): Check(_among(*PASS_KINDS), PASS_KINDS[-1]),
    ("source", "kind"): Check(_among("", *SOURCE_KINDS), ""),
    ("film_origin", "field"): Check(_among(*Film._fields), is_needed=True),
    ("change", "kind"): Check(KINDS.__contains__, is_needed=True),
    ("conflict", "kind"): Check(KINDS.__contains__, is_needed=True),
    ("conflict", "field"): Check(
        _among(*(name for kind in KINDS.values() for name in kind._fields)), is_needed=True
    ),
    ("conflict", "base"): Check(lambda text: text == "" or _is_json(text), ""),
    ("conflict", "other"): Check(_is_json, is_needed=True),
    ("command", "kind"): Check(_among(*COMMAND_KINDS), UPKEEP),
    ("command", "at"): Check(_is_instant, is_needed=True),
    ("title_key", "kind"): Check(
        _among("title", "original", "bare title", "bare original"), is_needed=True
    ),
}
