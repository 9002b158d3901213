"""Films of the diary that were left open: asking about them, filling them, the account of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.cli import resolve
from filmlog.cli.catalogue_films import film_named
from filmlog.cli.catalogues import needed_catalogue
from filmlog.cli.context import Session
from filmlog.cli.echo import differences
from filmlog.cli.match import Decided, Proposal, once_each, open_films, proposed, write
from filmlog.cli.meaning import described
from filmlog.cli.progress import tracked
from filmlog.cli.questions import choose
from filmlog.domain.filling import Filled
from filmlog.domain.film import Film
from filmlog.errors import AmbiguousError, CancelledError, NotFoundError

if TYPE_CHECKING:
    from filmlog.catalogue.catalogue import Catalogue


class Unsure(NamedTuple):
    """A film left open, and the films it may be in words."""

    film: Film
    options: tuple[str, ...]


class Account(NamedTuple):
    """What became of every film that was open: each stands in one of these.

    `twins` are pairs of films of the diary that the catalogue has as one.
    """

    matched: tuple[tuple[Film, Filled], ...]
    unsure: tuple[Unsure, ...]
    unknown: tuple[Film, ...]
    twins: tuple[tuple[Film, Film], ...]


def match_one(
    session: Session, title: str, to: str | None, *, dry_run: bool
) -> tuple[Film, Filled]:
    """Fill one film from the film of the catalogue that it surely is, or that is chosen, or `to`.

    Raises NotFoundError when there is none, AmbiguousError when nobody can be asked.
    """
    with session.diary() as diary, needed_catalogue(session) as catalogue:
        film = resolve.find_film(session, diary, title)
        if to is not None:
            facts = film_named(session, catalogue, to)
        else:
            facts = _decided(session, catalogue, proposed(diary, catalogue, film))
        decided = Decided([(film, facts)])
        done = write(diary, decided, _day(session), f"film match {film.label}", dry_run=dry_run)
    if not done:
        raise NotFoundError(f"{film.label} has just been removed.", "Nothing was changed.")
    return done[0]


def match_all(session: Session, *, ask: bool, dry_run: bool) -> Account:
    """Fill every open film that is surely known, and with `ask` those that somebody decides."""
    with session.diary() as diary, needed_catalogue(session) as catalogue:
        films = list(open_films(diary))
        progress = tracked(films, "Looking in the catalogue")
        proposals = list(once_each(proposed(diary, catalogue, film) for film in progress))
        pairs = [(p.film, p.sure) for p in proposals if p.sure is not None]
        asked = _asked(session, catalogue, proposals) if ask else Decided([])
        decided = Decided([*pairs, *asked.pairs], asked.unlisted)
        done = write(diary, decided, _day(session), "film match --all", dry_run=dry_run)
        numbers = {film.number for film in (*dict(decided.pairs), *decided.unlisted)}
        left = [p for p in proposals if p.film.number not in numbers]
        return Account(
            tuple(done),
            tuple(
                Unsure(p.film, tuple(described(catalogue, p.options, ids=True)))
                for p in left
                if p.options
            ),
            (*(p.film for p in left if not p.options and p.twin is None), *decided.unlisted),
            tuple((p.film, p.twin) for p in left if p.twin is not None),
        )


def leave_out(session: Session, title: str) -> Film:
    """Take a film for one that no service knows, so that it is not asked about any more."""
    with session.diary() as diary:
        film = resolve.find_film(session, diary, title)
        write(diary, Decided([], [film]), _day(session), f"film match --none {film.label}")
    return film


def filled_words(film: Film, filled: Filled, *, dry_run: bool) -> list[str]:
    """What was filled in a film, and where the catalogue says otherwise."""
    label = f"{film.label}, film #{film.number}"
    if not filled.filled:
        said = [f"Nothing to fill in {label}"]
    else:
        did = "Would fill" if dry_run else "Filled"
        said = [f"{did} the {differences(film, filled.film, filled.filled)} of {label}"]
    said += [
        f"  yours stays: {one.field} {one.ours!r}; the catalogue has {one.theirs!r}"
        for one in filled.differences
    ]
    return said


def account_lines(account: Account, *, dry_run: bool) -> list[str]:
    """The account for people: how many of each, then those to be looked at."""
    would = "to be filled in" if dry_run else "filled in from the catalogue"
    counts: list[tuple[str, Sequence[object], str]] = [
        ("matched", account.matched, would),
        ("unsure", account.unsure, "`filmlog film match TITLE` asks, --to says which"),
        ("unknown", account.unknown, "left as they are"),
        ("double", account.twins, "`filmlog film merge FILM OTHER` makes one film of two"),
    ]
    lines = [f"{name:<8}{len(of):>6}{f'   {note}' if of else ''}" for name, of, note in counts]
    unsure = (f"{_name(film)}: {'; '.join(options[:3])}" for film, options in account.unsure)
    lines += _section("Unsure", unsure)
    lines += _section("Unknown", (_name(film) for film in account.unknown))
    lines += _section("Double", (f"{_name(a)}: {_name(b)}" for a, b in account.twins))
    return lines


def account_json(account: Account) -> dict[str, object]:
    """The account for programs."""
    return {
        "matched": [
            {
                **_json(film),
                "filled": list(filled.filled),
                "differences": [one._asdict() for one in filled.differences],
            }
            for film, filled in account.matched
        ],
        "unsure": [{**_json(u.film), "candidates": list(u.options)} for u in account.unsure],
        "unknown": [_json(film) for film in account.unknown],
        "double": [{**_json(film), "other": _json(twin)} for film, twin in account.twins],
    }


def _decided(session: Session, catalogue: Catalogue, proposal: Proposal) -> Film:
    film = proposal.film
    if proposal.sure is not None:
        return proposal.sure
    if proposal.twin is not None:
        raise AmbiguousError(
            f"{film.label} seems to be film #{proposal.twin.number}, {proposal.twin.label}.",
            "Nothing was changed; `filmlog film merge FILM OTHER` makes one film of the two.",
        )
    if not proposal.options:
        raise NotFoundError(
            f"The catalogue has no film like {film.label!r}.",
            "Say which it is with --to, by another title or an id; `filmlog catalogue build` gets "
            "every film.",
        )
    if not session.may_ask:
        raise AmbiguousError(
            f"It is not sure which film {film.label!r} is.",
            "Say which with --to ID, or --to 'Title (Year)'.",
            tuple(described(catalogue, proposal.options, ids=True)),
        )
    picked = choose(f"Which film is {film.label}?", described(catalogue, proposal.options))
    return catalogue.film(proposal.options[picked].number)


def _asked(session: Session, catalogue: Catalogue, proposals: Iterable[Proposal]) -> Decided:
    """What somebody decides of the unsure; an empty answer ends it, and keeps what was said."""
    pairs: list[tuple[Film, Film]] = []
    unlisted: list[Film] = []
    open_ones = [p for p in proposals if p.options and p.sure is None]
    for number, proposal in enumerate(open_ones, 1):
        films = described(catalogue, proposal.options)
        question = f"{number} of {len(open_ones)}: which film is {_name(proposal.film)}?"
        labels = [*films, "leave it open", "none of these; do not ask again"]
        try:
            picked = choose(question, labels)
        except CancelledError:
            break
        if picked < len(films):
            pairs.append((proposal.film, catalogue.film(proposal.options[picked].number)))
        elif picked > len(films):
            unlisted.append(proposal.film)
    return Decided(pairs, unlisted)


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    listed = [f"  {line}" for line in lines]
    return ["", f"{heading}:", *listed] if listed else []


def _day(session: Session) -> str:
    return session.now.date().isoformat()


def _name(film: Film) -> str:
    return f"#{film.number} {film.label}"


def _json(film: Film) -> dict[str, object]:
    return {"film": film.number, "title": film.title, "year": film.year}
