"""Zips: read in memory by name; every kind that is made to hurt is refused with a sentence."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import FilmlogError
from filmlog.exchange.files import zip_file
from filmlog.exchange.files.archive import open_archive
from tests.effort import some

_TABLE = b"Title,Year\nStalker,1979\n"


def _zipped(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.comment = comment
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def _read_all(data: bytes) -> dict[str, bytes]:
    with open_archive(None, data) as archive:
        return {member.name: member.data() for member in archive.members}


def _refusal(data: bytes) -> str:
    with pytest.raises(FilmlogError) as refused:
        _read_all(data)
    assert refused.value.hint
    return refused.value.sentence


def _flagged(data: bytes, flag: int) -> bytes:
    """With a flag set in the header of each member, and in the list of members."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + offset] |= flag
            at = changed.find(sign, at + 1)
    return bytes(changed)


def test_a_zip_is_told_by_content_and_read_in_order_without_clutter(tmp_path: Path) -> None:
    files = {
        "b/": b"", "b/films.csv": _TABLE, "a.csv": b"", ".DS_Store": b"x", "b/.hidden": b"x",
        "__MACOSX/b/._films.csv": b"x",
    }  # fmt: skip
    path = tmp_path / "export.csv"
    path.write_bytes(_zipped(files))
    with open_archive(path) as archive:
        assert (archive.is_zip, archive.folder, archive.label) == (True, None, path.as_posix())
        assert [member.name for member in archive.members] == ["a.csv", "b/films.csv"]
        empty, films = archive.members
        assert (empty.is_empty, films.is_empty) == (True, False)
        assert films.data() == films.data() == _TABLE
        assert films.columns == {"title", "year"}


def test_stored_members_a_comment_and_bytes_before_the_zip_are_no_matter() -> None:
    data = _zipped({"films.csv": _TABLE}, zipfile.ZIP_STORED, comment=b"from us")
    assert _read_all(data) == _read_all(b"#!self-extracting\n" + data) == {"films.csv": _TABLE}


def test_a_file_that_is_large_and_shrinks_little_is_read() -> None:
    data = b"".join(b"%d,Stalker,1979\n" % number for number in range(200_000))
    assert _read_all(_zipped({"films.csv": data})) == {"films.csv": data}


@pytest.mark.parametrize(
    "name",
    ["../films.csv", "a/../../films.csv", "/etc/films.csv", "C:films.csv", "c:/films.csv",
     "a\\films.csv", "..\\films.csv"],
)  # fmt: skip
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert _refusal(_zipped({"good.csv": _TABLE, name: _TABLE})) == (
        f"standard input holds a file with a name that leads out of it: {name}."
    )


def test_a_nul_in_a_name_is_refused() -> None:
    data = _zipped({"films.csvX.txt": _TABLE}).replace(b"films.csvX", b"films.csv\0")
    assert "leads out of it: films.csv\0.txt" in _refusal(data)


def test_a_name_that_no_folder_can_have_is_refused() -> None:
    assert _refusal(_zipped({"x" * 1_001: _TABLE})) == (
        "standard input holds a file with a name of over 1,000 characters."
    )


def test_two_files_of_one_name_are_refused() -> None:
    data = _zipped({"films.csv": _TABLE, "filmz.csv": _TABLE}).replace(b"filmz", b"films")
    assert _refusal(data) == "standard input holds two files named films.csv."


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        info = zipfile.ZipInfo("films.csv")
        info.external_attr = (kind | 0o777) << 16
        file.writestr(info, "/etc/passwd")
    assert _refusal(buffer.getvalue()) == (
        "standard input holds films.csv, which is a link or no file."
    )


def test_an_encrypted_zip_is_refused() -> None:
    assert _refusal(_flagged(_zipped({"films.csv": _TABLE}), 1)) == "standard input is encrypted."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_whose_output_cannot_be_bounded_are_refused(method: int) -> None:
    assert "compressed in a way" in _refusal(_zipped({"films.csv": _TABLE}, method))


@pytest.mark.parametrize("name", ["inner.ZIP", "films.csv.gz", "films.csv"])
def test_an_archive_within_is_refused_by_name_and_by_content(name: str) -> None:
    assert f"holds {name}, a" in _refusal(_zipped({name: _zipped({"films.csv": _TABLE})}))


def test_a_zip_without_files_is_refused() -> None:
    assert (
        _refusal(_zipped({})) == _refusal(_zipped({"a/": b""})) == "standard input holds no file."
    )


def test_a_bomb_is_refused_when_opened_and_when_its_header_lies() -> None:
    data = bytes(3 << 20)
    bomb = _zipped({"films.csv": data})
    sentence = "standard input holds films.csv, which unpacks to over 200 times its size."
    assert _refusal(bomb) == sentence
    # The header says 1 KB: no more than that is unpacked, and its checksum does not fit.
    lying = bomb.replace(struct.pack("<I", len(data)), struct.pack("<I", 1024))
    assert _refusal(lying) == (
        "films.csv in standard input is damaged: it is cut, or not a zip throughout."
    )


@pytest.mark.parametrize(
    ("limit", "bound", "sentence"),
    [
        ("MEMBERS", 2, "standard input holds over 2 files."),
        ("ONE_MEMBER", 20, "standard input holds a.csv, of over 0 MB."),
        ("ALL_MEMBERS", 60, "standard input unpacks to over 0 GB."),
        ("_DIRECTORY", 100, "standard input is damaged: it is cut, or not a zip throughout."),
    ],
)
def test_counts_and_sizes_are_bounded(
    monkeypatch: pytest.MonkeyPatch, limit: str, bound: int, sentence: str
) -> None:
    data = _zipped(dict.fromkeys(("a.csv", "b.csv", "c.csv"), _TABLE))
    monkeypatch.setattr(zip_file, limit, bound)
    assert _refusal(data) == sentence


def test_sizes_are_bounded_by_what_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(None, _zipped({"films.csv": _TABLE})) as archive:
        monkeypatch.setattr(zip_file, "ONE_MEMBER", 20)
        with pytest.raises(FilmlogError, match=r"holds films\.csv, of over 0 MB"):
            archive.members[0].data()


def test_members_that_overlap_are_refused() -> None:
    data = _zipped({"films.csv": _TABLE * 10}, zipfile.ZIP_STORED)
    size = struct.pack("<II", len(_TABLE) * 10, len(_TABLE) * 10)
    assert "its files are larger than it is" in _refusal(
        data.replace(size, struct.pack("<II", 1 << 20, 1 << 20))
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"Stalker", b"Stolker"),
        lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09"),
        lambda data: b"PK\x03\x04" + bytes(40),
        lambda data: b"#" * 60 + struct.pack("<4sLQL", b"PK\6\7", 0, 0, 2) + data[-22:],
    ],
)
def test_a_damaged_zip_is_said_to_be_damaged(damage: Callable[[bytes], bytes]) -> None:
    data = damage(_zipped({"films.csv": _TABLE}, zipfile.ZIP_STORED))
    assert _refusal(data).endswith("is damaged: it is cut, or not a zip throughout.")


def test_a_damaged_zip_leaves_no_file_open(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(_zipped({"films.csv": _TABLE})[:-4])
    with pytest.raises(FilmlogError, match="is damaged"):
        open_archive(path)  # a file left open would be a ResourceWarning, which is an error here


_SOUND = _zipped({"films.csv": _TABLE * 20, "lists/a.csv": _TABLE, "b.json": b"[1]"})


@settings(max_examples=some(300), deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=4
    ),
    length=st.one_of(st.just(len(_SOUND)), st.integers(0, len(_SOUND))),
)
def test_a_mutated_zip_is_read_or_refused(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    try:
        with open_archive(None, bytes(data[:length])) as archive:
            for member in archive.members:
                assert len(member.head) <= 1 << 16
                assert all(each.place.file == member.name for each in member.lines())
    except FilmlogError as refused:
        said = refused.sentence
    else:
        said = "read."
    assert said.endswith(".")
