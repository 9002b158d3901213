"""The watchlist, and where films can be found, as tables, facts, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.review import hide_inline
from filmlog.screen.facts import runtime_words
from filmlog.screen.records import Plain, film_json, iso, offer_json, wish_json
from filmlog.screen.safe import clean
from filmlog.screen.table import Column

if TYPE_CHECKING:
    from datetime import date, datetime

    from filmlog.domain.film import Film
    from filmlog.domain.partial_date import PartialDate
    from filmlog.domain.shelf import Found, Wished
    from filmlog.screen.passes import Running

COLUMNS = (
    Column("", rank=1),
    Column("Title", flexible=True, minimum=20, maximum=60, style="film.title"),
    Column("Runtime", rank=3, align="right"),
    Column("By", rank=2, style="film.date"),
    Column("Recommended by", rank=6, flexible=True, minimum=14, maximum=30),
    Column("Moods", rank=5, flexible=True, minimum=10, maximum=30),
    Column("Where", rank=4, flexible=True, minimum=14, maximum=40, style="film.source"),
    Column("Why", rank=7, flexible=True, minimum=20, extra=True),
)
OFFERS = (
    Column("Source", flexible=True, style="film.source"),
    Column("There", rank=1),
    Column("Price", rank=2, align="right"),
    Column("Checked", rank=3, style="film.date"),
    Column("Address", rank=4, flexible=True, minimum=16),
    Column("Note", rank=5, flexible=True, minimum=16, extra=True),
)
CSV_COLUMNS = "film title year runtime priority due recommended_by moods where why added".split()
_FORMULA = ("=", "+", "-", "@")


class WatchView(NamedTuple):
    """Films to see as of a day; without `spoilers` what is marked as one is left out."""

    items: Sequence[Wished]
    today: date
    spoilers: bool = False

    def words(self, text: str) -> str:
        """A text as it may be shown."""
        return text if self.spoilers else hide_inline(text)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of COLUMNS."""
        for item in self.items:
            wish, film, _ = item
            yield (
                "" if wish.priority == "normal" else wish.priority,
                clean(film.label),
                "" if film.runtime is None else runtime_words(film.runtime),
                "" if wish.due is None else due_words(wish.due, self.today),
                clean(self.words(wish.recommended_by)),
                clean(", ".join(wish.moods)),
                clean(", ".join(places(item))),
                clean(self.words(wish.why)),
            )

    def json(self) -> list[Plain]:
        """What `watchlist --json` prints."""
        return [self.item_json(item) for item in self.items]

    def item_json(self, item: Wished) -> Plain:
        """Every field of a wish, with its film and all its offers."""
        return wish_json(item.wish, spoilers=self.spoilers) | {
            "film": film_json(item.film, spoilers=self.spoilers),
            "offers": [offer_json(found, spoilers=self.spoilers) for found in item.offers],
        }

    def picked_json(self, item: Wished, passes: Sequence[Running]) -> Plain:
        """What `watchlist --pick --json` prints: one film, and the passes it could be seen on."""
        from filmlog.screen.passes import running_json  # 10 ms, and only for --pick

        return self.item_json(item) | {"passes": [running_json(one) for one in passes]}

    def picked_facts(
        self, item: Wished, passes: Sequence[Running], now: datetime
    ) -> list[tuple[str, str]]:
        """Labels and values of one film, '' for what is not known, for show_facts."""
        from filmlog.screen.passes import running_words

        wish, film, offers = item
        due = wish.due
        is_late = due is not None and due.last() < self.today
        by = "" if due is None else due.words
        return [
            ("Director" if len(film.directors) == 1 else "Directors", ", ".join(film.directors)),
            ("Runtime", "" if film.runtime is None else runtime_words(film.runtime)),
            ("Why", self.words(wish.why)),
            ("Recommended by", self.words(wish.recommended_by)),
            ("See it by", f"{by}, {due_words(due, self.today)}" if due and is_late else by),
            ("Priority", "" if wish.priority == "normal" else wish.priority),
            ("Moods", ", ".join(wish.moods)),
            *(("Found at", self._place(found)) for found in offers if found.offer.is_there),
            *(("Not at", self._place(found)) for found in offers if not found.offer.is_there),
            *(("Pass", running_words(one, now)) for one in passes),
        ]

    def _place(self, found: Found) -> str:
        offer = found.offer
        parts = [
            found.source.name,
            "" if offer.price is None else str(offer.price),
            offer.url,
            "" if offer.checked is None else f"checked {offer.checked.words}",
            self.words(offer.note),
        ]
        return ", ".join(filter(None, parts))

    def csv_rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of `watchlist --csv`, under CSV_COLUMNS."""
        for item in self.items:
            wish, film, _ = item
            yield (
                *(film.number, film.title, film.year, film.runtime, wish.priority, iso(wish.due)),
                *(self.words(wish.recommended_by), ", ".join(wish.moods)),
                *(", ".join(places(item)), self.words(wish.why), iso(wish.added)),
            )


def places(item: Wished) -> list[str]:
    """The names of the sources where a film is."""
    return [found.source.name for found in item.offers if found.offer.is_there]


def due_words(due: PartialDate, today: date) -> str:
    """`Thu 24 Dec 2026`, `today`, or `3 days overdue` when all the days it may mean are over."""
    late = (today - due.last()).days
    if late > 0:
        return f"{late:,} day{'s' * (late != 1)} overdue"
    return "today" if due.first() == due.last() == today else due.words


def offer_rows(offers: Sequence[Found], *, spoilers: bool = False) -> list[tuple[str, ...]]:
    """The cells of OFFERS for each place."""
    return [
        (
            clean(source.name),
            "yes" if offer.is_there else "no",
            "" if offer.price is None else str(offer.price),
            "" if offer.checked is None else offer.checked.words,
            clean(offer.url),
            clean(offer.note if spoilers else hide_inline(offer.note)),
        )
        for offer, source in offers
    ]


def found_json(film: Film, offers: Sequence[Found], *, spoilers: bool = False) -> Plain:
    """What `found --json` prints: a film and its offers."""
    return {
        "film": film_json(film, spoilers=spoilers),
        "offers": [offer_json(found, spoilers=spoilers) for found in offers],
    }
