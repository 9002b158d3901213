"""Looking films up over the network: which service, which film there, and what is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from filmlog.catalogue.service import Found, Service, is_called
from filmlog.cli.consent import allow, refuse_if_off
from filmlog.cli.context import Session
from filmlog.cli.echo import differences
from filmlog.cli.questions import choose
from filmlog.domain.change import Change
from filmlog.domain.filling import Difference, Filled, fill
from filmlog.domain.film import Film
from filmlog.domain.services import NAMES, NOTICES
from filmlog.errors import AmbiguousError, FilmlogError, MissingError, NotFoundError, UsageError

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

SERVICES = ("tmdb", "wikidata")
"""What a film can be looked up in."""

LONGEST_SHOWN = 60
"""Characters of a fact in a line that compares two."""


def look_up(
    session: Session,
    diary: Diary,
    film: Film,
    service: str | None = None,
    *,
    yes: bool = False,
    dry_run: bool = False,
) -> None:
    """Ask a service, by default the best there is, for a film and fill in what is missing.

    What was found, filled and found to differ is said. Raises NotFoundError where the service
    knows no such film, AmbiguousError with the candidates, ServiceError, OnlineOffError.
    """
    asked = reach(session, service, film, yes=yes)
    found = asked.by_ids(film)
    by_id = found is not None
    if found is None:
        found = _pick(session, asked, film, asked.find(film.title, film.year))
    facts = asked.facts(found.key, _day(session))
    if not by_id:
        _compare_ids(asked, film, facts)
    ours, filled = _filled(diary, film, facts, dry_run=dry_run)
    who = NAMES[asked.name]
    way = "by its id" if by_id else f"number {found.key} there"
    session.say(f"{who}: {facts.label}, {way}")
    _tell_filled(session, ours, filled, dry_run=dry_run)
    if filled.differences:
        session.say("It says otherwise, and what you have stays:")
        session.say(*(_compared(one, ours, facts, who) for one in filled.differences))
    if asked.name == "tmdb":
        session.say(NOTICES["tmdb"])


def look_up_added(
    session: Session, diary: Diary, film: Film, service: str | None = None, *, yes: bool = False
) -> None:
    """The same for a film that was just logged: what goes wrong is said, and is no error."""
    try:
        look_up(session, diary, film, service, yes=yes)
    except FilmlogError as error:
        session.say(
            f"Not looked up: {error.sentence}",
            *(f"  {candidate}" for candidate in error.candidates),
            f"Later: filmlog film lookup '#{film.number}'",
        )


def refresh(session: Session, diary: Diary, *, yes: bool = False, dry_run: bool = False) -> None:
    """Fetch the facts of every film that has some of TMDB, or its id there, the oldest first.

    Facts that aged may have left nothing behind but the id.
    """
    films = sorted(
        (film for film in diary.films() if film.tmdb or _day_of_tmdb(film)),
        key=lambda film: (_day_of_tmdb(film), film.number),
    )
    if not films:
        session.say("No film in the diary has facts from TMDB, or its id there.")
        return
    asked = reach(session, "tmdb", films[0], yes=yes, others=len(films) - 1)
    changed = 0
    for number, film in enumerate(films):
        try:
            facts = asked.facts(_by_ids(asked, film).key, _day(session))
        except MissingError as error:
            session.say(f"{film.label}: {error.sentence}")
            continue
        except FilmlogError as error:
            done = f"{number} of {len(films)} films are done."
            error.hint += f" {done} The same command goes on."
            raise
        ours, filled = _filled(diary, film, facts, dry_run=dry_run)
        if filled.filled:
            changed += 1
            _tell_filled(session, ours, filled, dry_run=dry_run)
    would = "would have" if dry_run else "have"
    session.say(f"{changed} of {len(films)} films {would} other facts now.", NOTICES["tmdb"])


def reach(
    session: Session, service: str | None, film: Film, *, yes: bool, others: int = 0
) -> Service:
    """The service to ask, by default TMDB where there is a token, once asking it is allowed.

    Raises UsageError for TMDB without a token, OnlineOffError and CancelledError.
    """
    if service not in (None, *SERVICES):
        raise UsageError(f"--from cannot be {service!r}.", "It takes tmdb or wikidata.")
    refuse_if_off(session)  # before the keyring, which may be behind a socket too
    from filmlog.catalogue import token

    key = token.find() if service in (None, "tmdb") else None
    name = service or ("tmdb" if key else "wikidata")
    if name == "tmdb" and key is None:
        raise UsageError(
            "TMDB is asked with a token of your own, and there is none.",
            "`filmlog config token` keeps one, free at themoviedb.org/settings/api; "
            "--from wikidata needs none.",
        )
    url = session.config[f"{name}_url"]
    allow(session, name, _telling(name, url, film, others), yes=yes)
    if name == "tmdb" and key is not None:
        from filmlog.catalogue.tmdb import Tmdb

        return Tmdb(url, key)
    from filmlog.catalogue.wikidata import Wikidata

    return Wikidata(url)


def _telling(name: str, url: str, film: Film, others: int) -> str:
    what = f'"{film.label}"' + (f" and {others} films more" if others else "")
    told = {
        "title": True,
        "year": film.year is not None,
        "ids": any((film.imdb, film.tmdb, film.wikidata)),
        "your token": name == "tmdb",
    }
    return (
        f"filmlog would ask {urlsplit(url).hostname} for {what}: it tells {NAMES[name]} "
        f"that {', '.join(word for word, is_told in told.items() if is_told)} "
        "and your internet address, and nothing else of your diary."
    )


def _pick(session: Session, asked: Service, film: Film, options: Sequence[Found]) -> Found:
    """The one that is surely meant, or the one chosen."""
    titles = [film.title, film.original_title] if film.original_title else [film.title]
    called = [
        found for found in options if any(is_called(found, title, film.year) for title in titles)
    ]
    if film.year is not None and len(called) > 1:
        called = [found for found in called if found.year == film.year]
    if len(called) == 1:
        return called[0]
    who = NAMES[asked.name]
    if not options:
        raise NotFoundError(
            f"{who} knows no film called {film.label!r}.",
            f"`filmlog film edit TITLE --{asked.name} ID` says which it is there.",
        )
    if session.may_ask:
        labels = [_described(found) for found in options]
        return options[choose(f"Which film of {who} is {film.label}?", labels)]
    raise AmbiguousError(
        f"It is not sure which film of {who} {film.label} is.",
        f"`filmlog film edit '#{film.number}' --{asked.name} ID` says which it is.",
        tuple(f"{found.key}  {_described(found)}" for found in options),
    )


def _described(found: Found) -> str:
    return f"{found.label}, {_short(found.note)}" if found.note else found.label


def _compare_ids(asked: Service, film: Film, facts: Film) -> None:
    """Refuse the facts of another film of that name, as its id at another service shows."""
    for name in ("imdb", "wikidata", "tmdb"):
        ours, theirs = getattr(film, name), getattr(facts, name)
        if ours and theirs and ours != theirs:
            raise NotFoundError(
                f"{NAMES[asked.name]}'s {facts.label} is another film: its {NAMES[name]} id is "
                f"{theirs}, that of yours {ours}.",
                f"`filmlog film edit '#{film.number}'` changes the id.",
            )


def _by_ids(asked: Service, film: Film) -> Found:
    found = asked.by_ids(film)
    if found is None:
        raise MissingError(f"{NAMES[asked.name]} does not know it by its ids.")
    return found


def _filled(diary: Diary, film: Film, facts: Film, *, dry_run: bool) -> tuple[Film, Filled]:
    """The film as it was and as filled, written unless `dry_run`."""
    if dry_run:
        return film, fill(film, facts)
    with diary.writing():
        # Read again under the lock: the network took its time.
        fresh = diary.film(film.number)
        if fresh is None:
            raise UsageError(f"{film.label} has just been removed.", "Nothing was changed.")
        filled = fill(fresh, facts)
        if filled.film != fresh:
            diary.apply([Change(fresh, filled.film)], f"film lookup {filled.film.label}")
    return fresh, filled


def _tell_filled(session: Session, before: Film, filled: Filled, *, dry_run: bool) -> None:
    label = f"{filled.film.label}, film #{before.number}"
    if not filled.filled:
        session.say(f"Nothing to fill in {label}")
    else:
        did = "Would fill" if dry_run else "Filled"
        session.say(f"{did} the {differences(before, filled.film, filled.filled)} of {label}")


def _compared(one: Difference, ours: Film, facts: Film, who: str) -> str:
    name = differences(ours, facts, [one.field])
    return f"  {name}: {_short(one.ours)}; {who}: {_short(one.theirs)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1].rstrip()}…"


def _day(session: Session) -> str:
    return session.now.date().isoformat()


def _day_of_tmdb(film: Film) -> str:
    return min((origin.day for origin in film.origins if origin.service == "tmdb"), default="")
