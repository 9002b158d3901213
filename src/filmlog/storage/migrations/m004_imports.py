"""A film's own rating, and what services said of records when they were imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

_RATING = """
ALTER TABLE film ADD COLUMN rating INTEGER CHECK (rating BETWEEN 1 AND 100);
ALTER TABLE film ADD COLUMN rated TEXT;
"""

# `record` names a record of any kind by its id, so it refers to no table. `command` made the row:
# it is the journal's entry for that, since an import makes a row here for each that it reads.
_IMPORTED = """
CREATE TABLE imported (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL CHECK (service <> ''),
    key TEXT NOT NULL,
    record TEXT NOT NULL,
    digest TEXT NOT NULL,
    said TEXT NOT NULL,
    deleted TEXT NOT NULL,
    command INTEGER REFERENCES command (number)
) STRICT;
CREATE INDEX imported_record ON imported (record);
"""

# domain/standing.py has the same rule for records.
_VIEWS = """
DROP VIEW films;
CREATE VIEW films AS
SELECT f.number AS film, f.title, f.original_title, f.year, f.released, f.runtime,
    (SELECT group_concat(name, ', ') FROM credits c
        WHERE c.film = f.number AND c.job = 'director') AS directors,
    (SELECT group_concat(name, ', ') FROM film_label l
        WHERE l.film = f.number AND l.kind = 'genre') AS genres,
    (SELECT count(*) FROM viewing v WHERE v.film = f.number AND v.deleted = '') AS viewings,
    coalesce(
        CASE WHEN f.rated IS NULL OR f.rated >= coalesce((
            SELECT max(v.watched) FROM viewing v
            WHERE v.film = f.number AND v.deleted = '' AND v.rating IS NOT NULL
        ), '') THEN f.rating END,
        (SELECT v.rating FROM viewing v
            WHERE v.film = f.number AND v.deleted = '' AND v.rating IS NOT NULL
            ORDER BY v.watched DESC, v.number DESC LIMIT 1)
    ) / 20.0 AS stars
FROM film f
WHERE f.deleted = '';
"""


def apply(db: Database) -> None:
    """Add the columns and the table; no film of a diary so far has a rating of its own."""
    for script in (_RATING, _IMPORTED, _VIEWS):
        run(db, script)
