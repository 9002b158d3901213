"""A git that ends filmlog, or fails, at a call of one's choice; all other calls are git's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

HARMS = ("before", "after", "fails", "dies", "kills both")
"""filmlog is killed before the call, or after it; it fails; git is killed in it; both are."""

_SCRIPT = """#!/bin/sh
here={here}
call=$(( $(cat "$here/calls" 2>/dev/null || echo 0) + 1 ))
echo $call > "$here/calls"
if [ "$call" = "$(cat "$here/at" 2>/dev/null)" ]; then
  case $(cat "$here/harm") in
    before) kill -9 $PPID; exit 137 ;;
    after) {git} "$@"; kill -9 $PPID; exit 137 ;;
    fails) echo "fatal: harmed on purpose" >&2; exit 128 ;;
    dies) {git} "$@" & sleep 0.005; kill -9 $!; kill -9 $$ ;;
    "kills both") {git} "$@" & sleep 0.005; kill -9 $PPID; kill -9 $!; exit 137 ;;
  esac
fi
exec {git} "$@"
"""


class StubbornGit:
    """The git to be found first on the PATH of who is to be harmed."""

    def __init__(self, folder: Path) -> None:
        real = shutil.which("git")
        assert real is not None
        self._folder = folder
        folder.mkdir()
        program = folder / "git"
        program.write_text(_SCRIPT.format(here=folder, git=real))
        program.chmod(0o700)
        self.path = f"{folder}{os.pathsep}{os.environ['PATH']}"

    def harm(self, call: int, how: str) -> None:
        """Do harm at a call, counted from 1; 0 for none."""
        (self._folder / "calls").write_text("0")
        (self._folder / "at").write_text(str(call))
        (self._folder / "harm").write_text(how)

    @property
    def calls(self) -> int:
        """How many calls there were since `harm`."""
        return int((self._folder / "calls").read_text())
