from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filmlog.errors import FilmlogError, StorageFullError, SyncError
from filmlog.sync.git import Answer, Git, check_version, environment, failure
from filmlog.sync.repository import Repository
from tests.sync.examples import SEEN, THEIRS, committed, merged, plain_git

_EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
_CONFIG = """
[user] name = Somebody Else
email = else@example.com
[commit] gpgSign = true
[core] hooksPath = {hooks}
attributesFile = {hooks}/attributes
autocrlf = true
logAllRefUpdates = always
[merge] conflictStyle = diff3
[diff] noprefix = true
renames = copies
[log] showSignature = true
date = relative
[i18n] commitEncoding = ISO-8859-1
logOutputEncoding = UTF-16
[alias] log = !false
update-ref = !false
x = !echo called
[color] ui = always
[init] defaultBranch = other
templateDir = {hooks}
defaultObjectFormat = sha256
[gc] auto = 1
"""


def _program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a script be the only git there is."""
    program = folder / "programs" / "git"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent))


def _failed(git: Git, *args: str) -> FilmlogError:
    with pytest.raises(FilmlogError) as caught:
        git(*args)
    assert caught.value.hint
    return caught.value


def _hook(folder: Path, name: str = "reference-transaction") -> Path:
    """A hook that leaves a file behind when it runs."""
    folder.mkdir(exist_ok=True)
    ran = folder / "ran"
    (folder / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
    (folder / name).chmod(0o700)
    return ran


def test_no_hook_of_the_folder_runs(repository: Repository) -> None:
    ran = _hook(repository.folder / "hooks")
    commit = committed(repository, "", SEEN)
    repository.move(commit)
    assert not ran.exists()
    plain_git(repository.folder, "update-ref", "refs/heads/other", commit)
    assert ran.exists()


def test_no_setting_of_the_person_changes_anything(tmp_path: Path) -> None:
    first = _history(tmp_path / "first.sync")
    hooks = tmp_path / "hooks"
    ran = _hook(hooks)
    (hooks / "attributes").write_text("*.md merge=binary -diff\n")
    (tmp_path / ".gitconfig").write_text(_CONFIG.format(hooks=hooks))
    (tmp_path / ".config" / "git").mkdir(parents=True)
    (tmp_path / ".config" / "git" / "attributes").write_text("*.md merge=union\n")
    assert _history(tmp_path / "second.sync") == first
    assert not ran.exists()
    assert plain_git(tmp_path / "second.sync", "x") == "called"


def _history(folder: Path) -> list[object]:
    """What a small history comes to: its commits, its log and its files."""
    repository = Repository(folder)
    base = committed(repository, "", SEEN)
    ours = committed(repository, base, {**SEEN, "rating": 70, "venue": "Kinó Бабилон"})
    theirs = committed(repository, base, {**SEEN, "rating": 60}, note=THEIRS)
    repository.move(found := merged(repository, ours, theirs).commit)
    repository.forget_unused()
    files = sorted(str(path.relative_to(folder)) for path in folder.iterdir())
    return [found, repository.log(9), list(repository.changes(base, found)), files]


def test_nothing_of_the_environment_of_git_is_passed_on(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Repository(tmp_path / "other")
    for name, value in {
        "GIT_DIR": elsewhere.folder, "GIT_INDEX_FILE": tmp_path / "index",
        "GIT_WORK_TREE": tmp_path, "GIT_OBJECT_DIRECTORY": elsewhere.folder / "objects",
        "GIT_COMMON_DIR": elsewhere.folder, "GIT_NAMESPACE": "x", "GIT_TRACE": tmp_path / "trace",
        "GIT_AUTHOR_NAME": "Mallory", "GIT_COMMITTER_NAME": "Mallory", "GIT_EDITOR": "false",
        "GIT_CONFIG_COUNT": 1, "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": tmp_path,
        "GIT_CONFIG_PARAMETERS": "'core.bare'='false'", "GIT_EXEC_PATH": tmp_path,
        "GIT_ASKPASS": "/bin/false", "SSH_ASKPASS": "/bin/false", "GIT_TEMPLATE_DIR": tmp_path,
        "GIT_REPLACE_REF_BASE": "refs/x", "GIT_ALTERNATE_OBJECT_DIRECTORIES": tmp_path,
        "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    commit = committed(repository, "", SEEN)
    repository.move(commit)
    assert repository.head() == commit
    assert [(one.who, one.words) for one in repository.log(1)] == [("anna@desk", "edit Ran")]
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    assert elsewhere.head() == ""
    assert not (tmp_path / "index").exists()
    assert not (tmp_path / "trace").exists()


def test_what_git_needs_to_reach_places_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_AUTH_SOCK", "https_proxy", "NO_PROXY", "GIT_SSH", "GIT_SSL_CAINFO"):
        monkeypatch.setenv(name, "kept")
        assert environment()[name] == "kept"
    assert environment()["GIT_TERMINAL_PROMPT"] == "0"


def test_nobody_is_asked_and_nothing_is_read_from_the_terminal(repository: Repository) -> None:
    assert repository.git.text("hash-object", "--stdin") == _EMPTY_BLOB
    with pytest.raises(SyncError, match="terminal prompts disabled"):
        repository.git("credential", "fill", feed=b"protocol=https\nhost=example.com\n\n")


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("", str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        for call in (check_version, lambda: Repository(tmp_path / "x")):
            with pytest.raises(SyncError, match="not on this machine") as caught:
                call()
            assert "git-scm.com" in caught.value.hint
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "said", ["git version 2.20.1", "git version 1.99.0", "git version 2.9", ""]
)
def test_with_an_old_git(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, f"echo '{said}'", monkeypatch)
    with pytest.raises(SyncError, match=r"needs git 2\.32 or newer") as caught:
        check_version()
    assert "Upgrade git" in caught.value.hint
    assert (said or "of no version") in caught.value.sentence


@pytest.mark.parametrize(
    "said", ["git version 2.32.0", "git version 2.39.5 (Apple Git-154)", "git version 3.0"]
)
def test_with_a_new_one(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, f"echo '{said}'", monkeypatch)
    check_version()
    monkeypatch.undo()
    check_version()


def test_git_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "kill -9 $$", monkeypatch)
    error = _failed(Git(tmp_path), "gc")
    assert (type(error), error.sentence) == (SyncError, "git gc was stopped from outside.")


def test_git_ends_before_it_has_read_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = "case $* in *fsck*) exit 0;; esac; exec <&-; echo 'fatal: enough.' >&2; exit 1"
    _program(tmp_path, ends, monkeypatch)
    with pytest.raises(SyncError, match=r"^git fast-import failed: enough\.$"):
        Git(tmp_path)("fast-import", feed=(bytes(1 << 16) for _ in range(99)))
    with pytest.raises(SyncError, match=r"^git fast-import failed: enough\.$"):
        Git(tmp_path)("fast-import", feed=bytes(1 << 22))


def test_what_feeds_it_fails(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        begun.append(popen(*args, **kwargs))
        return begun[-1]

    def pieces() -> Iterator[bytes]:
        yield b"commit refs/heads/main\n"
        raise StorageFullError("The disk is full.")

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(StorageFullError):
        repository.git("fast-import", feed=pieces())
    assert [process.returncode for process in begun] == [-9]
    monkeypatch.undo()
    assert repository.head() == ""


@pytest.mark.parametrize(
    "said",
    [
        "fatal: write error: No space left on device",
        "error: file write error: Disk quota exceeded\nfatal: unable to write loose object file",
        "fatal: failed to read object 1234: Input/output error",
    ],
)
def test_the_disk_is_full(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, f"printf '%s' '{said}' >&2; exit 128", monkeypatch)
    error = _failed(Git(tmp_path), "fast-import")
    assert type(error) is StorageFullError
    assert error.hint == "The diary is as it was. Free some space, then run the command again."


@pytest.mark.parametrize(
    ("err", "sentence"),
    [
        ("fatal: bad object x.\n", "git log failed: bad object x."),
        ("warning: hm\nerror: first\nfatal: second\n", "git log failed: first."),
        ("usage: git log\n", "git log failed: usage: git log."),
        ("\n", "git log failed: exit code 128."),
    ],
)
def test_any_other_failure_is_told_in_the_words_of_git(err: str, sentence: str) -> None:
    error = failure("log", Answer(128, b"", err))
    assert (type(error), error.sentence) == (SyncError, sentence)
    assert error.hint
