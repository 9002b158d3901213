"""Reading rows of a catalogue file, whatever has become of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from filmlog.catalogue.schema import APPLICATION_ID, VERSION
from filmlog.errors import CatalogueError

_HINT = "`filmlog catalogue remove` deletes it, and the starter catalogue takes its place."


class CatalogueRows:
    """An open file. All that is asked of it goes through `ask`, where damage becomes a sentence."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file to be read.

        Raises CatalogueError where there is none, or one that is damaged or of another version.
        """
        if not path.exists():
            raise CatalogueError(f"There is no catalogue at {path}.")
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as error:
            raise CatalogueError(f"The catalogue at {path} cannot be opened.", _HINT) from error
        rows = cls(connection, path)
        try:
            rows.ask("PRAGMA trusted_schema = OFF")
            ((application,),) = rows.ask("PRAGMA application_id")
            ((version,),) = rows.ask("PRAGMA user_version")
            if (application, version) != (APPLICATION_ID, VERSION):
                sentence = f"{path} is not a catalogue that this filmlog knows."
                raise CatalogueError(sentence, _HINT)  # noqa: TRY301 - closed below
        except BaseException:
            connection.close()
            raise
        return rows

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows that answer. Raises CatalogueError for a damaged file."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # SQLite's own message quotes bytes of a damaged schema, which may be no text.
            raise self.damaged() from error

    def damaged(self) -> CatalogueError:
        """An error that says so, for what is in the file and cannot be."""
        return CatalogueError(f"The catalogue at {self.path} is damaged.", _HINT)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
