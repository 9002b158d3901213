"""What a reader makes of a file, held against a golden account: a text with a line a reading.

Unlike `accounts` it names the file of each row, and every fact of its film.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hypothesis import strategies as st

from filmlog.domain.film import Film
from filmlog.errors import FilmlogError
from filmlog.exchange.files.archive import open_archive
from filmlog.exchange.formats import recognise
from filmlog.exchange.record import Asked, FieldError, Reading, Rejected, Row, Skipped
from tests.exchange.accounts import FIXTURES, NOTHING_SAID


def readings_of(source: Path | bytes, name: str, asked: Asked = NOTHING_SAID) -> list[Reading]:
    """Every reading of a file, folder or zip in a format, or of what came over a pipe."""
    path, data = (None, source) if isinstance(source, bytes) else (source, b"")
    with open_archive(path, data) as archive:
        found = recognise(archive, name)
        assert found is not None, f"{archive.label} is not of {name}"
        return list(found.reader.read(found.parts, asked))


def lines_of(path: Path, name: str, asked: Asked = NOTHING_SAID) -> list[str]:
    """The readings as lines: where, what, key, film, values; or why there are none."""
    return list(map(_said, readings_of(path, name, asked)))


def golden(name: str) -> list[str]:
    """The lines that are right, as they stand in fixtures/NAME."""
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines()


def is_read_or_refused(data: bytes, name: str) -> bool:
    """Whether bytes are read in a format, one reading a place, or refused with a sentence."""
    try:
        with open_archive(None, data) as archive:
            found = recognise(archive, name)
            rows = list(found.reader.read(found.parts, NOTHING_SAID)) if found else []
    except FilmlogError as error:
        return bool(error.sentence)
    said = list(map(_said, rows))
    return len(said) == len({row.place for row in rows})


@st.composite
def spoiled(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes of a file with one part of it cut out, doubled or overwritten."""
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)))
    marks = [b"", data[start:end] * 2, b"\0", b"\xff\xfe", b'"', b";", b"\r", b"<", b"&"]
    between = draw(st.sampled_from(marks) | st.binary(max_size=20))
    return data[:start] + between + data[end:]


def zipped(folder: Path, path: Path) -> Path:
    """A folder as a zip at `path`, as a service packs it."""
    with ZipFile(path, "w") as target:
        for each in sorted(folder.rglob("*.csv")):
            target.write(each, each.relative_to(folder).as_posix())
    return path


def resaved(text: str) -> bytes:
    """A table as a spreadsheet saves it again: a BOM, `;`, CRLF, each row as wide as the widest."""
    rows = list(csv.reader(io.StringIO(text)))
    width = max(map(len, rows))
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(
        row + [""] * (width - len(row)) for row in rows
    )
    return target.getvalue().encode("utf-8-sig")


def _said(reading: Reading) -> str:
    where = f"{reading.place.file}:{reading.place.line}"
    match reading:
        case Skipped(_, reason):
            return f"{where} skipped: {reason}"
        case Rejected(_, field, why):
            return f"{where} rejected: {field}: {why}"
        case Row():
            try:
                values = [f"{name}={_plain(value)}" for name, value in reading.read().items()]
            except FieldError as error:
                values = [f"rejected: {error}"]
            film = _facts(reading.film) if reading.film else "-"
            return " | ".join((f"{where} {reading.kind}", reading.key, film, *values))


def _facts(film: Film) -> str:
    facts = {
        name: value
        for name, value in film._asdict().items()
        if value not in ("", (), None, 0) and name not in ("title", "year")
    }
    return " ".join((film.label, *(f"{name}={_plain(value)}" for name, value in facts.items())))


def _plain(value: Any) -> str:
    return repr(value) if isinstance(value, str | tuple) else str(value)
