"""A copy of the diary beside it, made before a command that changes much of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from filmlog.storage.copying import copy_to


def back_up(path: Path, words: str, now: datetime) -> Path:
    """Copy the diary at `path` to `NAME.before-WORDS-20261125T011500Z.backup` beside it.

    What is committed is copied, also while another connection holds the lock of BEGIN IMMEDIATE
    and has written little yet. `words` are fit for a file name; a name that is taken gets a number.
    Returns where the copy is. Raises what `copying.copy_to` does, and leaves nothing then.
    """
    name = f"{path.name}.before-{words}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (f"{name}{f'-{number}' if number > 1 else ''}.backup" for number in count(1))
    target = next(found for found in map(path.with_name, names) if not os.path.lexists(found))
    copy_to(path, target)
    return target
