"""A small catalogue like IMDb's: one film fully known, two of one title, one of no word."""

from __future__ import annotations

from pathlib import Path

from filmlog.catalogue.schema import FIRST_STARTER_PERSON
from filmlog.catalogue.writing import CatalogueWriter, packed
from filmlog.domain.matching import title_key

CRANES, SOLARIS, REMAKE, BARE, PRIDE = 50634, 69293, 307479, 11111, 414387
NAMES = {
    CRANES: (120, ["The Cranes Are Flying", "Летят журавли", "Quand passent les cigognes"]),
    SOLARIS: (90_000, ["Solaris", "Солярис"]),
    REMAKE: (80_000, ["Solaris"]),
    BARE: (0, ['"']),
    PRIDE: (300_000, ["Pride & Prejudice", "Pride and Prejudice"]),
}


def small_catalogue(path: Path) -> Path:
    """A catalogue as made from IMDb's files, with what the starter knows of one film."""
    with CatalogueWriter(path) as writer:
        writer.add(
            "film",
            [
                (CRANES, "The Cranes Are Flying", "Letyat zhuravli", 1957, 95, "Drama|War", 120),
                (SOLARIS, "Solaris", "Solyaris", 1972, 167, "Drama", 90_000),
                (REMAKE, "Solaris", None, 2002, 99, "", 80_000),
                (BARE, '"', None, None, None, "", 0),
                (PRIDE, "Pride & Prejudice", None, 2005, 129, "Romance", 300_000),
            ],
        )
        writer.add("person", [(1, "Mikhail Kalatozov"), (2, "Tatyana Samoylova"), (4, "V. Rozov")])
        writer.add("person", [(FIRST_STARTER_PERSON, "Andrei Tarkovsky")])
        # Nobody knows the name of person 3.
        writer.add("crew", [(CRANES, packed([1, 3]), packed([4]))])
        writer.add("crew", [(SOLARIS, packed([FIRST_STARTER_PERSON]), packed([]))])
        writer.add("billing", [(CRANES, packed([2, 1]), "Veronika")])
        writer.add("origin", [(CRANES, "1957-10-12", "Soviet Union", "Russian|French", 714524)])
        for number, (votes, titles) in NAMES.items():
            keys = dict.fromkeys(map(title_key, titles))
            writer.add_names(number, votes, [(key, min(at, 2)) for at, key in enumerate(keys)])
        writer.finish({"from": "imdb", "day": "2026-11-24", "films": "5", "everything": "yes"})
    return path
