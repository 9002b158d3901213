"""What a page says differently from the diary: the changes it asks for, and each in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from filmlog.cli.imports.counterparts import Counterparts
from filmlog.cli.imports.natives import differences
from filmlog.domain.account import Edited
from filmlog.domain.change import Change, Record
from filmlog.domain.filling import by_hand, fill
from filmlog.domain.film import Film
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.exchange.pages.reading import FilmPage, ListPage, Seen, SourcePage
from filmlog.exchange.record import FieldError
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

Known = dict[str, str]
"""The id in this diary of each film that pages know by another one."""


class PageChanges:
    """The changes that one page asks for. Raises FieldError for a page that does not fit here.

    `stamp` is the moment at which what a page leaves out goes to the trash. In a diary that was
    new before the import nothing is taken for something else, however alike.
    """

    def __init__(self, diary: Diary, known: Known, stamp: str, *, is_new: bool) -> None:
        self._diary = diary
        self._known = known
        self._stamp = stamp
        self._is_new = is_new
        self._label = ""
        self.changes: list[Change] = []
        self.edited: list[Edited] = []

    @property
    def only_adds(self) -> bool:
        """Whether nothing that is here is changed."""
        return all(change.before is None for change in self.changes)

    def film(self, page: FilmPage) -> None:
        """The page of a film, which may be here by its own id, by another, or not at all."""
        self._label = page.film.label
        before = self._diary.by_id.get(Film, page.film.id)
        twin = self._twin(page.film) if before is None else None
        if isinstance(twin, Film):
            self._known[page.film.id] = twin.id
            self._put(twin, fill(twin, page.film).film)
        else:
            self._put(before, by_hand(before, page.film) if before is not None else page.film)
        film_id = self._known.get(page.film.id, page.film.id)
        kept = {self._viewing(seen, film_id) for seen in reversed(page.viewings)}
        offers = {self._offer(found.offer, found.source, film_id) for found in page.offers}
        wish = page.wish and self._wish(page.wish, film_id)
        if before is None:
            return
        viewings = self._diary.by_id.viewings_of(film_id)
        self._remove(viewing for viewing in viewings if viewing.id not in kept)
        self._remove(f.offer for f in self._diary.offers.of(before) if f.offer.id not in offers)
        wished = self._diary.by_id.wish_for(film_id)
        self._remove([wished] if wished is not None and wished.id != wish else ())

    def film_list(self, page: ListPage) -> None:
        """The page of a list."""
        self._label = f"the list {page.film_list.name!r}"
        before = self._diary.by_id.get(FilmList, page.film_list.id)
        here = before or self._twin(page.film_list)
        if here is None or before is not None:
            self._put(before, page.film_list)
            here = page.film_list._replace(number=before.number if before is not None else 0)
        assert isinstance(here, FilmList)  # noqa: S101 - the twin of a list is a list
        kept = set()
        for listed, film in zip(page.listed, page.films, strict=True):
            film_id = self._film_on_list(film)
            entry = self._diary.by_id.get(Listed, listed.id) if listed.id else None
            said = listed._replace(list_id=here.id, film_id=film_id)
            kept.add(self._settled(entry, said))
        if before is not None:
            self._remove(e for e in self._diary.film_lists.entries(here) if e.id not in kept)

    def source(self, page: SourcePage) -> None:
        """The page of a source, with what was paid there."""
        self._label = page.source.name
        id_ = self._source(page.source)
        for pass_ in page.passes:
            self._pass(pass_._replace(source_id=id_))

    def _viewing(self, seen: Seen, film_id: str) -> str:
        source_id = self._source(seen.source) if seen.source is not None else ""
        pass_id = ""
        if seen.pass_ is not None:
            of = seen.pass_.source_id
            pass_id = self._pass(
                seen.pass_._replace(source_id=self._known.get(of, of or source_id))
            )
        viewing = seen.viewing._replace(film_id=film_id, source_id=source_id, pass_id=pass_id)
        before = self._diary.by_id.get(Viewing, viewing.id) if viewing.id else None
        if before is not None and before.film_id != film_id:
            raise FieldError("viewings", f"the viewing {viewing.id} is of another film here")
        return self._settled(before, viewing)

    def _source(self, source: Source) -> str:
        """The id here of a source on a page, which is changed or made where it has to be."""
        before = self._diary.by_id.get(Source, source.id) if source.id else None
        self._known[source.id] = self._settled(before, source)
        return self._known[source.id]

    def _pass(self, pass_: Pass) -> str:
        if not pass_.source_id:
            raise FieldError("pass", "what was paid has no source")
        before = self._diary.by_id.get(Pass, pass_.id) if pass_.id else None
        return self._settled(before, pass_)

    def _offer(self, offer: Offer, source: Source, film_id: str) -> str:
        source_id = self._source(source)
        offer = offer._replace(film_id=film_id, source_id=source_id)
        before = self._diary.by_id.get(Offer, offer.id) if offer.id else None
        return self._settled(before, offer)

    def _wish(self, wish: Wish, film_id: str) -> str:
        before = self._diary.by_id.get(Wish, wish.id) if wish.id else None
        return self._settled(before, wish._replace(film_id=film_id))

    def _film_on_list(self, film: Film) -> str:
        id_ = self._known.get(film.id, film.id)
        if id_ and self._diary.by_id.get(Film, id_) is not None:
            return id_
        called = [c for c in self._diary.titled(film.title) if film.year in (None, c.year)]
        here = self._diary.film(called[0].number) if len(called) == 1 else None
        if here is None:
            raise FieldError("films", f"{film.label} is no film of the diary")
        return here.id

    def _settled(self, before: Record | None, after: Record) -> str:
        """The id here of what a page says, which is changed or made where it has to be."""
        if before is None and (twin := self._twin(after)) is not None:
            return twin.id
        if not after.id:
            after = after._replace(id=new_ulid())
        self._put(before, after)
        return after.id

    def _twin(self, record: Record) -> Record | None:
        """What a record is here under another id; one written by hand has none."""
        if record.id and self._is_new:
            return None
        return Counterparts(self._diary).of(record)

    def _put(self, before: Record | None, after: Record) -> None:
        """Have a record be as a page says; once, however many pages say so."""
        if any(change.after.id == after.id for change in self.changes):
            return
        if before is None:
            self.changes.append(Change(None, after))
            if not isinstance(after, (Film, FilmList)):
                self.edited.append(Edited(self._label, "", "", f"{_named(after)} is added"))
        elif before != after:
            self.changes.append(Change(before, after))
            said = differences(before, after)
            self.edited += [Edited(self._label, *one) for one in said if one.field != "origins"]

    def _remove(self, records: Iterable[Record] | Sequence[Record]) -> None:
        for record in list(records):
            self.changes.append(Change(record, record._replace(deleted=self._stamp)))
            self.edited.append(Edited(self._label, "", "", f"{_named(record)} goes to the trash"))


def _named(record: Record) -> str:
    kind = {"Wish": "place on the watchlist", "Listed": "place on the list"}
    name = kind.get(type(record).__name__, type(record).__name__.lower())
    watched = getattr(record, "watched", None)
    return f"the {name} of {watched.words}" if watched is not None else f"the {name}"
