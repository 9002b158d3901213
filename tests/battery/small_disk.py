"""A small disk in memory, in place of a folder, which only chosen processes see there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.battery.stage import copy_over

_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_SHARE = ("unshare", "--mount", *(() if _IS_ROOT else ("--map-root-user",)))
_ENTER = ("--mount", *(() if _IS_ROOT else ("--user", "--preserve-credentials")))
_FILLER = "filler"


class SmallDisk:
    """What stands at `folder` for commands put behind `around`, `size` bytes in all."""

    def __init__(self, folder: Path, holder: int) -> None:
        self.around = ("nsenter", "--target", str(holder), *_ENTER, "--")
        self._inside = Path(f"/proc/{holder}/root{folder}")

    def put(self, folder: Path) -> None:
        """Make what is on it what is in `folder`, which may be the one it stands at for others."""
        copy_over(folder, self._inside)

    def take(self, folder: Path) -> None:
        """Make what is in `folder` what is on it."""
        copy_over(self._inside, folder)
        (folder / _FILLER).unlink(missing_ok=True)

    def fill(self, pages: int) -> None:
        """Leave only so many pages of 4 KiB."""
        room = os.statvfs(self._inside)
        assert room.f_bsize == 4096
        assert room.f_bavail > pages
        (self._inside / _FILLER).write_bytes(bytes((room.f_bavail - pages) * room.f_bsize))

    def free(self) -> None:
        """Take away what filled it."""
        (self._inside / _FILLER).unlink()


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """A disk of `size` bytes at `folder`. Raises OSError where none can be made."""
    mount = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && echo made && read -r _'
    with subprocess.Popen(
        [*_SHARE, "sh", "-c", mount, "sh", str(size), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stderr is not None
        if holder.stdout.readline() != "made\n":
            raise OSError(f"no small disk can be made here: {holder.stderr.read().strip()}")
        yield SmallDisk(folder, holder.pid)
        holder.stdin.close()
