"""filmlog under strace, which lists what it asks of the kernel and breaks one call of choice.

A signal given with `inject` is there before the call is done, so a kill at each call in turn is
a kill between any two (strace.io, man page strace(1), "Syscall tampering").
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.battery.process import Run, run

_NAMES = (
    *("openat", "write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink"),
    *("unlinkat", "rmdir", "mkdir", "mkdirat", "chmod", "fchmod", "fchmodat"),
)
_TRACE = ",".join(f"?{name}" for name in _NAMES)  # `?`: not every processor has every one
_LINE = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\((?P<given>.*)$")
_PATH = re.compile(r'<(/[^>]*)>|"(/[^"]*)"')
_CHANCE = re.compile(r"(?<=\.filmlog-)[0-9a-f]{16}|(?<=etilqs_)[0-9a-f]+|\d{8}T\d{6}Z")


class Call(NamedTuple):
    """The `number`-th call (from 1) of a system call in its process, and the file it is about."""

    name: str
    number: int
    path: str

    def __str__(self) -> str:
        return f"{self.name} #{self.number} of {self.path}"


class Fault(NamedTuple):
    """What befalls a call: `kill`, or the name of an error that it fails with."""

    call: Call
    kind: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.call}"

    @property
    def option(self) -> str:
        """As strace takes it."""
        what = "signal=KILL" if self.kind == "kill" else f"error={self.kind}"
        return f"inject={self.call.name}:{what}:when={self.call.number}"


def listed(words: Sequence[str], folder: Path) -> tuple[Run, list[Call]]:
    """Run `filmlog WORDS...`, and list its calls that change something inside `folder`."""
    return _run(words, folder, ["--seccomp-bpf"])


def broken(words: Sequence[str], folder: Path, fault: Fault) -> Run:
    """Run it again with `fault`, on what the call was listed from."""
    # A signal gets lost where strace lets the kernel pick out the calls, at half the time.
    seccomp = [] if fault.kind == "kill" else ["--seccomp-bpf"]
    done, calls = _run(words, folder, [*seccomp, "-e", fault.option])
    assert fault.call in calls, f"{fault} did not come to pass: this run went another way"
    assert (done.code == -9) == (fault.kind == "kill"), f"{fault}: it ended with {done.code}"
    return done


def _run(words: Sequence[str], folder: Path, options: Sequence[str]) -> tuple[Run, list[Call]]:
    with tempfile.TemporaryDirectory() as beside:
        trace = Path(beside) / "trace"
        output = ("-f", "-y", "-s", "0", "-o", str(trace), "-e", f"trace={_TRACE}")
        done = run(words, ["strace", *output, *options])
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return done, _calls(lines, folder)


def _calls(lines: Sequence[str], folder: Path) -> list[Call]:
    calls, seen = [], Counter[str]()
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        name, given = match["name"], match["given"].replace(f"AT_FDCWD<{Path.cwd()}>", "")
        seen[name] += 1
        if name == "openat" and "O_CREAT" not in given:
            continue
        paths = [Path(a or b) for a, b in _PATH.findall(given)]
        inside = [path for path in paths if path.is_relative_to(folder)]
        if inside:
            path = _CHANCE.sub("*", str(inside[-1].relative_to(folder)))
            calls.append(Call(name, seen[name], path))
    return calls


@functools.cache
def why_not() -> str:
    """Why faults cannot be injected here, '' when they can."""
    if shutil.which("strace") is None:
        return "there is no strace here, which injects the faults"
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "inject=getpid:error=EIO", "true"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C"},
    )
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


needed = pytest.mark.skipif(bool(why_not()), reason=why_not())
