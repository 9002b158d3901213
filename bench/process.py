"""A command as a person runs it: a process of its own, timed from outside, piped or on a terminal.

For POSIX systems: pseudo-terminals and the memory of a finished child have no like on Windows.
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

Words = Sequence[str | Path]
"""A command line, its program first."""

_ROWS, _COLUMNS = 300, 80
"""Higher than any card, so that no pager opens and waits for a key."""

_ENDING = 500  # bytes

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere (getrusage(2))


class Sample(NamedTuple):
    """One run: seconds of wall clock and of processor, and the most memory it held, in bytes."""

    seconds: float
    processor: float
    peak: int


class CommandFailed(Exception):  # noqa: N818 - says what happened
    """A command to be timed did not do what it is timed for."""


def run(
    command: Words,
    environment: Mapping[str, str],
    *,
    on_terminal: bool = False,
    expected: str = "",
) -> Sample:
    """Run a command to its end, reading all it prints.

    Raises CommandFailed when it exits with an error or prints no `expected`: a wrong answer has no
    speed.
    """
    reading, writing = pty.openpty() if on_terminal else os.pipe()
    if on_terminal:
        termios.tcsetwinsize(writing, (_ROWS, _COLUMNS))
    start = perf_counter()
    child = subprocess.Popen(
        command,
        stdin=writing if on_terminal else subprocess.DEVNULL,
        stdout=writing,
        stderr=writing,
        env=environment,
    )
    os.close(writing)
    ending, was_printed = _read(reading, expected.encode())
    _, status, usage = os.wait4(child.pid, 0)
    seconds = perf_counter() - start
    os.close(reading)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode or not was_printed:
        raise CommandFailed(
            f"{' '.join(map(str, command))}\nexit code {child.returncode}, "
            f"wanted {expected!r}, printed:\n{ending.decode(errors='replace')}"
        )
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MAXRSS_UNIT)


def _read(descriptor: int, expected: bytes) -> tuple[bytes, bool]:
    """Read to the end; give the last bytes, and whether the expected ones were among all.

    Not all is kept: a child's peak memory counts from its parent's, so this process stays small.
    """
    ending, was_printed = b"", not expected
    while True:
        try:
            part = os.read(descriptor, 1 << 16)
        except OSError:  # a terminal whose last process has gone says EIO on Linux
            break
        if not part:
            break
        part = ending + part
        was_printed = was_printed or expected in part
        ending = part[-_ENDING:]
    return ending, was_printed
