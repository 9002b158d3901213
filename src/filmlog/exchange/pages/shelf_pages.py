"""The pages beside those of the films: one a list, one for the watchlist, one a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256

from filmlog.exchange.markdown.folds import SpoilerMode, name
from filmlog.exchange.markdown.shelf_lines import Paths, list_lines, source_lines, watchlist_lines
from filmlog.exchange.pages.filenames import page_name, unique_names
from filmlog.exchange.pages.folder import Wanted
from filmlog.exchange.pages.front_matter import (
    list_front_matter,
    source_front_matter,
    watchlist_front_matter,
)
from filmlog.exchange.pages.manifest import LISTS, SOURCES
from filmlog.exchange.shelves import Shelves


def page(front_matter: str, lines: Iterable[str]) -> str:
    """A page of its two parts."""
    body = "\n".join(lines).rstrip("\n")
    return f"{front_matter}\n{body}\n"


def page_file(path: str, id_: str, text: str) -> Wanted:
    """A page to be there, of the film, list or source with this id."""
    data = text.encode()
    return Wanted(path, id_, sha256(data).hexdigest(), partial(bytes, data))


def list_paths(shelves: Shelves) -> dict[str, str]:
    """The path of each list's page by its ULID, also for the watchlist under ''."""
    wanted = [(one.id, page_name(name(one.name), nameless="list")) for one, _ in shelves.lists]
    # An id before all others: no list ever takes this name, be the watchlist empty now or not.
    names = unique_names([("", "Watchlist.md"), *wanted])
    return {id_: f"{LISTS}/{file}" for id_, file in names.items()}


def wanted(shelves: Shelves, spoilers: SpoilerMode, pages: Paths, lists: Paths) -> Iterator[Wanted]:
    """The pages; `pages` has those of films, `lists` comes from `list_paths`."""
    paths = {id_: f"../{path}" for id_, path in pages.items()}
    if shelves.watchlist:
        lines = watchlist_lines(shelves.watchlist, spoilers=spoilers, film_paths=paths)
        text = page(watchlist_front_matter(shelves.watchlist), lines)
        yield page_file(lists[""], "", text)
    for film_list, items in shelves.lists:
        lines = list_lines(film_list, items, level=1, spoilers=spoilers, film_paths=paths)
        text = page(list_front_matter(film_list, items, spoilers=spoilers), lines)
        yield page_file(lists[film_list.id], film_list.id, text)
    names = unique_names(
        (source.id, page_name(name(source.name), nameless="source")) for source in shelves.sources
    )
    for source, passes in shelves.at_sources():
        text = page(
            source_front_matter(source, passes, spoilers=spoilers),
            source_lines(source, passes, spoilers=spoilers),
        )
        yield page_file(f"{SOURCES}/{names[source.id]}", source.id, text)
