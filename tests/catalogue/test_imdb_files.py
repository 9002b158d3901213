from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import pytest
from bench import imdb_files as made_up
from hypothesis import given
from hypothesis import strategies as st

from filmlog.catalogue import imdb_files as module
from filmlog.catalogue.imdb_files import COLUMNS, ImdbFile, ImdbFileError
from filmlog.errors import FilmlogError

NAME = "title.crew.tsv.gz"


def written(tmp_path: Path, text: str) -> ImdbFile:
    (tmp_path / NAME).write_bytes(gzip.compress(text.encode()))
    return ImdbFile(tmp_path, NAME, lambda _: None)


def lines(file: ImdbFile) -> list[bytes]:
    return [line for text in file.texts() for line in text.split(b"\n")]


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    text = "writers\tage\ttconst\tdirectors\nnm3\t9\ttt1\tnm2\n"
    assert lines(written(tmp_path, text)) == [b"tt1\tnm2\tnm3"]


def test_a_column_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImdbFileError, match=f"{NAME}, line 1, has no column writers"):
        lines(written(tmp_path, "tconst\tdirectors\tauthors\ntt1\tnm1\tnm2\n"))


def test_a_short_line_in_another_order(tmp_path: Path) -> None:
    with pytest.raises(ImdbFileError, match="line 3, has only 2 fields"):
        lines(written(tmp_path, "writers\ttconst\tdirectors\na\tb\tc\na\tb\n"))


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_file_has_no_columns(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImdbFileError, match="line 1, has no column tconst"):
        lines(written(tmp_path, text))


@pytest.mark.parametrize("ending", ["", "\n"])
def test_the_last_line_needs_no_line_feed(tmp_path: Path, ending: str) -> None:
    text = f"tconst\tdirectors\twriters\ntt1\ta\tb\ntt2\tc\td{ending}"
    assert lines(written(tmp_path, text)) == [b"tt1\ta\tb", b"tt2\tc\td"]


def test_a_heading_alone_has_no_lines(tmp_path: Path) -> None:
    assert lines(written(tmp_path, "tconst\tdirectors\twriters\n")) == []


def test_a_cut_file_is_an_error(tmp_path: Path) -> None:
    file = written(tmp_path, "tconst\tdirectors\twriters\n" + "tt1\ta\tb\n" * 9)
    file.path.write_bytes(file.path.read_bytes()[:-3])
    with pytest.raises(ImdbFileError, match=f"{NAME} is cut short"):
        lines(file)


@pytest.mark.parametrize("place", [0, -6])
def test_a_damaged_file_is_an_error(tmp_path: Path, place: int) -> None:
    file = written(tmp_path, "tconst\tdirectors\twriters\n" + "tt1\ta\tb\n" * 9)
    data = bytearray(file.path.read_bytes())
    data[place] ^= 1
    file.path.write_bytes(data)
    with pytest.raises(ImdbFileError, match=f"{NAME} is damaged"):
        lines(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FilmlogError, match=NAME):
        lines(ImdbFile(tmp_path, NAME, lambda _: None))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 100)
    monkeypatch.setattr(module, "_LONGEST_LINE", 100)
    with pytest.raises(ImdbFileError, match="line 2, is too long"):
        lines(written(tmp_path, "tconst\tdirectors\twriters\n" + "x" * 1000))


@given(st.lists(st.integers(1, 5), max_size=30), st.integers(30, 200))
def test_groups_keep_a_title_together(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], block: int
) -> None:
    folder = tmp_path_factory.mktemp("groups")
    expected = [
        f"tt{title}\tnm{place}\tx".encode()
        for title, count in enumerate(counts)
        for place in range(count)
    ]
    heading = "tconst\tdirectors\twriters\n"
    file = written(folder, heading + "".join(f"{line.decode()}\n" for line in expected))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_BLOCK", block)
        texts = list(file.groups())
    assert [line for text in texts for line in text.split(b"\n")] == expected
    titles = [{line.partition(b"\t")[0] for line in text.split(b"\n")} for text in texts]
    assert not any(one & other for one, other in pairwise(titles))


def test_the_made_up_files_have_the_columns_of_the_real_ones(tmp_path: Path) -> None:
    rows = made_up.write(tmp_path, scale=0.0001, seed=3)
    for name in COLUMNS:
        file = ImdbFile(tmp_path, name, lambda _: None)
        assert len(lines(file)) == rows[name.removesuffix(".tsv.gz")]


def test_the_made_up_files_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    made_up.write(tmp_path / "one", scale=0.0001, seed=3)
    made_up.write(tmp_path / "two", scale=0.0001, seed=3)
    for name in COLUMNS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
