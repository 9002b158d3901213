"""The diary: what the rest of filmlog asks of the SQLite file, and the one way to change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from filmlog.domain.change import Change
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, title_key
from filmlog.domain.record import UNDONE
from filmlog.domain.viewing import Viewing
from filmlog.storage import database, failures, listing, reader, titles
from filmlog.storage.diary_parts import DiaryParts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from filmlog.storage.records import Records


_IN_TRASH = f"{{0}} <> '' AND {{0}} NOT LIKE '%{UNDONE}'"
"""What was put there, and not what undo took back."""


class Diary(DiaryParts):
    """An open diary with its records, and the one way to change them.

    `who` and `now` stand in the journal with what is written: by whom, and when the command began
    (None for the time of writing). `before_writing` is called once in the first transaction that
    writes, before it does.
    """

    who = ""
    now: datetime | None = None
    before_writing: Callable[[Diary], None] | None = None

    # Changing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: read and apply inside it, and it is kept whole or not at all."""
        with failures.explained(self.path), database.transaction(self.connection):
            yield

    def apply(
        self, changes: Iterable[Change], words: str, kind: str = "", target: int | None = None
    ) -> list[int]:
        """Write `changes` as one command described by `words`; return the records' numbers.

        `kind` and `target` are those of `writer.Heading`. To be called inside `writing()`.
        """
        from filmlog.storage import writer  # with its index of words, which reading needs not

        self._prepare()
        heading = writer.Heading(words, self.who, self.now, kind, target)
        return writer.write(self.connection, changes, heading)

    def keep_picture(self, sha256: str, data: bytes) -> None:
        """Keep a picture's bytes, once however many viewings show it."""
        # A large one spills from SQLite's cache, and then nobody else can read.
        self._prepare()
        self.connection.execute(
            "INSERT OR IGNORE INTO picture (sha256, bytes) VALUES (?, ?)", (sha256, data)
        )

    def _prepare(self) -> None:
        prepare, self.before_writing = self.before_writing, None
        if prepare is not None:
            prepare(self)

    def has_picture(self, sha256: str) -> bool:
        """Whether the bytes of a picture are kept."""
        sql = "SELECT EXISTS (SELECT 1 FROM picture WHERE sha256 = ?)"
        return bool(self.connection.execute(sql, (sha256,)).fetchone()[0])

    # Films

    def film(self, number: int) -> Film | None:
        """The film with this number, unless it is in the trash."""
        found = reader.films(self.connection, "number = ? AND deleted = ''", (number,))
        return found[0] if found else None

    def films(self) -> Iterator[Film]:
        """Every film that is not in the trash, in order of number."""
        last = 0
        while batch := reader.films(
            self.connection, "number > ? AND deleted = '' ORDER BY number LIMIT 500", (last,)
        ):
            yield from batch
            last = batch[-1].number

    @property
    def titles(self) -> titles.DiaryTitles:
        """The names of its films, to be searched."""
        return titles.DiaryTitles(self.connection)

    def titled(self, title: str) -> list[Candidate]:
        """The films that answer to a title exactly, by folded name."""
        return self.titles.called(title_key(title))

    def identified(self, kind: str, value: str) -> list[Film]:
        """The films with an id at `imdb`, `tmdb`, `wikidata` or `letterboxd`.

        Raises ValueError for another kind.
        """
        numbers = reader.identified(self.connection, kind, value)
        if not numbers:
            return []
        return reader.films(
            self.connection, f"number IN ({reader.marks(numbers)}) ORDER BY number", numbers
        )

    def oldest_ageing(self) -> str:
        """The day of the oldest fact that may not be kept for ever (ISO 8601), '' for none."""
        with failures.explained(self.path):
            return reader.oldest_ageing(self.connection)

    def age_out(self, limit_day: str) -> list[Film]:
        """Drop TMDB's facts of a day before `limit_day`; the films that had some. One transaction.

        Another program that holds the file is hardly waited for.
        """
        from filmlog.storage import ageing

        # SQLite leaves what it deletes in the file unless told.
        self.connection.execute("PRAGMA secure_delete = ON")
        with database.impatient(self.connection), self.writing():
            return ageing.age_out(self.connection, limit_day)

    # Viewings

    def entries_of(self, film: Film) -> list[Entry]:
        """The viewings of a film in order of date, unknown dates first."""
        return next(self.with_entries([film]))[1]

    def with_entries(self, films: Iterable[Film]) -> Iterator[tuple[Film, list[Entry]]]:
        """Each of some films with its viewings as `entries_of` has them."""
        films = iter(films)
        while batch := list(islice(films, 500)):
            viewings = reader.viewings(
                self.connection,
                f"v.film IN ({reader.marks(batch)}) AND v.deleted = '' "
                "ORDER BY v.film, v.watched, v.number",
                [film.number for film in batch],
            )
            sources = reader.sources_by_id(self.connection, {v.source_id for v in viewings})
            passes = reader.passes_by_id(self.connection, {v.pass_id for v in viewings})
            seen: defaultdict[str, list[Viewing]] = defaultdict(list)
            for viewing in viewings:
                seen[viewing.film_id].append(viewing)
            for film in batch:
                entries = []
                finished = False
                for ordinal, viewing in enumerate(seen[film.id], 1):
                    rewatch = finished if viewing.rewatch is None else viewing.rewatch
                    source, pass_ = sources.get(viewing.source_id), passes.get(viewing.pass_id)
                    entries.append(Entry(viewing, film, source, pass_, ordinal, rewatch))
                    finished = finished or viewing.unfinished is None
                yield film, entries

    def entries(self, numbers: Sequence[int]) -> Iterator[Entry]:
        """Viewings by number, in that order, each with its film, source and pass."""
        for part in reader.parts(numbers):
            marks = ", ".join("?" * len(part))
            viewings = reader.viewings(self.connection, f"v.number IN ({marks})", part)
            films = self.films_by_id(v.film_id for v in viewings)
            sources = reader.sources_by_id(self.connection, {v.source_id for v in viewings})
            passes = reader.passes_by_id(self.connection, {v.pass_id for v in viewings})
            places = listing.places(self.connection, part)
            by_number = {v.number: v for v in viewings}
            for viewing in (by_number[number] for number in part if number in by_number):
                yield Entry(
                    viewing,
                    films[viewing.film_id],
                    sources.get(viewing.source_id),
                    passes.get(viewing.pass_id),
                    *places[viewing.number],
                )

    def picture(self, sha256: str) -> bytes:
        """The bytes of a kept picture. Raises KeyError when the diary does not hold it."""
        row = self.connection.execute(
            "SELECT bytes FROM picture WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            raise KeyError(sha256)
        return bytes(row[0])

    # Everything

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the diary for all that is read inside, whatever others want to write."""
        with database.snapshot(self.connection):
            yield

    @property
    def records(self) -> Records:
        """Every record of a kind, one after the other."""
        from filmlog.storage.records import Records

        return Records(self.connection)

    def copy_to(self, target: Path) -> None:
        """Make `target` a checked copy of the diary; see storage/copying.py."""
        from filmlog.storage import copying

        copying.copy_to(self.path, target)

    # The trash

    def trashed_films(self) -> list[Film]:
        """Films in the trash, the latest first."""
        return reader.films(
            self.connection, f"{_IN_TRASH.format('deleted')} ORDER BY deleted DESC, number DESC"
        )

    def trashed_viewings(self) -> list[Viewing]:
        """Viewings in the trash, the latest first."""
        return reader.viewings(
            self.connection,
            f"{_IN_TRASH.format('v.deleted')} ORDER BY v.deleted DESC, v.number DESC",
        )

    def films_by_id(self, ids: Iterable[str]) -> dict[str, Film]:
        """Films by ULID, those in the trash too."""
        return reader.films_by_id(self.connection, ids)
