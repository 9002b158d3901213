"""The whole diary as one Markdown document, to read, print or keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.exchange.folds import SPOILER_MODES, SpoilerMode
from filmlog.exchange.sections import film_lines, newest_first

__all__ = ["SPOILER_MODES", "SpoilerMode", "document"]

Films = Iterable[tuple[Film, Sequence[Entry]]]


def document(films: Films, *, spoilers: SpoilerMode = "fold") -> Iterator[str]:
    """Pieces of the document, a film each, which make one text when joined.

    Films stand by title as libraries sort them (no article, no accents, other scripts in Latin),
    then by year and id, viewings newest first, whatever order they come in. Films and viewings
    in the trash are left out.
    """
    kept = sorted(
        ((film, newest_first(entries)) for film, entries in films if not film.deleted),
        key=lambda pair: _shelf(pair[0]),
    )
    viewings = sum(len(entries) for _, entries in kept)
    yield f"# Film diary\n\n{_count(len(kept), 'film')}, {_count(viewings, 'viewing')}.\n"
    for film, entries in kept:
        lines = film_lines(film, entries, level=2, spoilers=spoilers)
        yield "\n" + "\n".join(lines).rstrip("\n") + "\n"


def _shelf(film: Film) -> tuple[str, int, str]:
    return without_article(title_key(film.title)), film.year or 0, film.id


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
