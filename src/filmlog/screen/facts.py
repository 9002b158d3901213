"""The facts of a film in words: who made it, when, how long, what it won, where it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.film import NOBODY, Award, Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.services import NAMES, NOTICES
from filmlog.domain.source import Source
from filmlog.screen.safe import clean

if TYPE_CHECKING:
    from filmlog.domain.shelf import Shelved, Wish

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
        (*_cast_labels(film), _cast(film.cast, full=full_cast)),
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


def origin_lines(film: Film) -> tuple[str, ...]:
    """`Facts: IMDb, 24 Nov 2026; Wikidata, 18 Oct 2026`, and the notices these services want.

    Each service with the day of the latest of its facts; nothing when no fact has an origin.
    """
    latest: dict[str, str] = {}
    for _, service, day in film.origins:
        latest[service] = max(day, latest.get(service, ""))
    latest.pop(NOBODY, None)
    if not latest:
        return ()
    services = sorted(latest)
    said = [f"{NAMES.get(name, name)}, {_day(latest[name])}" for name in services]
    notices = [NOTICES[name] for name in services if name in NOTICES]
    return (clean(f"Facts: {'; '.join(said)}"), *notices)


def _day(iso: str) -> str:
    return PartialDate.parse_iso(iso).words.partition(" ")[2]


def shelf_facts(shelved: Shelved, line: Callable[[str], str]) -> Iterator[Fact]:
    """Where a film can be found, the wish for it and its lists; `line` makes a free text safe."""
    for offer, source in shelved.offers:
        parts = [clean(source.name), clean(offer.url or source.url)]
        parts += [str(offer.price)] if offer.price is not None else []
        parts += [offer.checked.words] if offer.checked is not None else []
        said = ", ".join(part for part in [*parts, line(offer.note)] if part)
        yield Fact("Found at" if offer.is_there else "Not found at", said)
    if shelved.wish is not None:
        yield Fact("Watchlist", wish_words(shelved.wish, line))
    for film_list, place, note in shelved.lists:
        name = clean(film_list.name)
        name = name if film_list.kind == "unordered" else f"{name}, place {place}"
        yield Fact("List", ": ".join(part for part in (name, line(note)) if part))


def wish_words(wish: Wish, line: Callable[[str], str]) -> str:
    """`recommended by Nina, since 3 May 2026: for the staircase`, as far as it is known."""
    parts = [
        f"recommended by {line(wish.recommended_by)}" if wish.recommended_by else "",
        f"{wish.priority} priority" if wish.priority != "normal" else "",
        f"to see by {wish.due.words}" if wish.due is not None else "",
        f"for {clean(', '.join(wish.moods))} moods" if wish.moods else "",
        f"since {wish.added.words}" if wish.added is not None else "",
    ]
    said = ", ".join(part for part in parts if part)
    return ": ".join(part for part in (said, line(wish.why)) if part)


def _cast_labels(film: Film) -> tuple[str, str]:
    """For one name and for several; in the order of the alphabet nobody is leading."""
    if not film.origins:
        return "Cast", "Cast"
    from filmlog.domain.filling import is_billed  # most films are as a person wrote them

    return ("Cast", "Cast") if is_billed(film) else ("Cast", "Cast (A-Z)")


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
