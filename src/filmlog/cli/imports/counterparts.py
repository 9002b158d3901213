"""The record of the diary that one of another diary is, though it has another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.domain.change import Record
from filmlog.domain.filling import IDS, fill
from filmlog.domain.film import Film
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Viewing

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary


class Counterparts:
    """Finds what two diaries have in common: films by id or title and year, others by words."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def of(self, record: Record) -> Record | None:  # noqa: PLR0911 - one for each kind
        """The same thing here, None for none. What it refers to has to be that of this diary."""
        match record:
            case Film():
                return self._film(record)
            case Source():
                return self._diary.sources.named(record.name)
            case FilmList():
                return self._diary.film_lists.named(record.name)
            case Wish():
                return self._diary.by_id.wish_for(record.film_id)
            case Listed():
                return self._diary.by_id.listed(record.list_id, record.film_id)
            case Viewing():
                viewings = self._diary.by_id.viewings_of(record.film_id)
                return next((v for v in viewings if v._replace(id=record.id) == record), None)
            case Offer():
                return self._offer(record)
            case Pass():
                return self._pass(record)
            case _:
                return None

    def filled(self, ours: Record, theirs: Record) -> Record:
        """Our record with the facts that only theirs has."""
        if isinstance(ours, Film) and isinstance(theirs, Film):
            return fill(ours, theirs).film
        return ours

    def _film(self, film: Film) -> Film | None:
        for name in IDS:
            if (value := getattr(film, name)) and (found := self._diary.identified(name, value)):
                return found[0]
        same = [c for c in self._diary.titled(film.title) if c.year == film.year]
        return self._diary.film(same[0].number) if len(same) == 1 else None

    def _offer(self, offer: Offer) -> Offer | None:
        film = self._diary.by_id.get(Film, offer.film_id)
        source = self._diary.by_id.get(Source, offer.source_id)
        return self._diary.offers.at(film, source) if film and source else None

    def _pass(self, pass_: Pass) -> Pass | None:
        source = self._diary.by_id.get(Source, pass_.source_id)
        passes = self._diary.passes.at(source) if source is not None else []
        return next((p for p in passes if p._replace(id=pass_.id) == pass_), None)
