"""YAML front matter with every fact of a film and its viewings but the reviews.

Each key stands on a line of its own, always there and in the same place, with its value in JSON:
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
) -> str:
    """The block with its two lines of `---`; `entries` newest first, no spoiler in any mode.

    `picture_paths` has the file of each picture by its SHA-256.
    """
    rating = next((e.viewing.rating for e in entries if e.viewing.rating is not None), None)

    facts: dict[str, Any] = {
        "title": film.title,
        "original_title": film.original_title,
        "year": film.year,
        "released": film.released.iso if film.released else None,
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
        "rating": rating,
        "tags": list(dict.fromkeys(tag for entry in entries for tag in entry.viewing.tags)),
        "viewings": [_viewing(entry, spoilers, picture_paths) for entry in entries],
        "filmlog_id": film.id,
    }
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
        "watched": viewing.watched.iso if viewing.watched else None,
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
        "source": source
        and {
            "id": source.id,
            "name": source.name,
            "kind": source.kind,
            "url": source.url,
        },
        "pass": pass_
        and {
            "id": pass_.id,
            "kind": pass_.kind,
            "price": str(pass_.price) if pass_.price is not None else None,
            "starts": _instant(pass_.starts),
            "ends": _instant(pass_.ends),
        },
    }


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
