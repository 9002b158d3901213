"""The diary as a folder of Markdown pages: one a film, a list and a source, and the pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film, Related
from filmlog.domain.matching import same_year, title_key
from filmlog.domain.shelf import NOWHERE, Shelved
from filmlog.exchange.markdown.folds import SpoilerMode, name
from filmlog.exchange.markdown.sections import (
    PageOf,
    film_lines,
    newest_first,
    no_page,
    shown_pictures,
)
from filmlog.exchange.markdown.shelf_lines import NO_PATHS, Paths
from filmlog.exchange.pages import shelf_pages
from filmlog.exchange.pages.filenames import page_name, picture_name, unique_names
from filmlog.exchange.pages.folder import PagesReport, Wanted, update
from filmlog.exchange.pages.front_matter import front_matter
from filmlog.exchange.pages.manifest import PICTURES
from filmlog.exchange.pages.shelf_pages import page, page_file
from filmlog.exchange.shelves import EMPTY, Shelves

__all__ = ["PagesReport", "film_page", "wanted", "write_pages"]

Shelf = list[tuple[Film, list[Entry]]]


def film_page(
    film: Film,
    entries: Sequence[Entry],
    *,
    spoilers: SpoilerMode = "fold",
    picture_names: Mapping[str, str],
    page_of: PageOf = no_page,
    shelved: Shelved = NOWHERE,
    list_paths: Paths = NO_PATHS,
) -> str:
    """The page of a film; `picture_names` has the file in `pictures/` by a picture's SHA-256."""
    shown = newest_first(entries)
    paths = {sha: f"{PICTURES}/{file}" for sha, file in picture_names.items()}
    head = front_matter(film, shown, spoilers=spoilers, picture_paths=paths, shelved=shelved)
    lines = film_lines(
        film,
        shown,
        level=1,
        spoilers=spoilers,
        picture_paths=paths,
        page_of=page_of,
        shelved=shelved,
        list_paths=list_paths,
    )
    return page(head, lines)


def write_pages(
    folder: Path,
    films: Iterable[tuple[Film, Sequence[Entry]]],
    shelves: Shelves = EMPTY,
    *,
    spoilers: SpoilerMode = "fold",
    picture_bytes: Callable[[str], bytes],
    overwrite: bool = False,
) -> PagesReport:
    """Make `folder` hold the pages of exactly this diary, touching what has changed only.

    `picture_bytes` gives a picture by its SHA-256. What is in the trash, and the old names of
    what was renamed, lose their pages. Files that filmlog did not write, or that were changed
    since, are never written over without `overwrite` and never removed: one FilmlogError names
    all that are in the way before anything is written. No link in the folder is followed. An
    export that was cut short can be run again.
    """
    files = wanted(films, shelves, spoilers=spoilers, picture_bytes=picture_bytes)
    return update(folder, files, overwrite=overwrite)


def wanted(
    films: Iterable[tuple[Film, Sequence[Entry]]],
    shelves: Shelves = EMPTY,
    *,
    spoilers: SpoilerMode = "fold",
    picture_bytes: Callable[[str], bytes],
) -> Iterator[Wanted]:
    """Every file of the pages of a diary, as `write_pages` writes them."""
    shelf = sorted(
        ((film, newest_first(entries)) for film, entries in films if not film.deleted),
        key=lambda pair: pair[0].id,
    )
    pages = unique_names((film.id, page_name(name(film.title), film.year)) for film, _ in shelf)
    page_of = _page_finder([film for film, _ in shelf], pages)
    pictures = _picture_files(shelf, spoilers)
    list_paths = shelf_pages.list_paths(shelves)
    shelved = shelves.by_film()
    for film, entries in shelf:
        text = film_page(
            film,
            entries,
            spoilers=spoilers,
            picture_names=pictures,
            page_of=page_of,
            shelved=shelved.get(film.id, NOWHERE),
            list_paths=list_paths,
        )
        yield page_file(pages[film.id], film.id, text)
    yield from shelf_pages.wanted(shelves, spoilers, pages, list_paths)
    owners = {
        picture.sha256: film.id
        for film, entries in reversed(shelf)
        for entry in entries
        for picture in shown_pictures(entry.viewing, spoilers)
    }
    for sha, file in pictures.items():
        yield Wanted(f"{PICTURES}/{file}", owners[sha], sha, partial(picture_bytes, sha))


def _picture_files(shelf: Shelf, spoilers: SpoilerMode) -> dict[str, str]:
    """A file name for each picture by its SHA-256: the one it has where it was kept first."""
    first: dict[str, tuple[str, str]] = {}
    for film, entries in shelf:
        for entry in sorted(entries, key=lambda entry: entry.viewing.id):
            for picture in shown_pictures(entry.viewing, spoilers):
                age = f"{film.id} {entry.viewing.id} {picture.sha256}"
                first.setdefault(picture.sha256, (age, picture_name(name(picture.name))))
    names = unique_names(first.values())
    return {sha: names[age] for sha, (age, _) in first.items()}


def _page_finder(films: Iterable[Film], pages: Mapping[str, str]) -> PageOf:
    """What finds a related film's page: by title or original title, and year where known."""
    index: dict[str, set[tuple[int | None, str]]] = defaultdict(set)
    for film in films:
        for title in filter(None, (film.title, film.original_title)):
            index[title_key(title)].add((film.year, pages[film.id]))

    def page_of(item: Related) -> str:
        fitting = {
            pair for pair in index.get(title_key(item.title), ()) if same_year(pair[0], item.year)
        }
        exact = {pair for pair in fitting if pair[0] == item.year} or fitting
        return exact.pop()[1] if len(exact) == 1 else ""

    return page_of
