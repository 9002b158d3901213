"""From the words a person typed to the film or viewing they mean, asking where one may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from filmlog.cli.context import Session
from filmlog.cli.questions import choose
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, Decision, decide, same_year, split_year
from filmlog.domain.pattern import pattern
from filmlog.errors import AmbiguousError, NotFoundError, UsageError
from filmlog.storage.diary import Diary

_NUMBER = pattern(r"^#(\d{1,9})$")


class Wanted(NamedTuple):
    """A title as typed: the words, a year if one was said, and both as one name."""

    title: str
    year: int | None

    @property
    def label(self) -> str:
        """`Title (Year)`."""
        return f"{self.title} ({self.year})" if self.year is not None else self.title


def read_title(text: str, year: int | None) -> Wanted:
    """Split `Title (Year)`; a --year says the same and must not disagree."""
    from filmlog.cli import typed

    name = typed.line("the title", text)
    if not name:
        raise UsageError("The title is empty.", "Give the title of a film.")
    title, said = split_year(name)
    asked = typed.year("--year", year) if year is not None else None
    if asked is not None and said is not None and asked != said:
        raise UsageError(f"The title says {said} and --year says {year}.", "Leave one of them out.")
    return Wanted(title, said if asked is None else asked)


def find_film(session: Session, diary: Diary, text: str, year: int | None = None) -> Film:
    """The film of the diary that `text` means.

    Raises NotFoundError when there is none, AmbiguousError with the candidates when there are
    several and nobody can be asked.
    """
    numbered = by_number(diary, text)
    if numbered is not None:
        return numbered
    wanted = read_title(text, year)
    found = _fitting(diary.titled(wanted.title), wanted.year)
    if not found and year is None and (bare := _NUMBER.match(f"#{wanted.title}")):
        film = diary.film(int(bare[1]))
        if film is not None:
            return film
    if found:
        return _film(diary, _pick(session, wanted, found, "Several films are called"))
    likely = likely_films(diary, wanted)
    if likely.sure is not None:
        film = _film(diary, likely.sure)
        session.say(f"Took {wanted.label!r} as {film.label}.")
        return film
    holding = _fitting(diary.holding_words(wanted.title), wanted.year)
    near = {candidate.number for candidate in likely.options}
    options = (*likely.options, *(c for c in holding if c.number not in near))
    if len(options) == 1 and not likely.options:
        return _film(diary, options[0])
    if not options:
        raise NotFoundError(
            f"No film in the diary is called {wanted.label!r}.",
            "`filmlog list` shows what is there; `filmlog add` logs a new one.",
        )
    return _film(diary, _pick(session, wanted, options, "No film is called exactly"))


def find_or_new(
    session: Session, diary: Diary, wanted: Wanted, *, is_new: bool = False
) -> Film | None:
    """The film that a viewing to be logged belongs to, or None for one the diary does not know.

    A slip of the pen never makes a second film silently: what is close is asked about, or stops
    with the candidates; `is_new` says that it is another film all the same.
    """
    called_so = diary.titled(wanted.title)
    fitting = _fitting(called_so, wanted.year)
    if fitting and not is_new:
        return _film(diary, _pick(session, wanted, fitting, "Several films are called"))
    if is_new:
        return None
    likely = likely_films(diary, wanted)
    if likely.sure is not None:
        film = _film(diary, likely.sure)
        session.say(f"Took {wanted.label!r} as {film.label}; --new logs it as another film.")
        return film
    # A remake has the same title and a year far off; a festival year is off by one.
    near = [c for c in called_so if abs((c.year or 0) - (wanted.year or 0)) <= 1]
    options = tuple(near) + tuple(
        c for c in likely.options if same_year(c.year, wanted.year) and c not in called_so
    )
    if not options:
        return None
    if session.may_ask:
        labels = [_choice(c) for c in options] + [f"another film, new in the diary: {wanted.label}"]
        picked = choose(f"Do you mean a film of your diary by {wanted.label!r}?", labels)
        return None if picked == len(options) else _film(diary, options[picked])
    raise AmbiguousError(
        f"{wanted.label!r} is not in the diary, but looks like a film that is.",
        "Log it under that title, or add --new for another film.",
        tuple(describe(c) for c in options),
    )


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


def likely_films(diary: Diary, wanted: Wanted) -> Decision:
    """What a title that fits none exactly may mean."""
    candidates = diary.spelt_like(wanted.title)
    return decide(wanted.title, wanted.year, candidates)


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
    return f"'#{candidate.number}'  {_name(candidate)}"


def _choice(candidate: Candidate) -> str:
    return f"{_name(candidate)}, film #{candidate.number}"


def _name(candidate: Candidate) -> str:
    return f"{candidate.title} ({candidate.year})" if candidate.year else candidate.title


def _when(entry: Entry) -> str:
    watched = entry.viewing.watched
    return watched.words if watched is not None else "unknown date"


def _fitting(candidates: Sequence[Candidate], year: int | None) -> list[Candidate]:
    exact = [c for c in candidates if year is not None and c.year == year]
    return exact or [c for c in candidates if same_year(c.year, year)]


def _pick(
    session: Session, wanted: Wanted, options: Sequence[Candidate], sentence: str
) -> Candidate:
    if len(options) == 1 and sentence.startswith("Several"):
        return options[0]
    if session.may_ask:
        return options[
            choose(f"{sentence} {wanted.label!r}. Which?", [_choice(c) for c in options])
        ]
    raise AmbiguousError(
        f"{sentence} {wanted.label!r}.",
        "Add the year, as in 'Title (Year)', or give the film's number.",
        tuple(describe(c) for c in options),
    )


def _film(diary: Diary, candidate: Candidate) -> Film:
    film = diary.film(candidate.number)
    if film is None:
        raise NotFoundError(f"{candidate.title} is no longer in the diary.", "Run it again.")
    return film
