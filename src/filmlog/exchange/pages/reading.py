"""Pages read back: what pages.py and shelf_pages.py wrote, with what a person has changed there.

The front matter says everything but the reviews, which stand in the body under the headings of
their viewings. Whatever else is in the body is worked out from the front matter and not read;
`unread_edits` finds what somebody has changed there all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from filmlog.domain.film import Film
from filmlog.domain.shelf import LIST_KINDS, FilmList, Found, Listed, Wish, rank_between, spread
from filmlog.domain.source import Pass, Source
from filmlog.exchange.pages import records
from filmlog.exchange.pages.body import begun, viewing_parts
from filmlog.exchange.pages.edits import unread_edits
from filmlog.exchange.pages.front_matter_reading import PageError, lines_of
from filmlog.exchange.pages.records import Seen

__all__ = [
    "FilmPage",
    "ListPage",
    "PageError",
    "Seen",
    "SourcePage",
    "kind_of_page",
    "read_list_page",
    "read_page",
    "read_source_page",
    "unread_edits",
]

_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_SAYING_FILM = frozenset({"filmlog_id", "viewings", "original_title"})
_WATCHLIST = re.compile(r"^kind: *[\"']?watchlist[\"']? *$", re.MULTILINE)


class FilmPage(NamedTuple):
    """The page of a film; its viewings in the order of the page, each with its review.

    What was added by hand has the id ''.
    """

    film: Film
    viewings: tuple[Seen, ...]
    offers: tuple[Found, ...]
    wish: Wish | None


class ListPage(NamedTuple):
    """The page of a list; `films` has the film (id, title and year) of each of `listed`."""

    film_list: FilmList
    listed: tuple[Listed, ...]
    films: tuple[Film, ...]


class SourcePage(NamedTuple):
    """The page of a source, with what was paid there."""

    source: Source
    passes: tuple[Pass, ...]


def kind_of_page(head: str) -> str:
    """What a Markdown file is by its beginning: film, list, source or watchlist; '' for another."""
    lines = lines_of(head)
    if lines[0].rstrip() != "---":
        return ""
    text = "\n".join(lines[1:]).split("\n---", 1)[0]
    keys = set(_KEY.findall(text))
    if "title" in keys:
        return "film" if keys & _SAYING_FILM else ""
    if not {"name", "kind"} <= keys:
        return ""
    if keys & {"url", "passes"}:
        return "source"
    if "note" not in keys and _WATCHLIST.search(text):
        return "watchlist"
    return "list" if keys & {"films", "note"} else ""


def read_page(text: str, file: str) -> FilmPage:
    """The page of a film. Raises PageError."""
    page = begun(text, file)
    fields = page.fields
    film = records.film(fields)
    wished = fields.one("watchlist")
    return FilmPage(
        film,
        tuple(part.seen_with_review() for part in viewing_parts(page, film.id)),
        tuple(records.found(each, film.id) for each in fields.records("offers")),
        records.wish(wished, film.id) if wished is not None else None,
    )


def read_list_page(text: str, file: str) -> ListPage:
    """The page of a list. Raises PageError.

    Where the films do not stand in the order of their ranks, they were moved: they get new ones.
    """
    fields = begun(text, file).fields
    film_list = FilmList(
        id=fields.id("filmlog_id"),
        name=fields.needed("name"),
        kind=fields.choice("kind", LIST_KINDS, "unordered"),
        note=fields.text("note"),
    )
    items = [
        each.only(("id", "film", "title", "year", "rank", "note"))
        for each in fields.records("films", "title")
    ]
    ranks = _ranks([records.rank(each) for each in items], is_ordered=film_list.kind != "unordered")
    films = tuple(map(records.film_of, items))
    listed = tuple(
        Listed(each.id(), film_list.id, film.id, rank, each.text("note"))
        for each, film, rank in zip(items, films, ranks, strict=True)
    )
    return ListPage(film_list, listed, films)


def read_source_page(text: str, file: str) -> SourcePage:
    """The page of a source. Raises PageError."""
    fields = begun(text, file).fields
    source = Source(
        id=fields.id("filmlog_id"),
        name=fields.needed("name"),
        kind=fields.text("kind"),
        url=fields.text("url"),
        note=fields.text("note"),
    )
    passes = tuple(records.pass_of(each, source.id) for each in fields.records("passes", "kind"))
    return SourcePage(source, passes)


def _ranks(given: Sequence[int | None], *, is_ordered: bool) -> list[int]:
    """The ranks of films as they stand on a list; a film that has none gets one between others."""
    ranks: list[int] = []
    for index, rank in enumerate(given):
        if rank is None:
            after = next((known for known in given[index:] if known is not None), None)
            rank = rank_between(ranks[-1] if ranks else None, after)  # noqa: PLW2901 - the one meant
        if rank is None or (is_ordered and ranks and rank < ranks[-1]):
            return spread(len(given))
        ranks.append(rank)
    return ranks
