"""The whole diary as one Markdown document, to read, print or keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.domain.numerals import counted
from filmlog.domain.shelf import Shelved
from filmlog.exchange.markdown.folds import SPOILER_MODES, SpoilerMode
from filmlog.exchange.markdown.sections import film_lines, newest_first
from filmlog.exchange.markdown.shelf_lines import list_lines, other_lines, watchlist_lines
from filmlog.exchange.shelves import EMPTY, Shelves

__all__ = ["SPOILER_MODES", "SpoilerMode", "document"]

Films = Iterable[tuple[Film, Sequence[Entry]]]


def document(
    films: Films, shelves: Shelves = EMPTY, *, spoilers: SpoilerMode = "fold"
) -> Iterator[str]:
    """Pieces of the document, a film or a list each, which make one text when joined.

    Films that were seen stand by title as libraries sort them (no article, no accents, other
    scripts in Latin), then by year and id, viewings newest first, whatever order they come in.
    The watchlist, the lists and the films that are on neither and unseen follow, each under a
    heading as high as the diary's own, as a film may well be called "Watchlist". Films and
    viewings in the trash are left out.
    """
    kept = sorted(
        ((film, newest_first(entries)) for film, entries in films if not film.deleted),
        key=lambda pair: _shelf(pair[0]),
    )
    seen = [pair for pair in kept if pair[1]]
    viewings = sum(len(entries) for _, entries in seen)
    yield f"# Film diary\n\n{counted(len(seen), 'film')}, {counted(viewings, 'viewing')}.\n"
    for film, entries in seen:
        shelved = Shelved(shelves.offers.get(film.id, ()))
        yield _piece(film_lines(film, entries, level=2, spoilers=spoilers, shelved=shelved))
    if shelves.watchlist:
        yield _piece(watchlist_lines(shelves.watchlist, spoilers=spoilers))
    if shelves.lists:
        yield "\n# Lists\n"
    for film_list, items in shelves.lists:
        yield _piece(list_lines(film_list, items, level=2, spoilers=spoilers))
    shown = {wished.film.id for wished in shelves.watchlist}
    shown |= {item.film.id for _, items in shelves.lists for item in items}
    if others := [film for film, entries in kept if not entries and film.id not in shown]:
        yield _piece(other_lines(others, shelves.offers, spoilers=spoilers))


def _piece(lines: Iterable[str]) -> str:
    return "\n" + "\n".join(lines).rstrip("\n") + "\n"


def _shelf(film: Film) -> tuple[str, int, str]:
    return without_article(title_key(film.title)), film.year or 0, film.id
