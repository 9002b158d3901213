"""TMDB, asked with the user's own token (developer.themoviedb.org/reference, version 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from filmlog.catalogue.answer import Answer
from filmlog.catalogue.service import (
    LONGEST_CAST,
    LONGEST_QUERY,
    Found,
    as_film,
    bare_id,
    is_called,
    minutes,
)
from filmlog.catalogue.token import Token
from filmlog.catalogue.web import get_json
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.services import NAMES
from filmlog.errors import MissingError

WHO = NAMES["tmdb"]
_REFUSED = "`filmlog config token` keeps another token; themoviedb.org/settings/api has yours."
_UNUSUAL = {
    "United States of America": "United States",
    "China": "People's Republic of China",
    "Palestinian Territory": "Palestine",
    "Viet Nam": "Vietnam",
    "Science Fiction": "Sci-Fi",
}
"""Names that the starter catalogue, and so a query, has otherwise."""


class Tmdb:
    """TMDB at an address."""

    name = "tmdb"

    def __init__(self, url: str, token: Token) -> None:
        self._url = url
        self._token = token

    def find(self, title: str, year: int | None) -> list[Found]:
        """The films that TMDB finds by any of their titles, the likeliest first."""
        found = self._search(title, year)
        # Its year is exact, and a festival's year is off by one.
        if year is not None and not any(is_called(film, title, year) for film in found):
            known = {film.key for film in found}
            found += [film for film in self._search(title, None) if film.key not in known]
        return found

    def by_ids(self, film: Film) -> Found | None:
        """The film by its TMDB id, else what TMDB finds by the ids of IMDb and Wikidata."""
        if key := bare_id(film.tmdb, r"\d+"):
            return Found(key, film.title, film.year)
        ids = {
            "imdb_id": bare_id(film.imdb, r"tt\d+"),
            "wikidata_id": bare_id(film.wikidata, r"Q\d+"),
        }
        for source, key in ids.items():
            if key:
                answer = self._get(f"find/{key}", external_source=source)
                for movie in answer.need("movie_results").each("movie_results"):
                    return _found(movie)
        return None

    def facts(self, key: str, day: str) -> Film:
        """The film's facts in English. Raises MissingError when TMDB has no film `key`."""
        try:
            movie = self._get(
                f"movie/{key}", language="en-US", append_to_response="credits,external_ids"
            )
        except MissingError:
            raise MissingError(
                f"TMDB has no film {key}.", "`filmlog film edit TITLE --tmdb ID` names another."
            ) from None
        movie.need("id").need("title")
        released = _date(movie.text("release_date"))
        ids = movie.under("external_ids")
        crew = [*movie.under("credits").each("crew")]
        title, original = movie.text("title"), movie.text("original_title")
        return as_film(
            self.name,
            day,
            title=title,
            original_title=original if original != title else "",
            year=released.year if released else None,
            released=released,
            runtime=minutes(movie.number("runtime")),
            directors=_names(one for one in crew if one.text("job") == "Director"),
            writers=_names(
                one
                for one in crew
                if one.text("department") == "Writing" and one.text("job") != "Characters"
            ),
            cast=_cast(movie.under("credits")),
            genres=_names(movie.each("genres")),
            countries=_names(movie.each("production_countries")),
            languages=_names(movie.each("spoken_languages"), "english_name"),
            overview=movie.block("overview"),
            tagline=movie.text("tagline"),
            imdb=bare_id(movie.text("imdb_id") or ids.text("imdb_id"), r"tt\d{7,9}"),
            tmdb=_key(movie),
            wikidata=bare_id(ids.text("wikidata_id"), r"Q\d+"),
        )

    def _search(self, title: str, year: int | None) -> list[Found]:
        when = {} if year is None else {"year": str(year)}
        answer = self._get("search/movie", query=title[:LONGEST_QUERY], language="en-US", **when)
        return [_found(movie) for movie in answer.need("results").each("results")]

    def _get(self, path: str, **query: str) -> Answer:
        asked = query | self._token.query
        answer: Any = get_json(
            WHO, f"{self._url}/{path}", asked, self._token.headers, refused=_REFUSED
        )
        return Answer(WHO, answer)


def _found(movie: Answer) -> Found:
    movie.need("id").need("title")
    title, original = movie.text("title"), movie.text("original_title")
    released = _date(movie.text("release_date"))
    other = original if original != title else ""
    note = other or movie.text("overview")
    also = (other,) if other else ()
    return Found(_key(movie), title, released.year if released else None, note, also)


def _key(movie: Answer) -> str:
    return str(int(movie.number("id") or 0))


def _date(text: str) -> PartialDate | None:
    """A date of TMDB; '' for none, and one that no calendar has tells nothing."""
    try:
        return PartialDate.parse_iso(text)
    except ValueError:
        return None


def _cast(credits_: Answer) -> tuple[Credit, ...]:
    """The cast in billing order, somebody with two parts once."""
    billed = sorted(credits_.each("cast"), key=lambda one: one.number("order") or 0)
    roles: dict[str, list[str]] = {}
    for one in billed:
        if name := one.text("name"):
            roles.setdefault(name, []).append(one.text("character"))
    named = [Credit(name, " / ".join(filter(None, parts))) for name, parts in roles.items()]
    return tuple(named[:LONGEST_CAST])


def _names(items: Iterable[Answer], field: str = "name") -> tuple[str, ...]:
    return tuple(dict.fromkeys(_named(items, field)))


def _named(items: Iterable[Answer], field: str) -> Iterator[str]:
    for item in items:
        name = item.text(field)
        if name and name != "No Language":
            yield _UNUSUAL.get(name, name)
