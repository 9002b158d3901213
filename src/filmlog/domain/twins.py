"""Two films that may be one: what tells them apart, and their facts put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmlog.domain.filling import FACTS, IDS, Difference, Filled, fill
from filmlog.domain.film import Film, Origin
from filmlog.domain.matching import near_year, title_key, without_article
from filmlog.domain.rating import describe
from filmlog.domain.services import NAMES

SERVICES = {**NAMES, "letterboxd": "Letterboxd"}
"""What the service of each id of a film is called."""

JOINED = ("genres", "countries", "languages", "awards", "related")
"""Plural facts that may be right together; two casts in billing order cannot be put together."""

_NAMES = ("title", "original_title")
_NOTHING = (None, "", ())


def unlike(one: Film, other: Film) -> list[str]:
    """Why two films seem to be different ones, in words; [] for two that may be one."""
    reasons = [
        f"{SERVICES[name]} knows them as {getattr(one, name)} and {getattr(other, name)}"
        for name in IDS
        if is_another_id(getattr(one, name), getattr(other, name))
    ]
    if not near_year(one.year, other.year):
        reasons.append(f"their years, {one.year} and {other.year}, are more than one apart")
    return reasons


def is_another_id(one: str, other: str) -> bool:
    """Whether two ids of one service are of two films.

    Letterboxd's short addresses (boxd.it) cannot be told from the name of a film's page.
    """
    if not one or not other or _last_part(one) == _last_part(other):
        return False
    return ("/" in one) == ("/" in other)


def united_facts(keep: Film, other: Film) -> Filled:
    """The film kept with what only the other knows, and where the two differ.

    Names of JOINED that come from the same place, the person or one service, are put together.
    Of two ratings the later stands; one without a day is of today.
    """
    ours, theirs = _by_field(keep), _by_field(other)
    joined: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name in JOINED:
        mine, more = getattr(keep, name), _more(getattr(keep, name), getattr(other, name))
        if mine and (not more or _service(ours, name) == _service(theirs, name)):
            rest[name] = ()
            joined |= {name: mine + more} if more else {}
    # Without its origins nothing of it is replaced, however much newer the other is.
    taken = fill(keep._replace(origins=()), other._replace(**rest))
    film = taken.film._replace(**joined)
    origins: dict[str, Origin] = {}
    for name in FACTS:
        if name in joined and name in ours:
            origins[name] = min(ours[name], theirs[name])  # the older day of the two
        elif name in ours and name not in taken.filled:
            origins[name] = ours[name]
        elif name in theirs and getattr(keep, name) in _NOTHING:
            origins[name] = theirs[name]
    film = film._replace(origins=tuple(origins.values()))
    film, rating = _rated(film, other)
    names = _names_lost(film, other)
    differences = (one for one in taken.differences if one.field not in _NAMES)
    fields = (*FACTS, "rating", "rated")
    filled = tuple(name for name in fields if getattr(keep, name) != getattr(film, name))
    return Filled(film, filled, (*names, *differences, *rating))


def _rated(film: Film, other: Film) -> tuple[Film, list[Difference]]:
    if other.rating is None:
        return film, []
    if film.rating is None:
        return film._replace(rating=other.rating, rated=other.rated), []
    stands, goes = (other, film) if _rated_on(other) > _rated_on(film) else (film, other)
    differences = [Difference("rating", _stars(stands), _stars(goes))]
    rated = film._replace(rating=stands.rating, rated=stands.rated)
    return rated, differences if stands.rating != goes.rating else []


def _rated_on(film: Film) -> str:
    return film.rated.iso if film.rated is not None else "~"


def _stars(film: Film) -> str:
    stars = describe(film.rating or 0, "stars")
    return f"{stars}, {film.rated.words}" if film.rated is not None else stars


def _names_lost(film: Film, other: Film) -> Iterator[Difference]:
    """The names of the other film that the one kept does not answer to."""
    known = {_bare(name) for name in (film.title, film.original_title) if name}
    for name in _NAMES:
        theirs = getattr(other, name)
        if theirs and _bare(theirs) not in known:
            known.add(_bare(theirs))
            yield Difference(name, getattr(film, name), theirs)


def _more(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    known = set(map(_folded, ours))
    return tuple(item for item in theirs if _folded(item) not in known)


def _folded(item: Any) -> Any:
    return item.casefold() if isinstance(item, str) else item


def _by_field(film: Film) -> dict[str, Origin]:
    return {origin.field: origin for origin in film.origins}


def _service(origins: dict[str, Origin], name: str) -> str:
    return origins[name].service if name in origins else ""


def _bare(title: str) -> str:
    return without_article(title_key(title))


def _last_part(id_: str) -> str:
    return id_.rstrip("/").rpartition("/")[2].casefold()
