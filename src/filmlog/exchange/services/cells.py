"""Cells of a person's own table, whose habits nobody fixed: ids or addresses, yes or no, lengths.

Each function takes the cleaned text of a cell and the name of its column, and raises FieldError,
naming that, for what cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmlog.domain.rating import parse_rating
from filmlog.domain.references import read_reference
from filmlog.errors import UsageError
from filmlog.exchange.record import FieldError
from filmlog.exchange.services import values
from filmlog.exchange.services.values import shown

_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,9})?", re.ASCII)
_LENGTH = re.compile(
    r"(?:(\d{1,2}) ?(?:h|:) ?)?(?:(\d{1,4})(?:\.0)? ?(?:m|min|mins|minutes)?\.?)?",
    re.ASCII | re.IGNORECASE,
)
_PLACE = re.compile(r"(\d{1,6})\.?", re.ASCII)
_ID_FORMS = {
    "wikidata": re.compile(r"Q\d{1,10}", re.ASCII),
    "letterboxd": re.compile(r"[a-z0-9-]+"),
}
_YES = frozenset(
    "1 x y yes true t ja j oui o sí si s да ✓ ✔ ☑ ♥ ❤ ❤️ rewatch rewatched liked".split()
)
_NO = frozenset("0 n no false f nein non não нет - – — ✗ ☐ ♡".split())


def film_id(text: str, header: str, service: str) -> str:
    """The id of a film at a service, from that or from its address; '' for an empty cell."""
    if not text:
        return ""
    reference = read_reference(text)
    if reference is not None and reference.service == service:
        return reference.id
    if service == "imdb":
        return values.imdb_id(text, header)
    if service == "tmdb":
        return values.tmdb_id(text, header)
    if not _ID_FORMS[service].fullmatch(text):
        raise FieldError(header, f"{shown(text)} is no id of {service.capitalize()}")
    return text


def scale_of(ratings: Iterable[str]) -> int:
    """The scale of the ratings of a column without a sign: the smallest with room for all."""
    bare = [text.strip().replace(",", ".") for text in ratings if _BARE.fullmatch(text.strip())]
    highest = max(map(float, bare), default=0)
    return 5 if highest <= 5 else 10 if highest <= 10 else 100


def rating(text: str, header: str, top: int) -> int | None:
    """A rating from 1 to 100; a bare number is out of `top`. None for an empty cell."""
    if not text or _BARE.fullmatch(text):
        return values.rating(text, header, top)
    try:
        return parse_rating(text)
    except UsageError as error:
        raise FieldError(header, error.sentence.removesuffix(".")) from None


def flag(text: str, header: str) -> bool | None:
    """Yes or no in some languages, or a mark; None for an empty cell."""
    said = text.casefold()
    if said and said not in _YES and said not in _NO:
        raise FieldError(header, f"{shown(text)} is neither yes nor no")
    return said in _YES if said else None


def names(text: str, header: str) -> tuple[str, ...]:
    """The names in a cell, parted by `;` where there is one, else by commas."""
    return values.words(text, header, ";" if ";" in text else ",")


def minutes(text: str, header: str) -> int | None:
    """The minutes of `97`, `97 min`, `1 h 37 min`, `1h37` or `1:37`; None for none, and for 0."""
    if not text:
        return None
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        raise FieldError(header, f"{shown(text)} is no length such as 97 or 1 h 37 min")
    return int(found[1] or 0) * 60 + int(found[2] or 0) or None


def place(text: str, header: str) -> int | None:
    """A place on a list from 1, as `3` or `3.`; None for an empty cell."""
    if not text:
        return None
    found = _PLACE.fullmatch(text)
    if found is None or not int(found[1]):
        raise FieldError(header, f"{shown(text)} is no place from 1")
    return int(found[1])
