"""Ids and addresses of films at IMDb, TMDB, Wikidata and Letterboxd, as people copy them."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.pattern import pattern

_FORMS = (
    ("imdb", pattern(r"(?:https?://)?(?:www\.|m\.)?imdb\.com/(?:[a-z]{2}/)?title/(tt\d{5,9})\b.*")),
    ("imdb", pattern(r"(?:imdb:)?(tt\d{5,9})")),
    ("tmdb", pattern(r"(?:https?://)?(?:www\.)?themoviedb\.org/movie/(\d{1,9})(-[^/?#]*)?.*")),
    ("tmdb", pattern(r"tmdb:(\d{1,9})")),
    (
        "wikidata",
        pattern(r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityData/)?"
                r"(Q\d{1,10})\b.*"),
    ),
    ("wikidata", pattern(r"(?:wikidata:)?(Q\d{2,10})")),
    (
        "letterboxd",
        pattern(r"(?:https?://)?(?:www\.)?letterboxd\.com/(?:[^/]+/)?film/([a-z0-9-]+)(?:[/?#].*)?"),
    ),
    ("letterboxd", pattern(r"(?:https?://)?(boxd\.it/[A-Za-z0-9]+)")),
)  # fmt: skip
_SLUG_YEAR = pattern(r"^(?P<words>.+)-(?P<year>18[89]\d|19\d\d|20\d\d)$")


class Reference(NamedTuple):
    """A film named by the id that a service has for it.

    `service` is a field of `Film`: `imdb`, `tmdb`, `wikidata` or `letterboxd`; `words` are what an
    address says of the title, and `year` of the year.
    """

    service: str
    id: str
    words: str = ""
    year: int | None = None


def read_reference(text: str) -> Reference | None:
    """The id or address that `text` is, whole; None for any other words.

    A bare number is a title ("1917"), and so is "Q" with one figure after it.
    """
    typed = text.strip().strip("<>")
    for service, form in _FORMS:
        found = form.fullmatch(typed)
        if found is None:
            continue
        name = found[1]
        if service == "letterboxd" and "/" not in name:
            slug = _SLUG_YEAR.match(name)
            if slug is not None:
                return Reference(service, name, slug["words"].replace("-", " "), int(slug["year"]))
            return Reference(service, name, name.replace("-", " "))
        if service == "tmdb" and found.lastindex == 2:
            from urllib.parse import unquote  # 4 ms, and only for such an address

            return Reference(service, name, unquote(found[2]).replace("-", " ").strip())
        return Reference(service, name)
    return None
