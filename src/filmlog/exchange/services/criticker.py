"""Criticker: an XML file, `recentratings` with a `film` for each rating.

A film has `filmid`, `filmname` as "Fight Club (1999)", `filmlink`, `imdbid`, `rating` from 0 to
100, `summary` and `quote` (words of the person's own), `reviewdate` as "Apr 23 2017, 08:18" and
`tier`. A rating of 0 is the lowest there, and becomes 1, which is the lowest here. In the places
of rows films are counted, from 1.

XML from elsewhere can name files to read and entities that grow without end; both need a DTD,
which Criticker's files do not have, so a file with one is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from filmlog.domain.film import Film
from filmlog.errors import FilmlogError
from filmlog.exchange.record import Asked, Place, Reading, Row, Values
from filmlog.exchange.services import values
from filmlog.exchange.services.readings import plain_review, readings
from filmlog.exchange.services.spellings import named, spelled_day

if TYPE_CHECKING:
    from filmlog.exchange.files.archive import Member
    from filmlog.exchange.formats import Part

TITLE = "Criticker"
ROLES = ("ratings",)

# What may stand before the root: the declaration, comments and a DTD, which `read` then refuses.
# The groups are atomic, or a thousand comments would be tried in every combination.
_BEGINNING = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<recentratings[\s>/]",
    re.DOTALL,
)
_HINT = "Export your ratings from Criticker again; nothing was imported."


class _Film(NamedTuple):
    """An element, and the text of each of its children by name."""

    place: Place
    fields: Mapping[str, str]


def role(member: Member) -> str:
    """What the file is: ratings, or nothing of Criticker."""
    return "ratings" if _BEGINNING.match(member.head.removeprefix("\ufeff")) else ""


def read(parts: Sequence[Part], _asked: Asked) -> Iterator[Reading]:
    """Every film: seen, with a rating, its day and a review.

    Raises FilmlogError for broken XML, and for XML with a DTD.
    """
    keys = values.Keys()
    for part in parts:
        yield from readings(_films(part.member), partial(_row, keys))


def _films(member: Member) -> Iterator[_Film]:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse  # 15 ms, and only for such a file

    data = member.data()
    try:
        events = iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True)
        _event, root = next(events)
        depth, number = 1, 0
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                if element.tag == "film":
                    number += 1
                    fields = {child.tag: "".join(child.itertext()) for child in element}
                    yield _Film(Place(member.name, number), fields)
                root.clear()  # or the whole file would stay in memory
    except DefusedXmlException:
        line = data[: max(0, data.find(b"<!DOCTYPE"))].count(b"\n") + 1
        raise FilmlogError(
            f"{member.name}, line {line}: has a DTD, which is refused.", _HINT
        ) from None
    except ParseError as error:
        line, _column = error.position
        why = str(error).split(":", maxsplit=1)[0]
        raise FilmlogError(f"{member.name}, line {line}: broken XML: {why}.", _HINT) from None
    except (LookupError, ValueError) as error:
        # An encoding that XML has no reader for.
        raise FilmlogError(f"{member.name}, line 1: broken XML: {error}.", _HINT) from None


def _row(keys: values.Keys, element: _Film) -> Row:
    fields = element.fields
    title, year = named(fields.get("filmname", ""), "filmname")
    film = Film("", title, year=year, imdb=values.imdb_id(fields.get("imdbid", ""), "imdbid"))
    key = keys.unique(f"rating {fields.get('filmid', '').strip() or film.imdb or film.label}")
    raw = "\n".join(f"{name}: {text}" for name, text in fields.items())
    return Row(element.place, "seen", key, film, raw, partial(_values, fields))


def _values(fields: Mapping[str, str]) -> Values:
    said: dict[str, Any] = {}
    rating = fields.get("rating", "").strip()
    if rating:
        said["rating"] = 1 if rating == "0" else values.rating(rating, "rating", 100)
    if rated := spelled_day(fields.get("reviewdate", ""), "reviewdate"):
        said["rated"] = rated
    words = (plain_review(fields.get(name, ""), name) for name in ("summary", "quote"))
    if review := "\n\n".join(dict.fromkeys(text for text in words if text)):
        said["review"] = review
    return said
