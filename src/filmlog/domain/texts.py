"""The texts of a record that a search looks in, by column: what the index and a query both read.

Everything a person may mark as a spoiler is split: hidden words stand in a column of their own, so
that they can be found and are never shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.domain.film import Film
from filmlog.domain.review import split_spoilers
from filmlog.domain.source import Source
from filmlog.domain.viewing import Viewing

if TYPE_CHECKING:
    from filmlog.domain.shelf import Wish

Texts = dict[str, list[str]]
"""Column name to the values it holds; a phrase never matches across two values."""


def film_texts(film: Film) -> Texts:
    """The word columns of a film."""
    return {
        "title": [film.title, film.original_title],
        "director": list(film.directors),
        "writer": list(film.writers),
        "cast": [text for credit in film.cast for text in (credit.name, credit.role)],
        "genre": list(film.genres),
        "country": list(film.countries),
        "language": list(film.languages),
        "overview": _open(film.overview, film.tagline),
        "award": [text for award in film.awards for text in (award.prize, award.festival)],
        "related": _open(*(text for other in film.related for text in (other.title, other.reason))),
    }


def _open(*texts: str) -> list[str]:
    """Texts without what is hidden in them; in the facts of a film that is looked for by nobody."""
    return [split_spoilers(text)[0] if "||" in text or ":::" in text else text for text in texts]


def viewing_texts(viewing: Viewing) -> Texts:
    """The word columns of a viewing; all but `spoiler` hold nothing hidden."""
    hidden: list[str] = []

    def shown(*texts: str) -> list[str]:
        values = []
        for text in texts:
            # Most texts hide nothing, and that is quickly seen: 0.1 ms and not 1 for a long review.
            is_plain = "||" not in text and ":::" not in text
            open_words, hidden_words = (text, "") if is_plain else split_spoilers(text)
            values.append(open_words)
            hidden.append(hidden_words)
        return values

    return {
        "tag": list(viewing.tags),
        "with": list(viewing.companions),
        "venue": [viewing.venue],
        "format": [viewing.format],
        "subtitles": [viewing.subtitles],
        "headline": shown(viewing.headline),
        "quote": shown(viewing.quote, viewing.quote_by),
        "review": shown(viewing.review, viewing.unfinished_why),
        "caption": shown(*(picture.caption for picture in viewing.pictures)),
        "spoiler": hidden,
    }


def source_texts(source: Source) -> Texts:
    """The word column of a source."""
    return {"source": [source.name, source.url]}


def wish_texts(wish: Wish) -> Texts:
    """The word columns of a film on the watchlist."""
    return {
        "why": _open(wish.why),
        "recommended": [wish.recommended_by],
        "mood": list(wish.moods),
    }
