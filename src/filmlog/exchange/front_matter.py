"""YAML front matter with every fact of a film, a list or a source but the reviews.

Each key stands on a line of its own, always there (but `origins`, which most films have none of)
and in the same place, with its value in JSON:
a scalar, a list of names in one line, or a list of records with a line each. JSON is YAML 1.2
(yaml.org/spec/1.2.2, 1.2), and YAML 1.1 reads it too once the characters it takes for breaks or
refuses are written as \\uXXXX.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import NOWHERE, FilmList, Found, OnList, Shelved, Wish, Wished
from filmlog.domain.source import Pass, Source
from filmlog.exchange.folds import SpoilerMode, name
from filmlog.exchange.sections import shown_pictures

# What YAML 1.1 calls a break or unprintable, and what a reader of the source could not see.
_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff]"
)


def front_matter(
    film: Film,
    entries: Sequence[Entry],
    *,
    spoilers: SpoilerMode = "fold",
    picture_paths: Mapping[str, str],
    shelved: Shelved = NOWHERE,
) -> str:
    """The block with its two lines of `---`; `entries` newest first, no spoiler in any mode.

    `picture_paths` has the file of each picture by its SHA-256.
    """
    rating = next((e.viewing.rating for e in entries if e.viewing.rating is not None), None)
    facts = {
        "title": film.title,
        "original_title": film.original_title,
        "year": film.year,
        "released": _text(film.released),
        "runtime": film.runtime,
        "directors": film.directors,
        "writers": film.writers,
        "cast": [{"name": credit.name, "role": credit.role} for credit in film.cast],
        "genres": film.genres,
        "countries": film.countries,
        "languages": film.languages,
        "tagline": film.tagline,
        "overview": film.overview,
        "awards": [
            {"prize": award.prize, "festival": award.festival, "year": award.year}
            for award in film.awards
        ],
        "related": [
            {"title": item.title, "year": item.year, "reason": item.reason} for item in film.related
        ],
        "imdb": film.imdb,
        "tmdb": film.tmdb,
        "wikidata": film.wikidata,
        "letterboxd": film.letterboxd,
        **_origins(film),
        "offers": [_offer(found) for found in shelved.offers],
        "watchlist": shelved.wish and _wish(shelved.wish),
        "rating": rating,
        "tags": list(dict.fromkeys(tag for entry in entries for tag in entry.viewing.tags)),
        "viewings": [_viewing(entry, spoilers, picture_paths) for entry in entries],
        "filmlog_id": film.id,
    }
    return _block(facts)


def list_front_matter(film_list: FilmList, items: Sequence[OnList]) -> str:
    """The block of a list's page."""
    return _block(
        {
            "name": film_list.name,
            "kind": film_list.kind,
            "note": film_list.note,
            "films": [
                {"id": listed.id, **_film(film), "rank": listed.rank, "note": listed.note}
                for listed, film, _ in items
            ],
            "filmlog_id": film_list.id,
        }
    )


def watchlist_front_matter(watchlist: Sequence[Wished]) -> str:
    """The block of the watchlist's page; the wishes themselves stand with the films."""
    films = [_film(wished.film) for wished in watchlist]
    return _block({"name": "Watchlist", "kind": "watchlist", "films": films})


def source_front_matter(source: Source, passes: Sequence[Pass]) -> str:
    """The block of a source's page."""
    return _block(
        {
            "name": source.name,
            "kind": source.kind,
            "url": source.url,
            "note": source.note,
            "passes": [_pass(pass_) for pass_ in passes],
            "filmlog_id": source.id,
        }
    )


def _block(facts: Mapping[str, Any]) -> str:
    lines = [_line(key, _without_spoilers(value)) for key, value in facts.items()]
    return "\n".join(["---", *lines, "---", ""])


def _line(key: str, value: Any) -> str:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "\n".join([f"{key}:", *(f"  - {_json(item)}" for item in value)])
    return f"{key}: {_json(value)}"


def _viewing(entry: Entry, spoilers: SpoilerMode, paths: Mapping[str, str]) -> dict[str, Any]:
    viewing, source, pass_ = entry.viewing, entry.source, entry.pass_
    return {
        "id": viewing.id,
        "watched": _text(viewing.watched),
        "rating": viewing.rating,
        "heart": viewing.heart,
        "rewatch": entry.rewatch,
        "unfinished": viewing.unfinished,
        "unfinished_why": viewing.unfinished_why,
        "companions": viewing.companions,
        "venue": viewing.venue,
        "format": viewing.format,
        "subtitles": viewing.subtitles,
        "tags": viewing.tags,
        "headline": viewing.headline,
        "quote": viewing.quote,
        "quote_by": viewing.quote_by,
        "pictures": [
            {
                "file": paths[picture.sha256],
                "caption": picture.caption,
                "sha256": picture.sha256,
            }
            for picture in shown_pictures(viewing, spoilers)
        ],
        "source": source and _source(source),
        "pass": pass_ and _pass(pass_),
    }


def _origins(film: Film) -> dict[str, Any]:
    return {"origins": [origin._asdict() for origin in film.origins]} if film.origins else {}


def _film(film: Film) -> dict[str, Any]:
    return {"film": film.id, "title": film.title, "year": film.year}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "note": source.note,
    }


def _pass(pass_: Pass) -> dict[str, Any]:
    return {
        "id": pass_.id,
        "kind": pass_.kind,
        "price": _text(pass_.price),
        "starts": _instant(pass_.starts),
        "ends": _instant(pass_.ends),
        "note": pass_.note,
        "paid": _text(pass_.paid),
        "every": pass_.every,
        "refund": _text(pass_.refund),
        "refunded": _text(pass_.refunded),
    }


def _offer(found: Found) -> dict[str, Any]:
    offer = found.offer
    return {
        "id": offer.id,
        "source": _source(found.source),
        "url": offer.url,
        "price": _text(offer.price),
        "is_there": offer.is_there,
        "checked": _text(offer.checked),
        "note": offer.note,
    }


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "id": wish.id,
        "why": wish.why,
        "recommended_by": wish.recommended_by,
        "priority": wish.priority,
        "due": _text(wish.due),
        "moods": wish.moods,
        "added": _text(wish.added),
    }


def _text(value: Money | PartialDate | None) -> str | None:
    return str(value) if value is not None else None


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _without_spoilers(value: Any) -> Any:
    if isinstance(value, str):
        return name(value)
    if isinstance(value, (list, tuple)):
        return [_without_spoilers(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_spoilers(item) for key, item in value.items()}
    return value


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
