"""What the fields of records are called in words."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "watched": "date",
    "companions": "company",
    "unfinished_why": "reason for stopping",
    "source_id": "source",
    "pass_id": "pass",
    "deleted": "removal",
    "film_id": "film",
    "list_id": "list",
    "released": "release date",
    "rated": "day of the rating",
    "related": "related films",
    "recommended_by": "who recommended it",
    "due": "when to see it by",
    "is_there": "whether it is there",
    "imdb": "IMDb id",
    "tmdb": "TMDB id",
    "wikidata": "Wikidata id",
    "letterboxd": "Letterboxd name",
}
"""Fields whose name is not what a person calls them."""


def field_name(name: str) -> str:
    """A field as a person calls it."""
    return _WORDS.get(name, name.replace("_", " "))


def field_words(names: Iterable[str]) -> str:
    """Some fields in words: `date, rating and tags`. There has to be one."""
    *first, last = map(field_name, names)
    return f"{', '.join(first)} and {last}" if first else last
