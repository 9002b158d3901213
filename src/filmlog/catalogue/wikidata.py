"""Wikidata, asked without an account (www.wikidata.org/w/api.php?action=help).

What an item states is read in statements.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from filmlog.catalogue import statements
from filmlog.catalogue.answer import Answer
from filmlog.catalogue.service import (
    LONGEST_CAST,
    LONGEST_QUERY,
    Found,
    as_film,
    bare_id,
    is_called,
)
from filmlog.catalogue.web import get_json
from filmlog.domain.film import Credit, Film
from filmlog.domain.services import NAMES
from filmlog.errors import MissingError, ServiceError

WHO = NAMES["wikidata"]

_FILMS = "Q11424 Q24862 Q202866 Q226730 Q93204 Q506240 Q20667187 Q29168811 Q17517379".split()
"""What an item is an instance of: film, short, animated, silent, documentary and television film,
short animated, animated feature, animated short."""

_SEARCHED = 10
_AT_ONCE = 50
"""Items a request may name."""


class Wikidata:
    """Wikidata at an address. Items once fetched are kept as long as this is."""

    name = "wikidata"

    def __init__(self, url: str) -> None:
        self._url = f"{url}/w/api.php"
        self._items: dict[str, Answer] = {}

    def find(self, title: str, year: int | None) -> list[Found]:
        """The films that Wikidata finds by their names in any language, the likeliest first."""
        # Its search has signs and upper-case words of its own.
        words = " ".join(re.findall(r"\w+", title.casefold()))[:LONGEST_QUERY]
        if not words:
            return []
        found = self._films(words)
        # Many films are called Love, and most are described as "2011 film by ...".
        if year is not None and not any(is_called(film, title, year) for film in found):
            known = {film.key for film in found}
            found += [film for film in self._films(f"{words} {year}") if film.key not in known]
        return found

    def by_ids(self, film: Film) -> Found | None:
        """The film by its Wikidata id, else the only one with its id at IMDb or TMDB."""
        if key := bare_id(film.wikidata, r"Q\d+"):
            return Found(key, film.title, film.year)
        ids = {"P345": bare_id(film.imdb, r"tt\d+"), "P4947": bare_id(film.tmdb, r"\d+")}
        said = "|".join(f"{number}={key}" for number, key in ids.items() if key)
        keys = self._search(f"haswbstatement:{said}") if said else []
        return Found(keys[0], film.title, film.year) if len(keys) == 1 else None

    def facts(self, key: str, day: str) -> Film:
        """The film's facts, in English where it has them; the cast in order of the alphabet.

        Raises MissingError when Wikidata has no item `key`.
        """
        item = self._fetch([key], "labels|aliases|descriptions|claims").get(key)
        if item is None:
            raise MissingError(
                f"Wikidata has no item {key}.",
                "`filmlog film edit TITLE --wikidata ID` names another.",
            )
        linked = {
            name: statements.linked(item, number)[:LONGEST_CAST] for name, number in _LINKED.items()
        }
        names = self._names(dict.fromkeys(key for keys in linked.values() for key in keys))
        named = {
            name: tuple(dict.fromkeys(names[key] for key in keys if key in names))
            for name, keys in linked.items()
        }
        originals = statements.texts(item, "P1476")
        title = statements.label(item) or next(iter(originals), "")
        released = statements.earliest(item, "P577")
        return as_film(
            self.name,
            day,
            title=title,
            original_title=next((text for text in originals if text != title), ""),
            year=released.year if released else None,
            released=released,
            runtime=statements.minutes(item, "P2047"),
            directors=named["directors"],
            writers=named["writers"],
            cast=tuple(Credit(name) for name in sorted(named["cast"], key=str.casefold)),
            genres=tuple(dict.fromkeys(map(statements.genre, named["genres"]))),
            countries=named["countries"],
            languages=named["languages"],
            imdb=statements.external(item, "P345", r"tt\d{7,9}"),
            tmdb=statements.external(item, "P4947", r"\d{1,9}"),
            wikidata=item.text("id"),
            letterboxd=statements.external(item, "P6127", r"[a-z0-9-]+"),
        )

    def _films(self, words: str) -> list[Found]:
        kinds = "|".join(f"P31={kind}" for kind in _FILMS)
        keys = self._search(f"{words} haswbstatement:{kinds}")
        items = self._fetch(keys, "labels|aliases|descriptions|claims")
        return [_found(key, items[key]) for key in keys if key in items]

    def _search(self, words: str) -> list[str]:
        answer = self._get(
            action="query", list="search", srsearch=words, srnamespace="0", srprop="",
            srlimit=str(_SEARCHED),
        )  # fmt: skip
        hits = answer.need("query").under("query").need("search").each("search")
        return [hit.need("title").text("title") for hit in hits]

    def _fetch(self, keys: Sequence[str], props: str) -> dict[str, Answer]:
        """Items by the id they were asked for, those that there are."""
        wanted = [key for key in keys if key not in self._items]
        for start in range(0, len(wanted), _AT_ONCE):
            answer = self._get(
                action="wbgetentities", ids="|".join(wanted[start : start + _AT_ONCE]),
                props=props, languages=statements.LANGUAGES,
            )  # fmt: skip
            for item in answer.need("entities").under("entities").objects():
                # An item that was merged into another answers under the id it has now.
                for key in (item.text("id"), item.under("redirects").text("from")):
                    if key and "missing" not in item:
                        self._items[key] = item
        return {key: self._items[key] for key in keys if key in self._items}

    def _names(self, keys: Iterable[str]) -> dict[str, str]:
        items = self._fetch(list(keys), "labels")
        return {key: name for key, item in items.items() if (name := statements.label(item))}

    def _get(self, **query: str) -> Answer:
        # No maxlag is sent, since somebody waits: mediawiki.org/wiki/Manual:Maxlag_parameter.
        answer: Any = get_json(WHO, self._url, query | {"format": "json"}, is_busy=_is_busy)
        found = Answer(WHO, answer)
        if "error" in found:
            raise _refusal(found.under("error"))
        return found


_LINKED = {
    "directors": "P57", "writers": "P58", "cast": "P161", "genres": "P136",
    "countries": "P495", "languages": "P364",
}  # fmt: skip
"""The facts that are items of their own, with their properties."""


def _is_busy(answer: Any) -> bool:
    error = answer.get("error") if isinstance(answer, dict) else None
    return isinstance(error, dict) and error.get("code") in {"maxlag", "ratelimited"}


def _refusal(error: Answer) -> ServiceError:
    if error.text("code") == "no-such-entity":
        return MissingError("Wikidata has no such item.")
    return ServiceError(
        f"Wikidata did not take the question: {error.text('info')[:200] or error.text('code')}.",
        "Try again later.",
    )


def _found(key: str, item: Answer) -> Found:
    originals = statements.texts(item, "P1476")
    english = [alias.text("value") for alias in item.under("aliases").each("en")]
    released = statements.earliest(item, "P577")
    return Found(
        key,
        statements.label(item) or next(iter(originals), key),
        released.year if released else None,
        item.under("descriptions").under("en").text("value"),
        (*originals, *english),
    )
