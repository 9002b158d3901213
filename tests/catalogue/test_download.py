from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from filmlog.catalogue import download as module
from filmlog.catalogue.download import download, is_whole_gzip, offers
from filmlog.catalogue.imdb_files import COLUMNS
from filmlog.errors import MissingError, ServiceError, StorageFullError
from tests.catalogue.file_server import Asked, FileServer

NAMES = list(COLUMNS)
FIRST = NAMES[0]
BODIES = {name: gzip.compress(f"{name}\n".encode() * 50, mtime=0) for name in NAMES}


@pytest.fixture
def server() -> Iterator[FileServer]:
    with FileServer(BODIES) as running:
        yield running


def fetch(server: FileServer, folder: Path) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    download(server.url, folder, offers(server.url), lambda *sizes: told.append(sizes))
    return told


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.gz")}


def got(server: FileServer) -> list[Asked]:
    return [asked for asked in server.requests if asked.method == "GET"]


def test_all_files_come_whole(server: FileServer, tmp_path: Path) -> None:
    told = fetch(server, tmp_path / "imdb")
    whole = sum(map(len, BODIES.values()))
    assert contents(tmp_path / "imdb") == BODIES
    assert told == sorted(told)
    assert told[-1] == (whole, whole)
    assert not list((tmp_path / "imdb").glob("*.part"))


def test_what_is_there_is_not_asked_for_again(server: FileServer, tmp_path: Path) -> None:
    fetch(server, tmp_path)
    server.requests.clear()
    server.files[FIRST] = gzip.compress(b"newer", mtime=0)
    server.tags[FIRST] = '"two"'
    fetch(server, tmp_path)
    assert got(server) == [Asked("GET", FIRST, "")]
    assert contents(tmp_path) == server.files


def test_a_connection_that_breaks_off_is_gone_on_with(server: FileServer, tmp_path: Path) -> None:
    server.breaks_after = 20
    with pytest.raises(ServiceError, match="broke off"):
        fetch(server, tmp_path)
    assert (tmp_path / f"{FIRST}.part").read_bytes() == BODIES[FIRST][:20]
    server.breaks_after = None
    server.requests.clear()
    fetch(server, tmp_path)
    assert got(server)[0] == Asked("GET", FIRST, "bytes=20-")
    assert contents(tmp_path) == BODIES


def test_a_part_of_an_older_version_is_thrown_away(server: FileServer, tmp_path: Path) -> None:
    server.breaks_after = 20
    with pytest.raises(ServiceError, match="broke off"):
        fetch(server, tmp_path)
    server.breaks_after = None
    server.tags[FIRST] = '"two"'
    server.requests.clear()
    fetch(server, tmp_path)
    assert got(server)[0] == Asked("GET", FIRST, "")
    assert contents(tmp_path) == BODIES


def test_a_server_without_ranges_sends_it_again(server: FileServer, tmp_path: Path) -> None:
    server.breaks_after = 20
    with pytest.raises(ServiceError, match="broke off"):
        fetch(server, tmp_path)
    server.breaks_after = None
    server.ranges = False
    fetch(server, tmp_path)
    assert contents(tmp_path) == BODIES


def test_without_a_tag_nothing_is_gone_on_with(server: FileServer, tmp_path: Path) -> None:
    server.tags = dict.fromkeys(NAMES, "")
    server.breaks_after = 20
    with pytest.raises(ServiceError, match="broke off"):
        fetch(server, tmp_path)
    server.breaks_after = None
    server.requests.clear()
    fetch(server, tmp_path)
    assert got(server)[0] == Asked("GET", FIRST, "")
    assert contents(tmp_path) == BODIES


def test_a_version_that_changes_between_asking_and_getting(
    server: FileServer, tmp_path: Path
) -> None:
    offered = offers(server.url)
    server.tags[FIRST] = '"two"'
    with pytest.raises(ServiceError, match="newer"):
        download(server.url, tmp_path, offered)
    assert not contents(tmp_path)


def test_a_damaged_file_is_thrown_away(server: FileServer, tmp_path: Path) -> None:
    body = bytearray(BODIES[FIRST])
    body[-6] ^= 1  # in the CRC
    server.files[FIRST] = bytes(body)
    with pytest.raises(ServiceError, match=f"{FIRST} came damaged"):
        fetch(server, tmp_path)
    assert not contents(tmp_path)
    assert not list(tmp_path.glob("*.part"))


def test_a_cut_file_is_no_whole_gzip(tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    for body, is_whole in (
        (BODIES[FIRST], True),
        (BODIES[FIRST] * 2, True),
        (BODIES[FIRST][:-1], False),
        (b"", False),
        (b"<html>log in</html>", False),
    ):
        path.write_bytes(body)
        assert is_whole_gzip(path) == is_whole


def test_a_full_disk_is_seen_before(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    with pytest.raises(StorageFullError, match="are free"):
        fetch(server, tmp_path)
    assert not got(server)


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [(404, MissingError, "404"), (503, ServiceError, "503"), (302, ServiceError, "302")],
)
def test_a_refusal_is_one_sentence(
    server: FileServer, status: int, error: type[Exception], words: str
) -> None:
    server.status = status
    with pytest.raises(error, match=words):
        offers(server.url)


def test_nobody_there(tmp_path: Path) -> None:
    with FileServer(BODIES) as gone:
        url = gone.url
    with pytest.raises(ServiceError, match="was not reached"):
        offers(url)


def test_a_silent_server_is_not_waited_for(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = offers(server.url)

    class Silent:
        def __init__(self) -> None:
            self.status = 200
            self.headers = {"ETag": '"one"'}

        def read(self, _: int) -> bytes:
            raise TimeoutError

        def __enter__(self) -> Silent:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(
        module, "opener_for", lambda _: SimpleNamespace(open=lambda *_, **__: Silent())
    )
    with pytest.raises(ServiceError, match="sent nothing for 30 s"):
        download(server.url, tmp_path, offered)
