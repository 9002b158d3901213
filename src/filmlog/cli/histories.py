"""The history of a film: each command that changed it, its viewings, or its place on a shelf."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from filmlog.cli.context import Session
from filmlog.cli.resolve import find_film
from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.history import Command, RecordChange, Version
from filmlog.domain.matching import split_year, title_key, without_article
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.undoing import restored
from filmlog.errors import NotFoundError

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary


def film_ever(session: Session, diary: Diary, text: str) -> Film:
    """The film that `text` means, also one that is in the trash or was undone.

    Raises NotFoundError and AmbiguousError as `find_film` does.
    """
    title, year = split_year(text)
    key = without_article(title_key(title))
    if not diary.titled(title):
        gone = [
            film
            for film in diary.by_id.gone_films()
            if text.strip() == f"#{film.number}"
            or (
                key in {without_article(title_key(n)) for n in (film.title, film.original_title)}
                and year in (None, film.year)
            )
        ]
        if gone:
            return gone[0]
    return find_film(session, diary, text)


def versions_of(diary: Diary, film: Film) -> list[Version]:
    """Every command that changed a film or what belongs to it, the newest first."""
    journal = diary.journal
    by_command: dict[int, list[RecordChange]] = {}
    for kind, id_ in journal.belonging_to(film):
        for command, before, after in journal.versions(kind, id_):
            change = RecordChange(label_of(diary, after), before, after)
            by_command.setdefault(command, []).append(change)
    return [
        Version(command, tuple(by_command[command.number]))
        for command in map(journal.command, sorted(by_command, reverse=True))
        if command is not None
    ]


def restoring(diary: Diary, film: Film, number: int) -> list[Change]:
    """What puts a film and all that belongs to it back as the command `number` left it.

    What came later stays as it is. Raises NotFoundError for a command that did not change the film.
    """
    versions = versions_of(diary, film)
    if number not in {version.command.number for version in versions}:
        raise NotFoundError(
            f"#{number} is not in the history of {film.label}.",
            "`filmlog history TITLE` shows the numbers.",
        )
    as_it_was: dict[str, Record] = {}
    now: dict[str, Record] = {}
    for version in reversed(versions):
        for change in version.changes:
            now[change.after.id] = change.after
            if version.command.number <= number:
                as_it_was[change.after.id] = change.after
    changes = (Change(now[id_], restored(record, now[id_])) for id_, record in as_it_was.items())
    return [change for change in changes if change.before != change.after]


def label_of(diary: Diary, record: Record) -> str:
    """What a person calls a record."""
    kind = type(record).__name__
    if isinstance(record, Film):
        return record.label
    film_id = getattr(record, "film_id", "")
    film = diary.films_by_id([film_id]).get(film_id) if film_id else None
    title = film.label if film is not None else ""
    if kind == "Viewing":
        watched: PartialDate | None = getattr(record, "watched", None)
        return f"{title}, watched {watched.words if watched is not None else 'on an unknown date'}"
    if kind == "Wish":
        return f"{title} on the watchlist"
    if kind in {"Offer", "Pass"}:
        source = _source(diary, getattr(record, "source_id", ""))
        return f"{title} at {source}" if title else f"the pass at {source}"
    if kind == "Listed":
        return f"{title} on a list"
    name: str = getattr(record, "name", "")
    return name or ("a conflict of sync" if kind == "Conflict" else "a row of an import")


def moment_of(command: Command) -> datetime:
    """When a command began."""
    return datetime.fromisoformat(command.at)


def _source(diary: Diary, source_id: str) -> str:
    from filmlog.domain.source import Source

    source = diary.by_id.get(Source, source_id)
    return source.name if source is not None else "an unknown source"
