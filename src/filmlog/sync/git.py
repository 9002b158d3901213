"""Calling git: always the same way, whatever the person's settings, and never asking anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from filmlog.errors import StorageFullError, SyncError

OLDEST = (2, 32)
"""The first git that can be kept from the person's settings (GIT_CONFIG_GLOBAL); tried is 2.39."""

_INSTALL = "https://git-scm.com/downloads has one for every system."

_PASSED_ON = frozenset({
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "KRB5CCNAME",
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_RUNTIME_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
    "NO_PROXY", "SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "TEMP",
    "TMP", "COMSPEC", "PATHEXT", "WINDIR",
})  # fmt: skip
"""What git and ssh need of the environment. No GIT_DIR and the like of whoever calls filmlog."""

_FIXED = {
    "LANG": "C",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_PAGER": "cat",
}

_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsync=committed,loose-object",
    "core.fsyncMethod=fsync",
    "core.logAllRefUpdates=false",  # a purge would have to look for what it names
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "fetch.recurseSubmodules=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
)

_UMASK = 0o077 if os.name != "nt" else -1
"""Files of git are private like the diary, whatever the umask of the person."""

_FULL = re.compile(r"no space left|disk quota exceeded|input/output error", re.IGNORECASE)
# What git says where ssh has said why.
_SAID = re.compile(r"^(?:fatal|error): (?!Could not read from remote)(.+)$", re.MULTILINE)


ANY = range(-64, 256)
"""Every exit code: how git ends is looked at by who called it."""


class Answer(NamedTuple):
    """What a call to git came to."""

    code: int
    out: bytes
    err: str


class Git:
    """git on one bare repository.

    `kept_open` is a file descriptor that a git which outlives filmlog keeps open: the lock.
    """

    def __init__(self, folder: Path, *, kept_open: int | None = None) -> None:
        self.folder = folder
        self.program = _program()
        self._kept_open = () if kept_open is None or os.name == "nt" else (kept_open,)

    def __call__(
        self,
        *args: str,
        feed: bytes | Iterable[bytes] = b"",
        fine: Sequence[int] = (0,),
        settings: Iterable[str] = (),
        env: dict[str, str] | None = None,
    ) -> Answer:
        """Run git with `feed` as its input; an exit code that is not `fine` raises SyncError.

        `settings` are more settings in the form `name=value`, `env` more of the environment.
        Raises StorageFullError for a full disk.
        """
        with self.running(*args, settings=settings, env=env, is_fed=bool(feed)) as process:
            if isinstance(feed, bytes):
                out, err = process.communicate(feed or None)
            else:
                out, err = _fed(process, feed)
        answer = Answer(process.returncode, out, err.decode(errors="replace"))
        if answer.code not in fine:
            general = failure(args[0], answer)
            is_told = isinstance(general, StorageFullError) or answer.code < 0
            raise general if is_told else self.damage(answer) or general
        return answer

    def damage(self, answer: Answer) -> SyncError | None:
        """What to say of a failure where git finds the repository damaged; None where it does not.

        It reads everything, which takes seconds.
        """
        if self("fsck", "--no-dangling", "--no-progress", fine=ANY).code <= 0:
            return None
        return SyncError(
            f"The repository {self.folder} is damaged: {said(answer)}.",
            "The diary is in order, and has all of it. Delete that folder, then run "
            "`filmlog sync setup REMOTE` and `filmlog sync`.",
        )

    def text(self, *args: str, fine: Sequence[int] = (0,)) -> str:
        """The output of git as one line; '' where the exit code is `fine` and not 0."""
        answer = self(*args, fine=fine)
        return answer.out.decode(errors="replace").strip() if answer.code == 0 else ""

    @contextmanager
    def running(
        self,
        *args: str,
        settings: Iterable[str] = (),
        env: dict[str, str] | None = None,
        is_fed: bool = True,
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A git with pipes, that is ended with the block."""
        flags = [flag for setting in (*_SETTINGS, *settings) for flag in ("-c", setting)]
        command = [self.program, f"--git-dir={self.folder}", *flags, *args]
        process = subprocess.Popen(  # noqa: S603 - no shell, and what is passed stands after --
            command,
            stdin=subprocess.PIPE if is_fed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment() | (env or {}),
            pass_fds=self._kept_open,
            umask=_UMASK,
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    _close(pipe)
            process.wait()


def environment() -> dict[str, str]:
    """The environment that git gets."""
    passed = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON}
    return passed | _FIXED


def check_version() -> None:
    """Raise SyncError where git is missing, or too old."""
    said = subprocess.run(  # noqa: S603
        [_program(), "version"], capture_output=True, env=environment(), check=False
    ).stdout.decode(errors="replace")
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise SyncError(
            f"Sync needs git {oldest} or newer; this one is {said.strip() or 'of no version'}.",
            f"Upgrade git, then run the command again. {_INSTALL}",
        )


def failure(what: str, answer: Answer) -> SyncError | StorageFullError:
    """What went wrong, from what git said of it."""
    if _FULL.search(answer.err):
        return StorageFullError(
            "The disk is full, or failing: git could not go on.",
            "The diary is as it was. Free some space, then run the command again.",
        )
    if answer.code < 0:
        return SyncError(
            f"git {what} was stopped from outside.",
            "The diary is in order. Run `filmlog sync` again.",
        )
    return SyncError(
        f"git {what} failed: {said(answer)}.",
        "The diary is in order. Run `filmlog sync` again; `filmlog sync status` says more.",
    )


def said(answer: Answer) -> str:
    """The line in which git says what is wrong."""
    found = _SAID.findall(answer.err)
    lines = [
        line for line in answer.err.splitlines() if line.strip() and not line.startswith("Warning:")
    ]
    return (found or lines or [f"exit code {answer.code}"])[0].strip().rstrip(".")


def _program() -> str:
    found = shutil.which("git")
    if found is None:
        raise SyncError("Sync needs git, which is not on this machine.", f"Install it. {_INSTALL}")
    return found


def _fed(process: subprocess.Popen[bytes], pieces: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Write the pieces; git says nothing until it has read them all, but for its errors."""
    pipe = process.stdin
    assert pipe is not None  # noqa: S101 - it is a pipe
    with suppress(BrokenPipeError):  # it gave up, and says why
        for piece in pieces:
            pipe.write(piece)
    _close(pipe)
    process.stdin = None
    return process.communicate()


def _close(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        pipe.close()
