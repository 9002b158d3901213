from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from filmlog.errors import FilmlogError, ServiceError, SyncError
from filmlog.sync.remote import Remote, is_elsewhere, make_place, read_address
from filmlog.sync.repository import Repository
from tests.sync.examples import SEEN, committed


@pytest.mark.parametrize(
    "text", ["", " ", "-x", "--upload-pack=touch /x", "-", "ext::sh -c x", "EXT::sh", "Ext::"]
)
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(SyncError, match="is no place to sync with") as caught:
        read_address(text)
    assert "Name a folder" in caught.value.hint


@pytest.mark.parametrize(
    "address",
    [
        "anna@desk:diary.git", "desk:diary.git", "ssh://anna@desk:2222/~/diary", "git://desk/x",
        "https://git.example/anna/diary.git", "http://localhost:8000/x", "file:///x/y",
        "git@github.com:anna/diary.git",
    ],
)  # fmt: skip
def test_an_address_stays_as_it_is(address: str) -> None:
    assert is_elsewhere(address)
    assert read_address(address) == address


def test_a_path_is_read_in_full(tmp_path: Path) -> None:
    (tmp_path / "a:b").mkdir()
    for path, full in {
        "disk": tmp_path / "disk",
        "~/disk": tmp_path / "disk",
        "/media/usb/diary": Path("/media/usb/diary"),
        "./anna@desk:x": tmp_path / "anna@desk:x",
        "a:b": tmp_path / "a:b",
        "Фильмы и диски": tmp_path / "Фильмы и диски",
    }.items():
        assert not is_elsewhere(path)
        assert read_address(path) == str(full)


@pytest.mark.parametrize("address", ["ext::sh -c 'touch ran'", " ext::sh -c touch% ran"])
def test_no_address_runs_a_program(address: str, repository: Repository, tmp_path: Path) -> None:
    """Not even where the person's settings lead to it, or allow it."""
    (tmp_path / ".gitconfig").write_text(
        f'[url "{address}"]\n    insteadOf = https://git.example/\n'
        '[protocol]\n    allow = always\n[protocol "ext"]\n    allow = always\n'
    )
    remote = Remote(repository)
    for place in (address, "https://git.example/"):
        remote.use(place)
        with pytest.raises(FilmlogError):
            remote.fetch()
    assert not (tmp_path / "ran").exists()
    assert not (repository.folder / "ran").exists()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://anna:SECRET@git.example/diary.git", "https://git.example/diary.git"),
        ("HTTPS://SECRET@git.example/diary.git", "HTTPS://git.example/diary.git"),
        ("http://oauth2:SECRET@localhost:1/x", "http://localhost:1/x"),
        ("https://anna:SEC@SECRET@git.example/x", "https://git.example/x"),
        ("https://:SECRET@git.example/x", "https://git.example/x"),
        ("ssh://anna:SECRET@desk/x", "ssh://anna@desk/x"),
        ("ssh://anna@desk:22/x@y", "ssh://anna@desk:22/x@y"),
        ("https://git.example/a@b", "https://git.example/a@b"),
        ("anna@desk:x", "anna@desk:x"),
        ("/media/usb/a@b", "/media/usb/a@b"),
    ],
)
def test_passwords_are_not_shown(address: str, shown: str, repository: Repository) -> None:
    remote = Remote(repository)
    remote.use(address)
    assert remote.address == address
    assert remote.shown == shown


def test_not_in_errors_either(repository: Repository) -> None:
    remote = Remote(repository)
    commit = committed(repository, "", SEEN)
    for address in ("https://anna:SECRET@localhost:1/x", "http://SECRET@127.0.0.1:1/x"):
        remote.use(address)
        for call in (remote.fetch, lambda: remote.push(commit)):
            with pytest.raises(ServiceError, match="could not be reached") as caught:
                call()
            assert "SECRET" not in caught.value.sentence + caught.value.hint


def test_the_settings_that_reach_a_place_are_taken(repository: Repository, tmp_path: Path) -> None:
    make_place(tmp_path / "disk")
    ssh = _program(tmp_path / "my ssh", "echo 'asked: Permission denied (publickey).' >&2")
    (tmp_path / ".gitconfig").write_text(
        f'[url "{tmp_path}/"]\n    insteadOf = mine://\n[core]\n    sshCommand = "\'{ssh}\'"\n'
    )
    remote = Remote(repository)
    remote.use("mine://disk")
    assert remote.fetch() == ""
    remote.use("anna@desk:diary")
    with pytest.raises(ServiceError, match=r"does not let this machine in: asked: Permission"):
        remote.fetch()
    assert "git-upload-pack 'diary'" in ssh.with_name("called").read_text()


def test_nobody_sees_them_in_the_list_of_processes(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_place(tmp_path / "disk")
    (tmp_path / ".gitconfig").write_text(
        "[http]\n    extraHeader = SECRET=1\n    sslVerify\n[user]\n    name = Anna\n"
    )
    git = shutil.which("git")
    own = tmp_path / "programs" / "git"
    own.parent.mkdir()
    own.write_text(
        f'#!/bin/sh\necho "$*" >> "{tmp_path}/seen"\n'
        f'"{git}" config --get-regexp "http.ssl|extra|user" >> "{tmp_path}/known"\n'
        f'exec "{git}" "$@"\n'
    )
    own.chmod(0o700)
    remote = Remote(repository)
    remote.use(str(tmp_path / "disk"))
    monkeypatch.setenv("PATH", str(own.parent), prepend=":")
    Remote(Repository(repository.folder)).fetch()
    seen = (tmp_path / "seen").read_text()
    assert " fetch " in seen
    assert "SECRET" not in seen
    assert (tmp_path / "known").read_text().splitlines() == [
        "http.extraheader SECRET=1", "http.sslverify", "user.name Anna",  # where they are read
        "http.extraheader SECRET=1", "http.sslverify true",  # where they are used
    ]  # fmt: skip


def test_ssh_never_asks(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssh = _program(tmp_path / "ssh")
    monkeypatch.setenv("PATH", str(ssh.parent), prepend=":")
    remote = Remote(repository)
    remote.use("anna@desk:diary")
    with pytest.raises(ServiceError):
        remote.fetch()
    assert "-o BatchMode=yes" in ssh.with_name("called").read_text()


def _program(path: Path, script: str = "") -> Path:
    """An ssh that notes what it is called with, and reaches nobody."""
    called = path.with_name("called")
    path.write_text(f'#!/bin/sh\necho "$*" >> "{called}"\n{script}\nexit 255\n')
    path.chmod(0o700)
    return path


def test_a_new_folder_becomes_a_repository(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        assert make_place(tmp_path / name)
        assert not make_place(tmp_path / name)
        assert (tmp_path / name / "HEAD").read_text() == "ref: refs/heads/main\n"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_folder_of_something_else_does_not(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    (tmp_path / "file").touch()
    for path, why in {
        "photos": "holds other files, and is no repository",
        "file": "is a file, not a folder",
        "gone/new": "gone is not there",
        "file/new": "is not there",
    }.items():
        with pytest.raises(FilmlogError, match=why) as caught:
            make_place(tmp_path / path)
        assert caught.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "photos"]
