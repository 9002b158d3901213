"""A film's card as a value: what stands on it and in which order, safe to show, without spoilers
unless they were asked for. plain_card.py and rich_card.py draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.rating import describe
from filmlog.domain.review import Prose, fold_label, hide_inline, parse_review, reveal_inline
from filmlog.domain.source import Pass
from filmlog.domain.standing import own_rating_stands, standing_rating
from filmlog.screen.facts import Fact, film_facts, origin_lines, shelf_facts, titled
from filmlog.screen.listing import HEART
from filmlog.screen.safe import clean, clean_block

if TYPE_CHECKING:
    from filmlog.domain.shelf import Shelved

_Line = Callable[[str], str]
"""Makes a text safe, one line, and its inline spoilers hidden or shown."""

WIDEST = 92
"""Cells; a review set wider than this is hard to read, whatever the terminal has."""


class Seen(NamedTuple):
    """One viewing: when, the rating in words or stars, ♥ or '', and a line for each of the rest."""

    when: str
    rating: str
    heart: str
    details: tuple[str, ...]


class Part(NamedTuple):
    """A stretch of a review in Markdown. `kind` is prose, spoiler (shown) or fold (hidden).

    A spoiler has its title in `title`; a fold has in `text` one line that stands for it.
    """

    kind: str
    text: str
    title: str = ""


class Words(NamedTuple):
    """What was written and kept about one viewing."""

    heading: str
    headline: str
    quote: str
    quote_by: str
    review: tuple[Part, ...]
    pictures: tuple[Fact, ...]


class Card(NamedTuple):
    """Everything on a card, from top to bottom; '' and () where there is nothing."""

    number: str
    title: str
    original_title: str
    verdict: Seen | None
    """The film's rating today, and how often it was seen."""
    own_rating: str
    """The rating that the film has apart from its viewings, and of which day it is."""
    tagline: str
    facts: tuple[Fact, ...]
    overview: str
    viewings: tuple[Seen, ...]
    words: tuple[Words, ...]
    related: tuple[Fact, ...]
    origins: tuple[str, ...] = ()
    """Below the facts: which services they are from, and what those want said of it."""


def build_card(
    film: Film,
    entries: Sequence[Entry],
    *,
    spoilers: bool = False,
    rating_style: str = "stars",
    full_cast: bool = False,
    films_on_pass: Mapping[str, int] | None = None,
    shelved: Shelved | None = None,
) -> Card:
    """The card of a film with its viewings, given in order of date and shown the latest first.

    `films_on_pass` says by ULID how many films were seen on a pass, so that the price of one that
    covered several does not look like the price of this film. `shelved` is where the film can be
    found, why it is on the watchlist, and the lists it is on.
    """
    inline = reveal_inline if spoilers else hide_inline

    def line(text: str) -> str:
        return clean(inline(text)).strip() if "||" in text else clean(text).strip()

    latest_first = entries[::-1]
    offered = {found.source.id for found in shelved.offers} if shelved else set()
    sources = {
        e.source.id: e.source
        for e in latest_first
        if e.source is not None and e.source.id not in offered
    }
    words = [(entry, _words(entry, line, spoilers=spoilers)) for entry in latest_first]
    return Card(
        number=f"#{film.number}" if film.number else "",
        title=clean(film.label),
        original_title=clean(film.original_title) if film.original_title != film.title else "",
        verdict=_verdict(film, entries, rating_style),
        own_rating=own_rating_words(film, entries, rating_style),
        tagline=line(film.tagline),
        facts=(
            *film_facts(film, sources.values(), full_cast=full_cast),
            *(shelf_facts(shelved, line) if shelved else ()),
        ),
        overview=clean_block(inline(film.overview)).strip(),
        viewings=tuple(_seen(e, line, rating_style, films_on_pass or {}) for e in latest_first),
        words=tuple(
            said._replace(heading=_heading(entry, said, alone=len(entries) == 1))
            for entry, said in words
            if any(said)
        ),
        related=tuple(
            Fact(clean(titled(other.title, other.year)), line(other.reason))
            for other in film.related
        ),
        origins=origin_lines(film),
    )


def own_rating_words(film: Film, entries: Sequence[Entry], rating_style: str) -> str:
    """`Your rating now ★★★★ (Tue 12 Mar 2024)`; '' for a film with no rating but its viewings'.

    One that a later viewing has replaced is `Your rating then`.
    """
    if film.rating is None:
        return ""
    now = "now" if own_rating_stands(film, [e.viewing for e in entries]) else "then"
    day = f" ({film.rated.words})" if film.rated is not None else ""
    return f"Your rating {now} {describe(film.rating, rating_style)}{day}"


def _verdict(film: Film, entries: Sequence[Entry], rating_style: str) -> Seen | None:
    if not entries:
        return None
    rating = standing_rating(film, [e.viewing for e in entries])
    times = len(entries)
    return Seen(
        when="",
        rating="" if rating is None else describe(rating, rating_style),
        heart=HEART if any(e.viewing.heart for e in entries) else "",
        details=(
            "seen once" if times == 1 else "seen twice" if times == 2 else f"seen {times} times",
        ),
    )


def _seen(entry: Entry, line: _Line, rating_style: str, films_on_pass: Mapping[str, int]) -> Seen:
    viewing = entry.viewing
    paid = paid_words(entry.pass_, films_on_pass.get(viewing.pass_id, 1))
    place = entry.source.name if entry.source is not None else ""
    circumstances = [
        "rewatch" if entry.rewatch else "",
        f"with {_and(viewing.companions)}" if viewing.companions else "",
        viewing.venue if viewing.venue != place else "",
        viewing.format,
        f"{viewing.subtitles} subtitles" if viewing.subtitles else "",
    ]
    details = [
        ", ".join(part for part in (place, paid) if part),
        " · ".join(part for part in circumstances if part),
        _stopped(viewing.unfinished, line(viewing.unfinished_why)),
        f"tagged {', '.join(viewing.tags)}" if viewing.tags else "",
    ]
    return Seen(
        when=viewing.watched.words if viewing.watched is not None else "Unknown date",
        rating="" if viewing.rating is None else describe(viewing.rating, rating_style),
        heart=HEART if viewing.heart else "",
        details=tuple(clean(detail) for detail in details if detail),
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def paid_words(pass_: Pass | None, films: int) -> str:
    """`one-day pass, 5.00 USD for 2 films`, as far as it is known; '' for no pass."""
    if pass_ is None:
        return ""
    if pass_.price is None:
        return pass_.kind
    if not pass_.price.minor:
        return pass_.kind if pass_.kind == "free" else f"{pass_.kind}, free"
    shared = f" for {films} films" if films > 1 else ""
    return f"{pass_.kind}, {pass_.price}{shared}"


def _stopped(minutes: int | None, why: str) -> str:
    if minutes is None:
        return ""
    return f"stopped after {minutes} min" + (f": {why}" if why else "")


def _words(entry: Entry, line: _Line, *, spoilers: bool) -> Words:
    viewing = entry.viewing
    return Words(
        heading="",
        headline=line(viewing.headline),
        quote=line(viewing.quote),
        quote_by=line(viewing.quote_by),
        review=tuple(_review(viewing.review, spoilers=spoilers)),
        pictures=tuple(Fact(clean(p.name), line(p.caption)) for p in viewing.pictures),
    )


def _heading(entry: Entry, words: Words, *, alone: bool) -> str:
    what = "Review" if words.review else "Notes"
    watched = entry.viewing.watched
    if alone:
        return what
    return f"{what}, {watched.words if watched is not None else 'unknown date'}"


def _review(text: str, *, spoilers: bool) -> Iterable[Part]:
    # Marks are read before anything is cleaned away, so that what is a spoiler to the rest of
    # filmlog is one here.
    for part in parse_review(text):
        if isinstance(part, Prose):
            yield Part(
                "prose", clean_block((reveal_inline if spoilers else hide_inline)(part.text))
            )
        elif spoilers:
            title = clean(reveal_inline(part.title)).strip()
            yield Part("spoiler", clean_block(reveal_inline(part.text)), title)
        else:
            yield Part("fold", clean(f"{fold_label(part)} --spoilers shows it"))
