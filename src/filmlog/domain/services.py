"""The services that facts of films come from: what they are called, and what they want said."""

from __future__ import annotations

NAMES = {"tmdb": "TMDB", "wikidata": "Wikidata", "imdb": "IMDb"}
"""The services by the name they have in the settings and in `Origin`, as they call themselves."""

NOTICES = {
    "imdb": "Information courtesy of IMDb (https://www.imdb.com). Used with permission.",
    "tmdb": "This product uses the TMDB API but is not endorsed or certified by TMDB.",
}
"""What a service wants to stand where its facts are shown, in its own words."""
