"""What one machine put in the trash while another put something into it: nothing is left hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from filmlog.cli.sync.meeting import Meeting
from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.uniting import trace_id
from filmlog.domain.viewing import Viewing
from filmlog.storage.belongings import strays

_OF_FILMS = ("viewing", "offer", "wish", "listed")
_AT_SOURCES = ("viewing", "pass", "offer")


def rescued(meeting: Meeting) -> Iterator[Change]:
    """What takes films and lists with something new in them out of the trash, or moves that on.

    It goes where the film was merged into, or to the source or list of the same name. Else the
    film or list comes back, and its stamp stands as a conflict, so that somebody is asked. Sources
    stay where they are: what was seen there shows them also from the trash.
    """
    yield from _with_films(meeting)
    yield from _on_lists(meeting)
    yield from _at_sources(meeting)


def _with_films(meeting: Meeting) -> Iterator[Change]:
    ends: dict[str, Film] = {}
    for kind in _OF_FILMS:
        for record in _strays(meeting, kind, "film"):
            stray = cast(Viewing | Offer | Wish | Listed, record)
            if stray.film_id not in ends:
                ends[stray.film_id] = film = _end(meeting, stray.film_id)
                if film.deleted:
                    yield from _back(meeting, "film", film, (kind, stray.id))
            if (end := ends[stray.film_id]).id != stray.film_id:
                yield Change(stray, stray._replace(film_id=end.id))
                meeting.touch(kind, stray.id)


def _end(meeting: Meeting, film_id: str) -> Film:
    """The film that one in the trash was merged into in the end; itself for one that was not."""
    seen = [film_id]
    while True:
        film = meeting.diary.by_id.get(Film, seen[-1])
        trace = meeting.diary.imports.get(trace_id(seen[-1]))
        if film is not None and not (film.deleted and trace is not None and not trace.deleted):
            return film
        if film is None or trace is None or trace.record_id in seen:
            return meeting.diary.films_by_id([film_id])[film_id]
        seen.append(trace.record_id)


def _on_lists(meeting: Meeting) -> Iterator[Change]:
    found = [cast(Listed, record) for record in _strays(meeting, "listed", "filmlist")]
    if not found:
        return
    lists = meeting.diary.film_lists.all()
    known = {title_key(one.name): one for one in sorted(lists, key=lambda one: one.id)[::-1]}
    came_back: set[str] = set()
    for stray in found:
        gone = meeting.diary.by_id.get(FilmList, stray.list_id)
        if gone is None or gone.id in came_back:
            continue
        end = known.get(title_key(gone.name))
        if end is None:
            came_back.add(gone.id)
            yield from _back(meeting, "filmlist", gone, ("listed", stray.id))
        else:
            yield Change(stray, stray._replace(list_id=end.id))
            meeting.touch("listed", stray.id)


def _at_sources(meeting: Meeting) -> Iterator[Change]:
    known: dict[str, Source] = {}
    for kind in _AT_SOURCES:
        found = _strays(meeting, kind, "source")
        if found and not known:
            sources = sorted(meeting.diary.sources.all(), key=lambda source: source.id)
            known = {title_key(source.name): source for source in sources[::-1]}
        for record in found:
            stray = cast(Viewing | Pass | Offer, record)
            gone = meeting.diary.by_id.get(Source, stray.source_id)
            end = known.get(title_key(gone.name)) if gone is not None else None
            if end is not None:
                yield Change(stray, stray._replace(source_id=end.id))
                meeting.touch(kind, stray.id)


def _back(
    meeting: Meeting, kind: str, gone: Film | FilmList, stray: tuple[str, str]
) -> Iterator[Change]:
    yield Change(gone, gone._replace(deleted=""))
    # Who removed it may have made another one since, which now meets this one.
    meeting.give(kind, gone.id, stray)
    yield from meeting.dispute(kind, gone.id, "deleted", gone.deleted, base='""')


def _strays(meeting: Meeting, kind: str, parent: str) -> list[Record]:
    """The records of a kind that lost their parent, when one machine has either."""
    name = "list_id" if parent == "filmlist" else f"{parent}_id"
    found = strays(
        meeting.diary.connection, kind, parent, meeting.there(kind), meeting.there(parent)
    )
    met = (one for one in found if meeting.met((kind, one.id), (parent, getattr(one, name))))
    return sorted(met, key=lambda one: one.id)
