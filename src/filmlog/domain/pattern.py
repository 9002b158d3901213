"""Regular expressions that are compiled when they are first used, and not at every start."""

from __future__ import annotations

import re
from typing import Any, cast


class _Uncompiled:
    """Stands for a compiled pattern; each method is looked up once and then found here."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, with the compiling put off until something is matched.

    The two dozen patterns of a short command take some 15 ms to compile, and it uses five.
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))
