"""The film that a title means when it may be new to the diary: known there, or to the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli import resolve
from filmlog.cli.catalogues import catalogue_of
from filmlog.cli.context import Session
from filmlog.cli.resolve import Wanted
from filmlog.domain.change import replace
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, title_key
from filmlog.errors import CatalogueError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue


class Meant(NamedTuple):
    """A film of the diary, or what the catalogue knows of one new to it, or neither.

    `left_open` are the films it may be, where nobody could be asked.
    """

    film: Film | None = None
    facts: Film | None = None
    left_open: tuple[str, ...] = ()


def film_meant(
    session: Session,
    diary: Diary,
    wanted: Wanted,
    *,
    is_new: bool = False,
    as_typed: bool = False,
) -> Meant:
    """The film that something is to be noted of.

    A slip of the pen never makes a second film of the diary silently: what is close is asked about,
    or stops with the candidates. `is_new` says that it is another film all the same, `as_typed`
    that the catalogue is to be left out. Raises AmbiguousError, NotFoundError for an unknown id.
    """
    called_so = [] if is_new or wanted.reference else diary.titled(wanted.title)
    fitting = resolve.fitting(called_so, wanted.year)
    if fitting:
        picked = resolve.pick(session, wanted, fitting, "Several films are called")
        return Meant(resolve.film_of(diary, picked))
    from filmlog.cli.film_search import FilmSearch  # 3 ms that a film seen before does without

    if as_typed:
        return FilmSearch(session, diary, None, wanted, called_so, is_new=is_new).meant()
    try:
        with catalogue_of(session) as catalogue:
            return FilmSearch(session, diary, catalogue, wanted, called_so, is_new=is_new).meant()
    except CatalogueError as error:
        # The diary does not need it: a film is logged with what was typed.
        session.say(error.sentence, error.hint)
        return FilmSearch(session, diary, None, wanted, called_so, is_new=is_new).meant()


def new_film(session: Session, wanted: Wanted, meant: Meant) -> Film:
    """A film new to the diary, with what the catalogue knows of it, which is said."""
    if meant.facts is None:
        if meant.left_open:
            session.say(
                f"Kept the title as typed; it may be {' or '.join(meant.left_open[:3])}. "
                "`filmlog film match` asks which."
            )
        return _with_id(Film(new_ulid(), wanted.title, year=wanted.year), wanted)
    facts = meant.facts
    film = replace(facts, id=new_ulid())
    if wanted.year is not None and wanted.reference is None:
        from filmlog.domain.filling import by_hand

        film = by_hand(facts, replace(film, year=wanted.year))
    film = _with_id(film, wanted)
    said = ", ".join([facts.label, *facts.directors[:2]])
    if wanted.reference is None and title_key(wanted.title) != title_key(facts.title):
        session.say(f"Took {wanted.label!r} as {said}; --as-typed keeps the title as it is.")
    else:
        session.say(f"Filled in from the catalogue: {said}.")
    return film


def _with_id(film: Film, wanted: Wanted) -> Film:
    """The film with the id that was typed for it."""
    reference = wanted.reference
    if reference is None or getattr(film, reference.service):
        return film
    return replace(film, **{reference.service: reference.id})


def described(
    catalogue: Catalogue, candidates: Sequence[Candidate], *, ids: bool = False
) -> list[str]:
    """Films of the catalogue in words: title, year, directors, and with `ids` the IMDb id first."""
    directors = catalogue.directors([candidate.number for candidate in candidates])
    names = [", ".join([resolve.name_of(c), *directors.get(c.number, ())[:2]]) for c in candidates]
    if not ids:
        return names
    return [f"tt{c.number:07}  {name}" for c, name in zip(candidates, names, strict=True)]
