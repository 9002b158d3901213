"""What a reader makes of a file from elsewhere: rows, each about one film, or why there is none.

A format knows no diary. It says what stands in each row in the terms of the domain; what becomes
of that in a diary is decided by those who have one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from filmlog.domain.film import Film

Values = Mapping[str, Any]

Kind = Literal["viewing", "seen", "wish", "list", "listed"]


class Place(NamedTuple):
    """Where a row stands: its file (in a zip with `/` between parts) and its line, from 1.

    In JSON and XML the items of a file are counted in place of lines.
    """

    file: str
    line: int


class Row(NamedTuple):
    """One row of a file.

    `key` is what its service knows it by: the same in every export of an account, and no two rows
    of one file alike. `film` are the facts it gives, with id '' (None for a row of kind "list").
    `raw` is the row as it stands there, to tell whether it says anything new. `read` takes it
    apart; it is not called for a row that is known, and raises FieldError. `same_as` is the key of
    another row about the same viewing, '' where there can be none.

    What `read` answers, by kind, are values of the domain; what the row does not say is left out:

    - "viewing": fields of `Viewing` (`watched` may be None: seen, nobody knows when; no ids), and
      `source`, the name of where it was seen.
    - "seen": the film was seen, at a time that is not said. `rating` (1-100), `rated` (a
      `PartialDate`), `heart`, `tags`, `review`: what is thought of it as of today.
    - "wish": fields of `Wish`.
    - "list": a list: `name`, `kind` (one of LIST_KINDS), `note`.
    - "listed": a film on a list: `list` (its name), `place` (from 1, None where there is no order),
      `note`. Where no row tells of the list, it begins with this one.
    """

    place: Place
    kind: Kind
    key: str
    film: Film | None
    raw: str
    read: Callable[[], Values]
    same_as: str = ""


class Skipped(NamedTuple):
    """A row that is not for a diary of films, and why: an episode, a comment on another's page."""

    place: Place
    reason: str


class Rejected(NamedTuple):
    """A row that cannot be read: the field ('' for all of it) and what is wrong there."""

    place: Place
    field: str
    why: str


Reading = Row | Skipped | Rejected


class FieldError(Exception):
    """A field of a row that cannot be read."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class Asked(NamedTuple):
    """What the person said about reading a file.

    `role` is what its rows are where the file does not say: "viewings", "watchlist" or the name of
    a list after "list "; '' for not said. `rated_as_watched`: a day of rating is a day of viewing.
    `deleted` and `orphaned`: of Letterboxd's zip those too. `day_first`: whether 03/04 is in April,
    None to tell from the file. `mapping` is for a table of no known format: a column and the field
    it has, as "film.title".
    """

    role: str = ""
    rated_as_watched: bool = False
    deleted: bool = False
    orphaned: bool = False
    day_first: bool | None = None
    mapping: tuple[tuple[str, str], ...] = ()
