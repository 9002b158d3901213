"""What two machines changed apart, and how far a diary is in step with its sync repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

# `record` names a record of any `kind` by its id, so it refers to no table. `base` is '' or, like
# `other`, a value of the field as JSON.
_CONFLICTS = """
CREATE TABLE conflict (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field <> ''),
    base TEXT NOT NULL,
    other TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    other_by TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;
CREATE INDEX conflict_open ON conflict (number) WHERE deleted = '';
CREATE INDEX conflict_record ON conflict (record);
"""

# One row at most: `head` is the commit of the sync repository that equals the diary as it was after
# the command `position` (0 for none), `at` when that was so.
_SYNC = """
CREATE TABLE sync (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    head TEXT NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""

_IMPORTED = """
CREATE INDEX imported_command ON imported (command);
"""


def apply(db: Database) -> None:
    """Add the tables and the index; no diary so far was ever synced."""
    for script in (_CONFLICTS, _SYNC, _IMPORTED):
        run(db, script)
