"""Small catalogues made like the starter, of films well known or made up."""

from __future__ import annotations

from pathlib import Path

from filmlog.catalogue.schema import STARTER_DAY
from filmlog.catalogue.starter import StarterFilm, add_starter
from filmlog.catalogue.writing import CatalogueWriter

CRANES = StarterFilm(
    714524, 50634, "The Cranes Are Flying", "", 1957, "1957-10-12", 97, "War|Drama",
    "Soviet Union", "Russian", "Mikhail Kalatozov", "Viktor Rozov",
    "Aleksey Batalov|Tatiana Samoilova", 30,
)  # fmt: skip


def film(imdb: int, title: str, year: int, director: str = "", others: str = "") -> StarterFilm:
    """A film of which little is known."""
    return StarterFilm(
        imdb + 1_000_000, imdb, title, others, year, "", 100, "Drama", "", "", director, "", "", 1
    )


SOLARIS = film(69293, "Solaris", 1972, "Andrei Tarkovsky")
REMAKE = film(307479, "Solaris", 2002, "Steven Soderbergh")


def make_catalogue(path: Path, *films: StarterFilm) -> Path:
    """A catalogue of these films."""
    with CatalogueWriter(path) as writer:
        add_starter(writer, list(films))
        writer.finish({"from": "starter", "day": STARTER_DAY, "films": str(len(films))})
    return path
