"""A film and its facts.

The records are named tuples: defining a frozen dataclass of twenty fields takes some 3 ms, five
times as long, at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.record import numbered

if TYPE_CHECKING:
    from filmlog.domain.partial_date import PartialDate


class Credit(NamedTuple):
    """One name in the cast, in billing order, with the role where it is known."""

    name: str
    role: str = ""

    @property
    def words(self) -> str:
        """`Tatiana Samoilova as Veronika`, as it can be typed."""
        return f"{self.name} as {self.role}" if self.role else self.name


class Award(NamedTuple):
    """A prize: "Palme d'Or" at "Cannes" in 1958."""

    prize: str
    festival: str = ""
    year: int | None = None

    @property
    def words(self) -> str:
        """`Palme d'Or, Cannes 1958`, as it can be typed."""
        place = " ".join(part for part in (self.festival, str(self.year or "")) if part)
        return f"{self.prize}, {place}" if place else self.prize


class Related(NamedTuple):
    """A film this one brings to mind, and why. It need not be in the diary."""

    title: str
    year: int | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        """`Roma (2018): why`, as it can be typed."""
        name = f"{self.title} ({self.year})" if self.year is not None else self.title
        return f"{name}: {self.reason}" if self.reason else name


NOBODY = "nobody"
"""The service of an id that there is not, as the person says: of a film that no service knows."""


class Origin(NamedTuple):
    """Where a fact of a film came from: `imdb`, `tmdb` or `wikidata`, and as of which day.

    `field` is the name of a field of `Film`; `day` is ISO 8601. A fact without an origin is the
    word of the person whose diary it is. The service may also be NOBODY.
    """

    field: str
    service: str
    day: str


@numbered
class Film(NamedTuple):
    """The facts of a film. Only a title is needed: rare films are known to no service.

    `id` is a ULID; `number` is the short number people see (0 until the diary gives one), and
    `deleted` the UTC instant (ISO 8601) it went to the trash. `runtime` is in minutes. `rating`
    (1-100) is the person's own, given to the film apart from any viewing on the day `rated`: it is
    what they think of it today, and leaves the ratings of the viewings as they were. Neither number
    nor trash takes part in comparing facts.
    """

    id: str
    title: str
    original_title: str = ""
    year: int | None = None
    released: PartialDate | None = None
    runtime: int | None = None
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    cast: tuple[Credit, ...] = ()
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    overview: str = ""
    tagline: str = ""
    awards: tuple[Award, ...] = ()
    related: tuple[Related, ...] = ()
    imdb: str = ""
    tmdb: str = ""
    wikidata: str = ""
    letterboxd: str = ""
    origins: tuple[Origin, ...] = ()
    rating: int | None = None
    rated: PartialDate | None = None
    deleted: str = ""
    number: int = 0

    @property
    def label(self) -> str:
        """`Title (Year)`, the words that find the film again."""
        return f"{self.title} ({self.year})" if self.year is not None else self.title
