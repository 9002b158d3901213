"""The starter catalogue: 17,470 films in the public domain that come with filmlog.

`starter/PROVENANCE.md` says where they are from and how the table is made. Their day is that of the
snapshot of Wikidata; the cast is in the order of the alphabet.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from filmlog.catalogue.schema import FIRST_STARTER_PERSON, STARTER_DAY
from filmlog.catalogue.writing import CatalogueWriter, packed
from filmlog.domain.matching import title_key

_TABLE = Path(__file__).parent / "starter" / "films.tsv.gz"


class StarterFilm(NamedTuple):
    """A line of the table. `imdb` and `wikidata` are numbers; several values have `|` between."""

    wikidata: int
    imdb: int
    title: str
    other_titles: str
    year: int
    released: str
    runtime: int | None
    genres: str
    countries: str
    languages: str
    directors: str
    writers: str
    cast: str
    reviews: int


def starter_films() -> Iterator[StarterFilm]:
    """Every film of the table, those most reviewed first."""
    with gzip.open(_TABLE, "rt", encoding="utf-8", newline="\n") as lines:
        next(lines)
        for line in lines:
            wikidata, imdb, title, others, year, released, runtime, *facts, reviews = line.rstrip(
                "\n"
            ).split("\t")
            genres, countries, languages, directors, writers, cast = facts
            yield StarterFilm(
                int(wikidata), int(imdb), title, others, int(year), released,
                int(runtime) if runtime else None,
                genres, countries, languages, directors, writers, cast, int(reviews),
            )  # fmt: skip


def build_starter(path: Path) -> int:
    """Make the catalogue at `path` from the table alone; how many films it has."""
    films = list(starter_films())
    with CatalogueWriter(path) as writer:
        add_starter(writer, films)
        writer.finish({"from": "starter", "day": STARTER_DAY, "films": str(len(films))})
    return len(films)


def add_starter(writer: CatalogueWriter, films: list[StarterFilm]) -> None:
    """Add films with all that the table knows."""
    people: dict[str, int] = {}

    def numbers(names: str) -> bytes:
        return packed(
            [
                people.setdefault(n, FIRST_STARTER_PERSON + len(people))
                for n in names.split("|")
                if n
            ]
        )

    writer.add(
        "film",
        ((f.imdb, f.title, None, f.year, f.runtime, f.genres, f.reviews) for f in films),
    )
    writer.add("crew", ((f.imdb, numbers(f.directors), numbers(f.writers)) for f in films))
    writer.add("billing", ((f.imdb, numbers(f.cast), None) for f in films if f.cast))
    writer.add("person", ((number, name) for name, number in people.items()))
    add_origins(writer, films)
    for film in films:
        names = {title_key(film.title): 0}
        for title in film.other_titles.split("|"):
            if title:
                names.setdefault(title_key(title), 2)
        writer.add_names(film.imdb, 0, names.items())


def add_origins(writer: CatalogueWriter, films: list[StarterFilm]) -> None:
    """Add what IMDb's files lack: the day of release, countries, languages, the Wikidata id."""
    writer.add(
        "origin",
        ((f.imdb, f.released or None, f.countries, f.languages, f.wikidata) for f in films),
    )
