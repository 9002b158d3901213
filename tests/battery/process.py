"""filmlog in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """How filmlog ended (negative: killed by that signal), and what it said."""

    code: int
    stdout: str
    stderr: str


def start(words: Sequence[str], around: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start `filmlog WORDS...`, as a command that stands behind the words `around` if there are."""
    return subprocess.Popen(
        [*around, sys.executable, "-m", "filmlog", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> Run:
    """Wait for it."""
    stdout, stderr = process.communicate()
    return Run(process.returncode, stdout, stderr)


def run(words: Sequence[str], around: Sequence[str] = ()) -> Run:
    """Run `filmlog WORDS...` to its end."""
    return ended(start(words, around))
