"""Ids and addresses of films at IMDb, TMDB, Wikidata and Letterboxd, as people copy them."""

from __future__ import annotations

from typing import NamedTuple

from filmlog.domain.pattern import pattern

_FORMS = (
    (
        "imdb",
        pattern(r"(?:https?://)?(?:www\.|m\.)?imdb\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?title/"
                r"(tt[0-9]{5,9})\b.*"),
    ),
    ("imdb", pattern(r"(?:imdb:)?(tt[0-9]{5,9})")),
    ("tmdb", pattern(r"(?:https?://)?(?:www\.)?themoviedb\.org/movie/([0-9]{1,9})\b(-[^/?#]*)?.*")),
    ("tmdb", pattern(r"tmdb:([0-9]{1,9})")),
    (
        "wikidata",
        pattern(r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityData/)?"
                r"(Q[0-9]{1,10})\b.*"),
    ),
    ("wikidata", pattern(r"(?:wikidata:)?(Q[0-9]{2,10})")),
    (
        "letterboxd",
        pattern(r"(?:https?://)?(?:www\.)?letterboxd\.com/(?:[^/]+/)?film/([a-z0-9-]+)(?:[/?#].*)?"),
    ),
    ("letterboxd", pattern(r"(?:https?://)?(boxd\.it/[A-Za-z0-9]+)")),
)  # fmt: skip


class Reference(NamedTuple):
    """A film named by the id that a service has for it.

    `service` is a field of `Film`: `imdb`, `tmdb`, `wikidata` or `letterboxd`; `words` are what an
    address says of the title, with the year at their end where it tells two films apart.
    """

    service: str
    id: str
    words: str = ""


def read_reference(text: str) -> Reference | None:
    """The id or address that `text` is, whole; None for any other words.

    A bare number is a title ("1917"), and so is "Q" with one figure after it.
    """
    typed = text.strip().strip("<>")
    for service, form in _FORMS:
        found = form.fullmatch(typed)
        if found is None:
            continue
        name = f"tt{int(found[1][2:]):07}" if service == "imdb" else found[1]
        if service == "letterboxd" and "/" not in name:
            return Reference(service, name, name.replace("-", " "))
        if service == "tmdb" and found.lastindex == 2:
            from urllib.parse import unquote  # 4 ms, and only for such an address

            return Reference(service, name, unquote(found[2]).replace("-", " ").strip())
        return Reference(service, name)
    return None
