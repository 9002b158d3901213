"""Sets of millions of numbers in little memory."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

HIGHEST = (1 << 30) - 1
"""IMDb's numbers of titles and people are far below; what is above is a slip in a file."""

_ROOM = 1 << 16


class NumberSet:
    """Numbers from 0 to HIGHEST, a bit for each up to the greatest."""

    def __init__(self) -> None:
        self._bits = bytearray(_ROOM)

    def update(self, numbers: Iterable[int]) -> None:
        """Put numbers in; ValueError when one is out of range."""
        bits = self._bits
        for number in numbers:
            place = number >> 3
            if not 0 <= place < len(bits):
                if not 0 <= number <= HIGHEST:
                    raise ValueError(number)
                bits.extend(bytes(place - len(bits) + _ROOM))
            bits[place] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        """Whether a number is in."""
        try:
            return self._bits[number >> 3] >> (number & 7) & 1 == 1
        except IndexError:
            return False


class NumberMap:
    """A number from 0 to 2^32 - 1 for each of many, made at once and never changed."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        both = array("Q", (key << 32 | value for key, value in pairs))
        self._both = array("Q", sorted(both))

    def get(self, key: int) -> int:
        """What belongs to the key; 0 for one that is not there."""
        place = bisect_left(self._both, key << 32)
        if place < len(self._both) and self._both[place] >> 32 == key:
            return self._both[place] & 0xFFFFFFFF
        return 0
