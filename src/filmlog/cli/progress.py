"""A bar for work that takes a while: on stderr, on a terminal only, from half a second on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

_T = TypeVar("_T")

_PATIENCE = 0.5
_BETWEEN = 0.1
"""Seconds between two looks at the bar."""

Advance = Callable[[int, int | None], None]
"""Told how much is done, and of how much, None where nobody knows."""


def tracked(items: Sequence[_T], doing: str) -> Iterator[_T]:
    """The items one by one, with a bar that counts them."""
    with bar(doing) as advance:
        for number, item in enumerate(items):
            advance(number, len(items))
            yield item


@contextmanager
def bar(doing: str, *, of_bytes: bool = False) -> Iterator[Advance]:
    """A bar to be told how far the work is; nothing is shown where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    shown = _Bar(doing, of_bytes=of_bytes)
    try:
        yield shown.advance
    finally:
        shown.close()


class _Bar:
    def __init__(self, doing: str, *, of_bytes: bool) -> None:
        self._doing = doing
        self._of_bytes = of_bytes
        self._next = time.monotonic() + _PATIENCE
        self._progress: Progress | None = None

    def advance(self, done: int, whole: int | None) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BETWEEN
        if self._progress is None:
            self._progress = self._start()
        self._progress.update(self._progress.task_ids[0], completed=done, total=whole)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _start(self) -> Progress:
        from rich.console import Console  # 60 ms, after half a second of work
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn() if self._of_bytes else MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
        )
        progress.add_task(self._doing, total=None)
        progress.start()
        return progress
