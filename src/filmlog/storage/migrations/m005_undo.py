"""What undo, redo and history ask of the journal: by whom, of which kind, and whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

# `kind` is '' for what a person did, else one of storage/journal.py; `target` is the command that
# an undo or a redo is of, and `undone` marks one that does not stand any more.
_COMMANDS = """
ALTER TABLE command ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE command ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE command ADD COLUMN target INTEGER REFERENCES command (number);
ALTER TABLE command ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1));
UPDATE command SET kind = 'upkeep' WHERE words = 'age out TMDB facts';
"""


def apply(db: Database) -> None:
    """Add the columns; nothing of an older diary was ever undone."""
    run(db, _COMMANDS)
