"""YAML front matter with every fact of a film, a list or a source but the reviews.

Each key stands on a line of its own and in the same place, with its value in JSON: a scalar, a list
of names in one line, or a list of records with a line each. JSON is YAML 1.2 (yaml.org/spec/1.2.2,
1.2), and YAML 1.1 reads it too once the characters it takes for breaks or refuses are written as
\\uXXXX.

A key is always there, but for those that most pages would have empty: `origins`, `film_rating` and
`rated` (the person's rating of the film apart from any viewing; `rating` is the standing one), of
a viewing `rewatch_said` (the person's own word; `rewatch` is worked out), of a pass the `source`
where that is not the viewing's, of a picture the `name` where its file has another. Three more are
for reading a page back: `exact` (exact.py), `layout` of a viewing (layout.py), and `spoilers`: the
hidden words were written out or left out, so that the page is not read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import NOWHERE, FilmList, Found, OnList, Shelved, Wish, Wished
from filmlog.domain.source import Pass, Source
from filmlog.domain.standing import standing_rating
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.markdown.folds import SpoilerMode
from filmlog.exchange.markdown.sections import shown_pictures
from filmlog.exchange.pages.exact import shown
from filmlog.exchange.pages.front_matter_block import block
from filmlog.exchange.pages.layout import layout


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
    rating = standing_rating(film, [entry.viewing for entry in reversed(entries)])
    facts: dict[str, Any] = {
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
        **_if_any("origins", [origin._asdict() for origin in film.origins]),
        **_if_any("film_rating", film.rating),
        **_if_any("rated", _text(film.rated)),
        "offers": [_offer(found) for found in shelved.offers],
        "watchlist": shelved.wish and _wish(shelved.wish),
        "rating": rating,
        "tags": list(dict.fromkeys(tag for entry in entries for tag in entry.viewing.tags)),
        "viewings": [_viewing(entry, spoilers, picture_paths) for entry in entries],
        "filmlog_id": film.id,
    }
    is_short = any(_lacks_pictures(entry.viewing, spoilers) for entry in entries)
    reviews = [entry.viewing.review for entry in entries]
    return block(facts, spoilers, reviews, is_short=is_short)


def list_front_matter(
    film_list: FilmList, items: Sequence[OnList], *, spoilers: SpoilerMode = "fold"
) -> str:
    """The block of a list's page."""
    return block(
        {
            "name": film_list.name,
            "kind": film_list.kind,
            "note": film_list.note,
            "films": [
                {"id": listed.id, **_film(film), "rank": listed.rank, "note": listed.note}
                for listed, film, _ in items
            ],
            "filmlog_id": film_list.id,
        },
        spoilers,
    )


def watchlist_front_matter(watchlist: Sequence[Wished]) -> str:
    """The block of the watchlist's page; the wishes themselves stand with the films."""
    films = [_film(wished.film) for wished in watchlist]
    # A title with hidden words stands on the page of its film.
    facts = {"name": "Watchlist", "kind": "watchlist", "films": shown(films, "films", {})}
    return block(facts, "fold")


def source_front_matter(
    source: Source, passes: Sequence[Pass], *, spoilers: SpoilerMode = "fold"
) -> str:
    """The block of a source's page."""
    return block(
        {
            "name": source.name,
            "kind": source.kind,
            "url": source.url,
            "note": source.note,
            "passes": [_pass(pass_, source.id) for pass_ in passes],
            "filmlog_id": source.id,
        },
        spoilers,
    )


def _viewing(entry: Entry, spoilers: SpoilerMode, paths: Mapping[str, str]) -> dict[str, Any]:
    viewing, source, pass_ = entry.viewing, entry.source, entry.pass_
    return {
        "id": viewing.id,
        "watched": _text(viewing.watched),
        "rating": viewing.rating,
        "heart": viewing.heart,
        "rewatch": entry.rewatch,
        **_if_any("rewatch_said", viewing.rewatch),
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
                **_if_any("name", _other_name(picture, paths[picture.sha256])),
                "caption": picture.caption,
                "sha256": picture.sha256,
            }
            for picture in shown_pictures(viewing, spoilers)
        ],
        "source": source and _source(source),
        "pass": pass_ and _pass(pass_, viewing.source_id),
        **_if_any("layout", layout(entry, spoilers).plain()),
    }


def _if_any(key: str, value: Any) -> dict[str, Any]:
    return {} if value in (None, "", [], {}) else {key: value}


def _lacks_pictures(viewing: Viewing, spoilers: SpoilerMode) -> bool:
    return len(shown_pictures(viewing, spoilers)) < len(viewing.pictures)


def _other_name(picture: Picture, file: str) -> str | None:
    """The name of a picture whose file has another one, as two pictures may have the same."""
    return picture.name if picture.name != PurePosixPath(file).name else None


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


def _pass(pass_: Pass, source_id: str) -> dict[str, Any]:
    return {
        "id": pass_.id,
        **_if_any("source", pass_.source_id if pass_.source_id != source_id else None),
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
