"""What every service that is asked for a film has in common, and the shape of its answers."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Protocol

from filmlog.domain.film import Film, Origin
from filmlog.domain.matching import title_key, without_article

LONGEST_QUERY = 200
"""Characters of a title that are sent."""

LONGEST_CAST = 60
"""Names kept of a cast; some films list every extra."""


class Found(NamedTuple):
    """A film that a service knows: its own id there, and what tells it from others.

    `note` is for a person to read; `also` are other titles it answers to.
    """

    key: str
    title: str
    year: int | None
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """`Title (Year)`."""
        return f"{self.title} ({self.year})" if self.year is not None else self.title


class Service(Protocol):
    """A service that can be asked. Every method may raise ServiceError."""

    name: str

    def find(self, title: str, year: int | None) -> list[Found]:
        """The films that may be meant, the likeliest first."""

    def by_ids(self, film: Film) -> Found | None:
        """The film with an id that `film` has, None where it has none or the service knows none."""

    def facts(self, key: str, day: str) -> Film:
        """The film's facts as of `day` (ISO 8601), with their origins, no id and number 0.

        Raises MissingError when the service does not know the film (any more).
        """


def is_called(found: Found, title: str, year: int | None) -> bool:
    """Whether a film answers to a title, folded, and is of that year or of one next to it."""
    names = {without_article(title_key(name)) for name in (found.title, *found.also)}
    if without_article(title_key(title)) not in names:
        return False
    return year is None or (found.year is not None and abs(found.year - year) <= 1)


def bare_id(text: str, form: str) -> str:
    """An id of that form, by itself or at the end of a page's address; '' for anything else."""
    found = re.fullmatch(rf"(?:\S+/)?({form})(?:[-/?#]\S*)?", text, re.ASCII)
    return found[1] if found else ""


def as_film(service: str, day: str, **facts: Any) -> Film:
    """A film of the facts that are there, each with its origin."""
    known = {name: value for name, value in facts.items() if value not in (None, "", ())}
    origins = tuple(Origin(name, service, day) for name in known)
    return Film(id="", title=known.pop("title", ""), **known, origins=origins)


def minutes(number: float | None) -> int | None:
    """A runtime in whole minutes, None where it says nothing: 0 stands for unknown."""
    return round(number) if number is not None and 1 <= number <= 6000 else None
