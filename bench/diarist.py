"""The diarist who never was: 25 years of viewings, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bench import prose
from bench import vocabulary as v
from filmlog.demo import cranes
from filmlog.domain.change import Record
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import PRIORITIES, FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.domain.viewing import Viewing

FIRST_DAY = date(2001, 11, 21)
LAST_DAY = date(2026, 11, 19)
LAST_YEAR = 2026
_NEW_FILM = 0.85
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Diarist:
    """Draws every record of a diary of so many viewings; the demo's own film comes last."""

    def __init__(self, viewings: int, seed: int) -> None:
        self._rng = Random(seed)
        self._viewings = viewings
        self._serial = 0
        self._day = FIRST_DAY
        self._seen: list[str] = []
        self._labels: set[tuple[str, int]] = set()
        self._sources: list[Source] = []
        self._running: dict[str, Pass] = {}
        self._people = [prose.person(self._rng) for _ in range(max(400, viewings // 3))]

    def records(self) -> Iterator[Record]:
        """Sources, films, passes and viewings, each after what it refers to."""
        demo = [change.after for change in cranes.changes()[0]]
        for name, kind in v.SOURCES:
            source = Source(self._ulid(), name, kind)
            self._sources.append(source)
            yield source
        count = self._viewings - sum(isinstance(record, Viewing) for record in demo)
        span = (LAST_DAY - FIRST_DAY).days
        for index in range(count):
            self._day = FIRST_DAY + timedelta(days=span * index // max(1, count - 1))
            yield from self._evening()
        yield from self._shelves()
        yield from demo

    def _evening(self) -> Iterator[Record]:
        rng = self._rng
        if self._seen and rng.random() > _NEW_FILM:
            film_id = rng.choice(self._seen)
        else:
            film = self._film()
            yield film
            film_id = film.id
            self._seen.append(film_id)
        yield from self._viewing(film_id)

    def _film(self) -> Film:
        rng = self._rng
        while True:
            title, year = prose.title(rng), rng.randint(1915, self._day.year)
            if (title.shown, year) not in self._labels:
                break
        self._labels.add((title.shown, year))
        has_facts = rng.random() < 0.8
        return Film(
            id=self._ulid(),
            title=title.shown,
            original_title=title.original,
            year=year,
            released=PartialDate(year, rng.randint(1, 12), rng.randint(1, 28)),
            runtime=rng.randint(8, 30) if rng.random() < 0.1 else rng.randint(62, 210),
            directors=tuple(rng.sample(self._people, 1 if rng.random() < 0.93 else 2)),
            writers=tuple(rng.sample(self._people, rng.randint(1, 3))),
            cast=tuple(Credit(name) for name in rng.sample(self._people, rng.randint(5, 20))),
            genres=tuple(rng.sample(v.GENRES, rng.randint(1, 3))),
            countries=tuple(rng.sample(v.COUNTRIES, 1)),
            languages=tuple(rng.sample(v.LANGUAGES, 1)),
            overview=prose.sentence(rng, rng.randint(20, 60)) if has_facts else "",
            awards=(Award("Palme d'Or", "Cannes", year),) if rng.random() < 0.03 else (),
            related=(Related("Roma", 2018, prose.sentence(rng, 8)),) if rng.random() < 0.05 else (),
            imdb=f"tt{rng.randrange(10**7):07}" if has_facts else "",
        )

    def _shelves(self) -> Iterator[Record]:
        """A film to see for each 20 viewings, half of them found somewhere, and some lists."""
        rng = self._rng
        for _ in range(self._viewings // 20):
            film = self._film()
            yield film
            yield Wish(
                id=self._ulid(),
                film_id=film.id,
                why=prose.sentence(rng, rng.randint(4, 12)) if rng.random() < 0.5 else "",
                recommended_by=rng.choice(("", *v.COMPANIONS)),
                priority=rng.choice(PRIORITIES),
                due=PartialDate(LAST_YEAR + 1, rng.randint(1, 12)) if rng.random() < 0.1 else None,
                moods=tuple(rng.sample(v.TAGS, rng.choice((0, 1, 2)))),
                added=PartialDate.of(self._day),
            )
            if rng.random() < 0.5:
                source = rng.choice(self._sources)
                yield Offer(self._ulid(), film.id, source.id, checked=PartialDate.of(self._day))
        for number in range(1, 6):
            made = FilmList(self._ulid(), f"List {number}", "ranked")
            yield made
            films = rng.sample(self._seen, min(100, len(self._seen)))
            for place, film_id in enumerate(films):
                yield Listed(self._ulid(), made.id, film_id, place)

    def _viewing(self, film_id: str) -> Iterator[Record]:
        rng = self._rng
        source = rng.choice(self._sources) if rng.random() < 0.85 else None
        pass_ = None
        if source is not None:
            pass_ = self._running.get(source.id)
            if pass_ is None or (pass_.ends is not None and pass_.ends.date() <= self._day):
                pass_ = self._bought(source)
                if pass_ is not None:
                    yield pass_
        yield Viewing(
            id=self._ulid(),
            film_id=film_id,
            watched=self._watched(),
            rating=self._rating(),
            heart=rng.random() < 0.1,
            unfinished=rng.randint(5, 60) if rng.random() < 0.02 else None,
            companions=tuple(rng.sample(v.COMPANIONS, rng.choice((0, 0, 0, 1, 1, 2)))),
            venue=source.name if source and source.kind == "cinema" else "Home",
            format=rng.choice(v.FORMATS),
            subtitles=rng.choice(("", "", "English", "German")),
            tags=tuple(rng.sample(v.TAGS, rng.choice((0, 0, 1, 1, 2, 3)))),
            headline=prose.sentence(rng, rng.randint(4, 9)) if rng.random() < 0.3 else "",
            quote=prose.sentence(rng, rng.randint(8, 20)) if rng.random() < 0.1 else "",
            review=prose.review(rng) if rng.random() < 0.6 else "",
            source_id=source.id if source else "",
            pass_id=pass_.id if pass_ else "",
        )

    def _watched(self) -> PartialDate | None:
        kind = self._rng.random()
        if kind < 0.97:
            return PartialDate.of(self._day)
        if kind < 0.99:
            return PartialDate(self._day.year, self._day.month)
        return None if kind > 0.998 else PartialDate(self._day.year)

    def _rating(self) -> int | None:
        kind = self._rng.random()
        if kind < 0.1:
            return None
        half_stars = min(10, max(1, round(self._rng.gauss(6.8, 1.9))))
        return half_stars * 10 if kind < 0.97 else self._rng.randint(1, 100)

    def _bought(self, source: Source) -> Pass | None:
        """What a viewing at this source needs: a ticket, a day, a month, or nothing."""
        rng = self._rng
        starts = datetime.combine(self._day, time(rng.randint(14, 21)), UTC)
        days = {"site": 1}.get(source.kind)
        kind = {"service": "subscription", "site": "one-day pass", "cinema": "ticket"}.get(
            source.kind
        ) or ("rental" if source.kind == "shop" else "")
        if not kind:
            return None
        if kind == "subscription":
            days = rng.randint(90, 1500)  # paid month by month until it is stopped
        bought = Pass(
            id=self._ulid(),
            source_id=source.id,
            kind=kind,
            price=Money(rng.randint(20, 160) * 10, rng.choice(("EUR", "EUR", "USD", "PLN"))),
            starts=starts,
            ends=starts + timedelta(days=days) if days else None,
            paid=PartialDate.of(self._day),
            every="month" if kind == "subscription" else "",
        )
        if days:
            self._running[source.id] = bought
        return bought

    def _ulid(self) -> str:
        """A ULID of the current day: its milliseconds, then a serial where chance would stand."""
        self._serial += 1
        stamp = int(datetime.combine(self._day, time(), UTC).timestamp() * 1000)
        value = stamp << 80 | self._serial
        return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -5, -5))
