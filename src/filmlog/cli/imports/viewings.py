"""Rows about viewings: logged with a date or without, and what is thought of a film by now."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from filmlog.cli.imports.ledger import GONE, Brief, Ledger, Result
from filmlog.cli.imports.tracking import Tracking, said_of
from filmlog.domain.change import Change
from filmlog.domain.filling import Difference
from filmlog.domain.film import Film
from filmlog.domain.imported import Imported, digests
from filmlog.domain.merging import in_short, merged
from filmlog.domain.source import Source
from filmlog.domain.viewing import Viewing
from filmlog.exchange.record import Row
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.storage.diary import Diary

_OF_A_FILM = frozenset({"rating", "rated"})
"""What a row says of a film and not of one viewing."""


class ViewingRows:
    """The viewings of one import."""

    def __init__(self, diary: Diary, tracking: Tracking, ledger: Ledger) -> None:
        self._diary = diary
        self._tracking = tracking
        self._ledger = ledger
        self._sources: dict[str, str] = {}
        self._claimed: set[str] = set()
        self._only_seen: set[str] = set()

    def viewing(
        self, row: Row, known: Imported | None, values: dict[str, Any], film_id: str
    ) -> Generator[Change, None, Result]:
        """One viewing, on a day or on nobody knows which."""
        yield from self._with_source(values)
        if known is None and (same := self._tracking.says_the_same(row.same_as, values)):
            return Result("merged", record_id=same)
        id_ = known.record_id if known is not None else self._tracking.viewing(row.same_as)
        viewing = self._diary.by_id.get(Viewing, id_) if id_ else None
        if viewing is not None and viewing.deleted:
            return GONE
        viewing = viewing or self._same(row, values, film_id)
        if viewing is None:
            return (yield from self._new(film_id, values))
        self._claimed.add(viewing.id)
        after, differences = merged(viewing, values, said_of(known))
        self._ledger.kept(_label(row), differences)
        return (yield from self._ledger.changed(viewing, after))

    def seen(
        self, row: Row, known: Imported | None, values: dict[str, Any], film_id: str
    ) -> Generator[Change, None, Result]:
        """A film that was seen, and what is thought of it: it goes with its latest viewing.

        A rating that differs from those of the viewings stands with the film.
        """
        if known is None and (brief := self._says_nothing_new(values, film_id)):
            return Result("merged", record_id=brief.id)
        viewings = self._diary.by_id.viewings_of(film_id)
        if known is not None:
            viewing = self._diary.by_id.get(Viewing, known.record_id)
            if viewing is not None and viewing.deleted:
                return GONE
        else:
            viewing = viewings[-1] if viewings else None
        if viewing is None:
            result = yield from self._new(film_id, values)
            self._only_seen.add(result.record_id)
            return result
        said = said_of(known)
        after, differences = merged(
            viewing,
            {name: value for name, value in values.items() if name not in _OF_A_FILM},
            {name: value for name, value in said.items() if name not in _OF_A_FILM},
        )
        film_change: tuple[Film, Film] | None = None
        if digests(values).get("rating") != said.get("rating"):
            after, film_change, kept = self._rated(values, said, after, viewings, film_id)
            differences += kept
        self._ledger.kept(_label(row), differences)
        if film_change is None:
            return (yield from self._ledger.changed(viewing, after))
        yield from self._ledger.changed(*film_change)
        yield from self._ledger.changed(viewing, after)
        return Result("merged", record_id=viewing.id)

    def _says_nothing_new(self, values: Mapping[str, Any], film_id: str) -> Brief | None:
        """The latest viewing of a film of this import, if that is all that a row can say."""
        briefs = self._ledger.viewings_of(film_id)
        if not briefs or not values.keys() <= _OF_A_FILM:
            return None
        latest = max(briefs, key=lambda brief: brief.watched)
        return latest if values.get("rating") in (None, latest.rating) else None

    def _rated(
        self,
        values: Mapping[str, Any],
        said: Mapping[str, str],
        viewing: Viewing,
        viewings: Sequence[Viewing],
        film_id: str,
    ) -> tuple[Viewing, tuple[Film, Film] | None, list[Difference]]:
        """Where a rating belongs: the viewing as changed, the change to the film, what is kept."""
        rating, rated = values.get("rating"), values.get("rated")
        before = said.get("rating")
        if before is None and viewing.rating == rating:
            return viewing, None, []
        if before is None and viewing.rating is None and len(viewings) == 1:
            return viewing._replace(rating=rating), None, []
        film = self._diary.by_id.get(Film, film_id)
        if film is None or (film.rating == rating and rating is not None):
            return viewing, None, []
        if digests({"rating": film.rating}).get("rating") == before:
            after = film._replace(rating=rating, rated=rated)
            return viewing, (film, after) if after != film else None, []
        if digests({"rating": viewing.rating}).get("rating") == before:
            return viewing._replace(rating=rating), None, []
        ours = film.rating if film.rating is not None else viewing.rating
        words = (in_short("rating", ours), in_short("rating", rating))
        return viewing, None, [Difference("rating", *words)]

    def _new(self, film_id: str, values: Mapping[str, Any]) -> Generator[Change, None, Result]:
        fields = {name: value for name, value in values.items() if name in Viewing._fields}
        return (yield from self._ledger.made(Viewing(new_ulid(), film_id)._replace(**fields)))

    def _same(self, row: Row, values: Mapping[str, Any], film_id: str) -> Viewing | None:
        """The viewing of that day which no other row of this service is about already.

        A film that was only known to have been seen gets its day from the first row that has one.
        """
        watched = values.get("watched")
        briefs = self._ledger.viewings_of(film_id)
        if briefs is not None and all(brief.watched for brief in briefs):
            return None  # each of them is what a row of this import is about
        undated = None
        viewings = self._diary.by_id.viewings_of(film_id)
        for viewing in viewings:
            if viewing.watched == watched and not self._is_claimed(row, viewing):
                return viewing
            if viewing.watched is None and self._is_only_seen(viewing):
                undated = viewing
        return undated if len(viewings) == 1 and not values.get("rewatch") else None

    def _is_claimed(self, row: Row, viewing: Viewing) -> bool:
        own = {f"viewing {row.key}", f"viewing {row.same_as}"}
        return viewing.id in self._claimed or any(
            self._tracking.is_of_this(row_before)
            and row_before.key.startswith("viewing ")
            and row_before.key not in own
            for row_before in self._diary.imports.of_record(viewing.id)
        )

    def _is_only_seen(self, viewing: Viewing) -> bool:
        if viewing.id in self._only_seen:
            return True
        rows = self._diary.imports.of_record(viewing.id)
        return bool(rows) and all(row.key.startswith("seen ") for row in rows)

    def _with_source(self, values: dict[str, Any]) -> Generator[Change, None, None]:
        """Turn the name of a source into its id, making one where there is none of that name."""
        name = values.pop("source", "")
        if not name:
            return
        if name not in self._sources:
            source = self._diary.sources.named(name)
            if source is None:
                source = Source(new_ulid(), name)
                yield from self._ledger.made(source)
            self._sources[name] = source.id
        values["source_id"] = self._sources[name]


def _label(row: Row) -> str:
    return row.film.label if row.film is not None else ""
