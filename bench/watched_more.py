"""Write further viewings into a diary: `python -m bench.watched_more FILE [--films 100]`.

In one command, as an import would: one viewing of a film that is there, or so many films that the
diary has not, each with a viewing. Needs filmlog installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench import prose
from filmlog.domain.change import Change, Record
from filmlog.domain.film import Credit, Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

_FILMS = 500
"""So many are in every made-up diary."""


def write(path: Path, films: int) -> None:
    """Write so many new films with a viewing each; for 0, one viewing of a film that is there."""
    rng = Random()  # other viewings each time
    with Diary.open(path) as diary, diary.writing():
        records = _new(rng, films) if films else _again(rng, diary)
        diary.apply((Change(None, record) for record in records), "bench")


def _again(rng: Random, diary: Diary) -> Iterator[Record]:
    film = diary.film(rng.randint(1, _FILMS))
    if film is None:
        raise LookupError("the diary is not one of bench.generate's")
    yield _viewing(rng, film.id)


def _new(rng: Random, count: int) -> Iterator[Record]:
    for _ in range(count):
        film = Film(
            id=new_ulid(),
            title=" ".join("".join(rng.choices("bdfgklmnprstaeiouy", k=7)).title() for _ in "123"),
            year=rng.randint(1915, 2026),
            runtime=rng.randint(62, 210),
            directors=(prose.person(rng),),
            cast=tuple(Credit(prose.person(rng)) for _ in range(rng.randint(5, 20))),
            overview=prose.sentence(rng, rng.randint(20, 60)),
        )
        yield film
        yield _viewing(rng, film.id)


def _viewing(rng: Random, film_id: str) -> Viewing:
    return Viewing(
        id=new_ulid(),
        film_id=film_id,
        watched=PartialDate(2026, rng.randint(1, 10), rng.randint(1, 28)),
        rating=rng.randint(1, 10) * 10,
        review=prose.review(rng),
    )


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.watched_more", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--films", type=int, default=0)
    asked = parser.parse_args()
    write(asked.file, asked.films)


if __name__ == "__main__":
    main()
