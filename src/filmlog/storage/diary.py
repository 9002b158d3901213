"""The diary: what the rest of filmlog asks of the SQLite file, and the one way to change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmlog.domain.change import Change
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.matching import Candidate, title_key
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage import database, listing, reader, titles
from filmlog.storage.lists import DiaryLists

if TYPE_CHECKING:
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

    def titled(self, title: str) -> list[Candidate]:
        """The films that answer to a title exactly, by folded name."""
        return titles.exact(self.connection, title)

    def spelt_like(self, title: str) -> list[Candidate]:
        """Films with a title spelt much like this one, unranked."""
        return titles.close(self.connection, title)

    def holding_words(self, title: str) -> list[Candidate]:
        """Films whose title holds every word typed, the last as a prefix."""
        return titles.by_words(self.connection, title)

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

    def films_on_passes(self, ids: Iterable[str]) -> dict[str, int]:
        """For each pass, by ULID, how many films have been seen on it."""
        listed = sorted({i for i in ids if i})
        marks = ", ".join("?" * len(listed))
        return dict(
            self.connection.execute(
                "SELECT p.id, count(DISTINCT v.film) FROM pass p "
                f"JOIN viewing v ON v.pass = p.number WHERE p.id IN ({marks}) "
                "AND v.deleted = '' GROUP BY p.id",
                listed,
            )
        )

    def viewings_on_pass(self, pass_: Pass) -> list[tuple[str, str | None]]:
        """Title and date of every viewing on a pass, the latest first."""
        return self._seen("v.pass = ?", pass_.number)

    def _seen(self, where: str, number: int) -> list[tuple[str, str | None]]:
        return self.connection.execute(
            "SELECT f.title, v.watched FROM viewing v JOIN film f ON f.number = v.film "
            f"WHERE {where} AND v.deleted = '' ORDER BY v.watched DESC, v.number DESC",
            (number,),
        ).fetchall()

    def picture(self, sha256: str) -> bytes:
        """The bytes of a kept picture. Raises KeyError when the diary does not hold it."""
        row = self.connection.execute(
            "SELECT bytes FROM picture WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            raise KeyError(sha256)
        return bytes(row[0])

    # Sources and passes

    def sources(self) -> list[Source]:
        """Every source that is not in the trash, by name."""
        return reader.sources(self.connection, "deleted = '' ORDER BY name COLLATE NOCASE, number")

    def passes(self) -> list[Pass]:
        """Every pass that is not in the trash, the latest first."""
        return reader.passes(
            self.connection, "p.deleted = '' ORDER BY coalesce(p.starts, '') DESC, p.number DESC"
        )

    def passes_at(self, source: Source) -> list[Pass]:
        """The passes at one source, the latest first."""
        return reader.passes(
            self.connection,
            "p.source = ? AND p.deleted = '' ORDER BY coalesce(p.starts, '') DESC, p.number DESC",
            (source.number,),
        )

    def sources_of(self, passes: Iterable[Pass]) -> dict[str, Source]:
        """The sources of passes, by ULID."""
        return reader.sources_by_id(self.connection, {p.source_id for p in passes})

    def viewings_at_sources(self) -> dict[str, int]:
        """For each source with viewings, by ULID, how many."""
        return dict(
            self.connection.execute(
                "SELECT s.id, count(*) FROM viewing v JOIN source s ON s.number = v.source "
                "WHERE v.deleted = '' GROUP BY s.id"
            )
        )

    def viewings_at(self, source: Source) -> list[tuple[str, str | None]]:
        """Title and date of every viewing at a source, the latest first."""
        return self._seen("v.source = ?", source.number)

    def source_named(self, name: str) -> Source | None:
        """The source of this name, whatever its case and accents; not one in the trash."""
        wanted = title_key(name)
        return next((s for s in self.sources() if title_key(s.name) == wanted), None)

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
