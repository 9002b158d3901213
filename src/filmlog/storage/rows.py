"""Rows of the tables to records of the domain and back: the sole home of column names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Picture, Viewing

if TYPE_CHECKING:
    from filmlog.domain.money import Money

Row = Sequence[Any]
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

FILM = (
    "number", "id", "title", "original_title", "year", "released", "runtime", "tagline", "imdb",
    "tmdb", "wikidata", "letterboxd", "deleted", "overview", "rating", "rated",
)  # fmt: skip
SOURCE = ("number", "id", "name", "kind", "url", "note", "deleted")
PASS = (
    "number", "id", "source", "kind", "minor", "currency", "starts", "ends", "note", "paid",
    "every", "refund", "refunded", "deleted",
)  # fmt: skip
VIEWING = (
    "number", "id", "film", "watched", "rating", "heart", "rewatch", "unfinished", "source",
    "pass", "deleted", "venue", "format", "subtitles", "quote_by", "unfinished_why", "headline",
    "quote", "review",
)  # fmt: skip

CHILDREN = {
    "film_credit": ("job", "position", "name", "role"),
    "film_label": ("kind", "position", "name", "again"),
    "film_award": ("position", "prize", "festival", "year"),
    "film_related": ("position", "title", "year", "reason"),
    "film_origin": ("field", "service", "day"),
    "viewing_label": ("kind", "position", "name"),
    "viewing_picture": ("position", "name", "caption", "sha256"),
    "wish_mood": ("position", "name"),
}
"""Child tables and their columns after the owner's number."""

AGEING = (
    "service = 'tmdb' AND field NOT IN ('title', 'year', 'imdb', 'tmdb', 'wikidata', 'letterboxd')"
)
"""The rows of film_origin whose facts age, in the words of their index."""

_PLACES = {name: place for place, name in enumerate(Film._fields)}


def film_values(film: Film) -> tuple[Any, ...]:
    """The columns of FILM after the number."""
    return (
        film.id, film.title, film.original_title, film.year, iso(film.released), film.runtime,
        film.tagline, film.imdb, film.tmdb, film.wikidata, film.letterboxd, film.deleted,
        film.overview, film.rating, iso(film.rated),
    )  # fmt: skip


def film_children(film: Film) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each child table of a film."""
    return {
        "film_credit": [
            *(("director", i, name, "") for i, name in enumerate(film.directors)),
            *(("writer", i, name, "") for i, name in enumerate(film.writers)),
            *(("cast", i, credit.name, credit.role) for i, credit in enumerate(film.cast)),
        ],
        "film_label": [
            *_labels("genre", film.genres),
            *_labels("country", film.countries),
            *_labels("language", film.languages),
        ],
        "film_award": [(i, a.prize, a.festival, a.year) for i, a in enumerate(film.awards)],
        "film_related": [(i, r.title, r.year, r.reason) for i, r in enumerate(film.related)],
        "film_origin": list(film.origins),
    }


def make_film(row: Row, children: dict[str, list[Row]]) -> Film:
    """A film from its row (columns FILM) and its child rows in order of position."""
    (number, ulid, title, original, year, released, runtime, tagline, imdb, tmdb, wikidata,
     letterboxd, deleted, overview, rating, rated) = row  # fmt: skip
    credits_, labels = children["film_credit"], children["film_label"]
    return Film(
        id=ulid,
        title=title,
        original_title=original,
        year=year,
        released=partial(released),
        runtime=runtime,
        directors=tuple(name for job, _, name, _ in credits_ if job == "director"),
        writers=tuple(name for job, _, name, _ in credits_ if job == "writer"),
        cast=tuple(Credit(name, role) for job, _, name, role in credits_ if job == "cast"),
        genres=_named(labels, "genre"),
        countries=_named(labels, "country"),
        languages=_named(labels, "language"),
        overview=overview,
        tagline=tagline,
        awards=tuple(Award(prize, fest, at) for _, prize, fest, at in children["film_award"]),
        related=tuple(Related(name, at, why) for _, name, at, why in children["film_related"]),
        imdb=imdb,
        tmdb=tmdb,
        wikidata=wikidata,
        letterboxd=letterboxd,
        origins=_origins(children["film_origin"]),
        rating=rating,
        rated=partial(rated),
        deleted=deleted,
        number=number,
    )


def viewing_values(viewing: Viewing) -> tuple[Any, ...]:
    """The columns of VIEWING after the number; film, source and pass as ULIDs ('' for none)."""
    return (
        viewing.id, viewing.film_id, iso(viewing.watched), viewing.rating, int(viewing.heart),
        None if viewing.rewatch is None else int(viewing.rewatch), viewing.unfinished,
        viewing.source_id, viewing.pass_id, viewing.deleted, viewing.venue, viewing.format,
        viewing.subtitles, viewing.quote_by, viewing.unfinished_why, viewing.headline,
        viewing.quote, viewing.review,
    )  # fmt: skip


def viewing_children(viewing: Viewing) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each child table of a viewing."""
    return {
        "viewing_label": [
            *(("tag", i, name) for i, name in enumerate(viewing.tags)),
            *(("companion", i, name) for i, name in enumerate(viewing.companions)),
        ],
        "viewing_picture": [
            (i, picture.name, picture.caption, picture.sha256)
            for i, picture in enumerate(viewing.pictures)
        ],
    }


def make_viewing(row: Row, children: dict[str, list[Row]]) -> Viewing:
    """A viewing from its row (columns VIEWING, references as ULIDs) and its child rows."""
    (number, ulid, film, watched, rating, heart, rewatch, unfinished, source, pass_, deleted,
     venue, format_, subtitles, quote_by, why, headline, quote, review) = row  # fmt: skip
    labels = children["viewing_label"]
    return Viewing(
        id=ulid,
        film_id=film,
        watched=partial(watched),
        rating=rating,
        heart=bool(heart),
        rewatch=None if rewatch is None else bool(rewatch),
        unfinished=unfinished,
        unfinished_why=why,
        companions=_named(labels, "companion"),
        venue=venue,
        format=format_,
        subtitles=subtitles,
        tags=_named(labels, "tag"),
        headline=headline,
        quote=quote,
        quote_by=quote_by,
        review=review,
        pictures=tuple(
            Picture(name, sha256, caption)
            for _, name, caption, sha256 in children["viewing_picture"]
        ),
        source_id=source or "",
        pass_id=pass_ or "",
        deleted=deleted,
        number=number,
    )


def source_values(source: Source) -> tuple[Any, ...]:
    """The columns of SOURCE after the number."""
    return (source.id, source.name, source.kind, source.url, source.note, source.deleted)


def make_source(row: Row) -> Source:
    """A source from its row (columns SOURCE)."""
    number, ulid, name, kind, url, note, deleted = row
    return Source(ulid, name, kind, url, note, deleted, number)


def pass_values(pass_: Pass) -> tuple[Any, ...]:
    """The columns of PASS after the number; the source as a ULID."""
    return (
        pass_.id, pass_.source_id, pass_.kind, *price_values(pass_.price), instant(pass_.starts),
        instant(pass_.ends), pass_.note, iso(pass_.paid), pass_.every,
        pass_.refund.minor if pass_.refund else None, iso(pass_.refunded), pass_.deleted,
    )  # fmt: skip


def make_pass(row: Row) -> Pass:
    """A pass from its row (columns PASS, the source as a ULID)."""
    (number, ulid, source, kind, minor, currency, starts, ends, note, paid, every, refund,
     refunded, deleted) = row  # fmt: skip
    return Pass(
        id=ulid,
        source_id=source,
        kind=kind,
        price=money(minor, currency),
        starts=_moment(starts),
        ends=_moment(ends),
        note=note,
        paid=partial(paid),
        every=every,
        refund=money(refund, currency),
        refunded=partial(refunded),
        deleted=deleted,
        number=number,
    )


def price_values(price: Money | None) -> tuple[int | None, str | None]:
    """A price as minor units and currency, both NULL for one that is not known."""
    return (price.minor, price.currency) if price is not None else (None, None)


def money(minor: int | None, currency: str | None) -> Money | None:
    """A price from its two columns."""
    if minor is None or currency is None:
        return None
    from filmlog.domain.money import Money  # 3 ms, and most viewings cost nothing

    return Money(minor, currency)


def instant(moment: datetime | None) -> str | None:
    """An instant as stored: UTC, to the second, ISO 8601, so that text order is time order."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def iso(date: PartialDate | None) -> str | None:
    """A partial date as stored: ISO 8601, as long as it is known."""
    return None if date is None else date.iso


def partial(text: str | None) -> PartialDate | None:
    """A stored date."""
    return None if text is None else PartialDate.parse_iso(text)


def _origins(found: Sequence[Row]) -> tuple[Origin, ...]:
    """Origins in the order of the fields; those of fields that this filmlog has not are left."""
    known = (Origin(*row) for row in found if row[0] in _PLACES)
    return tuple(sorted(known, key=lambda origin: _PLACES[origin.field])) if found else ()


def _named(rows: Iterable[Row], kind: str) -> tuple[str, ...]:
    return tuple(name for at, _, name, *_ in rows if at == kind)


def _labels(kind: str, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of film_label; one that repeats an earlier name, as NOCASE compares, is marked."""
    known: set[str] = set()
    for position, name in enumerate(names):
        folded = name.translate(_LOWER)
        yield kind, position, name, int(folded in known)
        known.add(folded)
