"""What a reader makes of a fixture, told shortly, so that a golden account reads row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filmlog.domain.partial_date import PartialDate
from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.formats import Part, recognise
from filmlog.exchange.record import Asked, FieldError, Reading, Rejected, Row, Skipped

FIXTURES = Path(__file__).parent / "fixtures"
NOTHING_SAID = Asked()

Told = tuple[Any, ...]


def account(path: Path, name: str = "", asked: Asked = NOTHING_SAID) -> list[Told]:
    """Every row of the files at a path, read to its end; the format is told from them."""
    with open_archive(path) as archive:
        found = recognise(archive, name)
        assert found is not None, f"{path} is of no format"
        return [told(reading) for reading in found.reader.read(found.parts, asked)]


def roles(path: Path, name: str) -> dict[str, str]:
    """What each of the files at a path is in a format, by its name."""
    with open_archive(path) as archive:
        found = recognise(archive, name)
        return {part.member.name: part.role for part in found.parts} if found else {}


def parts(path: Path, role: str = "") -> list[Part]:
    """The files at a path, all of the same role."""
    return [Part(role, member) for member in open_archive(path).members]


def told(reading: Reading) -> Told:
    """`(line, kind, key, film, values)`, or the line, what became of it and why."""
    line = reading.place.line
    match reading:
        case Skipped(_, reason):
            return line, "skipped", reason
        case Rejected(_, field, why):
            return line, "rejected", field, why
    assert isinstance(reading, Row)
    try:
        values = dict(reading.read())
    except FieldError as error:
        return line, "rejected", error.field, error.why
    film = reading.film
    ids = (film.imdb, film.tmdb, film.wikidata, film.letterboxd) if film else ()
    names = " ".join(filter(None, (film.label if film else "", *ids)))
    plain = {
        name: value.iso if isinstance(value, PartialDate) else value
        for name, value in values.items()
    }
    return line, reading.kind, reading.key, names, plain
