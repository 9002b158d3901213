"""How long git took of a command that calls it: a `git` first on the PATH that traces itself.

It asks git for its own trace (git-scm.com/docs/api-trace2) and becomes git, so that nothing of it
is left running. The trace begins once git is loaded: what it takes to start one is not in it.
"""

from __future__ import annotations

import json
import shlex
import shutil
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import workshop
from bench.process import run

_OPEN = {"--batch", "fast-import"}
"""A word of the calls that filmlog talks to while it works itself."""


class Share(NamedTuple):
    """What git was of one command.

    `calls` is how many times it was called, `waited` the seconds in which filmlog had nothing to do
    but wait for it, `beside` those in which beside that one was running that filmlog talks to.
    """

    calls: int
    waited: float
    beside: float


class TracedGit:
    """The wrapper, in a folder of its own that is made for it."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._trace = folder / "trace"
        self._git = shutil.which("git") or "git"
        self._wrapper = folder / "git"
        self._wrapper.write_text(
            f"#!/bin/sh\nexport GIT_TRACE2_EVENT={shlex.quote(str(self._trace))}\n"
            f'exec {shlex.quote(self._git)} "$@"\n'
        )
        self._wrapper.chmod(0o755)
        self.path = f"{folder}:{workshop.environment()['PATH']}"
        self._starts: list[tuple[float, float]] = []

    def start(self) -> tuple[float, float]:
        """Seconds that `git version` takes, as it is and through the wrapper, medians so far."""
        plain, traced = (median(column) for column in zip(*self._starts, strict=True))
        return plain, traced

    def forget(self) -> None:
        """Begin to count anew, after a look at what a start takes just now."""
        settings = workshop.environment()
        plain, traced = (
            run([git, "version"], settings).seconds for git in (self._git, self._wrapper)
        )
        self._starts.append((plain, traced))
        self._trace.unlink(missing_ok=True)

    def share(self) -> Share:
        """What git was since then, of calls that have ended. What git itself called is in it."""
        instants: dict[str, list[float]] = defaultdict(list)
        talked_to: set[str] = set()
        for line in self._trace.read_text().splitlines():
            event = json.loads(line)
            call = event["sid"]
            if "/" in call:
                continue  # a git that a git called
            instants[call].append(datetime.fromisoformat(event["time"]).timestamp())
            if event["event"] == "start" and _OPEN & set(event["argv"]):
                talked_to.add(call)
        spans = {call: (min(at), max(at)) for call, at in instants.items()}
        waited = _length(span for call, span in spans.items() if call not in talked_to)
        beside = _length(spans.values()) - waited
        return Share(len(spans), waited, beside)


def _length(spans: Iterable[tuple[float, float]]) -> float:
    """Seconds that spans cover, those that overlap counted once."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
