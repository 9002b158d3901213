"""The watchlist, lists, offers and sources as Markdown; pages and documents share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from filmlog.domain.film import Film
from filmlog.domain.numerals import counted, ordinal
from filmlog.domain.shelf import FilmList, Found, Membership, OnList, Shelved, Wish, Wished
from filmlog.domain.source import Pass, Source
from filmlog.exchange.markdown.escaping import inline, is_link, link, open_line, paragraphs
from filmlog.exchange.markdown.folds import Folds, SpoilerMode, name
from filmlog.exchange.markdown.words import day, fact_lines, length, names, paid, place, plural

Paths = Mapping[str, str]
"""The path of a film's or a list's page by its ULID; one without a page is not linked to."""

NO_PATHS: Paths = MappingProxyType({})


def shelf_facts(shelved: Shelved, list_paths: Paths, folds: Folds) -> Iterator[tuple[str, str]]:
    """What is on the shelves of one film, as labels and Markdown."""
    yield "Where to find it", _offers(shelved.offers, folds)
    wish = shelved.wish
    yield "On the watchlist", "" if wish is None else " · ".join(_wish(wish, folds)) or "yes"
    lists = ", ".join(_membership(item, list_paths) for item in shelved.lists)
    yield plural("List", shelved.lists), lists


def watchlist_lines(
    watchlist: Sequence[Wished], *, spoilers: SpoilerMode, film_paths: Paths = NO_PATHS
) -> Iterator[str]:
    """Lines of Markdown under a heading of level 1, a bullet for each film."""
    folds = Folds(spoilers)
    yield from ["# Watchlist", ""]
    for wish, film, offers in watchlist:
        yield _bullet(film, [*_wish(wish, folds), _to_find(offers, folds)], film_paths)
    yield ""
    yield from folds.listing()


def other_lines(
    films: Sequence[Film], offers: Mapping[str, Sequence[Found]], *, spoilers: SpoilerMode
) -> Iterator[str]:
    """Films that are neither seen nor on a list, under a heading of level 1."""
    folds = Folds(spoilers)
    yield from ["# Other films", ""]
    for film in films:
        yield _bullet(film, [_to_find(offers.get(film.id, ()), folds)], NO_PATHS)
    yield ""
    yield from folds.listing()


def list_lines(
    film_list: FilmList,
    items: Sequence[OnList],
    *,
    level: int,
    spoilers: SpoilerMode,
    film_paths: Paths = NO_PATHS,
) -> Iterator[str]:
    """A list under a heading of `level`: what it is, its note, and its films."""
    folds = Folds(spoilers)
    yield from [f"{'#' * level} {inline(name(film_list.name))}", ""]
    yield from [f"*{film_list.kind.capitalize()}, {counted(len(items), 'film')}.*", ""]
    if film_list.note:
        yield from [*paragraphs(folds.plain(film_list.note)), ""]
    for item in items:
        mark = "-" if film_list.kind == "unordered" else f"{item.place}."
        note = f": {inline(folds.plain(item.listed.note))}" if item.listed.note else ""
        yield f"{mark} {_film(item.film, film_paths)}{note}"
    yield ""
    yield from folds.listing()


def source_lines(source: Source, passes: Sequence[Pass], *, spoilers: SpoilerMode) -> Iterator[str]:
    """A source and what was paid there, under a heading of level 1."""
    folds = Folds(spoilers)
    yield from [f"# {inline(name(source.name))}", ""]
    address = inline(name(source.url))
    if is_link(source.url):
        address = link(address, source.url)
    yield from fact_lines([("Kind", inline(name(source.kind))), ("Address", address)])
    if source.note:
        yield from [*paragraphs(folds.plain(source.note)), ""]
    if passes:
        yield from ["## Passes", ""]
        yield from (f"- {_pass(pass_, folds)}" for pass_ in passes)
        yield ""
    yield from folds.listing()


def _bullet(film: Film, parts: Sequence[str], film_paths: Paths) -> str:
    runtime = length(film.runtime) if film.runtime is not None else ""
    facts = ", ".join(filter(None, (_film(film, film_paths), names(film.directors), runtime)))
    return f"- {' · '.join(filter(None, (facts, *parts)))}"


def _film(film: Film, film_paths: Paths) -> str:
    label = inline(name(film.label))
    path = film_paths.get(film.id, "")
    return link(label, path) if path else open_line(label)


def _wish(wish: Wish, folds: Folds) -> list[str]:
    parts = [
        inline(folds.plain(wish.why)),
        f"recommended by {inline(name(wish.recommended_by))}" if wish.recommended_by else "",
        f"{inline(wish.priority)} priority" if wish.priority != "normal" else "",
        f"see it by {day(wish.due)}" if wish.due else "",
        f"{plural('mood', wish.moods)}: {names(wish.moods)}" if wish.moods else "",
        f"since {day(wish.added)}" if wish.added else "",
    ]
    return [part for part in parts if part]


def _to_find(offers: Sequence[Found], folds: Folds) -> str:
    return f"where to find it: {_offers(offers, folds)}" if offers else ""


def _offers(offers: Sequence[Found], folds: Folds) -> str:
    return "; ".join(_offer(found, folds) for found in offers)


def _offer(found: Found, folds: Folds) -> str:
    """`[Arsenal](https://a.de), 8.00 EUR, checked 20 Nov 2026: a note`."""
    offer = found.offer
    if offer.is_there:
        checked = f"checked {day(offer.checked)}" if offer.checked else ""
    else:
        checked = f"not there on {day(offer.checked)}" if offer.checked else "not there"
    parts = (
        place(found.source, offer.url),
        "" if is_link(offer.url) else inline(name(offer.url)),
        str(offer.price) if offer.price is not None else "",
        checked,
    )
    note = f": {inline(folds.plain(offer.note))}" if offer.note else ""
    return ", ".join(filter(None, parts)) + note


def _membership(item: Membership, list_paths: Paths) -> str:
    label = inline(name(item.film_list.name))
    path = list_paths.get(item.film_list.id, "")
    at = "" if item.film_list.kind == "unordered" else f" ({ordinal(item.place)})"
    return (link(label, path) if path else label) + at


def _pass(pass_: Pass, folds: Folds) -> str:
    on = f"paid {day(pass_.paid)}" if pass_.paid else ""
    note = f": {inline(folds.plain(pass_.note))}" if pass_.note else ""
    return open_line(", ".join(filter(None, (paid(pass_), on)))) + note
