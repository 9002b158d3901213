"""The diary: what the rest of filmlog asks of the SQLite file, and the one way to change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmlog.domain.change import Change
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, title_key
from filmlog.domain.viewing import Viewing
from filmlog.storage import database, listing, reader, titles
from filmlog.storage.listing import Condition
from filmlog.storage.lists import DiaryLists

if TYPE_CHECKING:
    from datetime import date

    from filmlog.domain.period import Period
    from filmlog.domain.shelf import Shelved, Wish
    from filmlog.domain.spending import By, Spending, Sums
    from filmlog.domain.stats import Stats
    from filmlog.storage.film_lists import FilmLists
    from filmlog.storage.offers import Offers
    from filmlog.storage.watchlist import Watchlist


class Diary(DiaryLists):
    """An open diary with its records, and the one way to change them."""

    # Changing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: read and apply inside it, and it is kept whole or not at all."""
        with database.explained(self.path), database.transaction(self.connection):
            yield

    def apply(self, changes: Iterable[Change], words: str) -> list[int]:
        """Write `changes` as one command described by `words`; return the records' numbers.

        To be called inside `writing()`.
        """
        from filmlog.storage import writer  # with its index of words, which reading needs not

        return writer.write(self.connection, changes, words)

    def keep_picture(self, sha256: str, data: bytes) -> None:
        """Keep a picture's bytes, once however many viewings show it."""
        self.connection.execute(
            "INSERT OR IGNORE INTO picture (sha256, bytes) VALUES (?, ?)", (sha256, data)
        )

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
        with database.explained(self.path):
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
        viewings = reader.viewings(
            self.connection,
            "v.film = ? AND v.deleted = '' ORDER BY v.watched, v.number",
            (film.number,),
        )
        return self._in_context(film, viewings)

    def _in_context(self, film: Film, viewings: Sequence[Viewing]) -> list[Entry]:
        sources = reader.sources_by_id(self.connection, {v.source_id for v in viewings})
        passes = reader.passes_by_id(self.connection, {v.pass_id for v in viewings})
        entries = []
        finished = False
        for ordinal, viewing in enumerate(viewings, 1):
            rewatch = finished if viewing.rewatch is None else viewing.rewatch
            entries.append(
                Entry(
                    viewing,
                    film,
                    sources.get(viewing.source_id),
                    passes.get(viewing.pass_id),
                    ordinal,
                    rewatch,
                )
            )
            finished = finished or viewing.unfinished is None
        return entries

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

    # Shelves

    @property
    def offers(self) -> Offers:
        """Where films can be found."""
        from filmlog.storage.offers import Offers

        return Offers(self.connection)

    @property
    def watchlist(self) -> Watchlist:
        """The films to see."""
        from filmlog.storage.watchlist import Watchlist

        return Watchlist(self.connection)

    @property
    def film_lists(self) -> FilmLists:
        """The lists with a name."""
        from filmlog.storage.film_lists import FilmLists

        return FilmLists(self.connection)

    def shelved(self, film: Film) -> Shelved | None:
        """Where a film can be found, the wish for it, and the lists it is on; None for nothing."""
        is_anywhere = self.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM offer WHERE film = :film) "
            "OR EXISTS (SELECT 1 FROM wish WHERE film = :film AND deleted = '') "
            "OR EXISTS (SELECT 1 FROM listed WHERE film = :film AND deleted = '')",
            {"film": film.number},
        ).fetchone()[0]
        if not is_anywhere:
            return None
        from filmlog.domain.shelf import Shelved

        offers, lists = self.offers.of(film), self.film_lists.holding(film)
        return Shelved(offers, self.watchlist.of(film), lists)

    def wish_for(self, film: Film) -> Wish | None:
        """The wish for a film, None when it is not on the watchlist."""
        sql = "SELECT EXISTS (SELECT 1 FROM wish WHERE film = ? AND deleted = '')"
        is_wished = self.connection.execute(sql, (film.number,)).fetchone()[0]
        return self.watchlist.of(film) if is_wished else None

    def is_shelved(self, film: Film) -> bool:
        """Whether a film is on the watchlist or on a list, and so kept without a viewing."""
        return bool(
            self.connection.execute(
                "SELECT EXISTS (SELECT 1 FROM wish WHERE film = :film AND deleted = '') "
                "OR EXISTS (SELECT 1 FROM listed e JOIN filmlist l ON l.number = e.filmlist "
                "WHERE e.film = :film AND e.deleted = '' AND l.deleted = '')",
                {"film": film.number},
            ).fetchone()[0]
        )

    # Figures

    def stats(self, condition: Condition, *, top: int, least: int) -> Stats:
        """Every figure of the viewings that meet a condition; see storage/statistics.py."""
        from filmlog.storage import statistics

        return statistics.count(self.connection, condition, top=top, least=least)

    def spending(self, today: date, period: Period, by: By) -> Spending:
        """What was paid in a period; see storage/spending.py."""
        from filmlog.storage import spending

        return spending.account(self.connection, today, period, by)

    def sums(self, today: date, period: Period, condition: Condition | None = None) -> Sums:
        """What was paid in a period, or for the viewings that meet a condition, in all."""
        from filmlog.storage import spending

        return spending.sums(self.connection, today, period, condition)

    # The trash

    def trashed_films(self) -> list[Film]:
        """Films in the trash, the latest first."""
        return reader.films(self.connection, "deleted <> '' ORDER BY deleted DESC, number DESC")

    def trashed_viewings(self) -> list[Viewing]:
        """Viewings in the trash, the latest first."""
        return reader.viewings(
            self.connection, "v.deleted <> '' ORDER BY v.deleted DESC, v.number DESC"
        )

    def films_by_id(self, ids: Iterable[str]) -> dict[str, Film]:
        """Films by ULID, those in the trash too."""
        return reader.films_by_id(self.connection, ids)
