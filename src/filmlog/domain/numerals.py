"""Whole numbers in English words: 2nd, 1 film, 3 films."""

from __future__ import annotations


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


def counted(number: int, word: str, ending: str = "s") -> str:
    """`1 film`, `1,234 films`, `2 rewatches`."""
    return f"{number:,} {word}{'' if number == 1 else ending}"
