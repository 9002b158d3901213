"""Statistics worked out the slow and obvious way, from records in memory: what SQL is held against.

Nothing here is shared with domain/calendar.py or storage/statistics.py but the shape of the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from filmlog.domain.calendar import Calendar
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.source import Source
from filmlog.domain.stats import (
    Drift,
    Length,
    Moment,
    Named,
    Often,
    Rated,
    Stats,
    Stopped,
    Turn,
)
from filmlog.domain.viewing import Viewing


def entries(
    films: Iterable[Film], sources: Iterable[Source], viewings: Sequence[Viewing]
) -> list[Entry]:
    """The viewings that are not in the trash, in context, in order of date."""
    film_of = {film.id: film for film in films}
    source_of = {source.id: source for source in sources}
    made: list[Entry] = []
    for viewing in sorted((v for v in viewings if not v.deleted), key=_when):
        earlier = [e.viewing for e in made if e.viewing.film_id == viewing.film_id]
        rewatch = viewing.rewatch
        if rewatch is None:
            rewatch = any(v.unfinished is None for v in earlier)
        film, source = film_of[viewing.film_id], source_of.get(viewing.source_id)
        made.append(Entry(viewing, film, source, None, len(earlier) + 1, rewatch))
    return made


def stats(everything: Sequence[Entry], counted: Sequence[Entry], *, top: int, least: int) -> Stats:
    """The figures of `counted`, which are some of `everything`; both in order of date."""
    viewings = [entry.viewing for entry in counted]
    films = {entry.film.number: entry.film for entry in counted}
    lengths = [_length(entry) for entry in counted]
    ratings = [v.rating for v in viewings if v.rating is not None]
    to_the_day = [e for e in counted if len(_iso(e.viewing)) == 10]
    first_of_year: dict[str, Moment] = {}
    for entry in to_the_day:
        first_of_year.setdefault(_iso(entry.viewing)[:4], _moment(entry))
    whole = {e.film.number: e.film for e in counted if e.viewing.unfinished is None}
    by_length = [
        Length(film.number, film.title, film.year, film.runtime)
        for _, film in sorted(whole.items())
        if film.runtime is not None
    ]
    directors = {number: set(film.directors) for number, film in films.items()}
    actors = {number: {credit.name for credit in film.cast} for number, film in films.items()}
    return Stats(
        viewings=len(viewings),
        films=len(films),
        rewatches=sum(entry.rewatch for entry in counted),
        minutes=sum(length for length in lengths if length is not None),
        unmeasured=lengths.count(None),
        rated=len(ratings),
        rating_total=sum(ratings),
        hearts=sum(v.heart for v in viewings),
        reviews=sum(v.review != "" for v in viewings),
        ratings=tuple(map([_halves(rating) for rating in ratings].count, range(1, 11))),
        calendar=calendar([_iso(v) for v in viewings]),
        first=_moment(to_the_day[0]) if to_the_day else None,
        last=_moment(to_the_day[-1]) if to_the_day else None,
        firsts=tuple(first_of_year.values()),
        decades=tuple(
            sorted(
                Counter(f.year - f.year % 10 for f in films.values() if f.year is not None).items()
            )
        ),
        no_year=sum(film.year is None for film in films.values()),
        countries=_labels(counted, lambda film: film.countries)[:top],
        languages=_labels(counted, lambda film: film.languages)[:top],
        genres=_labels(counted, lambda film: film.genres)[:top],
        directors=_people(counted, directors)[:top],
        actors=_people(counted, actors)[:top],
        best_directors=_best(counted, directors, least)[:top],
        best_actors=_best(counted, actors, least)[:top],
        longest=max(by_length, key=lambda length: length.runtime, default=None),
        shortest=min(by_length, key=lambda length: length.runtime, default=None),
        companions=_often([v.companions for v in viewings])[:top],
        sources=_sources(counted)[:top],
        tags=_often([v.tags for v in viewings])[:top],
        drift=_drift(everything, {v.number for v in viewings}),
        unfinished=sum(v.unfinished is not None for v in viewings),
        stopped=tuple(
            Stopped(e.film.number, e.film.title, e.film.year, _iso(e.viewing), minutes)
            for e in reversed(counted)
            if (minutes := e.viewing.unfinished) is not None
        )[:top],
    )


def calendar(dates: Sequence[str]) -> Calendar:
    """Dates in ISO 8601 as far as they are known, '' for one that is not, each of one viewing."""
    return Calendar(
        days=Counter(date.fromisoformat(text) for text in dates if len(text) == 10),
        months=Counter(text[:7] for text in dates if len(text) >= 7),
        years=Counter(text[:4] for text in dates if text),
        only_month=sum(len(text) == 7 for text in dates),
        only_year=sum(len(text) == 4 for text in dates),
        unknown=dates.count(""),
    )


def _iso(viewing: Viewing) -> str:
    return viewing.watched.iso if viewing.watched is not None else ""


def _when(viewing: Viewing) -> tuple[str, int]:
    return _iso(viewing), viewing.number


def _moment(entry: Entry) -> Moment:
    return Moment(entry.film.number, entry.film.title, entry.film.year, _iso(entry.viewing))


def _length(entry: Entry) -> int | None:
    minutes = entry.viewing.unfinished
    return entry.film.runtime if minutes is None else minutes


def _halves(rating: int) -> int:
    """The nearest number of half stars, the greater of two as near, and one at the least."""
    return min(range(10, 0, -1), key=lambda halves: abs(10 * halves - rating))


def _folded(name: str) -> str:
    """SQLite's NOCASE: the 26 letters of ASCII (sqlite.org/datatype3.html section 7)."""
    return "".join(char.lower() if char.isascii() else char for char in name)


def _spellings(names: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """By label, whatever its case, the spelling that stands for it."""
    return {_folded(name): name for name in sorted((n for ns in names for n in ns), reverse=True)}


def _first_of_each(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that are another spelling of one before."""
    folded = [_folded(name) for name in names]
    return tuple(name for i, name in enumerate(names) if _folded(name) not in folded[:i])


def _named(counted: Sequence[Entry], names: Callable[[Film], Iterable[str]]) -> list[Named]:
    """How many films have each name, and viewings of those, in no order."""
    films = {entry.film.number: entry.film for entry in counted}
    by_film = Counter(name for film in films.values() for name in set(names(film)))
    by_viewing = Counter(name for entry in counted for name in set(names(entry.film)))
    return [Named(name, by_film[name], by_viewing[name]) for name in by_film]


def _labels(
    counted: Sequence[Entry], labels: Callable[[Film], tuple[str, ...]]
) -> tuple[Named, ...]:
    spelt = _spellings(_first_of_each(labels(entry.film)) for entry in counted)
    found = _named(counted, lambda film: map(_folded, labels(film)))
    found.sort(key=lambda named: (-named.films, -named.viewings, named.name))
    return tuple(named._replace(name=spelt[named.name]) for named in found)


def _people(counted: Sequence[Entry], credited: dict[int, set[str]]) -> tuple[Named, ...]:
    found = _named(counted, lambda film: credited[film.number])
    return tuple(sorted(found, key=lambda named: (-named.films, -named.viewings, named.name)))


def _best(counted: Sequence[Entry], credited: dict[int, set[str]], least: int) -> tuple[Rated, ...]:
    latest = {e.film.number: e.viewing.rating for e in counted if e.viewing.rating is not None}
    found = []
    for name in {name for number in latest for name in credited[number]}:
        ratings = [rating for number, rating in latest.items() if name in credited[number]]
        if len(ratings) >= least:
            found.append(Rated(name, len(ratings), sum(ratings)))
    return tuple(sorted(found, key=lambda r: (Fraction(-r.total, r.films), -r.films, r.name)))


def _often(names: Sequence[tuple[str, ...]]) -> tuple[Often, ...]:
    spelt = _spellings(names)
    counts = Counter(name for some in names for name in set(map(_folded, some)))
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Often(spelt[name], count) for name, count in found)


def _sources(counted: Sequence[Entry]) -> tuple[Often, ...]:
    """By record: two sources of one name are two."""
    sources = {e.source.id: e.source for e in counted if e.source is not None}
    counts = Counter(e.source.id for e in counted if e.source is not None)
    found = [Often(sources[id_].name, count) for id_, count in counts.items()]
    return tuple(sorted(found, key=lambda often: (-often.viewings, _folded(often.name))))


def _drift(everything: Sequence[Entry], counted: set[int]) -> Drift:
    latest: dict[int, int] = {}
    turns: list[Turn] = []
    for film, viewing in ((entry.film, entry.viewing) for entry in everything):
        if viewing.rating is None or viewing.watched is None:
            continue
        if film.number in latest and viewing.number in counted:
            before = latest[film.number]
            turns.append(Turn(film.number, film.title, film.year, before, viewing.rating))
        latest[film.number] = viewing.rating
    rises = [turn for turn in turns if turn.after > turn.before]
    falls = [turn for turn in turns if turn.after < turn.before]
    return Drift(
        times=len(turns),
        up=len(rises),
        down=len(falls),
        total=sum(turn.after - turn.before for turn in turns),
        rise=max(rises, key=lambda turn: turn.after - turn.before, default=None),
        fall=min(falls, key=lambda turn: turn.after - turn.before, default=None),
    )
