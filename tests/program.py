"""Running filmlog in a test: in this process, with stdout and stderr as a person sees them."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from filmlog.cli.app import app

_SHELL_SIGNS = ("|", ">", "<", "&&", ";", "$(", "`")


class Result(NamedTuple):
    """What a command printed, on both streams in order, and how it ended."""

    code: int
    output: str
    stdout: str
    stderr: str


class _Tee(io.StringIO):
    """Text written here stands in `both` too, in the order of writing."""

    def __init__(self, both: io.StringIO) -> None:
        super().__init__()
        self._both = both

    def write(self, text: str) -> int:
        self._both.write(text)
        return super().write(text)


class _Input(io.StringIO):
    """Standard input from a pipe, bytes and all."""

    @property
    def buffer(self) -> io.BytesIO:
        return io.BytesIO(self.getvalue().encode())


def filmlog(*words: str, stdin: str = "") -> Result:
    """Run `filmlog WORDS...` and return what it did."""
    both = io.StringIO()
    out, err = _Tee(both), _Tee(both)
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", _Input(stdin)):
        try:
            app(list(words))
        except SystemExit as stop:
            code = stop.code
    return Result(
        int(code) if isinstance(code, int) else 0, both.getvalue(), out.getvalue(), err.getvalue()
    )


def shell(line: str, folder: Path) -> Result:
    """Run a line as typed: filmlog in this process, anything with shell signs in bash."""
    words = shlex.split(line.replace("\\\n", " "))  # as a shell joins lines; shlex does not
    plain = words[:1] == ["filmlog"] and not any(
        sign in word
        for word in shlex.split(line, posix=False)
        if word[:1] not in "'\""
        for sign in _SHELL_SIGNS
    )
    if plain:
        return filmlog(*words[1:])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stdout, "")
