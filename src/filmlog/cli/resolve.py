"""From the words a person typed to the film or viewing of the diary they mean, asking if it may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli.context import Session
from filmlog.cli.questions import choose
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, same_year, split_year, title_key
from filmlog.domain.pattern import pattern
from filmlog.errors import AmbiguousError, CatalogueError, NotFoundError, UsageError
from filmlog.storage.diary import Diary

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue
    from filmlog.domain.finding import Found
    from filmlog.domain.likeness import Match
    from filmlog.domain.references import Reference

_NUMBER = pattern(r"^#(\d{1,9})$")


class Wanted(NamedTuple):
    """A title as typed: the words, a year if one was said, or the id that names a film."""

    title: str
    year: int | None
    reference: Reference | None = None

    @property
    def label(self) -> str:
        """`Title (Year)`."""
        return f"{self.title} ({self.year})" if self.year is not None else self.title


def read_title(text: str, year: int | None) -> Wanted:
    """Split `Title (Year)`; a --year says the same and must not disagree. An id is no title."""
    from filmlog.cli import typed

    name = typed.line("the title", text)
    if not name:
        raise UsageError("The title is empty.", "Give the title of a film.")
    reference = _reference(name)
    if reference is not None:
        return Wanted(reference.words or name, None, reference)
    title, said = split_year(name)
    asked = typed.year("--year", year) if year is not None else None
    if asked is not None and said is not None and asked != said:
        raise UsageError(f"The title says {said} and --year says {year}.", "Leave one of them out.")
    return Wanted(title, said if asked is None else asked)


def _reference(name: str) -> Reference | None:
    if "/" not in name and not name[-1:].isdecimal():
        return None  # nearly every title, without the 4 ms that reading an id takes to get ready
    from filmlog.domain.references import read_reference

    return read_reference(name)


def find_film(session: Session, diary: Diary, text: str, year: int | None = None) -> Film:
    """The film of the diary that `text` means.

    Raises NotFoundError when there is none, AmbiguousError with the candidates when there are
    several and nobody can be asked.
    """
    numbered = by_number(diary, text)
    if numbered is not None:
        return numbered
    wanted = read_title(text, year)
    film = _by_reference(session, diary, wanted.reference) if wanted.reference else None
    if film is None and (found := fitting(diary.titled(wanted.title), wanted.year)):
        film = film_of(diary, pick(session, wanted, found, "Several films are called"))
    if film is None and year is None and (bare := _NUMBER.match(f"#{wanted.title}")):
        film = diary.film(int(bare[1]))
    return film if film is not None else _searched(session, diary, wanted)


def _searched(session: Session, diary: Diary, wanted: Wanted) -> Film:
    """The film that a title which fits none exactly means."""
    from filmlog.domain.finding import find

    found = find(diary.titles, wanted.title, wanted.year)
    matches, sure = found.matches, sure_in_diary(found)
    film = film_of(diary, sure) if sure is not None else None
    if film is None and len(matches) == 1 and _holds_words(matches[0], wanted):
        return film_of(diary, matches[0].candidate)
    film = film or _by_another_name(session, diary, wanted)
    if film is not None:
        session.say(f"Took {wanted.label!r} as {film.label}.")
        return film
    if not matches:
        raise NotFoundError(
            f"No film in the diary is called {wanted.label!r}.",
            "`filmlog list` shows what is there; `filmlog add` logs a new one.",
        )
    options = [match.candidate for match in matches]
    return film_of(diary, pick(session, wanted, options, "No film is called exactly"))


def sure_in_diary(found: Found) -> Candidate | None:
    """The film of the diary that is taken unasked: its year is the person's own word there."""
    sure = found.sure
    return sure if sure is not None and same_year(sure.year, found.year) else None


def _by_reference(session: Session, diary: Diary, reference: Reference) -> Film | None:
    """The film of the diary that an id means, one of its own or one the catalogue knows it by."""
    found = diary.identified(reference.service, reference.id)
    if found:
        return found[0]
    return _known_to_catalogue(session, diary, lambda catalogue: catalogue.identified(reference))


def _by_another_name(session: Session, diary: Diary, wanted: Wanted) -> Film | None:
    """The film of the diary that the catalogue knows by what was typed, as in another language."""
    from filmlog.domain.finding import find

    def called_so(catalogue: Catalogue) -> int | None:
        sure = find(catalogue.titles, wanted.title, wanted.year).sure
        return sure.number if sure is not None else None

    return _known_to_catalogue(session, diary, called_so)


def _known_to_catalogue(
    session: Session, diary: Diary, find: Callable[[Catalogue], int | None]
) -> Film | None:
    from filmlog.cli.catalogues import catalogue_of

    try:
        with catalogue_of(session, make=False) as catalogue:
            number = find(catalogue) if catalogue is not None else None
            return in_diary(diary, catalogue.film(number)) if catalogue and number else None
    except CatalogueError as error:
        session.say(error.sentence, error.hint)  # the diary does not need it
        return None


def in_diary(diary: Diary, facts: Film) -> Film | None:
    """The film of the diary that facts from elsewhere are of, by its ids."""
    for service in ("imdb", "wikidata"):
        found = diary.identified(service, value) if (value := getattr(facts, service)) else []
        if found:
            return found[0]
    return None


def _holds_words(match: Match, wanted: Wanted) -> bool:
    """Whether a film was found by some words of its title, and not by a slip of them."""
    words = title_key(wanted.title).split()
    name = match.candidate.key.split()
    return all(any(other.startswith(word) for other in name) for word in words)


def by_number(diary: Diary, text: str) -> Film | None:
    """The film a `#7` names; None for other words. Raises NotFoundError when there is no such."""
    numbered = _NUMBER.match(text.strip())
    if numbered is None:
        return None
    film = diary.film(int(numbered[1]))
    if film is None:
        raise NotFoundError(
            f"There is no film {text.strip()}.", "`filmlog list` shows the numbers."
        )
    return film


def find_viewing(
    session: Session, entries: Sequence[Entry], film: Film, nth: int | None, doing: str
) -> Entry:
    """The one viewing of a film to work on: the only one, the Nth, or the one chosen."""
    if not entries:
        raise NotFoundError(f"{film.label} has no viewing.", "`filmlog add` logs one.")
    if nth is not None:
        if not 1 <= nth <= len(entries):
            raise NotFoundError(
                f"{film.label} has {len(entries)} viewing{'s' * (len(entries) != 1)}, "
                f"not a viewing {nth}.",
                "`filmlog show` counts them.",
            )
        return entries[nth - 1]
    if len(entries) == 1:
        return entries[0]
    if session.may_ask:
        question = f"Which viewing of {film.label} do you want to {doing}?"
        return entries[choose(question, [_when(e) for e in entries])]
    labels = [f"--viewing {e.ordinal}  {_when(e)}" for e in entries]
    raise AmbiguousError(
        f"{film.label} has {len(entries)} viewings.", "Say which with --viewing N.", tuple(labels)
    )


def describe(candidate: Candidate) -> str:
    """A candidate with the words that pick it on a command line."""
    return f"'#{candidate.number}'  {name_of(candidate)}"


def choice(candidate: Candidate) -> str:
    return f"{name_of(candidate)}, film #{candidate.number}"


def name_of(candidate: Candidate) -> str:
    return f"{candidate.title} ({candidate.year})" if candidate.year else candidate.title


def _when(entry: Entry) -> str:
    watched = entry.viewing.watched
    return watched.words if watched is not None else "unknown date"


def fitting(candidates: Sequence[Candidate], year: int | None) -> list[Candidate]:
    exact = [c for c in candidates if year is not None and c.year == year]
    return exact or [c for c in candidates if same_year(c.year, year)]


def pick(
    session: Session, wanted: Wanted, options: Sequence[Candidate], sentence: str
) -> Candidate:
    if len(options) == 1 and sentence.startswith("Several"):
        return options[0]
    if session.may_ask:
        return options[choose(f"{sentence} {wanted.label!r}. Which?", [choice(c) for c in options])]
    raise AmbiguousError(
        f"{sentence} {wanted.label!r}.",
        "Add the year, as in 'Title (Year)', or give the film's number.",
        tuple(describe(c) for c in options),
    )


def film_of(diary: Diary, candidate: Candidate) -> Film:
    film = diary.film(candidate.number)
    if film is None:
        raise NotFoundError(f"{candidate.title} is no longer in the diary.", "Run it again.")
    return film
