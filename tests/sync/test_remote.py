from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.errors import FilmlogError, ServiceError, SyncError
from filmlog.sync.page import FORMAT_FILE, Format, format_page
from filmlog.sync.remote import MovedError, Remote, make_place
from filmlog.sync.repository import HEAD, REMOTE_HEAD, File, Repository
from tests.sync.examples import OURS, SEEN, SNOW, by_hand, committed, plain_git, put


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty repository to sync with."""
    folder = tmp_path / "disk"
    assert make_place(folder)
    return folder


@pytest.fixture
def remote(repository: Repository, place: Path) -> Remote:
    """That place, as the repository of a diary knows it."""
    found = Remote(repository)
    found.use(str(place))
    return found


@pytest.fixture
def other(place: Path, tmp_path: Path) -> tuple[Repository, Remote]:
    """Another diary that syncs with the same place."""
    repository = Repository(tmp_path / "other.sync")
    remote = Remote(repository)
    remote.use(str(place))
    return repository, remote


def test_nothing_is_fetched_from_an_empty_place(remote: Remote) -> None:
    assert remote.fetch() == ""


def test_what_one_sends_the_other_gets(
    repository: Repository, remote: Remote, other: tuple[Repository, Remote], place: Path
) -> None:
    first = committed(repository, "", SEEN)
    remote.push(first)
    assert plain_git(place, "rev-parse", HEAD) == repository.head(REMOTE_HEAD) == first
    assert other[1].fetch() == first
    second = committed(other[0], first, SNOW)
    other[1].push(second)
    assert repository.head(REMOTE_HEAD) == first
    assert remote.fetch() == repository.head(REMOTE_HEAD) == second
    assert repository.head() == ""  # the branch is not touched


def test_other_branches_and_tags_there_are_of_no_interest(
    repository: Repository, remote: Remote, place: Path
) -> None:
    theirs = Repository(place)
    commit = committed(theirs, "", SEEN)
    for ref in ("refs/heads/drafts", "refs/heads/main/x", "refs/tags/v1"):
        theirs.move(commit, ref)
    assert remote.fetch() == ""
    assert plain_git(repository.folder, "for-each-ref", "refs/tags") == ""


def test_a_place_that_was_emptied_is_empty(
    repository: Repository, remote: Remote, place: Path
) -> None:
    remote.push(committed(repository, "", SEEN))
    plain_git(place, "update-ref", "-d", HEAD)
    assert remote.fetch() == ""
    assert repository.head(REMOTE_HEAD) == ""


def test_somebody_was_faster(
    repository: Repository, remote: Remote, other: tuple[Repository, Remote], place: Path
) -> None:
    base = committed(repository, "", SEEN)
    remote.push(base)
    other[1].fetch()
    faster = committed(other[0], base, SNOW)
    other[1].push(faster)
    for commit in (committed(repository, base, {**SEEN, "rating": 1}), committed(repository, "")):
        with pytest.raises(MovedError):
            remote.push(commit)
        with pytest.raises(MovedError):
            remote.push(commit, instead_of=base)
    assert plain_git(place, "rev-parse", HEAD) == faster
    assert repository.head(REMOTE_HEAD) == base


def test_somebody_sends_at_the_same_moment(
    repository: Repository, remote: Remote, place: Path
) -> None:
    base = committed(repository, "", SEEN)
    remote.push(base)
    lock = place / "refs" / "heads" / "main.lock"
    lock.touch()
    with pytest.raises(MovedError):
        remote.push(committed(repository, base, SNOW))
    lock.unlink()
    theirs = Repository(place)
    raced = committed(theirs, base, {**SEEN, "rating": 1})
    _hook(place, f"unset GIT_QUARANTINE_PATH\ngit update-ref {HEAD} {raced}")
    with pytest.raises(MovedError):
        remote.push(committed(repository, base, SNOW))
    assert theirs.head() == raced


def test_a_history_that_begins_anew_takes_the_place_of_the_old_one(
    repository: Repository, remote: Remote, place: Path
) -> None:
    old = committed(repository, "", SEEN, SNOW)
    repository.move(old)
    remote.push(old)
    anew = committed(repository, "", SNOW)
    with pytest.raises(MovedError):
        remote.push(anew)
    remote.push(anew, instead_of=old)
    assert plain_git(place, "rev-parse", HEAD) == anew
    repository.move(anew)
    repository.forget_unused()
    assert not repository.has(old)  # nor does what is known of the place lead to it


def test_a_hook_that_refuses_is_quoted(repository: Repository, remote: Remote, place: Path) -> None:
    words = "failed to update: no records [rejected] today (cannot lock ref)"
    _hook(place, f"echo '{words}' >&2\nexit 1")
    error = _refused(remote, committed(repository, "", SEEN))
    assert error.sentence == f"{place} refuses what is sent: pre-receive hook declined: {words}."
    assert plain_git(place, "for-each-ref") == ""
    assert repository.head(REMOTE_HEAD) == ""


def test_a_place_that_cannot_be_written_to(
    repository: Repository, remote: Remote, place: Path, tmp_path: Path
) -> None:
    """git there says so; for root, whom no permission stops, a program says it in its place."""
    commit = committed(repository, "", SEEN)
    for said, why in (
        ("unpack unable to create temporary object directory", "unpacker error"),
        ("ng refs/heads/main failed to update ref", "failed to update ref"),
    ):
        program = tmp_path / "receive-pack"
        program.write_text(_RECEIVE.format(said=said))
        program.chmod(0o700)
        plain_git(repository.folder, "config", "remote.origin.receivepack", str(program))
        assert why in _refused(remote, commit).sentence


_RECEIVE = """#!/usr/bin/env python3
import sys
def line(text, band=b""):
    data = band + text.encode()
    return b"%04x%b" % (len(data) + 4, data)
out, zero = sys.stdout.buffer, "0" * 40
out.write(line(zero + " capabilities^{{}}\\0report-status side-band-64k\\n") + b"0000")
out.flush()
while (size := int(sys.stdin.buffer.read(4), 16)):
    sys.stdin.buffer.read(size - 4)
head = sys.stdin.buffer.read(12)
left = sys.stdin.buffer.read1(1 << 20)
said = "{said}\\n"
unpacked = said if said.startswith("unpack") else "unpack ok\\n"
of_ref = "ng refs/heads/main unpacker error\\n" if unpacked == said else said
denied = "error: cannot lock ref: Unable to create 'main.lock': Permission denied\\n"
out.write(line(denied, b"\\2"))
report = line(unpacked) + line(of_ref) + b"0000"
out.write(b"%04x\\1%b0000" % (len(report) + 5, report))
out.flush()
"""


def test_a_repository_with_files_to_work_on(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    plain_git(folder / ".git", "init", "--quiet", "--initial-branch=main", str(folder))
    assert not make_place(folder)
    remote = Remote(repository)
    remote.use(str(folder))
    assert remote.fetch() == ""
    error = _refused(remote, committed(repository, "", SEEN))
    assert "branch is currently checked out" in error.sentence


def test_a_place_that_is_gone(repository: Repository, remote: Remote, place: Path) -> None:
    commit = committed(repository, "", SEEN)
    place.rename(place.with_name("elsewhere"))
    for call in (remote.fetch, lambda: remote.push(commit)):
        with pytest.raises(ServiceError, match=f"^There is no repository at {place}") as caught:
            call()
        assert "Is the disk there" in caught.value.hint
    place.mkdir()
    with pytest.raises(ServiceError, match="There is no repository"):
        remote.fetch()


def test_what_a_place_says_of_itself(repository: Repository, remote: Remote) -> None:
    for said in (Format(), Format(replaces=("a" * 40,))):
        commit = repository.commit([], [File(FORMAT_FILE, format_page(said))], OURS)
        assert remote.format(commit) == said


def test_a_place_of_a_newer_filmlog_is_left_alone(repository: Repository, remote: Remote) -> None:
    commit = repository.commit([], [File(FORMAT_FILE, format_page(Format(99)))], OURS)
    with pytest.raises(SyncError, match="by a newer filmlog") as caught:
        remote.format(commit)
    assert "Upgrade filmlog" in caught.value.hint


def test_so_is_one_that_is_no_diary(repository: Repository, remote: Remote) -> None:
    for data in (None, b"", b"{}", b'{"filmlog": "diary", "format": 1}', b"\xff"):
        commands = [put("README.md", b"x")] + ([put(FORMAT_FILE, data)] if data is not None else [])
        with pytest.raises(SyncError, match="holds something else than a diary of filmlog"):
            remote.format(by_hand(repository, "", *commands))
    with pytest.raises(SyncError, match="holds something else"):
        remote.format(by_hand(repository, "", put(f"{FORMAT_FILE}/x", b"{}")))


def test_another_place_is_used_from_now_on(
    repository: Repository, remote: Remote, tmp_path: Path
) -> None:
    commit = committed(repository, "", SEEN)
    remote.push(commit)
    remote.use(remote.address)
    assert repository.head(REMOTE_HEAD) == commit
    make_place(tmp_path / "second")
    remote.use(str(tmp_path / "second"))
    assert Remote(repository).address == str(tmp_path / "second")
    assert repository.head(REMOTE_HEAD) == ""
    assert remote.fetch() == ""
    remote.forget()
    remote.forget()
    assert Remote(repository).address == remote.address == ""


def _hook(place: Path, script: str) -> None:
    """Let the place look at what it is sent."""
    hook = place / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o700)


def _refused(remote: Remote, commit: str) -> FilmlogError:
    with pytest.raises(SyncError) as caught:
        remote.push(commit)
    assert "It is kept here" in caught.value.hint
    return caught.value
