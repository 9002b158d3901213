"""Whether a film of one machine and a film of another, which never met, are one."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.filling import IDS
from filmlog.domain.film import Film
from filmlog.domain.matching import near_year, title_key, without_article
from filmlog.domain.twins import SERVICES, is_another_id


class Sameness(NamedTuple):
    """What speaks for two films being one, in words; `sure` is 'id', 'title', or '' for a guess."""

    sure: str
    why: str


def sameness(one: Film, other: Film) -> Sameness | None:
    """What speaks for two films being one; None for two that are not.

    Only their names, years, directors and ids elsewhere are looked at. They are one by an id in
    common that no other id speaks against, or by a full title and a year, unless their directors
    are known and are others.
    """
    apart = apart_at(one, other)
    for name in IDS:
        if getattr(one, name) and getattr(one, name) == getattr(other, name):
            same = f"the same id at {SERVICES[name]}"
            return Sameness("", f"{same}, but two at {apart}") if apart else Sameness("id", same)
    ours, theirs = _names(one), _names(other)
    bare = set(map(without_article, ours)) & set(map(without_article, theirs))
    if apart or not bare or not near_year(one.year, other.year):
        return None
    doubt = _doubt(one, other) if ours & theirs else " but for an article"
    return Sameness("" if doubt else "title", f"the same title{doubt or ' and year'}")


def _doubt(one: Film, other: Film) -> str:
    """What speaks against two films of one title being one, '' for nothing."""
    if one.year is None and other.year is None:
        return ", no year"
    if one.year is None or other.year is None:
        return ", and one has no year"
    if one.year != other.year:
        return ", a year apart"
    return "" if _may_share_directors(one, other) else " and year, but other directors"


def apart_at(one: Film, other: Film) -> str:
    """The service whose ids tell two films apart, as it is called; '' for none."""
    for name in IDS:
        if is_another_id(getattr(one, name), getattr(other, name)):
            return SERVICES[name]
    return ""


def _names(film: Film) -> set[str]:
    return {title_key(name) for name in (film.title, film.original_title) if name}


def _may_share_directors(one: Film, other: Film) -> bool:
    ours, theirs = ({title_key(name) for name in film.directors} for film in (one, other))
    return not ours or not theirs or bool(ours & theirs)
