"""How many examples a property tries: all of them, or the share in $FILMLOG_TEST_EFFORT."""

from __future__ import annotations

import os

_EFFORT = float(os.environ.get("FILMLOG_TEST_EFFORT", "1"))


def some(examples: int) -> int:
    """So many examples by the effort asked for, five at least."""
    return max(5, round(examples * _EFFORT))
