"""Making a catalogue file: beside the old one, and in its place once it is whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from filmlog.catalogue.place import refuse_foreign
from filmlog.catalogue.schema import APPLICATION_ID, INDEXES, TABLES, VERSION
from filmlog.domain.matching import squashed, without_article
from filmlog.errors import FilmlogError, StorageFullError
from filmlog.files import explain, make_private_dir, make_private_file, sync_folder

WELL_KNOWN_VOTES = 1_000
"""Films with as many votes are put first; the others stay in the order they came in."""

_FIRST_OF_THE_OTHERS = 1 << 40
_ABANDONED_SECONDS = 3600
_BATCH = 5_000
_COLUMNS = {
    "film": "number, title, original_title, year, runtime, genres, votes",
    "crew": "film, directors, writers",
    "billing": "film, people, roles",
    "person": "number, name",
    "origin": "film, released, countries, languages, wikidata",
    "name": "number, film, kind, spelling, folded",
    "held": "votes, film, kind, spelling, folded",
}
_HELD = """
CREATE TEMP TABLE held (
    votes INTEGER NOT NULL,
    film INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    spelling INTEGER NOT NULL,
    folded TEXT NOT NULL
) STRICT
"""


def spelling(folded: str) -> int:
    """What `name.spelling` has for a folded title."""
    return crc32(squashed(without_article(folded)).encode())


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of people as `crew` and `billing` keep them."""
    return array("i", numbers).tobytes()


class CatalogueWriter:
    """A catalogue being made; leaving the context without `finish` leaves the old one in place.

    Raises StorageFullError for a full disk, FilmlogError when the folder cannot be written, and
    CatalogueError where a file of another program is in the way.
    """

    def __init__(self, path: Path) -> None:
        make_private_dir(path.parent)
        refuse_foreign(path)
        _remove_abandoned(path)
        self._path = path
        self._new = path.with_name(f"{path.name}-{os.urandom(4).hex()}.new")
        make_private_file(self._new)
        self._db = sqlite3.connect(self._new, isolation_level=None)
        # Nobody reads it before it is whole, and what is not finished is thrown away.
        self._run("PRAGMA journal_mode = OFF")
        self._run("PRAGMA synchronous = OFF")
        self._run("PRAGMA locking_mode = EXCLUSIVE")
        self._run("PRAGMA cache_size = -32000")
        self._script(TABLES)
        self._run(_HELD)
        self._run("BEGIN")
        self._next_name = _FIRST_OF_THE_OTHERS
        # An insert of one row each costs more than the rows.
        self._names: list[tuple[int, int, int, int, str]] = []
        self._held: list[tuple[int, int, int, int, str]] = []

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Throw away what was not finished."""
        self._db.close()
        with contextlib.suppress(OSError):
            self._new.unlink(missing_ok=True)

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows into `film`, `crew`, `billing`, `person` or `origin`, columns as in the schema.

        A second row of one number is left out.
        """
        columns = _COLUMNS[table]
        marks = ", ".join("?" * (columns.count(",") + 1))
        with self._explained():
            self._db.executemany(
                f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", rows
            )

    def select(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """Ask about what was put in so far."""
        return self._db.execute(sql, values)

    def add_names(self, film: int, votes: int, names: Iterable[tuple[str, int]]) -> None:
        """Put the folded names of a film in, each with its kind (0 title, 1 original, 2 other)."""
        is_well_known = votes >= WELL_KNOWN_VOTES
        waiting = self._held if is_well_known else self._names
        for name, kind in names:
            place = votes if is_well_known else self._next_name
            waiting.append((place, film, kind, spelling(name), name))
            self._next_name += not is_well_known
        if len(waiting) >= _BATCH:
            self._add_waiting()

    def _add_waiting(self) -> None:
        for table, rows in (("held", self._held), ("name", self._names)):
            self.add(table, rows)
            rows.clear()

    def finish(self, about: Mapping[str, str]) -> None:
        """Index what was put in, say what it is, and put it in the place of the old catalogue."""
        self._add_waiting()
        self._run(
            "INSERT INTO name SELECT row_number() OVER (ORDER BY votes DESC, film, kind), "
            "film, kind, spelling, folded FROM held"
        )
        self._run("DROP TABLE held")
        self._script(INDEXES)
        with self._explained():
            self._db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        self._run("COMMIT")
        self._run(f"PRAGMA application_id = {APPLICATION_ID}")
        self._run(f"PRAGMA user_version = {VERSION}")
        self._db.close()
        try:
            with self._new.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(self._new, self._path)  # noqa: PTH105 - replaces on Windows too
            sync_folder(self._path.parent)
        except OSError as error:
            raise explain(error, self._path) from error

    def _run(self, sql: str) -> None:
        with self._explained():
            self._db.execute(sql)

    def _script(self, sql: str) -> None:
        # executescript would commit what is not finished.
        for statement in sql.split(";\n"):
            if statement.strip():
                self._run(statement)

    @contextlib.contextmanager
    def _explained(self) -> Any:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise StorageFullError(
                    f"The disk that holds {self._path.parent} is full, or failing.",
                    "The catalogue is as it was. Free some space, then run the command again.",
                ) from error
            raise FilmlogError(f"The catalogue could not be written: {error}.") from error


def _remove_abandoned(path: Path) -> None:
    """Delete what a killed run left: nothing has been written to it for an hour."""
    for left in path.parent.glob(f"{path.name}-*.new"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                left.unlink()
