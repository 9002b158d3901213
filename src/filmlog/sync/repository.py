"""The repository of a diary: a bare one, so that there is no working tree to be left half-written.

Every change is a commit that `git fast-import` writes whole (git-scm.com/docs/git-fast-import), and
a ref that moves to it in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from filmlog.errors import SyncError
from filmlog.sync.blobs import Blobs
from filmlog.sync.git import ANY, Git

HEAD = "refs/heads/main"
REMOTE_HEAD = "refs/remotes/origin/main"
_NEW = "refs/filmlog/new"
"""What was committed and is not taken note of in the diary yet."""

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_NO_BLOB = "0" * 40

_TIDY = ("gc.auto=6700", "gc.autoPackLimit=200", "gc.autoDetach=false")
"""Loose objects and packs that may gather; to pack 100,000 files anew takes git two seconds."""


def folder_of(diary: Path) -> Path:
    """The folder of the repository of a diary: `diary.db.sync`, beside the file itself."""
    file = diary.resolve()
    return file.with_name(f"{file.name}.sync")


class File(NamedTuple):
    """A file to be committed: its bytes, or the SHA-1 of a blob that is there."""

    path: str
    content: bytes | str


class Changed(NamedTuple):
    """A file that differs between two commits, by the SHA-1 of its blobs; '' where it is not."""

    path: str
    before: str
    after: str


class Note(NamedTuple):
    """What a commit says: in words, by whom, and when."""

    words: str
    who: str
    at: datetime


class Logged(NamedTuple):
    """A commit in the log: its short SHA-1, by whom, when, and what it says."""

    commit: str
    who: str
    at: datetime
    words: str


class Repository:
    """The repository in a folder, which is made one if it is none yet."""

    def __init__(self, folder: Path, *, kept_open: int | None = None) -> None:
        self.folder = folder
        self.git = Git(folder, kept_open=kept_open)
        if not (folder / "HEAD").is_file() or not (folder / "objects").is_dir():
            self.git("init", "--quiet", "--bare", "--initial-branch=main", "--template=")

    # Commits

    def head(self, ref: str = HEAD) -> str:
        """The commit of a ref, '' for none."""
        return self.git.text("rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}", fine=(0, 1))

    def has(self, commit: str) -> bool:
        """Whether a commit is here, whole."""
        return bool(commit) and not self.git("cat-file", "-e", f"{commit}^{{tree}}", fine=ANY).code

    def is_within(self, commit: str, other: str) -> bool:
        """Whether a commit is another one, or among those that it comes from."""
        if not commit or not other:
            return not commit
        fine = (0, 1)
        return self.git("merge-base", "--is-ancestor", commit, other, fine=fine).code == 0

    def base(self, one: str, other: str) -> str:
        """The newest commit that two come from, '' for none."""
        return self.git.text("merge-base", one, other, fine=(0, 1)).partition("\n")[0]

    def tree(self, commit: str) -> str:
        """The SHA-1 of the files of a commit, all together."""
        return self.git.text("rev-parse", "--verify", f"{commit}^{{tree}}")

    def recent(self, commit: str, number: int) -> list[str]:
        """So many commits that one comes from, itself among them, the newest first."""
        return self.git.text("rev-list", f"--max-count={number}", commit).split()

    def first_known(self, commits: Sequence[str]) -> str:
        """The first of some commits that is here, '' for none."""
        if not commits:
            return ""
        feed = "".join(f"{commit}\n" for commit in commits).encode()
        found = self.git("cat-file", "--batch-check=%(objectname) %(objecttype)", feed=feed).out
        lines = (line.split() for line in found.decode().splitlines())
        return next((commit for commit, kind in lines if kind == "commit"), "")

    def move(self, commit: str, ref: str = HEAD) -> None:
        """Let a ref be a commit, whatever it was."""
        self.git("update-ref", ref, commit)

    def commit(
        self, parents: Sequence[str], files: Iterable[File], note: Note, *, tree: str = ""
    ) -> str:
        """Make a commit of its first parent's files, or those of `tree`, with `files` over them.

        No branch is moved to it. Returns its SHA-1.
        """
        self.git(
            "fast-import", "--quiet", "--force", "--done",
            feed=_stream(parents, files, note, tree),
        )  # fmt: skip
        made = self.head(_NEW)
        if not made:
            raise SyncError("git made no commit.", "Run `filmlog sync` again.")
        return made

    def author(self, path: str, since: str, until: str) -> str:
        """Who changed a file last between two commits; '' where nobody knows."""
        commits = f"{since}..{until}" if since else until
        paths = [path] if path else []
        return self.git.text("log", "-1", "--format=%an", commits, "--", *paths)

    def log(self, number: int) -> list[Logged]:
        """The last commits of the branch, the newest first."""
        if not self.head():
            return []
        found = self.git.text("log", f"-{number}", "-z", "--format=%h%x1f%aI%x1f%an%x1f%B", HEAD)
        parts = (entry.split("\x1f", 3) for entry in found.split("\0") if entry)
        return [
            Logged(commit, who, _instant(at), words.strip()) for commit, at, who, words in parts
        ]

    # Files

    def changes(self, old: str, new: str) -> Iterator[Changed]:
        """The files that differ between two commits, in order of path; '' is one without any."""
        found = self.git(
            "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev",
            old or EMPTY_TREE, new or EMPTY_TREE,
        ).out.decode(errors="surrogateescape")  # fmt: skip
        parts = found.split("\0")
        for head, path in zip(parts[::2], parts[1::2], strict=False):
            _, _, before, after, _ = head.split(" ")
            yield Changed(path, *("" if blob == _NO_BLOB else blob for blob in (before, after)))

    @contextmanager
    def blobs(self) -> Iterator[Blobs]:
        """What reads files by their SHA-1, or as `COMMIT:PATH`."""
        with self.git.running("cat-file", "--batch") as process:
            yield Blobs(process)

    def tidy(self) -> None:
        """Pack what has gathered, now and then; git decides when."""
        self.git("gc", "--auto", "--quiet", settings=_TIDY)

    def forget_unused(self) -> None:
        """Drop every commit and file that no ref leads to any more."""
        self.git("update-ref", "-d", _NEW)
        self.git("gc", "--quiet", "--prune=now")


_NEVER = datetime.fromtimestamp(0, UTC)
_LAST_YEAR = 9999  # in which the same instant may have no date in another time zone


def _instant(text: str) -> datetime:
    """When a commit says that it was made; the year 1970 for what is no time anywhere."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _NEVER
    return found if found.year < _LAST_YEAR else _NEVER


def _stream(
    parents: Sequence[str], files: Iterable[File], note: Note, tree: str
) -> Iterator[bytes]:
    words = note.words.encode()
    who = " ".join("".join(" " if c in "<>\0\n\r" else c for c in note.who).split()) or "filmlog"
    when = f"{int(note.at.timestamp())} {note.at:%z}" if note.at.tzinfo else "0 +0000"
    yield f"feature done\ncommit {_NEW}\ncommitter {who} <{who}> {when}\n".encode()
    yield b"data %d\n%b\n" % (len(words), words)
    for verb, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        yield f"{verb} {parent}\n".encode()
    if not parents:
        yield b"deleteall\n"
    if tree:
        yield f'M 040000 {tree} ""\n'.encode()
    for path, content in files:
        if isinstance(content, str):
            yield b"M 100644 %b %b\n" % (content.encode(), _quoted(path))
        else:
            yield b"M 100644 inline %b\ndata %d\n" % (_quoted(path), len(content))
            yield content
            yield b"\n"
    yield b"done\n"


def _quoted(path: str) -> bytes:
    """A path as fast-import reads it, whatever is in it: others name files as they like."""
    name = path.encode(errors="surrogateescape").replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"%b"' % name.replace(b"\n", b"\\n")
