"""ULIDs: 26 characters that sort by time and merge across machines (github.com/ulid/spec)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from filmlog.domain.crockford import crockford


def new_ulid() -> str:
    """A fresh ULID: 48 bits of milliseconds since 1970, 80 random bits; later ones sort later."""
    return crockford(next(_VALUES))


def _values() -> Iterator[int]:
    """Monotonic, as the spec says: within a millisecond the random part goes up by one.

    So it does while a clock that was set back catches up; beyond the last of 80 bits the next
    millisecond begins.
    """
    value = 0
    while True:
        now = time.time_ns() // 1_000_000
        value = now << 80 | int.from_bytes(os.urandom(10)) if now > value >> 80 else value + 1
        yield value


_VALUES = _values()
