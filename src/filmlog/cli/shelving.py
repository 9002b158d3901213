"""A film to be put on the watchlist or on a list: one of the diary, or one new to it."""

from __future__ import annotations

from filmlog.cli import resolve
from filmlog.cli.context import Session
from filmlog.cli.meaning import film_meant, new_film
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.matching import same_year, title_key
from filmlog.errors import NotFoundError
from filmlog.storage.diary import Diary


def film_for_shelf(
    session: Session,
    diary: Diary,
    title: str,
    year: int | None,
    *,
    is_new: bool,
    as_typed: bool,
    by_words: bool = False,
) -> tuple[Film, list[Change]]:
    """The film that a title means, and what makes it one of the diary where it is new there.

    With `by_words` the one film of the diary whose title has every word typed goes before a new
    one. A new film has no viewing and the number 0. A film with no year takes the typed one.
    This may ask, so it is called before `writing()`, and `settled` with its answer within.
    Raises AmbiguousError when several films are meant and nobody can be asked, NotFoundError for
    a number that no film has, UsageError for an empty title or a year that disagrees.
    """
    numbered = resolve.by_number(diary, title)
    if numbered is not None:
        return numbered, []
    wanted = resolve.read_title(title, year)
    if by_words and not is_new and (film := _holding(session, diary, wanted)) is not None:
        return _dated(film, wanted.year)
    meant = film_meant(session, diary, wanted, is_new=is_new, as_typed=as_typed)
    if meant.film is None:
        film = new_film(session, wanted, meant)
        return film, [Change(None, film)]
    return _dated(meant.film, wanted.year)


def _holding(session: Session, diary: Diary, wanted: resolve.Wanted) -> Film | None:
    """The one film of the diary whose title has every word typed, where none is called so."""
    *words, last = title_key(wanted.title).split() or [""]
    if not last or diary.titled(wanted.title):
        return None
    found = {
        c.number: c
        for c in diary.titles.holding([[word] for word in words], last)
        if last in c.key.split() and same_year(c.year, wanted.year)
    }
    film = diary.film(*found) if len(found) == 1 else None
    if film is not None:
        session.say(f"Took {wanted.label!r} as {film.label}; --new means another film.")
    return film


def settled(
    diary: Diary, film: Film, changes: list[Change], *, is_new: bool
) -> tuple[Film, list[Change]]:
    """What `film_for_shelf` answered as it stands inside `writing()`.

    Another terminal may have made the same new film, or changed the one that was found. Raises
    NotFoundError when it went to the trash.
    """
    if film.number:
        fresh = diary.film(film.number)
        if fresh is None:
            raise NotFoundError(f"{film.label} is no longer in the diary.", "Run it again.")
        return _dated(fresh, film.year)
    if not is_new:
        same = [c for c in diary.titled(film.title) if c.year == film.year]
        made = diary.film(same[0].number) if same else None
        if made is not None:
            return made, []
    return film, changes


def _dated(film: Film, year: int | None) -> tuple[Film, list[Change]]:
    if film.year is not None or year is None:
        return film, []
    dated = replace(film, year=year)
    return dated, [Change(film, dated)]
