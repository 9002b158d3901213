"""What a person wrote of one of two films, and does not stand in the film made of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filmlog.domain.filling import FACTS, IDS
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.twins import is_another_id

_NAMES = ("title", "original_title")


def lost(whole: Film, keep: Film, other: Film) -> Iterator[tuple[str, Any]]:
    """Fields with the value that is in neither place of `whole`, made of `keep` and `other`.

    Facts of `keep` stand; of the two ratings it is the one that does not.
    """
    services = {origin.field for origin in other.origins}
    for name in FACTS:
        theirs = getattr(other, name)
        if (
            theirs not in (None, "", ())
            and name not in services
            and not _stands(name, whole, other)
        ):
            yield name, theirs
    ratings = {film.rating for film in (keep, other) if film.rating is not None}
    yield from (("rating", rating) for rating in ratings - {whole.rating})


def _stands(name: str, whole: Film, other: Film) -> bool:
    ours, theirs = getattr(whole, name), getattr(other, name)
    if ours == theirs:
        return True
    if name in _NAMES:
        return title_key(theirs) in {title_key(getattr(whole, one)) for one in _NAMES}
    if name in IDS:
        return not is_another_id(ours, theirs)
    if isinstance(theirs, tuple):
        return set(map(_folded, theirs)) <= set(map(_folded, ours))
    if isinstance(ours, PartialDate) and isinstance(theirs, PartialDate):
        return theirs.first() <= ours.first() and ours.last() <= theirs.last()
    return False


def _folded(item: Any) -> Any:
    return item.casefold() if isinstance(item, str) else item
