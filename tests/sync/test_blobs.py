from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from filmlog.errors import SyncError
from filmlog.sync.blobs import Blobs
from filmlog.sync.repository import File, Repository
from tests.sync.examples import OURS

_FILES = {
    "empty": b"",
    "one line": b"a\n",
    "bytes": bytes(range(256)) * 3,
    "like a head": b"4b825dc642cb6eb9a060e54bf8d69288fbee4904 blob 5\nabcde\n",
    "ü/ж missing": b"x",
    "large": b"\n" * (3 << 20),
}


@pytest.fixture
def commit(repository: Repository) -> str:
    return repository.commit([], [File(name, data) for name, data in _FILES.items()], OURS)


@pytest.fixture
def blobs(repository: Repository) -> Iterator[Blobs]:
    with repository.blobs() as blobs:
        yield blobs


def test_files_are_read_one_after_the_other(
    repository: Repository, commit: str, blobs: Blobs
) -> None:
    for _ in range(2):
        for name, data in _FILES.items():
            assert blobs.get(f"{commit}:{name}") == data
    for file in repository.changes("", commit):
        assert blobs.get(file.after) == _FILES[file.path]


def test_what_is_not_there_is_none(commit: str, blobs: Blobs) -> None:
    for name in (
        f"{commit}:no",
        f"{commit}:no such file",
        "f" * 40,
        "HEAD",
        "HEAD:x",
        "",
        "\udcff",
    ):
        assert blobs.get(name) is None
    assert blobs.get(f"{commit}:one line") == b"a\n"


def test_one_that_is_too_large_is_refused_and_the_next_one_read(commit: str, blobs: Blobs) -> None:
    for most in (0, 100, (3 << 20) - 1):
        with pytest.raises(SyncError, match=f"The file {commit}:large of the repository is larger"):
            blobs.get(f"{commit}:large", most=most)
        assert blobs.get(f"{commit}:bytes") == _FILES["bytes"]
    assert blobs.get(f"{commit}:large", most=3 << 20) == _FILES["large"]


def test_one_of_70_megabytes_is_no_file_of_filmlog(repository: Repository, blobs: Blobs) -> None:
    commit = repository.commit([], [File("x", b"x" * 70_000_000)], OURS)
    with pytest.raises(SyncError, match="larger than any of filmlog's"):
        blobs.get(f"{commit}:x")


def test_git_is_killed_while_it_is_read_from(repository: Repository, commit: str) -> None:
    with repository.git.running("cat-file", "--batch") as process:
        blobs = Blobs(process)
        assert blobs.get(f"{commit}:empty") == b""
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for _ in range(2):
            with pytest.raises(SyncError, match="git ended while it was read from") as caught:
                blobs.get(f"{commit}:empty")
            assert "Run `filmlog sync` again" in caught.value.hint


def test_git_ends_in_the_middle_of_a_file() -> None:
    command = ["sh", "-c", r"read name; printf 'x blob 9\nabc'"]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process,
        pytest.raises(SyncError, match="git ended"),
    ):
        Blobs(process).get("x")
