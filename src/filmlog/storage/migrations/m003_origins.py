"""Where each fact of a film came from, and finding a film by its id elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

# SQLite takes 30 February for a day unless it has to count from it, be it by none. The index holds
# the facts that age; domain/filling.py tells which those are.
_ORIGINS = """
CREATE TABLE film_origin (
    film INTEGER NOT NULL REFERENCES film (number),
    field TEXT NOT NULL CHECK (field <> ''),
    service TEXT NOT NULL CHECK (service <> ''),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    PRIMARY KEY (film, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_origin_ageing ON film_origin (day) WHERE service = 'tmdb'
    AND field NOT IN ('title', 'year', 'imdb', 'tmdb', 'wikidata', 'letterboxd');
"""

# `tmdb` is the day of the oldest fact of TMDB in `before`: the journal must not keep those longer
# than the film does, and a film that has lost its origins may stand there with them.
_JOURNAL = """
ALTER TABLE change ADD COLUMN tmdb TEXT;
CREATE INDEX change_ageing ON change (tmdb) WHERE tmdb IS NOT NULL;
"""

_IDS = """
CREATE INDEX film_imdb ON film (imdb) WHERE imdb <> '';
CREATE INDEX film_tmdb ON film (tmdb) WHERE tmdb <> '';
CREATE INDEX film_wikidata ON film (wikidata) WHERE wikidata <> '';
CREATE INDEX film_letterboxd ON film (letterboxd) WHERE letterboxd <> '';
"""


def apply(db: Database) -> None:
    """Add the table, the column and the indexes; what a diary holds so far has no origin."""
    for script in (_ORIGINS, _JOURNAL, _IDS):
        run(db, script)
