"""Running the statements of a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def run(db: Database, script: str) -> None:
    """Run statements that end in `;` at the end of a line, in the transaction there is.

    sqlite3's own executescript would commit that transaction first.
    """
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
