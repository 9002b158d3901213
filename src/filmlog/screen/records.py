"""Records as JSON has them: every field, dates ISO 8601, ratings 1-100, prices in minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.review import Prose, fold_label, hide_inline, parse_review
from filmlog.domain.shelf import NOWHERE, Found, Shelved, Wish
from filmlog.domain.source import Pass, Source

if TYPE_CHECKING:
    from filmlog.domain.money import Money

Plain = dict[str, Any]
"""A record as JSON has it."""


def film_json(film: Film, *, spoilers: bool = False) -> Plain:
    """Every fact of a film, its own rating, and the origins by field of facts that have one."""
    shown = _identity if spoilers else hide_inline
    origins = {o.field: {"day": o.day, "service": o.service} for o in film.origins}
    return ({"origins": origins} if origins else {}) | {
        "awards": [
            {"festival": award.festival, "prize": award.prize, "year": award.year}
            for award in film.awards
        ],
        "cast": [{"name": credit.name, "role": credit.role} for credit in film.cast],
        "countries": film.countries,
        "directors": film.directors,
        "film_rating": film.rating,
        "genres": film.genres,
        "id": film.id,
        "imdb": film.imdb,
        "languages": film.languages,
        "letterboxd": film.letterboxd,
        "number": film.number,
        "original_title": film.original_title,
        "overview": shown(film.overview),
        "related": [
            {"reason": shown(other.reason), "title": other.title, "year": other.year}
            for other in film.related
        ],
        "rated": iso(film.rated),
        "released": iso(film.released),
        "runtime": film.runtime,
        "tagline": shown(film.tagline),
        "title": film.title,
        "tmdb": film.tmdb,
        "wikidata": film.wikidata,
        "writers": film.writers,
        "year": film.year,
    }


def entry_json(entry: Entry, *, spoilers: bool = False) -> Plain:
    """Everything of a viewing but its film.

    Without `spoilers` hidden words are replaced by how many they are, and `folded` says whether
    any were: what is written back from such a record would lose them.
    """
    viewing = entry.viewing
    shown = _identity if spoilers else hide_inline
    review = viewing.review if spoilers else folded(viewing.review)
    said = {
        "headline": shown(viewing.headline),
        "quote": shown(viewing.quote),
        "quote_by": shown(viewing.quote_by),
        "review": review,
        "unfinished_why": shown(viewing.unfinished_why),
    }
    captions = [shown(picture.caption) for picture in viewing.pictures]
    return said | {
        "companions": viewing.companions,
        "film_id": viewing.film_id,
        "folded": any(said[name] != getattr(viewing, name) for name in said)
        or captions != [picture.caption for picture in viewing.pictures],
        "format": viewing.format,
        "heart": viewing.heart,
        "id": viewing.id,
        "number": viewing.number,
        "ordinal": entry.ordinal,
        "pass": None if entry.pass_ is None else pass_json(entry.pass_),
        "pictures": [
            {"caption": caption, "name": picture.name, "sha256": picture.sha256}
            for picture, caption in zip(viewing.pictures, captions, strict=True)
        ],
        "rating": viewing.rating,
        "rewatch": entry.rewatch,
        "source": None if entry.source is None else source_json(entry.source),
        "subtitles": viewing.subtitles,
        "tags": viewing.tags,
        "unfinished": viewing.unfinished,
        "venue": viewing.venue,
        "watched": iso(viewing.watched),
    }


def source_json(source: Source) -> Plain:
    """Every field of a source."""
    return {
        "id": source.id,
        "kind": source.kind,
        "name": source.name,
        "note": source.note,
        "number": source.number,
        "url": source.url,
    }


def pass_json(pass_: Pass) -> Plain:
    """Every field of a pass; its times are instants with their offset from UTC."""
    return {
        "ends": None if pass_.ends is None else pass_.ends.isoformat(),
        "every": pass_.every,
        "id": pass_.id,
        "kind": pass_.kind,
        "note": pass_.note,
        "number": pass_.number,
        "paid": iso(pass_.paid),
        "price": money_json(pass_.price),
        "refund": money_json(pass_.refund),
        "refunded": iso(pass_.refunded),
        "source_id": pass_.source_id,
        "starts": None if pass_.starts is None else pass_.starts.isoformat(),
    }


def offer_json(found: Found, *, spoilers: bool = False) -> Plain:
    """Where a film can be found, with the source."""
    offer, source = found
    shown = _identity if spoilers else hide_inline
    return {
        "checked": iso(offer.checked),
        "film_id": offer.film_id,
        "id": offer.id,
        "is_there": offer.is_there,
        "note": shown(offer.note),
        "number": offer.number,
        "price": money_json(offer.price),
        "source": source_json(source),
        "url": offer.url,
    }


def wish_json(wish: Wish, *, spoilers: bool = False) -> Plain:
    """Every field of a wish."""
    shown = _identity if spoilers else hide_inline
    return {
        "added": iso(wish.added),
        "due": iso(wish.due),
        "film_id": wish.film_id,
        "id": wish.id,
        "moods": wish.moods,
        "number": wish.number,
        "priority": wish.priority,
        "recommended_by": shown(wish.recommended_by),
        "why": shown(wish.why),
    }


def shelved_json(shelved: Shelved | None, *, spoilers: bool = False) -> Plain:
    """Where a film can be found, the wish for it or null, and the lists it is on."""
    shelved = shelved or NOWHERE
    shown = _identity if spoilers else hide_inline
    return {
        "lists": [
            {
                "id": film_list.id,
                "kind": film_list.kind,
                "name": film_list.name,
                "note": shown(note),
                "place": None if film_list.kind == "unordered" else place,
            }
            for film_list, place, note in shelved.lists
        ],
        "offers": [offer_json(found, spoilers=spoilers) for found in shelved.offers],
        "watchlist": None if shelved.wish is None else wish_json(shelved.wish, spoilers=spoilers),
    }


def money_json(price: Money | None) -> Plain | None:
    """An amount in minor units with its currency, null when it is not known."""
    return None if price is None else {"currency": price.currency, "minor": price.minor}


def folded(text: str) -> str:
    """A review with `Spoiler: The ending, 42 words.` where a block stands; as it is without."""
    parts = parse_review(text)
    if "||" not in text and all(isinstance(part, Prose) for part in parts):
        return text
    return "\n\n".join(
        hide_inline(part.text) if isinstance(part, Prose) else fold_label(part) for part in parts
    )


def iso(date: PartialDate | None) -> str | None:
    """A date as text, null when it is not known."""
    return None if date is None else date.iso


def _identity(text: str) -> str:
    return text
