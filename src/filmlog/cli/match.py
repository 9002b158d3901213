"""Finding in the catalogue what films of the diary were left open, and filling them from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.change import Change
from filmlog.domain.filling import Filled, fill, unlisted
from filmlog.domain.film import Film
from filmlog.domain.finding import find
from filmlog.domain.matching import Candidate, title_key
from filmlog.domain.references import Reference
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue

_OFFERED = 7


class Proposal(NamedTuple):
    """A film of the diary, the film of the catalogue it surely is, or those it may be.

    `twin` is another film of the diary that already has the id of the one found.
    """

    film: Film
    sure: Film | None
    options: tuple[Candidate, ...] = ()
    twin: Film | None = None


def is_open(film: Film) -> bool:
    """Whether nothing of a film is from elsewhere, and its ids or its makers are not known."""
    has_id = any((film.imdb, film.tmdb, film.wikidata))
    return not film.origins and not (has_id and film.directors)


def open_films(diary: Diary) -> Iterator[Film]:
    """The films of the diary that are left open, by number."""
    return (film for film in diary.films() if is_open(film))


def proposed(diary: Diary, catalogue: Catalogue, film: Film) -> Proposal:
    """What the catalogue has for a film: by its ids, else by its titles, year and directors."""
    number = _identified(catalogue, film)
    if number is not None:
        return _sure(diary, film, catalogue.film(number))
    titles = [film.title, *([film.original_title] if film.original_title else [])]
    options: dict[int, Candidate] = {}
    found: dict[int, Film] = {}
    for title in titles:
        there = find(catalogue.titles, title, film.year)
        options |= {match.candidate.number: match.candidate for match in there.matches}
        if there.sure is not None:
            found[there.sure.number] = catalogue.film(there.sure.number)
    if film.directors:
        found = _by_directors(catalogue, film, options)
    if len(found) == 1:
        return _sure(diary, film, *found.values())
    return Proposal(film, None, tuple(options.values())[:_OFFERED])


def once_each(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals, but that no two films of the diary become one of the catalogue."""
    taken: dict[str, Film] = {}
    for proposal in proposals:
        if proposal.sure is None:
            yield proposal
            continue
        twin = taken.setdefault(proposal.sure.imdb, proposal.film)
        yield proposal if twin is proposal.film else Proposal(proposal.film, None, (), twin)


class Decided(NamedTuple):
    """Films with the facts they are to be filled from, and those that no service knows."""

    pairs: Sequence[tuple[Film, Film]]
    unlisted: Sequence[Film] = ()


def write(
    diary: Diary, decided: Decided, day: str, words: str, *, dry_run: bool = False
) -> list[tuple[Film, Filled]]:
    """Fill films in one transaction; each as it was, and what became of it.

    One that no service knows is not left open any more from `day` (ISO 8601) on.
    """
    if dry_run:
        return [(film, fill(film, facts)) for film, facts in decided.pairs]
    with diary.writing():
        # Read again under the lock: another terminal may have changed or removed some.
        done = [
            (fresh, fill(fresh, facts))
            for film, facts in decided.pairs
            if (fresh := diary.film(film.number)) is not None
        ]
        changes = [Change(film, filled.film) for film, filled in done if filled.film != film]
        changes += [
            Change(fresh, unlisted(fresh, day))
            for film in decided.unlisted
            if (fresh := diary.film(film.number)) is not None
        ]
        if changes:
            diary.apply(changes, words)
    return done


def _identified(catalogue: Catalogue, film: Film) -> int | None:
    for service in ("imdb", "wikidata"):
        value = getattr(film, service)
        number = catalogue.identified(Reference(service, value)) if value else None
        if number is not None:
            return number
    return None


def _sure(diary: Diary, film: Film, facts: Film) -> Proposal:
    for service in ("imdb", "wikidata"):
        value = getattr(facts, service)
        for other in diary.identified(service, value) if value else ():
            if other.id != film.id:
                return Proposal(film, None, (), other)
    return Proposal(film, facts)


def _by_directors(
    catalogue: Catalogue, film: Film, options: dict[int, Candidate]
) -> dict[int, Film]:
    """The films of that title by one of the directors the diary has."""
    ours = {title_key(name) for name in film.directors}
    names = {title_key(film.title), title_key(film.original_title)}
    directors = catalogue.directors(list(options))
    return {
        number: catalogue.film(number)
        for number, candidate in options.items()
        if candidate.key in names and ours & {title_key(n) for n in directors.get(number, ())}
    }
