from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.errors import FilmlogError, StorageFullError
from filmlog.exchange.pages import manifest
from filmlog.exchange.pages.folder import PagesReport, Wanted, update
from tests.effort import some

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


def _wanted(files: Mapping[str, str]) -> list[Wanted]:
    return [
        Wanted(name, "01FILM", sha256(text.encode()).hexdigest(), text.encode)
        for name, text in files.items()
    ]


def _update(folder: Path, files: Mapping[str, str], *, overwrite: bool = False) -> PagesReport:
    return update(folder, _wanted(files), overwrite=overwrite)


def _state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Bytes, inode and time of change of every file."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes(),
            path.stat().st_ino,
            path.stat().st_mtime_ns,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def _texts(folder: Path) -> dict[str, str]:
    return {
        name: data.decode() for name, (data, *_) in _state(folder).items() if name != manifest.NAME
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


FILES = {"A.md": "a", "B.md": "b", "pictures/c.png": "c"}
SHELVES = {"lists/L.md": "l", "sources/S.md": "s"}


def test_a_new_folder_is_private_and_complete(folder: Path) -> None:
    assert _update(folder, FILES) == PagesReport(tuple(FILES), (), (), ())
    assert _texts(folder) == FILES
    if sys.platform != "win32":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
        assert modes == {0o700, 0o600}


def test_a_second_export_touches_nothing(folder: Path) -> None:
    _update(folder, FILES)
    before = _state(folder)
    assert _update(folder, FILES) == PagesReport((), tuple(FILES), (), ())
    assert _state(folder) == before


def test_only_what_changed_is_written(folder: Path) -> None:
    _update(folder, FILES)
    before = _state(folder)
    report = _update(folder, FILES | {"A.md": "new"})
    assert report == PagesReport(("A.md",), ("B.md", "pictures/c.png"), (), ())
    after = _state(folder)
    assert {name for name in FILES if after[name] == before[name]} == {"B.md", "pictures/c.png"}


def test_what_is_not_wanted_any_more_goes(folder: Path) -> None:
    _update(folder, FILES)
    report = _update(folder, {"B.md": "b"})
    assert report == PagesReport((), ("B.md",), ("A.md", "pictures/c.png"), ())
    assert sorted(path.name for path in folder.iterdir()) == [manifest.NAME, "B.md"]


def test_a_page_the_user_changed_stays_when_its_film_goes(folder: Path) -> None:
    _update(folder, FILES)
    (folder / "A.md").write_text("mine")
    assert _update(folder, {"B.md": "b"}).kept == ("A.md",)
    assert (folder / "A.md").read_text() == "mine"
    assert _update(folder, {"B.md": "b"}).kept == ()


def test_nothing_of_the_users_is_written_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "A.md").write_text("mine")
    (folder / "notes.txt").write_text("mine too")
    (folder / "D.md").mkdir()
    before = _state(folder)
    with pytest.raises(FilmlogError) as caught:
        _update(folder, FILES)
    assert caught.value.candidates == ("A.md",)
    assert "--overwrite" in caught.value.hint
    assert _state(folder) == before
    assert _update(folder, FILES, overwrite=True).written == tuple(FILES)
    assert _texts(folder) == FILES | {"notes.txt": "mine too"}


def test_all_conflicts_are_told_at_once_before_anything_is_written(folder: Path) -> None:
    _update(folder, FILES)
    for name in ("A.md", "pictures/c.png"):
        (folder / name).write_text("changed")
    before = _state(folder)
    with pytest.raises(FilmlogError) as caught:
        _update(folder, {"A.md": "2", "B.md": "2", "pictures/c.png": "c", "D.md": "d"})
    assert caught.value.candidates == ("A.md", "pictures/c.png")
    assert _state(folder) == before


def test_a_file_that_is_as_wanted_already_is_taken_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "A.md").write_text("a")
    before = _state(folder)["A.md"]
    assert _update(folder, {"A.md": "a"}).unchanged == ("A.md",)
    assert _state(folder)["A.md"] == before
    assert _update(folder, {"A.md": "new"}).written == ("A.md",)


def test_a_page_that_was_deleted_comes_back(folder: Path) -> None:
    _update(folder, FILES)
    (folder / "A.md").unlink()
    assert _update(folder, FILES).written == ("A.md",)


def test_an_emptied_page_is_written_again(folder: Path) -> None:
    _update(folder, FILES)
    (folder / "A.md").write_bytes(b"")
    assert _update(folder, FILES).written == ("A.md",)
    (folder / "D.md").write_bytes(b"")
    with pytest.raises(FilmlogError):
        _update(folder, FILES | {"D.md": "d"})


@links
def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "A.md").write_text("a")
    folder.mkdir()
    (folder / "A.md").symlink_to(outside / "A.md")
    with pytest.raises(FilmlogError) as caught:
        _update(folder, {"A.md": "a"})
    assert caught.value.candidates == ("A.md",)
    _update(folder, {"A.md": "new"}, overwrite=True)
    assert (outside / "A.md").read_text() == "a"
    assert not (folder / "A.md").is_symlink()


def test_pages_in_folders_are_kept_like_the_others(folder: Path) -> None:
    assert _update(folder, FILES | SHELVES).written == (*FILES, *SHELVES)
    (folder / "lists" / "mine.md").write_text("mine")
    (folder / "sources" / "S.md").write_text("changed")
    with pytest.raises(FilmlogError, match="not its own") as caught:
        _update(folder, FILES | SHELVES | {"lists/mine.md": "m", "sources/S.md": "s2"})
    assert caught.value.candidates == ("sources/S.md", "lists/mine.md")
    report = _update(folder, FILES)
    assert (report.removed, report.kept) == (("lists/L.md",), ("sources/S.md",))
    assert _texts(folder) == FILES | {"lists/mine.md": "mine", "sources/S.md": "changed"}
    _update(folder, FILES | {"lists/L.md": "l"})
    (folder / "lists" / "mine.md").unlink()
    _update(folder, FILES)
    assert not (folder / "lists").exists()


@pytest.mark.parametrize("inner", ["lists", "sources", "pictures"])
def test_what_is_in_the_place_of_a_folder_matters_only_if_it_is_needed(
    folder: Path, inner: str
) -> None:
    folder.mkdir()
    (folder / inner).write_text("mine")
    assert _update(folder, {"A.md": "a"}).written == ("A.md",)
    wanted = {"A.md": "2", f"{inner}/L.md": "l", f"{inner}/M.md": "m"}
    with pytest.raises(FilmlogError, match="in the way") as caught:
        _update(folder, wanted, overwrite=True)
    assert caught.value.candidates == (inner,)
    assert _texts(folder) == {"A.md": "a", inner: "mine"}


@links
def test_what_filmlog_wrote_is_not_looked_for_behind_a_link(folder: Path, tmp_path: Path) -> None:
    _update(folder, FILES | SHELVES)
    (folder / "lists").rename(tmp_path / "outside")
    (folder / "lists").symlink_to(tmp_path / "outside")
    with pytest.raises(FilmlogError, match="in the way") as caught:
        _update(folder, FILES)
    assert caught.value.candidates == ("lists",)
    assert (tmp_path / "outside" / "L.md").read_text() == "l"


@links
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_link_in_the_place_of_the_pictures_stops_the_export(
    folder: Path, tmp_path: Path, overwrite: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.png").write_text("c")
    _update(folder, {"A.md": "a"})
    (folder / "pictures").symlink_to(outside)
    before = _state(folder)
    with pytest.raises(FilmlogError, match="in the way") as caught:
        _update(folder, FILES, overwrite=overwrite)
    assert caught.value.candidates == ("pictures",)
    assert _state(folder) == before
    assert list(outside.iterdir()) == [outside / "c.png"]


def test_a_folder_in_the_way_is_not_written_over(folder: Path) -> None:
    (folder / "A.md").mkdir(parents=True)
    with pytest.raises(FilmlogError, match="in the way"):
        _update(folder, FILES, overwrite=True)


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(FilmlogError, match="part of its path is a file"):
        _update(folder, FILES)


@pytest.mark.parametrize("stop_after", range(8))
def test_an_export_cut_short_can_be_run_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    _update(folder, FILES)
    changed = {"A.md": "a2", "E.md": "e", "pictures/c.png": "c2"}
    replace, calls = os.replace, 0

    def failing(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if calls > stop_after:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    if stop_after < 5:
        with pytest.raises(StorageFullError):
            _update(folder, changed)
    else:
        _update(folder, changed)
    monkeypatch.undo()
    # The diary went on meanwhile.
    _update(folder, changed | {"A.md": "a3"})
    assert _texts(folder) == changed | {"A.md": "a3"}


def test_a_page_that_changed_in_case_only_is_there_under_its_new_name(folder: Path) -> None:
    _update(folder, {"roma.md": "same"})
    report = _update(folder, {"Roma.md": "same"})
    assert report == PagesReport(("Roma.md",), (), ("roma.md",), ())
    assert _texts(folder) == {"Roma.md": "same"}


def test_the_old_spelling_goes_before_the_new_one_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where case does not count they are one file: in the other order nothing would be left."""
    _update(folder, {"roma.md": "old"})
    there: list[bool] = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        if target.name == "Roma.md":
            there.append((folder / "roma.md").exists())
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    _update(folder, {"Roma.md": "new"})
    assert there == [False]


@pytest.mark.parametrize(
    "damage", ["", "[]", "{}", '{"version": 1, "files": 3}', "\xff", "[" * 9999]
)
def test_with_a_damaged_manifest_files_count_as_the_users(folder: Path, damage: str) -> None:
    _update(folder, FILES)
    (folder / manifest.NAME).write_text(damage, encoding="latin-1")
    assert _update(folder, FILES).unchanged == tuple(FILES)
    (folder / manifest.NAME).write_text(damage, encoding="latin-1")
    with pytest.raises(FilmlogError, match="not its own"):
        _update(folder, FILES | {"A.md": "new"})


def test_a_newer_manifest_is_refused(folder: Path) -> None:
    _update(folder, FILES)
    (folder / manifest.NAME).write_text(json.dumps({"version": 2, "files": {}}))
    with pytest.raises(FilmlogError, match="newer filmlog"):
        _update(folder, FILES)


@pytest.mark.parametrize(
    "name",
    [
        *("../x.md", "/etc/x.md", "a/b.md", "pictures/../../x", "..", "C:x.md", "a\\b.md"),
        *("", "x.txt", ".x.md", "pictures/.x", "pictures/", "\x00.md"),
        *("lists/x.txt", "lists/.md", "/lists/x.md", "/x.md", "lists/../x.md", "sources/a/x.md"),
    ],
)
def test_a_manifest_cannot_name_files_elsewhere(folder: Path, name: str) -> None:
    _update(folder, {"A.md": "a"})
    sums = {"film": "01", "sha256": [sha256(b"kept").hexdigest()]}
    (folder.parent / "x.md").write_text("kept")
    text = json.dumps({"version": 1, "files": {name: sums}})
    (folder / manifest.NAME).write_text(text)
    assert manifest.read(folder) == {}
    assert _update(folder, {"A.md": "a"}).removed == ()
    assert (folder.parent / "x.md").read_text() == "kept"


contents = st.dictionaries(
    st.sampled_from(["A.md", "a.md", "B.md", "C.md", "pictures/a.png", "lists/b.md"]),
    st.sampled_from(["1", "2", "3"]),
)


@settings(max_examples=some(40))
@given(st.lists(contents, max_size=4))
def test_the_folder_holds_exactly_what_was_wanted_last(
    tmp_path_factory: pytest.TempPathFactory, exports: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "notes.md").write_text("mine")
    for files in exports:
        report = _update(folder, files)
        assert _texts(folder) == files | {"notes.md": "mine"}
        assert {*report.written, *report.unchanged} == set(files)
        assert report.kept == ()
