"""What a command says it understood: film, date, which time it was, stars, source."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from typing import NamedTuple

from filmlog.cli.context import Session
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.numerals import ordinal
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary


class Written(NamedTuple):
    """A viewing just written: its film and itself by ULID, where it was put, a film's first.

    `wished` says what became of the film's place on the watchlist, '' for none.
    """

    film_id: str
    viewing_id: str
    place: str
    wished: str
    is_new: bool


def echo(session: Session, diary: Diary, written: Written) -> list[str]:
    """Lines that say what a viewing in the diary by now holds, and what could come next."""
    film = diary.films_by_id([written.film_id])[written.film_id]
    entry = next(e for e in diary.entries_of(film) if e.viewing.id == written.viewing_id)
    said = [
        f"{film.label}, film #{film.number}{', new in your diary' if written.is_new else ''}",
        understood(session, entry),
    ]
    if written.place:
        said.append(f"At {written.place}")
    if written.wished:
        said.append(written.wished)
    return [*said, f"Next: {_next(film, entry, is_new=written.is_new)}"]


def _next(film: Film, entry: Entry, *, is_new: bool) -> str:
    if entry.viewing.review:
        return f"filmlog show {quoted(film.label)}"
    which = "" if is_new else f" --viewing {entry.ordinal}"
    return f"filmlog edit {quoted(film.label)}{which} --edit"


def quoted(words: str) -> str:
    """As a shell word, in double quotes wherever nothing in it is special to a shell there."""
    return shlex.quote(words) if re.search(r'^[\w.-]+$|["$`\\!%]', words) else f'"{words}"'


def understood(session: Session, entry: Entry) -> str:
    """`Watched Fri 20 Nov 2026, 2nd time, ★★★★½`, and whatever else is marked."""
    viewing = entry.viewing
    when = viewing.watched.words if viewing.watched is not None else "on an unknown date"
    parts = [f"Watched {when}"]
    if entry.ordinal > 1:
        parts.append(f"{ordinal(entry.ordinal)} time")
    if entry.rewatch != (entry.ordinal > 1):
        parts.append("a rewatch" if entry.rewatch else "not a rewatch")
    if viewing.rating is not None:
        from filmlog.domain.rating import describe

        parts.append(describe(viewing.rating, session.config["rating_style"]))
    if viewing.heart:
        parts.append("♥")
    if viewing.unfinished is not None:
        parts.append(f"stopped after {viewing.unfinished} min")
    return ", ".join(parts)


def differences(before: Film | Viewing, after: Film | Viewing, attributes: Iterable[str]) -> str:
    """Which of the attributes an edit changed, in words: `date, rating and tags`."""
    from filmlog.domain.naming import field_words  # only an edit says this

    return field_words(name for name in attributes if getattr(before, name) != getattr(after, name))
