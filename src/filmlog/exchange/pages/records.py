"""The records of a diary in the front matter of its pages, as front_matter.py writes them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from filmlog.domain.film import Award, Credit, Film, Origin, Related
from filmlog.domain.shelf import PRIORITIES, Found, Wish
from filmlog.domain.source import PERIODS, Offer, Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.exchange.pages.fields import Fields
from filmlog.exchange.pages.manifest import PICTURES

_YEARS = (1870, 2200)
_MINUTES = 6000
_RATINGS = (1, 100)
_LARGEST = 2**63 - 1
_FILE = re.compile(rf"{PICTURES}/(?!\.)[^/\\:]+")
_SHA = re.compile("[0-9a-f]{64}")

_VIEWING_KEYS = (
    "id", "watched", "rating", "heart", "rewatch", "rewatch_said", "unfinished", "unfinished_why",
    "companions", "venue", "format", "subtitles", "tags", "headline", "quote", "quote_by",
    "pictures", "source", "pass", "layout",
)  # fmt: skip
_PASS_KEYS = (
    "id", "source", "kind", "price", "starts", "ends", "note", "paid", "every", "refund",
    "refunded",
)  # fmt: skip


class Seen(NamedTuple):
    """A viewing without its review, with its source and pass, and the files of its pictures.

    `files` has the path of each picture in the folder of pages, by its SHA-256.
    """

    viewing: Viewing
    source: Source | None
    pass_: Pass | None
    files: tuple[tuple[str, str], ...]


def film(fields: Fields) -> Film:
    """The film of a page."""
    return Film(
        id=fields.id("filmlog_id"),
        title=fields.needed("title"),
        original_title=fields.text("original_title"),
        year=fields.whole("year", *_YEARS),
        released=fields.date("released"),
        runtime=fields.whole("runtime", 1, _MINUTES),
        directors=fields.texts("directors"),
        writers=fields.texts("writers"),
        cast=tuple(
            Credit(each.text("name"), each.text("role"))
            for each in _each(fields, "cast", "name", ("name", "role"))
        ),
        genres=fields.texts("genres"),
        countries=fields.texts("countries"),
        languages=fields.texts("languages"),
        overview=fields.text("overview"),
        tagline=fields.text("tagline"),
        awards=tuple(
            Award(each.text("prize"), each.text("festival"), each.whole("year", *_YEARS))
            for each in _each(fields, "awards", "prize", ("prize", "festival", "year"))
        ),
        related=tuple(
            Related(each.text("title"), each.whole("year", *_YEARS), each.text("reason"))
            for each in _each(fields, "related", "title", ("title", "year", "reason"))
        ),
        imdb=fields.text("imdb"),
        tmdb=fields.text("tmdb"),
        wikidata=fields.text("wikidata"),
        letterboxd=fields.text("letterboxd"),
        origins=tuple(
            Origin(each.choice("field", Film._fields, ""), each.text("service"), each.text("day"))
            for each in _each(fields, "origins", "", ("field", "service", "day"))
        ),
        rating=fields.whole("film_rating", *_RATINGS),
        rated=fields.date("rated"),
    )


def seen(fields: Fields, film_id: str) -> Seen:
    """A viewing of a film."""
    fields.only(_VIEWING_KEYS)
    id_ = fields.id()
    given, bought = fields.one("source", "name"), fields.one("pass", "kind")
    source = source_of(given) if given is not None else None
    pass_ = pass_of(bought, source.id if source else "") if bought is not None else None
    said = fields.flag("rewatch_said")
    if said is None and not id_:
        # Nobody has worked it out yet: whoever wrote this viewing says so.
        said = fields.flag("rewatch")
    pictures, files = [], []
    for each in _each(fields, "pictures", "", ("file", "name", "caption", "sha256")):
        file, sha = each.needed("file"), each.needed("sha256")
        if not _FILE.fullmatch(file):
            each.fail("file", f"is no file in {PICTURES}/.")
        if not _SHA.fullmatch(sha):
            each.fail("sha256", "is no SHA-256.")
        name = each.text("name") or PurePosixPath(file).name
        pictures.append(Picture(name, sha, each.text("caption")))
        files.append((sha, file))
    viewing = Viewing(
        id=id_,
        film_id=film_id,
        watched=fields.date("watched"),
        rating=fields.whole("rating", *_RATINGS),
        heart=fields.flag("heart") or False,
        rewatch=said,
        unfinished=fields.whole("unfinished", 0, _MINUTES),
        unfinished_why=fields.text("unfinished_why"),
        companions=fields.texts("companions"),
        venue=fields.text("venue"),
        format=fields.text("format"),
        subtitles=fields.text("subtitles"),
        tags=fields.texts("tags"),
        headline=fields.text("headline"),
        quote=fields.text("quote"),
        quote_by=fields.text("quote_by"),
        pictures=tuple(pictures),
        source_id=source.id if source else "",
        pass_id=pass_.id if pass_ else "",
    )
    return Seen(viewing, source, pass_, tuple(files))


def source_of(fields: Fields) -> Source:
    """A source in the record of a viewing or an offer; by hand its name is enough."""
    fields.only(("id", "name", "kind", "url", "note"))
    return Source(
        id=fields.id(),
        name=fields.needed("name"),
        kind=fields.text("kind"),
        url=fields.text("url"),
        note=fields.text("note"),
    )


def pass_of(fields: Fields, source_id: str) -> Pass:
    """A pass, of the source with this id unless it names another."""
    fields.only(_PASS_KEYS)
    return Pass(
        id=fields.id(),
        source_id=fields.id("source") or source_id,
        kind=fields.text("kind"),
        price=fields.money("price"),
        starts=fields.instant("starts"),
        ends=fields.instant("ends"),
        note=fields.text("note"),
        paid=fields.date("paid"),
        every=fields.choice("every", ("", *PERIODS), ""),
        refund=fields.money("refund"),
        refunded=fields.date("refunded"),
    )


def found(fields: Fields, film_id: str) -> Found:
    """Where a film can be found."""
    fields.only(("id", "source", "url", "price", "is_there", "checked", "note"))
    given = fields.one("source", "name")
    source = source_of(given) if given is not None else fields.fail("source", "is missing.")
    is_there = fields.flag("is_there")
    offer = Offer(
        id=fields.id(),
        film_id=film_id,
        source_id=source.id,
        url=fields.text("url"),
        price=fields.money("price"),
        is_there=is_there is not False,
        checked=fields.date("checked"),
        note=fields.text("note"),
    )
    return Found(offer, source)


def wish(fields: Fields, film_id: str) -> Wish:
    """What makes a film wished for."""
    fields.only(("id", "why", "recommended_by", "priority", "due", "moods", "added"))
    return Wish(
        id=fields.id(),
        film_id=film_id,
        why=fields.text("why"),
        recommended_by=fields.text("recommended_by"),
        priority=fields.choice("priority", PRIORITIES, "normal"),
        due=fields.date("due"),
        moods=fields.texts("moods"),
        added=fields.date("added"),
    )


def rank(fields: Fields) -> int | None:
    """What puts a film in its place on a list."""
    return fields.whole("rank", -_LARGEST, _LARGEST)


def film_of(fields: Fields) -> Film:
    """A film as a list has it: which one it is, and no more."""
    return Film(fields.id("film"), fields.needed("title"), year=fields.whole("year", *_YEARS))


def _each(fields: Fields, key: str, named: str, keys: tuple[str, ...]) -> list[Fields]:
    return [each.only(keys) for each in fields.records(key, named)]
