"""What the fields of records have to fit beyond their types, for those that come from a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from filmlog.domain.codec import KINDS
from filmlog.domain.conflict import Conflict
from filmlog.domain.filling import FACTS
from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported, imported_id
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.record import UNDONE
from filmlog.domain.shelf import LIST_KINDS, PRIORITIES, FilmList, Wish
from filmlog.domain.source import PASS_KINDS, PERIODS, SOURCE_KINDS, Offer, Pass, Source
from filmlog.domain.viewing import Picture, Viewing

_ID = re.compile("[0-9A-Za-z]{1,40}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SHA256 = re.compile("[0-9a-f]{64}")


class Rule(NamedTuple):
    """What a value has to fit beyond its type, and what is said of one that does not."""

    fits: Callable[[Any], object]
    why: str


def _digests(text: str) -> bool:
    try:
        said = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and all(isinstance(digest, str) for digest in said.values())


def _among(*words: str) -> Rule:
    return Rule(lambda text: text in words, f"is none of {', '.join(filter(None, words))}")


def _is_full_day(text: str) -> bool:
    try:
        return PartialDate.parse_iso(text).precision == "day"
    except ValueError:
        return False


_AN_ID = Rule(_ID.fullmatch, "is no id of letters and digits")
_ID_OR_NONE = Rule(lambda text: not text or _ID.fullmatch(text), _AN_ID.why)
_NAMED = Rule(str.strip, "is empty")
_COUNTED = Rule(lambda number: number >= 0, "is less than nothing")

RULES: Mapping[tuple[type[Any] | None, str], Rule] = {
    (None, "id"): _AN_ID,
    (None, "film_id"): _AN_ID,
    (None, "list_id"): _AN_ID,
    (None, "record_id"): _AN_ID,
    (Pass, "source_id"): _AN_ID,
    (Offer, "source_id"): _AN_ID,
    (Viewing, "source_id"): _ID_OR_NONE,
    (Viewing, "pass_id"): _ID_OR_NONE,
    (None, "deleted"): Rule(
        lambda text: not text or _STAMP.fullmatch(text.removesuffix(UNDONE)),
        "is no time such as 2026-11-20T21:30:00Z",
    ),
    (Film, "title"): _NAMED,
    (Source, "name"): _NAMED,
    (FilmList, "name"): _NAMED,
    (None, "rating"): Rule(lambda number: 1 <= number <= 100, "is no rating from 1 to 100"),
    (None, "year"): Rule(lambda number: 1 <= number <= 9999, "is no year"),
    (None, "runtime"): _COUNTED,
    (None, "unfinished"): _COUNTED,
    (Source, "kind"): _among("", *SOURCE_KINDS),
    (Pass, "kind"): _among(*PASS_KINDS),
    (Pass, "every"): _among("", *PERIODS),
    (FilmList, "kind"): _among(*LIST_KINDS),
    (Wish, "priority"): _among(*PRIORITIES),
    (Picture, "sha256"): Rule(_SHA256.fullmatch, "is no SHA-256"),
    (Origin, "field"): _among(*FACTS),
    (Origin, "service"): _NAMED,
    (Origin, "day"): Rule(_is_full_day, "is no day such as 2026-11-20"),
    (Imported, "service"): _NAMED,
    (Imported, "said"): Rule(_digests, "is no JSON object of digests"),
    (Conflict, "of"): _among(*KINDS),
}
"""By class and field, or by field in any class."""

WHOLE: Mapping[type[Any], tuple[tuple[Callable[[Any], object], str, str], ...]] = {
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
    Conflict: (
        (
            # The id, which never changes, and the number of this diary are no such fields.
            lambda found: found.field in KINDS[found.of]._fields[1:-1],
            "field",
            "is none of that kind of record",
        ),
    ),
}
"""What several fields of a record say together, the field to name, and why."""
