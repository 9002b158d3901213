"""The facts of a film in words: who made it, when, how long, what it won, where it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from filmlog.domain.film import Award, Credit, Film
from filmlog.domain.source import Source
from filmlog.screen.safe import clean

CAST_SHOWN = 10


class Fact(NamedTuple):
    """A fact under its label, a picture under its name, a related film and the reason."""

    label: str
    value: str


def film_facts(film: Film, sources: Iterable[Source], *, full_cast: bool) -> Iterator[Fact]:
    """What is known about a film, safe to show, and the addresses of the sources it was seen at."""
    several: list[tuple[str, str, Sequence[str]]] = [
        ("Director", "Directors", film.directors),
        ("Writer", "Writers", film.writers),
        ("Cast", "Cast", _cast(film.cast, full=full_cast)),
        ("Genre", "Genres", film.genres),
        ("Released", "", [film.released.long] if film.released is not None else ()),
        ("Runtime", "", [runtime_words(film.runtime)] if film.runtime is not None else ()),
        ("Country", "Countries", film.countries),
        ("Language", "Languages", film.languages),
    ]
    for one, many, values in several:
        if values:
            yield Fact(one if len(values) == 1 else many, clean(", ".join(values)))
    if film.awards:
        prizes = "; ".join(_prize(award) for award in film.awards)
        yield Fact("Prize" if len(film.awards) == 1 else "Prizes", clean(prizes))
    for source in sources:
        if source.url:
            yield Fact("Found at", clean(f"{source.name}, {source.url}"))
    for service in ("IMDb", "TMDB", "Wikidata", "Letterboxd"):
        if value := getattr(film, service.lower()):
            yield Fact(service, clean(value))


def _cast(cast: Sequence[Credit], *, full: bool) -> list[str]:
    names = [f"{credit.name} ({credit.role})" if credit.role else credit.name for credit in cast]
    # "and 1 more" would take the room of the name.
    if full or len(names) <= CAST_SHOWN + 1:
        return names
    shown = names[:CAST_SHOWN]
    shown[-1] += f" and {len(names) - CAST_SHOWN} more"
    return shown


def _prize(award: Award) -> str:
    place = " ".join(str(part) for part in (award.festival, award.year) if part)
    return ", ".join(part for part in (award.prize, place) if part)


def titled(title: str, year: int | None) -> str:
    """`Title (Year)`, or the title of a film whose year is not known."""
    return title if year is None else f"{title} ({year})"


def runtime_words(minutes: int) -> str:
    """`1 h 37 min`, `2 h` or `45 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))
