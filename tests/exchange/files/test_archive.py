"""Files, folders and standard input: what is handed over is read within limits, or refused."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import FilmlogError, UsageError
from filmlog.exchange.files import archive as module
from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.files.csv_file import Line
from tests.effort import some

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")
_TABLE = "Title,Year\nAmélie,2001\n"


def test_a_file_is_an_archive_of_one(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    path.write_text(_TABLE, encoding="utf-16")
    with open_archive(path) as archive:
        (member,) = archive.members
        assert (archive.label, archive.folder, archive.is_zip) == (path.as_posix(), None, False)
        assert (member.name, member.is_empty) == ("films.csv", False)
        assert member.data() == path.read_bytes()
        assert member.text() == member.head == _TABLE
        assert member.columns == {"title", "year"}
        (line,) = member.lines()
        assert isinstance(line, Line)
        assert line.fields == {"title": "Amélie", "year": "2001"}


def test_standard_input_is_a_file_named_by_a_dash() -> None:
    with open_archive(None, _TABLE.encode("cp1251", "ignore"), encoding="cp1251") as archive:
        (member,) = archive.members
        assert (archive.label, archive.folder, archive.is_zip) == ("standard input", None, False)
        assert (member.name, member.text()) == ("-", "Title,Year\nAmlie,2001\n")


def test_a_folder_is_read_below_in_order_without_clutter_and_links(tmp_path: Path) -> None:
    for name in (
        "b.csv", "lists/a.csv", "a/z.csv", ".hidden/x.csv", ".DS_Store", "__MACOSX/b.csv",
    ):  # fmt: skip
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "secret.csv").write_text("secret")
    if sys.platform != "win32":
        (tmp_path / "export/link.csv").symlink_to(tmp_path / "secret.csv")
        (tmp_path / "export/around").symlink_to(tmp_path)
        os.mkfifo(tmp_path / "export/pipe.csv")
    with open_archive(tmp_path / "export") as archive:
        assert archive.folder == tmp_path / "export"
        assert [member.name for member in archive.members] == ["a/z.csv", "b.csv", "lists/a.csv"]
        assert [member.text() for member in archive.members] == ["a/z.csv", "b.csv", "lists/a.csv"]


def test_an_empty_member_of_a_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (member,) = open_archive(tmp_path).members
    assert (member.is_empty, member.text(), member.head) == (True, "", "")
    assert (member.columns, list(member.lines())) == (frozenset(), [])


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FilmlogError, match=r"no\.csv is not there"):
        open_archive(tmp_path / "no.csv")


def test_a_member_that_went_away_is_said(tmp_path: Path) -> None:
    (tmp_path / "films.csv").write_text(_TABLE)
    (member,) = open_archive(tmp_path).members
    (tmp_path / "films.csv").unlink()
    with pytest.raises(FilmlogError, match=r"films\.csv is not there"):
        member.text()


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08\0", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\0"])
def test_empty_files_and_archives_of_other_kinds_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "export"
    path.write_bytes(data)
    for handed in (path, None):
        with pytest.raises(FilmlogError, match=r"is empty|is a (gzip|7z|rar) archive"):
            open_archive(handed, data)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FilmlogError, match="There is no file in "):
        open_archive(tmp_path)


def test_a_folder_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "films.csv").write_text(_TABLE)
    whole = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("lists"):
            raise PermissionError(errno.EACCES, "denied", path)
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(FilmlogError, match="lists may not be read"):
        open_archive(tmp_path)


@_POSIX
def test_pipes_and_devices_are_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(UsageError, match="is neither a file nor a folder"):
            open_archive(path)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux alone")
def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"L\xe9on.csv")).write_text(_TABLE)
    (member,) = open_archive(tmp_path).members
    assert (member.name, member.text()) == ("L�on.csv", _TABLE)


def test_sizes_and_counts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text(_TABLE)
    (tmp_path / "b.csv").write_text(_TABLE)
    monkeypatch.setattr(module, "ONE_MEMBER", 10)
    with pytest.raises(FilmlogError, match=r"a\.csv is over 0 MB"):
        open_archive(tmp_path / "a.csv").members[0].data()
    with pytest.raises(FilmlogError, match="standard input is over 0 MB"):
        open_archive(None, _TABLE.encode())
    monkeypatch.setattr(module, "_FILES", 1)
    with pytest.raises(FilmlogError, match="holds over 1 files"):
        open_archive(tmp_path)


def test_the_head_is_whole_lines_and_no_more_than_64_kb() -> None:
    text = "Título;Year\n" + "Léon;1994\n" * 10_000
    (member,) = open_archive(None, text.encode()).members
    assert text.startswith(member.head)
    assert member.head.endswith("Léon;1994\n")
    assert 65_000 < len(member.head.encode()) <= 65_536
    assert member.columns == {"título", "year"}


def test_the_head_of_what_is_no_text_is_empty(tmp_path: Path) -> None:
    (tmp_path / "cut.csv").write_bytes(b"\0" * 500)
    (member,) = open_archive(tmp_path).members
    assert (member.head, member.columns) == ("", frozenset())
    with pytest.raises(FilmlogError, match=r"cut\.csv holds nothing but NUL bytes"):
        member.text()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[1,\n2,\n"cut', "-, line 3: this is not JSON: Unterminated string starting at."),
        ("[" * 200_000, "- is nested too deeply to be read."),
        ("[NaN]", "- has a number that is out of bounds."),
        ("[-Infinity]", "- has a number that is out of bounds."),
        ("[1e999]", "- has a number that is out of bounds."),
        ("[" + "9" * 5000 + "]", "- has a number that is out of bounds."),
    ],
)
def test_json_that_cannot_be_read_is_refused(text: str, sentence: str) -> None:
    (member,) = open_archive(None, text.encode()).members
    with pytest.raises(FilmlogError) as refused:
        member.json()
    assert refused.value.sentence == sentence


def test_json_is_read_with_a_mark_and_in_utf_16() -> None:
    value = [{"title": "Летят журавли", "rating": 9.5}]
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        (member,) = open_archive(None, json.dumps(value).encode(encoding)).members
        assert member.json() == value


def test_an_encoding_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no encoding klingon"):
        open_archive(tmp_path / "not there", encoding="klingon")


@settings(max_examples=some(200), deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=80), st.text('[{"a,;:1e9}]\n\0é', max_size=40).map(str.encode)
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        with open_archive(None, data) as archive:
            (member,) = archive.members
            assert len(member.head) <= len(data) + 1
            assert "" not in member.columns
            assert all(each.place.file == "-" for each in member.lines())
            member.json()
    except FilmlogError as refused:
        said = refused.sentence
    else:
        said = "read."
    assert said.endswith(".")
