"""Filling a film from facts found elsewhere, with the origin of each fact.

What a person typed has no origin and is never overwritten. A service replaces only what it gave
itself, and only by what is no older; every other disagreement is told as a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from filmlog.domain.film import NOBODY, Award, Credit, Film, Origin, Related
from filmlog.domain.matching import title_key, without_article
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Picture

FACTS = Film._fields[Film._fields.index("title") : Film._fields.index("origins")]
"""The fields of a film that are facts."""

IDS = ("imdb", "tmdb", "wikidata", "letterboxd")
"""The fields that tell which film it is elsewhere."""

LASTING = frozenset({"title", "year", *IDS})
"""The fields that say which film it is; they never age."""

AGEING = "tmdb"
"""The service whose facts may be kept for six months only (themoviedb.org/api-terms-of-use)."""


class Difference(NamedTuple):
    """A field that the film and the facts disagree about, with both values in words."""

    field: str
    ours: str
    theirs: str


class Filled(NamedTuple):
    """The film as filled, the fields that have another value now, and where the facts differ.

    The film may differ in its origins alone, where a service confirmed what it gave before.
    """

    film: Film
    filled: tuple[str, ...]
    differences: tuple[Difference, ...]


def fill(film: Film, facts: Film) -> Filled:
    """The film with what `facts` know and it does not, or what their service gave it before.

    A title is replaced by another spelling of itself at most, and never one that a person typed.
    """
    origins = _by_field(film)
    given = _by_field(facts)
    taken: dict[str, Any] = {}
    differences: list[Difference] = []
    for name in FACTS:
        ours, theirs = getattr(film, name), getattr(facts, name)
        if theirs in (None, "", ()):
            continue
        ours_from, theirs_from = origins.get(name), given.get(name)
        if _is_taken(name, film, facts, ours_from, theirs_from):
            if ours != theirs:
                taken[name] = theirs
            origins.pop(name, None)
            if theirs_from is not None:
                origins[name] = theirs_from
        elif not _is_outdated(ours_from, theirs_from) and not _agree(name, film, facts):
            differences.append(Difference(name, in_words(ours), in_words(theirs)))
    filled = film._replace(**taken, origins=_in_order(origins))
    return Filled(filled, tuple(taken), tuple(differences))


def by_hand(before: Film | None, after: Film) -> Film:
    """The film without the origin of what a person changed: that is their own word from now on."""
    if before is None or not after.origins:
        return after._replace(origins=())
    kept = tuple(
        origin
        for origin in after.origins
        if getattr(before, origin.field) == getattr(after, origin.field)
    )
    return after._replace(origins=kept)


def unlisted(film: Film, day: str) -> Film:
    """The film as one that no service knows, as somebody said on `day` (ISO 8601)."""
    return film._replace(origins=_in_order(_by_field(film) | {"imdb": Origin("imdb", NOBODY, day)}))


def aged(film: Film, limit_day: str) -> Film:
    """The film without the facts from TMDB of a day before `limit_day` (ISO 8601)."""
    old = {origin.field for origin in _ageing(film) if origin.day < limit_day}
    return film._replace(
        **{name: Film._field_defaults[name] for name in old},
        origins=tuple(origin for origin in film.origins if origin.field not in old),
    )


def oldest(film: Film) -> str:
    """The day of the oldest fact that ages (ISO 8601), '' when there is none."""
    return min((origin.day for origin in _ageing(film)), default="")


def is_billed(film: Film) -> bool:
    """Whether the cast is in billing order; Wikidata's is in none and stands by alphabet."""
    return all(o.service != "wikidata" for o in film.origins if o.field == "cast")


def in_words(value: Any) -> str:
    """A field in one line: names parted by commas, a date as far as it is known."""
    if isinstance(value, (Credit, Award, Related, Picture)):
        return str(value[0])
    if isinstance(value, tuple):
        return ", ".join(in_words(item) for item in value)
    if isinstance(value, PartialDate):
        return value.long
    return "" if value is None else str(value)


def _by_field(film: Film) -> dict[str, Origin]:
    return {origin.field: origin for origin in film.origins if origin.field in FACTS}


def _in_order(origins: Mapping[str, Origin]) -> tuple[Origin, ...]:
    return tuple(origins[name] for name in FACTS if name in origins)


def _ageing(film: Film) -> Iterable[Origin]:
    return (o for o in film.origins if o.service == AGEING and o.field not in LASTING)


def _is_taken(
    name: str, film: Film, facts: Film, ours: Origin | None, theirs: Origin | None
) -> bool:
    if not getattr(film, name):
        return True
    if ours is None or theirs is None:
        return False
    if name == "title" and title_key(film.title) != title_key(facts.title):
        return False
    if name == "cast" and not is_billed(film) and is_billed(facts):
        return True
    return ours.service == theirs.service and ours.day <= theirs.day


def _is_outdated(ours: Origin | None, theirs: Origin | None) -> bool:
    """Whether a service disagrees with what it said itself later."""
    return (
        ours is not None
        and theirs is not None
        and ours.service == theirs.service
        and theirs.day < ours.day
    )


def _agree(name: str, film: Film, facts: Film) -> bool:
    ours, theirs = getattr(film, name), getattr(facts, name)
    if name in {"title", "original_title"}:
        return _bare(ours) in {_bare(facts.title), _bare(facts.original_title)}
    if name in IDS:
        return _bare_id(ours) == _bare_id(theirs)
    if isinstance(ours, PartialDate):
        return _holds(ours, theirs) or _holds(theirs, ours)
    if name == "cast":
        # One service knows ten of the names that another has fifty of.
        people, others = _folded(ours), _folded(theirs)
        return people <= others or others <= people
    if isinstance(ours, tuple):
        return _folded(ours) == _folded(theirs)
    return _bare(in_words(ours)) == _bare(in_words(theirs))


def _folded(items: Iterable[Any]) -> set[str]:
    return {title_key(in_words(item)) for item in items}


def _bare(title: str) -> str:
    return without_article(title_key(title))


def _bare_id(value: str) -> str:
    """An id, also where it was kept as the address of its page."""
    return value.rstrip("/").rpartition("/")[2].casefold()


def _holds(coarse: PartialDate, fine: PartialDate) -> bool:
    return coarse.first() <= fine.first() and fine.last() <= coarse.last()
