"""Values as people type them: one reader a kind, each with a sentence for what does not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmlog.domain.film import Award, Credit, Related
from filmlog.domain.matching import split_year
from filmlog.domain.pattern import pattern
from filmlog.errors import UsageError

MAXIMUM_TEXT = 4_000_000
"""Characters in one field; a 400-page novel is under a million."""

_LENGTH = pattern(
    r"^(?:(?P<hours>\d{1,2})\s*(?:h|hr|hrs|hours?|:)\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?|')?)?$"
)
_AWARD_YEAR = pattern(r"^(?P<rest>.*?)[\s,]+\(?(?P<year>1[89]\d\d|20\d\d)\)?$", re.DOTALL)
_RELATED = pattern(r"^(?P<film>.+?\(\d{4}\))\s*(?::|-|–|—|because)?\s*(?P<why>.*)$", re.DOTALL)
_IMDB = pattern(r"\b(tt\d{7,9})\b")
_TMDB = pattern(r"^(?:https?://(?:www\.)?themoviedb\.org/movie/)?(\d{1,9})(?:\D.*)?$")
_SLUG = pattern(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def text(field: str, value: str) -> str:
    """Text of several lines as it shall be kept: no NUL, no broken Unicode, LF at line ends."""
    if "\x00" in value:
        raise UsageError(f"{field} holds a NUL character.", "Take it out; no text needs one.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(
            f"{field} holds bytes that are not text.", "Give it in UTF-8, or set your locale to it."
        ) from None
    if len(value) > MAXIMUM_TEXT:
        raise UsageError(f"{field} is longer than {MAXIMUM_TEXT:,} characters.", "Shorten it.")
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def line(field: str, value: str) -> str:
    """Text of one line: as `text`, with line breaks and runs of blanks as one space."""
    return " ".join(text(field, value).split())


def lines(field: str, values: Sequence[str]) -> tuple[str, ...]:
    """Several lines in order, empty ones and repetitions left out."""
    return tuple(dict.fromkeys(found for v in values if (found := line(field, v))))


def minutes(field: str, value: str) -> int | None:
    """A length in minutes: `97`, `97 min`, `1h37`, `1:37`, `1 h 37 min`; empty for none."""
    if not value.strip():
        return None
    found = _LENGTH.match(value.strip().lower().replace("and", " "))
    hours, rest = (found["hours"], found["minutes"]) if found else (None, None)
    total = int(hours or 0) * 60 + int(rest or 0)
    if not (hours or rest) or not 0 < total <= 6000:
        raise UsageError(
            f"{field} cannot be {value!r}.", "Write minutes, or hours and minutes: 97, 1h37."
        )
    return total


def year(field: str, value: str | int) -> int | None:
    """A year of release, 1870 to 2200; empty for none."""
    if isinstance(value, str) and not value.strip():
        return None
    try:
        number = int(value)
    except ValueError:
        number = 0
    if not 1870 <= number <= 2200:
        raise UsageError(f"{field} cannot be {value!r}.", "Write four digits, such as 1957.")
    return number


def cast(field: str, values: Sequence[str]) -> tuple[Credit, ...]:
    """Names in billing order, each `NAME` or `NAME as ROLE`."""
    credits_ = []
    for value in lines(field, values):
        name, _, role = value.partition(" as ")
        credits_.append(Credit(name.strip(), role.strip()))
    return tuple(credits_)


def awards(field: str, values: Sequence[str]) -> tuple[Award, ...]:
    """Prizes, each `PRIZE, FESTIVAL YEAR` with festival and year as far as known."""
    found = []
    for value in lines(field, values):
        dated = _AWARD_YEAR.match(value)
        rest, at = (dated["rest"], int(dated["year"])) if dated else (value, None)
        prize, _, festival = rest.rpartition(",") if "," in rest else (rest, "", "")
        if not prize.strip(" ,"):
            raise UsageError(f"{field} cannot be {value!r}.", 'Write "Palme d\'Or, Cannes 1958".')
        found.append(Award(prize.strip(), festival.strip(), at))
    return tuple(found)


def related(field: str, values: Sequence[str]) -> tuple[Related, ...]:
    """Films brought to mind, each `TITLE (YEAR): REASON` with year and reason as far as known."""
    found = []
    for value in lines(field, values):
        dated = _RELATED.match(value)
        film, why = (dated["film"], dated["why"]) if dated else value.partition(": ")[::2]
        title, at = split_year(film)
        found.append(Related(title, at, why.strip()))
    return tuple(found)


def imdb(field: str, value: str) -> str:
    """An IMDb id from itself or from a page's address; empty for none."""
    if not value.strip():
        return ""
    found = _IMDB.search(value)
    if found is None:
        raise UsageError(f"{field} cannot be {value!r}.", "It looks like tt0050634.")
    return found[1]


def tmdb(field: str, value: str) -> str:
    """A TMDB id from itself or from a page's address; empty for none."""
    if not value.strip():
        return ""
    found = _TMDB.match(value.strip())
    if found is None:
        raise UsageError(f"{field} cannot be {value!r}.", "It is a number, such as 38360.")
    return found[1]


def wikidata(field: str, value: str) -> str:
    """A Wikidata id from itself or from a page's address; empty for none."""
    return _reference(field, "wikidata", value, "It looks like Q714524.")


def letterboxd(field: str, value: str) -> str:
    """Letterboxd's name of a film from itself or from a page's address; empty for none."""
    name = value.strip().lower()
    if _SLUG.match(name):
        return name
    return _reference(field, "letterboxd", value, "It looks like the-cranes-are-flying.")


def _reference(field: str, service: str, value: str, hint: str) -> str:
    if not value.strip():
        return ""
    from filmlog.domain.references import read_reference  # 3 ms, with urllib

    found = read_reference(value)
    if found is None or found.service != service:
        raise UsageError(f"{field} cannot be {value!r}.", hint)
    return found.id


def truth(field: str, value: str) -> bool:
    """Yes or no."""
    word = value.strip().lower()
    if word in {"yes", "y", "true", "1", "x", "♥"}:
        return True
    if word in {"no", "n", "false", "0", ""}:
        return False
    raise UsageError(f"{field} cannot be {value!r}.", "Write yes or no.")
