"""Crockford's base 32 (crockford.com/base32.html), in which ids are written."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Two at a time: an import writes ids by the ten thousand.
_PAIRS = tuple(first + second for first in SIGNS for second in SIGNS)
_SHIFTS = tuple(range(120, -10, -10))


def crockford(value: int) -> str:
    """26 characters for a whole number of 128 bits; they sort as the numbers do."""
    return "".join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])
