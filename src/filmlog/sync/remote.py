"""The other end: any repository that git reaches, by a path, ssh or a forge's address."""

from __future__ import annotations

import os
import re
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from filmlog.errors import FilmlogError, StorageFullError, SyncError
from filmlog.files import make_private_dir
from filmlog.paths import expanded
from filmlog.sync.git import ANY, Answer, Git, environment, failure, said
from filmlog.sync.page import FORMAT, FORMAT_FILE, Format, PageError, format_in
from filmlog.sync.repository import HEAD, REMOTE_HEAD, Repository
from filmlog.sync.unreached import unknown, unreached

_NEEDED = r"^(credential|http|https|url|protocol)\.|^core\.(sshcommand|gitproxy)$"
"""The person's settings that say how a place is reached; no other setting is taken."""

_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15"

_MOVED = re.compile(
    r"\[rejected\]|\[remote rejected\] "
    r"\((cannot lock ref|incorrect old value|failed to (update|lock)|reference already exists)"
)
"""What `git push --porcelain` says of a ref that was moved meanwhile, or is at this moment."""

_DENIED = re.compile(
    r"permission denied|read-only file system|no space left|quota exceeded", re.IGNORECASE
)
"""Why a ref cannot be moved at all."""

_REFUSED = re.compile(r"\[remote rejected\] \((.*)\)")
_TOLD = re.compile(
    r"^(?:remote: |error: remote unpack failed: )(?:(?:error|fatal): )?(.*\S)", re.MULTILINE
)
_OLD = 60  # seconds; git holds a lock for a few milliseconds
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|[^/\\]+@?[^/\\]*:(?!\\)", re.IGNORECASE)

_TOKEN = re.compile(r"(https?://)[^/\s]*@", re.IGNORECASE)
_SECRET = re.compile(r"(://[^/@:\s]*):[^/\s]*@")


class MovedError(Exception):
    """Somebody else pushed meanwhile, or does so now; what came has to be merged first.

    `refusal` is what it is where nothing has come after all.
    """

    def __init__(self, refusal: SyncError) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class Remote:
    """The place that a repository syncs with."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._git = repository.git
        self.address = self._git.text("config", "--get", "remote.origin.url", fine=(0, 1))

    @property
    def shown(self) -> str:
        """The address without a password or token that may stand in it."""
        return _hidden(self.address)

    def use(self, address: str) -> None:
        """Sync with this place from now on."""
        if self.address != address:
            self._git("update-ref", "-d", REMOTE_HEAD)
        self._git("config", "remote.origin.url", address)
        self.address = address

    def forget(self) -> None:
        """Sync with no place any more."""
        self._git("config", "--unset-all", "remote.origin.url", fine=(0, 5))
        self.address = ""

    def format(self, commit: str) -> Format:
        """What a commit that was fetched says of itself.

        Raises SyncError for one that is no diary, and for one of a newer filmlog.
        """
        with self._repository.blobs() as blobs:
            data = blobs.get(f"{commit}:{FORMAT_FILE}")
        try:
            found = format_in(data or b"")
        except PageError:
            raise SyncError(
                f"{self.shown} holds something else than a diary of filmlog.",
                "Nothing was changed. `filmlog sync setup REMOTE` names another place.",
            ) from None
        if found.number > FORMAT:
            raise SyncError(
                f"{self.shown} was written to by a newer filmlog.",
                "Nothing was changed. Upgrade filmlog here, then run `filmlog sync` again.",
            )
        return found

    def has_other_branches(self) -> bool:
        """Whether there are branches, of which none needs to be a diary's."""
        return bool(self._git.text("for-each-ref", "--count=1", "refs/remotes/origin/"))

    def fetch(self) -> str:
        """Fetch what is there; its commit, '' for nothing yet. Raises ServiceError, SyncError."""
        self._talk(
            "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-auto-gc",
            "--end-of-options", "origin", "+refs/heads/*:refs/remotes/origin/*",
        )  # fmt: skip
        return self._repository.head(REMOTE_HEAD)

    def push(self, commit: str, *, instead_of: str | None = None) -> None:
        """Send a commit and what it comes from; with `instead_of`, in the place of that one.

        Raises MovedError when something else is there by now, ServiceError, SyncError.
        """
        lease = () if instead_of is None else (f"--force-with-lease={HEAD}:{instead_of}",)
        answer = self._talk(
            "push", "--porcelain", *lease, "--end-of-options", "origin", f"{commit}:{HEAD}",
            fine=(0, 1),
        )  # fmt: skip
        if answer.code == 0:
            self._repository.move(commit, REMOTE_HEAD)  # what was there is not known of any more
            return
        state = answer.out.decode(errors="replace")
        refused, told = _REFUSED.search(state), _TOLD.search(answer.err)
        why = [refused[1] if refused else said(answer), *([told[1]] if told else [])]
        error = SyncError(
            f"{self.shown} refuses what is sent: {_hidden(': '.join(why)).rstrip('.')}.",
            "It is kept here. Ask whoever keeps that repository, or name another with "
            "`filmlog sync setup REMOTE`.",
        )
        if _MOVED.search(state) and not _DENIED.search(answer.err):
            self._take_away_locks()
            raise MovedError(error)
        raise self._git.damage(answer) or error

    def _take_away_locks(self) -> None:
        """In a folder within reach: what a git that was cut off has left, a minute ago or more."""
        if is_elsewhere(self.address):
            return
        for name in (f"{HEAD}.lock", "packed-refs.lock"):
            lock = Path(self.address, name)
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > _OLD:
                    lock.unlink()

    def forget_unused(self) -> bool:
        """Whether the other end, a folder within reach, deleted what nothing leads to any more."""
        folder = Path(self.address)
        if is_elsewhere(self.address) or not (folder / "HEAD").is_file():
            return False
        return Git(folder)("gc", "--quiet", "--prune=now", fine=ANY).code == 0

    def _talk(self, *args: str, fine: tuple[int, ...] = (0,)) -> Answer:
        settings = _persons_settings()
        env = {} if _has_own_ssh(settings) else {"GIT_SSH_COMMAND": _SSH}
        answer = self._git(*args, fine=ANY, env=env | _as_environment(settings))
        if answer.code not in fine:
            raise self._explained(args[0], answer)
        return answer

    def _explained(self, what: str, answer: Answer) -> FilmlogError:
        general = failure(what, answer)
        if isinstance(general, StorageFullError) or answer.code < 0:
            return general
        line = _hidden(said(answer))
        return (
            unreached(self.shown, line, _hidden(answer.err))
            or self._git.damage(answer)
            or unknown(self.shown, line)
        )


def read_address(text: str) -> str:
    """The place that a person names: an address as it is, a path in full.

    Raises SyncError for one that git would take for an option, or that runs a program.
    """
    if not text.strip() or text.startswith("-") or text.casefold().startswith("ext::"):
        raise SyncError(
            f"{text!r} is no place to sync with.",
            "Name a folder, `user@machine:folder`, or the address that a forge gives.",
        )
    return text if is_elsewhere(text) else str(expanded(text).absolute())


def is_elsewhere(address: str) -> bool:
    """Whether an address leads through the network, or at least is no path."""
    return _HAS_SCHEME.match(address) is not None and not Path(address).exists()


def make_place(folder: Path) -> bool:
    """Make an empty repository in a folder that is not there or empty; whether it was made.

    Raises SyncError for a folder with something else in it, FilmlogError.
    """
    if folder.exists() and not folder.is_dir():
        raise SyncError(f"{folder} is a file, not a folder.", "Name a folder to sync with.")
    if folder.is_dir() and any(folder.iterdir()):
        if Path(folder, "HEAD").is_file() or Path(folder, ".git").exists():
            return False
        raise SyncError(
            f"{folder} holds other files, and is no repository.", "Name an empty or a new folder."
        )
    if not folder.parent.is_dir():
        raise SyncError(
            f"{folder.parent} is not there.", "Is the disk there? Make the folder first."
        )
    make_private_dir(folder)
    Repository(folder)
    return True


def _persons_settings() -> list[tuple[str, str]]:
    """How the person's git reaches places: credentials, proxies, other names for addresses."""
    own = {k: v for k, v in environment().items() if not k.startswith("GIT_CONFIG")}
    own |= {name: os.environ[name] for name in ("XDG_CONFIG_HOME",) if name in os.environ}
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        if name in os.environ:
            own[name] = os.environ[name]
    found = subprocess.run(  # noqa: S603
        ["git", "config", "-z", "--get-regexp", _NEEDED],  # noqa: S607 - the one on the PATH
        capture_output=True, env=own, check=False, cwd="/" if os.name != "nt" else None,
    ).stdout.decode(errors="surrogateescape")  # fmt: skip
    items = (item.partition("\n") for item in found.split("\0") if item)
    # A name that stands alone is true.
    return [(name, value if has_value else "true") for name, has_value, value in items]


def _as_environment(settings: list[tuple[str, str]]) -> dict[str, str]:
    """Settings as git takes them from there: its arguments, and a token in them, anybody can see.

    filmlog's own, which are arguments, go before them.
    """
    found = {"GIT_CONFIG_COUNT": f"{len(settings)}"}
    for number, (name, value) in enumerate(settings):
        found |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def _hidden(text: str) -> str:
    """Text without what lets somebody in; at a forge the name alone may be a token."""
    return _SECRET.sub(r"\1@", _TOKEN.sub(r"\1", text))


def _has_own_ssh(settings: list[tuple[str, str]]) -> bool:
    return bool({"GIT_SSH", "GIT_SSH_COMMAND"} & os.environ.keys()) or any(
        name == "core.sshcommand" for name, _ in settings
    )
