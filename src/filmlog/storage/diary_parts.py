"""The parts of a diary that are asked for by name: shelves, records by id, sync, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.storage.listing import Condition
from filmlog.storage.lists import DiaryLists

if TYPE_CHECKING:
    from datetime import date

    from filmlog.domain.period import Period
    from filmlog.domain.shelf import Shelved, Wish
    from filmlog.domain.spending import By, Spending, Sums
    from filmlog.domain.stats import Stats
    from filmlog.storage.by_id import ById
    from filmlog.storage.film_lists import FilmLists
    from filmlog.storage.imported import Imports
    from filmlog.storage.journal import Journal
    from filmlog.storage.offers import Offers
    from filmlog.storage.sync_state import Syncing
    from filmlog.storage.watchlist import Watchlist


class DiaryParts(DiaryLists):
    """An open diary with its parts; each is imported when it is asked for."""

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

    @property
    def by_id(self) -> ById:
        """Any record by its ULID, those in the trash too."""
        from filmlog.storage.by_id import ById

        return ById(self.connection)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever written to it."""
        (written,) = self.connection.execute("SELECT EXISTS (SELECT 1 FROM command)").fetchone()
        return not written

    @property
    def journal(self) -> Journal:
        """What was done to it: commands and the changes of each."""
        from filmlog.storage.journal import Journal

        return Journal(self.connection)

    @property
    def imports(self) -> Imports:
        """What services said of its records when they were imported."""
        from filmlog.storage.imported import Imports

        return Imports(self.connection)

    @property
    def syncing(self) -> Syncing:
        """How far it is in step with its sync repository, and what has changed since."""
        from filmlog.storage.sync_state import Syncing

        return Syncing(self.connection)

    # One film on its shelves

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
