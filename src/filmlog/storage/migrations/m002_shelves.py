"""Passes at work, offers, the watchlist, named lists, and what statistics count from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

# `refund` is in minor units of the currency of the price.
_PASSES = """
ALTER TABLE pass ADD COLUMN paid TEXT;
ALTER TABLE pass ADD COLUMN every TEXT NOT NULL DEFAULT ''
    CHECK (every IN ('', 'month', 'year'));
ALTER TABLE pass ADD COLUMN refund INTEGER CHECK (refund >= 0);
ALTER TABLE pass ADD COLUMN refunded TEXT;
CREATE INDEX pass_ends ON pass (ends) WHERE ends IS NOT NULL AND deleted = '';
CREATE INDEX pass_every ON pass (every) WHERE every <> '' AND deleted = '';
"""

_SHELVES = """
CREATE TABLE offer (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    film INTEGER NOT NULL REFERENCES film (number),
    source INTEGER NOT NULL REFERENCES source (number),
    url TEXT NOT NULL,
    minor INTEGER CHECK (minor >= 0),
    currency TEXT CHECK ((currency IS NULL) = (minor IS NULL)),
    is_there INTEGER NOT NULL CHECK (is_there IN (0, 1)),
    checked TEXT,
    note TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;
CREATE INDEX offer_film ON offer (film);
CREATE INDEX offer_source ON offer (source);

CREATE TABLE wish (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    film INTEGER NOT NULL REFERENCES film (number),
    why TEXT NOT NULL,
    recommended_by TEXT NOT NULL,
    priority TEXT NOT NULL CHECK (priority IN ('high', 'normal', 'low')),
    due TEXT,
    added TEXT,
    deleted TEXT NOT NULL
) STRICT;
CREATE INDEX wish_film ON wish (film) WHERE deleted = '';

CREATE TABLE wish_mood (
    wish INTEGER NOT NULL REFERENCES wish (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (wish, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX wish_mood_name ON wish_mood (name COLLATE NOCASE);

CREATE TABLE filmlist (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('unordered', 'ordered', 'ranked')),
    note TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;

CREATE TABLE listed (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    filmlist INTEGER NOT NULL REFERENCES filmlist (number),
    film INTEGER NOT NULL REFERENCES film (number),
    rank INTEGER NOT NULL,
    note TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;
CREATE INDEX listed_rank ON listed (filmlist, rank) WHERE deleted = '';
CREATE INDEX listed_film ON listed (film) WHERE deleted = '';

CREATE VIRTUAL TABLE wish_words USING fts5 (why, recommended, mood, tokenize = 'ascii');
"""

# domain/codec.py tells the kinds of record; a CHECK would have to be rebuilt for each new one.
_JOURNAL = """
CREATE TABLE change_of_any_kind (
    number INTEGER PRIMARY KEY,
    command INTEGER NOT NULL REFERENCES command (number),
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    before TEXT
) STRICT;
INSERT INTO change_of_any_kind SELECT number, command, kind, record, before FROM change;
DROP TABLE change;
ALTER TABLE change_of_any_kind RENAME TO change;
CREATE INDEX change_record ON change (record, number);
CREATE INDEX change_command ON change (command);
"""

# `deleted` is in the index although it is always '' there: without it SQLite 3.40 reads each row.
# People by number, so that counting a million names compares no text. `again` is 1 where a person
# has the same job on a film a second time, as an actor in two roles, or a label stands on a film in
# two spellings; such a one is counted once.
_PEOPLE = """
CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO person (name) SELECT DISTINCT name FROM film_credit ORDER BY name;
CREATE INDEX person_name ON person (name COLLATE NOCASE);

DROP VIEW films;
CREATE TABLE film_credit_by_number (
    film INTEGER NOT NULL REFERENCES film (number),
    job TEXT NOT NULL CHECK (job IN ('director', 'writer', 'cast')),
    position INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (number),
    role TEXT NOT NULL,
    again INTEGER NOT NULL CHECK (again IN (0, 1)),
    PRIMARY KEY (film, job, position)
) STRICT, WITHOUT ROWID;
INSERT INTO film_credit_by_number
SELECT c.film, c.job, c.position, p.number, c.role,
    row_number() OVER (PARTITION BY c.film, c.job, p.number ORDER BY c.position) > 1
FROM film_credit c JOIN person p ON p.name = c.name
ORDER BY c.film, c.job, c.position;
DROP TABLE film_credit;
ALTER TABLE film_credit_by_number RENAME TO film_credit;
CREATE INDEX film_credit_person ON film_credit (job, person, film, again);

ALTER TABLE film_label ADD COLUMN again INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1));
UPDATE film_label AS l SET again = 1 WHERE position > 0 AND EXISTS (
    SELECT 1 FROM film_label e WHERE e.film = l.film AND e.kind = l.kind
        AND e.position < l.position AND e.name = l.name COLLATE NOCASE
);
DROP INDEX film_label_name;
CREATE INDEX film_label_name ON film_label (kind, name COLLATE NOCASE, film, again);

DROP INDEX viewing_film;
CREATE INDEX viewing_figures ON viewing (
    film, watched, number, unfinished, rewatch, rating, heart, source, review <> '', deleted
) WHERE deleted = '';
"""

_VIEWS = """
CREATE VIEW credits AS
SELECT c.film, c.job, c.position, p.name, c.role
FROM film_credit c
JOIN person p ON p.number = c.person;

CREATE VIEW films AS
SELECT f.number AS film, f.title, f.original_title, f.year, f.released, f.runtime,
    (SELECT group_concat(name, ', ') FROM credits c
        WHERE c.film = f.number AND c.job = 'director') AS directors,
    (SELECT group_concat(name, ', ') FROM film_label l
        WHERE l.film = f.number AND l.kind = 'genre') AS genres,
    (SELECT count(*) FROM viewing v WHERE v.film = f.number AND v.deleted = '') AS viewings,
    (SELECT v.rating / 20.0 FROM viewing v
        WHERE v.film = f.number AND v.deleted = '' AND v.rating IS NOT NULL
        ORDER BY v.watched DESC, v.number DESC LIMIT 1) AS stars
FROM film f
WHERE f.deleted = '';

DROP VIEW spending;
CREATE VIEW spending AS
SELECT p.number AS pass, s.name AS source, p.kind, p.paid, p.every, p.minor AS price_in_minor_units,
    p.refund AS refund_in_minor_units, p.currency, p.starts, p.ends,
    (SELECT count(*) FROM viewing v WHERE v.pass = p.number AND v.deleted = '') AS viewings
FROM pass p
JOIN source s ON s.number = p.source
WHERE p.deleted = '';

CREATE VIEW watchlist AS
SELECT f.number AS film, f.title, f.year, f.runtime, w.priority, w.due, w.recommended_by, w.why,
    (SELECT group_concat(name, ', ') FROM wish_mood m WHERE m.wish = w.number) AS moods, w.added
FROM wish w
JOIN film f ON f.number = w.film
WHERE w.deleted = '' AND f.deleted = '';

CREATE VIEW offers AS
SELECT f.number AS film, f.title, f.year, s.name AS source, o.url, o.minor AS price_in_minor_units,
    o.currency, o.is_there, o.checked, o.note
FROM offer o
JOIN film f ON f.number = o.film
JOIN source s ON s.number = o.source
WHERE o.deleted = '' AND f.deleted = '';

CREATE VIEW lists AS
SELECT l.name AS list, l.kind,
    row_number() OVER (PARTITION BY e.filmlist ORDER BY e.rank, e.number) AS position,
    f.number AS film, f.title, f.year, e.note
FROM listed e
JOIN filmlist l ON l.number = e.filmlist
JOIN film f ON f.number = e.film
WHERE e.deleted = '' AND l.deleted = '' AND f.deleted = '';
"""


def apply(db: Database) -> None:
    """Add the tables and columns; a pass was paid on the day it began, or was used first."""
    for script in (_PASSES, _SHELVES, _JOURNAL, _PEOPLE, _VIEWS):
        run(db, script)
    begun = db.execute("SELECT number, starts FROM pass WHERE starts IS NOT NULL").fetchall()
    days = [
        (datetime.fromisoformat(starts).astimezone().date().isoformat(), number)
        for number, starts in begun
    ]
    db.conn.executemany("UPDATE pass SET paid = ? WHERE number = ?", days)
    db.execute(
        "UPDATE pass SET paid = (SELECT min(v.watched) FROM viewing v WHERE v.pass = pass.number) "
        "WHERE paid IS NULL"
    )
