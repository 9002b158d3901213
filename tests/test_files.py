from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from filmlog.errors import FilmlogError, StorageFullError
from filmlog.files import explain, make_private_dir, write_private

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277, 0o777])
def test_a_file_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        make_private_dir(tmp_path / "a" / "b")
        write_private(tmp_path / "a" / "b" / "file", b"data")
    finally:
        os.umask(before)
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"data"
    assert _mode(tmp_path / "a" / "b" / "file") == 0o600
    assert _mode(tmp_path / "a") == _mode(tmp_path / "a" / "b") == 0o700


@pytest.mark.parametrize("durable", [True, False])
def test_a_new_file_takes_the_place_of_the_old(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a longer text than the new one")
    write_private(path, b"new", durable=durable)
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@posix
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"kept")
    (tmp_path / "link").symlink_to("target")
    write_private(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"kept"
    assert not (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("code", "cls"),
    [(errno.ENOSPC, StorageFullError), (errno.EIO, StorageFullError), (errno.EROFS, FilmlogError)],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    cls: type[FilmlogError],
    call: str,
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code), "a temporary name")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(cls) as caught:
        write_private(path, b"new")
    assert str(path) in caught.value.sentence
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_being_interrupted_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_private(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    before = _mode(tmp_path / "open")
    make_private_dir(tmp_path / "open")
    assert _mode(tmp_path / "open") == before


def test_what_is_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FilmlogError, match="part of its path is a file"):
        make_private_dir(tmp_path / "file")
    with pytest.raises(FilmlogError, match=r"part of its path is a file|is not there"):
        write_private(tmp_path / "file" / "below", b"")
    with pytest.raises(FilmlogError, match="is not there"):
        write_private(tmp_path / "nowhere" / "file", b"")
    with pytest.raises(FilmlogError, match="is a folder"):
        write_private(tmp_path, b"")


@pytest.mark.parametrize(
    "code",
    [errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOENT, errno.EROFS, errno.ELOOP],
)
def test_every_known_failure_has_a_sentence_and_a_hint(code: int) -> None:
    explained = explain(OSError(code, os.strerror(code), "diary.md"))
    assert "diary.md" in explained.sentence
    assert explained.hint


def test_an_unknown_failure_says_what_the_system_says() -> None:
    assert explain(OSError(errno.EPIPE, "Broken pipe")).sentence == (
        "the file could not be used: Broken pipe."
    )
    assert explain(OSError("odd"), Path("x")).sentence == "x could not be used: odd."
