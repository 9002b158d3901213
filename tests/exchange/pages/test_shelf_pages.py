from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.shelf import FilmList, Listed, OnList, Wish, Wished
from filmlog.domain.source import Pass, Source
from filmlog.exchange.markdown.folds import SpoilerMode, name
from filmlog.exchange.pages.filenames import folded
from filmlog.exchange.pages.folder import PagesReport, Wanted
from filmlog.exchange.pages.reading import kind_of_page, read_source_page
from filmlog.exchange.pages.shelf_pages import list_paths, wanted
from filmlog.exchange.pages.writing import write_pages
from filmlog.exchange.shelves import EMPTY, Shelves
from tests.effort import some
from tests.exchange.diaries import full_shelves, hostile, shown, structure
from tests.exchange.markdown.test_document import HIDDEN, modes, secretive
from tests.exchange.pages.test_filenames import SEEDS

RAN, ASCENT = Film("01A", "Ran", year=1985), Film("01B", "The Ascent")
WATCHLIST = [Wished(Wish("01W", ASCENT.id, "snow"), ASCENT, ())]


def _list(id_: str, called: str, *films: Film) -> tuple[FilmList, list[OnList]]:
    film_list = FilmList(id_, called, "ranked", "Best")
    return film_list, [
        OnList(Listed(f"{id_}{place}", id_, film.id, place, "a note"), film, place)
        for place, film in enumerate(films, 1)
    ]


def _write(folder: Path, shelves: Shelves) -> PagesReport:
    films: list[tuple[Film, list[Entry]]] = [(RAN, []), (ASCENT, [])]
    return write_pages(folder, films, shelves, picture_bytes=lambda _: b"")


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _pages(shelves: Shelves, mode: SpoilerMode = "fold") -> list[Wanted]:
    return list(wanted(shelves, mode, {RAN.id: "Ran.md"}, list_paths(shelves)))


def _split(page: Wanted) -> tuple[str, str]:
    _, head, body = page.data().decode().split("---\n", 2)
    return head, body


def test_a_list_is_a_page_that_links_to_its_films_and_back(tmp_path: Path) -> None:
    _write(tmp_path, Shelves(WATCHLIST, [_list("01L", "Top ten", ASCENT, RAN)]))
    assert (tmp_path / "lists" / "Top ten.md").read_text() == (
        '---\nname: "Top ten"\nkind: "ranked"\nnote: "Best"\nfilms:\n'
        '  - {"id": "01L1", "film": "01B", "title": "The Ascent", "year": null, "rank": 1, '
        '"note": "a note"}\n'
        '  - {"id": "01L2", "film": "01A", "title": "Ran", "year": 1985, "rank": 2, '
        '"note": "a note"}\n'
        'filmlog_id: "01L"\n---\n\n'
        "# Top ten\n\n*Ranked, 2 films.*\n\nBest\n\n"
        "1. [The Ascent](../The%20Ascent.md): a note\n"
        "2. [Ran (1985)](../Ran%20%281985%29.md): a note\n"
    )
    assert (tmp_path / "lists" / "Watchlist.md").read_text() == (
        '---\nname: "Watchlist"\nkind: "watchlist"\nfilms:\n'
        '  - {"film": "01B", "title": "The Ascent", "year": null}\n---\n\n'
        "# Watchlist\n\n- [The Ascent](../The%20Ascent.md) · snow\n"
    )
    page = (tmp_path / "The Ascent.md").read_text()
    assert "\n- **On the watchlist:** snow\n" in page
    assert "\n- **List:** [Top ten](lists/Top%20ten.md) (1st)\n" in page


def test_a_deleted_list_loses_its_page_and_only_what_changed_is_written(tmp_path: Path) -> None:
    lists = [_list("01L", "Top ten", RAN), _list("01M", "Snow", ASCENT)]
    _write(tmp_path, Shelves(WATCHLIST, lists))
    (tmp_path / "lists" / "mine.md").write_text("mine")
    before = _tree(tmp_path)
    assert _write(tmp_path, Shelves(WATCHLIST, lists)).written == ()
    assert _tree(tmp_path) == before
    report = _write(tmp_path, Shelves((), lists[1:]))
    assert report == PagesReport(
        written=("Ran (1985).md", "The Ascent.md"),
        unchanged=("lists/Snow.md",),
        removed=("lists/Top ten.md", "lists/Watchlist.md"),
        kept=(),
    )
    assert (tmp_path / "lists" / "mine.md").read_text() == "mine"


def test_a_list_may_be_called_watchlist() -> None:
    lists = [_list("01L000001", "Watchlist"), _list("01L000002", "watchlist")]
    paths = {
        "": "lists/Watchlist.md",
        "01L000001": "lists/Watchlist 000001.md",
        "01L000002": "lists/watchlist 000002.md",
    }
    assert list_paths(Shelves(WATCHLIST, lists)) == list_paths(Shelves((), lists)) == paths


@given(st.lists(st.sampled_from(SEEDS) | hostile, min_size=1, max_size=8))
def test_hostile_names_make_files_of_their_own(names: list[str]) -> None:
    lists = [_list(f"01L{number:03}", called or "x") for number, called in enumerate(names)]
    sources = [Source(f"01S{number:03}", called or "x") for number, called in enumerate(names)]
    shelves = Shelves(WATCHLIST, lists, sources=sources)
    paths = [page.name for page in _pages(shelves)]
    assert len({folded(path) for path in paths}) == len(paths) == 1 + 2 * len(names)
    assert {path.split("/")[0] for path in paths} == {"lists", "sources"}
    assert all(path.count("/") == 1 and path.endswith(".md") for path in paths)


def test_nothing_of_a_source_is_lost_though_nothing_was_seen_there(tmp_path: Path) -> None:
    unused = Source("01S", "Arsenal", "cinema", note="Good ||prints||")
    passes = [Pass("01P", "01S", "ticket"), Pass("01Q", "01T", "free")]
    unpaid = Source("01U", "Attic", "shelf", "https://a.b", "Top shelf")
    sources = [unused, Source("01T", "???"), unpaid]
    _write(tmp_path, Shelves(sources=sources, passes=passes))
    page = (tmp_path / "sources" / "Arsenal.md").read_text()
    head = yaml.safe_load(page.split("---\n")[1])
    assert (head["filmlog_id"], [each["id"] for each in head["passes"]]) == ("01S", ["01P"])
    assert page.endswith(
        "# Arsenal\n\n- **Kind:** cinema\n\nGood \\[spoiler 1\\]\n\n## Passes\n\n- ticket\n\n"
        "<details><summary>Spoiler 1</summary>\n\n**Spoiler 1:** prints\n\n</details>\n"
    )
    text = (tmp_path / "sources" / "Attic.md").read_text()
    assert (kind_of_page(text), read_source_page(text, "Attic.md")) == ("source", (unpaid, ()))
    assert {path.name for path in (tmp_path / "sources").iterdir()} == {
        "Arsenal.md", "Attic.md", "source.md",
    }  # fmt: skip
    assert _pages(EMPTY) == []


@settings(max_examples=some(100))
@given(secretive)
def test_what_the_diary_hides_shows_only_where_it_is_opened(text: str) -> None:
    shelves = full_shelves(RAN, text)
    for page in _pages(shelves):
        head, body = _split(page)
        if HIDDEN not in name(text):
            assert HIDDEN not in head + shown(body) + page.name
    if HIDDEN not in name(text):
        assert not any(HIDDEN in page.data().decode() for page in _pages(shelves, "omit"))
    if HIDDEN in text:
        assert all(HIDDEN in _split(page)[1] for page in _pages(shelves, "open"))


@settings(max_examples=some(100))
@given(hostile, modes)
def test_hostile_text_keeps_to_its_place(text: str, mode: SpoilerMode) -> None:
    for page in _pages(full_shelves(RAN, text), mode):
        head, body = _split(page)
        assert yaml.safe_load(head)["name"]
        found = structure(body)
        outer = [(level, nesting) for level, nesting, _ in found.headings if level < 3]
        assert outer == [(1, 0), (2, 0)][: 1 + page.name.startswith("sources/")]
        tags = [html for nesting, html in found.html if nesting == 0]
        assert len(tags) == len(found.html)
        assert tags[1::2] == ["</details>"] * (len(tags) // 2)
        assert all(tag.startswith("<details><summary>") for tag in tags[::2])


@pytest.mark.parametrize("kind", ["unordered", "ordered", "ranked"])
def test_a_film_without_a_page_is_not_linked_to(kind: str) -> None:
    film_list, items = _list("01L", "Top ten", ASCENT)
    (page,) = _pages(Shelves(lists=[(film_list._replace(kind=kind), items)]))
    assert "](" not in page.data().decode()
