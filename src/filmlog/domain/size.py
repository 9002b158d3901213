"""Sizes of files as people write them: 500 MB, 1.5 GB; a kB is 1,000 bytes."""

from __future__ import annotations

from filmlog.domain.pattern import pattern

_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}
_SIZE = pattern(r"(?P<number>[0-9]{1,15}(\.[0-9]{1,9})?) ?(?P<unit>[kmgt]?b)?")


def parse_size(text: str) -> int:
    """The bytes that a size means; one without a unit is of bytes. Raises ValueError."""
    found = _SIZE.fullmatch(text.strip().casefold())
    if found is None:
        raise ValueError(f"{text!r} is no size")
    return round(float(found["number"]) * _UNITS[found["unit"] or ""])


def size_words(size: int) -> str:
    """`512 bytes`, `4.1 kB`, `12 MB`: two digits at least."""
    amount, unit = float(size), "bytes"
    for name in ("kB", "MB", "GB", "TB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1000, name
    if unit == "bytes" or amount >= 9.95:
        return f"{amount:.0f} {unit}"
    return f"{amount:.1f} {unit}"
