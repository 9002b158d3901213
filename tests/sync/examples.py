"""Repositories and records for the tests of sync, and what somebody does to one by hand."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filmlog.cli.sync.conflicts import as_record
from filmlog.cli.sync.incoming import check
from filmlog.domain.codec import to_plain
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.sync.merging import Merged, Sides, merge
from filmlog.sync.page import fields, page, path_of, record_at
from filmlog.sync.repository import File, Note, Repository

AT = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
OURS = Note("edit Ran", "anna@desk", AT)
THEIRS = Note("edit Ran there", "anna@laptop", AT)

Plain = Mapping[str, Any]

SEEN: Plain = to_plain(
    Viewing(
        "01KAFE00000000000000000007", "01KAFE00000000000000000001",
        watched=PartialDate(2024, 3, 9), rating=80, tags=("slow",), review="Rain.",
    )
)  # fmt: skip
"""A viewing, as a file has it."""

SNOW: Plain = {**SEEN, "id": "01KAFE00000000000000000018", "review": "Snow."}
"""Another one."""


def file_of(plain: Plain, kind: str = "viewing") -> File:
    """The file of a record."""
    return File(path_of(kind, plain["id"]), page(plain))


def committed(repository: Repository, parent: str, *records: Plain, note: Note = OURS) -> str:
    """A commit of viewings over those of another one, '' for none."""
    return repository.commit([parent] if parent else [], map(file_of, records), note)


def by_hand(repository: Repository, parent: str, *commands: bytes) -> str:
    """A commit that somebody makes without filmlog, from commands of `git fast-import`."""
    begin = b"commit refs/hand\ncommitter Bea <b@x> 1790000000 +0200\ndata 4\nhand\n"
    come_from = f"from {parent}\n".encode() if parent else b""
    repository.git("fast-import", "--quiet", "--force", feed=begin + come_from + b"".join(commands))
    return repository.head("refs/hand")


def put(path: str, data: bytes, mode: str = "100644") -> bytes:
    """The command that makes a file be these bytes."""
    name = path.encode(errors="surrogateescape")
    return b"M %b inline %b\ndata %d\n%b\n" % (mode.encode(), name, len(data), data)


def merged(repository: Repository, ours: str, theirs: str, base: str | None = None) -> Merged:
    """The merge of two commits, as a sync makes it; without `base`, from what both come from."""

    base = repository.base(ours, theirs) if base is None else base
    return merge(repository, Sides(base, ours, theirs, [ours, theirs]), check, as_record, OURS)


def names(repository: Repository, commit: str) -> list[str]:
    """The paths of the files of a commit."""
    return [file.path for file in repository.changes("", commit)]


def data_at(repository: Repository, commit: str, path: str) -> bytes | None:
    """The bytes of a file of a commit; None where there is none."""
    with repository.blobs() as blobs:
        return blobs.get(f"{commit}:{path}")


def records(repository: Repository, commit: str, kind: str = "viewing") -> dict[str, Plain]:
    """The records of a kind in a commit, by id."""
    found: dict[str, Plain] = {}
    for name in names(repository, commit):
        place = record_at(name)
        if place is not None and place[0] == kind:
            data = data_at(repository, commit, name)
            assert data is not None
            found[place[1]] = fields(data)
    return found


def plain_git(folder: Path, *args: str) -> str:
    """What git says when a person calls it."""
    return subprocess.run(
        ["git", f"--git-dir={folder}", *args], check=True, capture_output=True, text=True
    ).stdout.strip()
