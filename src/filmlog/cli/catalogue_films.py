"""From the words a person typed to films of the catalogue, asking which one if that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.cli import resolve
from filmlog.cli.context import Session
from filmlog.cli.meaning import described
from filmlog.cli.questions import choose
from filmlog.cli.resolve import Wanted
from filmlog.domain.film import Film
from filmlog.domain.finding import find
from filmlog.errors import AmbiguousError, NotFoundError

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue

MORE = "`filmlog catalogue build` gets every film."


def films_like(catalogue: Catalogue, text: str) -> list[Film]:
    """The films that a title, an id or an address may mean, the likeliest first, ten at most."""
    wanted = resolve.read_title(text, None)
    film = _identified(catalogue, wanted)
    if film is not None:
        return [film]
    found = find(catalogue.titles, wanted.title, wanted.year)
    return [catalogue.film(match.candidate.number) for match in found.matches]


def film_named(session: Session, catalogue: Catalogue, text: str) -> Film:
    """The one film that a title, an id or an address means.

    Raises NotFoundError when there is none, AmbiguousError with the ids of those it can be where
    nobody can be asked.
    """
    wanted = resolve.read_title(text, None)
    film = _identified(catalogue, wanted)
    if film is not None:
        return film
    found = find(catalogue.titles, wanted.title, wanted.year)
    if found.sure is not None:
        return catalogue.film(found.sure.number)
    options = [match.candidate for match in found.matches]
    if not options:
        raise NotFoundError(f"The catalogue has no film like {wanted.label!r}.", MORE)
    if session.may_ask:
        question = f"Which film of the catalogue is {wanted.label!r}?"
        return catalogue.film(options[choose(question, described(catalogue, options))].number)
    raise AmbiguousError(
        f"{text!r} can be several films of the catalogue.",
        "Add the year, or give an id such as tt0050634.",
        tuple(described(catalogue, options, ids=True)),
    )


def _identified(catalogue: Catalogue, wanted: Wanted) -> Film | None:
    """The film with the id typed; None for one to be looked for by the words of its address."""
    if wanted.reference is None:
        return None
    number = catalogue.identified(wanted.reference)
    if number is not None:
        return catalogue.film(number)
    if not wanted.reference.words:
        raise NotFoundError(f"The catalogue has no film with the id {wanted.reference.id}.", MORE)
    return None
