"""Reading the files of a repository, one after the other, from one git."""

from __future__ import annotations

import subprocess

from filmlog.errors import SyncError

_PIECE = 1 << 20  # bytes


class Blobs:
    """A running `git cat-file --batch` (git-scm.com/docs/git-cat-file)."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def get(self, name: str, *, most: int = 1 << 26, path: str = "") -> bytes | None:
        """The bytes of a file by its SHA-1, or as `COMMIT:PATH`; None where there is none.

        Raises SyncError for one of more than `most` bytes, which it calls `path`, and where git
        ends before its time.
        """
        sent, said = self._process.stdin, self._process.stdout
        assert sent is not None and said is not None  # noqa: S101, PT018 - both are pipes
        try:
            sent.write(f"{name}\n".encode(errors="surrogateescape"))
            sent.flush()
        except BrokenPipeError:
            raise _ended() from None
        head = said.readline()
        if not head:
            raise _ended()
        if head.rstrip().endswith((b" missing", b" ambiguous")):
            return None
        size = int(head.split()[2])
        if size > most:
            for left in range(size + 1, 0, -_PIECE):  # so that the next one can be asked for
                said.read(min(left, _PIECE))
            raise SyncError(
                f"The file {path or name} of the repository is larger than any of filmlog's.",
                "Take it out of the repository, then run `filmlog sync` again.",
            )
        data = said.read(size + 1)
        if len(data) != size + 1:
            raise _ended()
        return data[:-1]


def _ended() -> SyncError:
    return SyncError(
        "git ended while it was read from.", "The diary is in order. Run `filmlog sync` again."
    )
