"""Whole numbers in English words: 2nd, 1 film, 3 films."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS = {
    "film": ("film", "films"),
    "viewing": ("viewing", "viewings"),
    "wish": ("film on the watchlist", "films on the watchlist"),
    "filmlist": ("list", "lists"),
    "listed": ("film on a list", "films on lists"),
    "source": ("source", "sources"),
    "pass": ("pass", "passes"),
    "offer": ("place to find a film", "places to find a film"),
    "picture": ("picture", "pictures"),
    "conflict": ("conflict", "conflicts"),
}


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def counted(number: int, word: str, ending: str = "s") -> str:
    """`1 film`, `1,234 films`, `2 rewatches`."""
    return f"{number:,} {word}{'' if number == 1 else ending}"


def kinds_counted(counts: Mapping[str, int]) -> str:
    """`3 films, 1 viewing`: how many records of each kind, those a person knows of; '' for none."""
    return ", ".join(
        f"{counts[kind]:,} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in _KINDS.items()
        if counts.get(kind)
    )
