"""The first schema: films, viewings, sources, passes, pictures, journal, indexes and views.

Tables are STRICT. Records carry a ULID `id` and a short `number`; `deleted` is '' or the UTC
instant a record went to the trash, and nothing is ever dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmlog.storage.migrations.script import run

if TYPE_CHECKING:
    from sqlite_utils import Database

# `review` is the last column so that rows are read without its overflow pages.
_TABLES = """
CREATE TABLE film (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    original_title TEXT NOT NULL,
    year INTEGER,
    released TEXT,
    runtime INTEGER,
    tagline TEXT NOT NULL,
    imdb TEXT NOT NULL,
    tmdb TEXT NOT NULL,
    wikidata TEXT NOT NULL,
    letterboxd TEXT NOT NULL,
    deleted TEXT NOT NULL,
    overview TEXT NOT NULL
) STRICT;

CREATE TABLE film_credit (
    film INTEGER NOT NULL REFERENCES film (number),
    job TEXT NOT NULL CHECK (job IN ('director', 'writer', 'cast')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (film, job, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_label (
    film INTEGER NOT NULL REFERENCES film (number),
    kind TEXT NOT NULL CHECK (kind IN ('genre', 'country', 'language')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (film, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_award (
    film INTEGER NOT NULL REFERENCES film (number),
    position INTEGER NOT NULL,
    prize TEXT NOT NULL,
    festival TEXT NOT NULL,
    year INTEGER,
    PRIMARY KEY (film, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_related (
    film INTEGER NOT NULL REFERENCES film (number),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    year INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (film, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    note TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;

CREATE TABLE pass (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source INTEGER NOT NULL REFERENCES source (number),
    kind TEXT NOT NULL,
    minor INTEGER CHECK (minor >= 0),
    currency TEXT CHECK ((currency IS NULL) = (minor IS NULL)),
    starts TEXT,
    ends TEXT,
    note TEXT NOT NULL,
    deleted TEXT NOT NULL
) STRICT;

CREATE TABLE viewing (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    film INTEGER NOT NULL REFERENCES film (number),
    watched TEXT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 100),
    heart INTEGER NOT NULL CHECK (heart IN (0, 1)),
    rewatch INTEGER CHECK (rewatch IN (0, 1)),
    unfinished INTEGER CHECK (unfinished >= 0),
    source INTEGER REFERENCES source (number),
    pass INTEGER REFERENCES pass (number),
    deleted TEXT NOT NULL,
    venue TEXT NOT NULL,
    format TEXT NOT NULL,
    subtitles TEXT NOT NULL,
    quote_by TEXT NOT NULL,
    unfinished_why TEXT NOT NULL,
    headline TEXT NOT NULL,
    quote TEXT NOT NULL,
    review TEXT NOT NULL
) STRICT;

CREATE TABLE viewing_label (
    viewing INTEGER NOT NULL REFERENCES viewing (number),
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'companion')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (viewing, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture (
    sha256 TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE viewing_picture (
    viewing INTEGER NOT NULL REFERENCES viewing (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    caption TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES picture (sha256),
    PRIMARY KEY (viewing, position)
) STRICT, WITHOUT ROWID;
"""

# A command is one transaction; `change.before` is the record as JSON, NULL for a new one. What it
# became stands in the next change's `before`, or in the tables.
_JOURNAL = """
CREATE TABLE command (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    command INTEGER NOT NULL REFERENCES command (number),
    kind TEXT NOT NULL CHECK (kind IN ('film', 'viewing', 'source', 'pass')),
    record TEXT NOT NULL,
    before TEXT
) STRICT;
CREATE INDEX change_record ON change (record, number);
CREATE INDEX change_command ON change (command);
"""

# title_key: every name a film answers to, folded. title_gram: the same for slips of the pen; its
# rowid is film * 8 + a position. The *_words tables hold text folded by domain/words.py, so the
# plain ascii tokenizer decides nothing.
_INDEXES = """
CREATE INDEX viewing_watched ON viewing (watched DESC, number DESC) WHERE deleted = '';
CREATE INDEX viewing_film ON viewing (film, watched, number) WHERE deleted = '';
CREATE INDEX viewing_source ON viewing (source, watched) WHERE source IS NOT NULL;
CREATE INDEX viewing_pass ON viewing (pass) WHERE pass IS NOT NULL;
CREATE INDEX viewing_trash ON viewing (deleted) WHERE deleted <> '';
CREATE INDEX film_trash ON film (deleted) WHERE deleted <> '';
CREATE INDEX film_credit_name ON film_credit (name COLLATE NOCASE);
CREATE INDEX film_label_name ON film_label (kind, name COLLATE NOCASE);
CREATE INDEX viewing_label_name ON viewing_label (kind, name COLLATE NOCASE);
CREATE INDEX pass_source ON pass (source, starts);
CREATE INDEX viewing_picture_sha256 ON viewing_picture (sha256);

CREATE TABLE title_key (
    folded TEXT NOT NULL,
    film INTEGER NOT NULL REFERENCES film (number),
    kind TEXT NOT NULL CHECK (kind IN ('title', 'original', 'bare title', 'bare original')),
    PRIMARY KEY (folded, film, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX title_key_film ON title_key (film);

CREATE VIRTUAL TABLE title_gram USING fts5 (
    folded, tokenize = 'trigram', detail = 'none'
);
CREATE VIRTUAL TABLE title_gram_count USING fts5vocab (title_gram, 'row');

CREATE VIRTUAL TABLE film_words USING fts5 (
    title, director, writer, "cast", genre, country, language, overview, award, related,
    tokenize = 'ascii'
);
CREATE VIRTUAL TABLE viewing_words USING fts5 (
    tag, "with", venue, format, subtitles, headline, quote, review, spoiler, caption,
    tokenize = 'ascii'
);
CREATE VIRTUAL TABLE source_words USING fts5 (
    source, tokenize = 'ascii'
);
"""

_VIEWS = """
CREATE VIEW diary AS
SELECT v.number AS viewing, v.watched, f.title, f.year, v.rating / 20.0 AS stars, v.heart,
    coalesce(v.rewatch, EXISTS (
        SELECT 1 FROM viewing e
        WHERE e.film = v.film AND e.deleted = '' AND e.unfinished IS NULL
            AND (coalesce(e.watched, ''), e.number) < (coalesce(v.watched, ''), v.number)
    )) AS rewatch,
    v.unfinished AS unfinished_minutes, s.name AS source, p.kind AS pass, v.venue, v.format,
    v.subtitles, v.headline, v.quote, v.quote_by, v.review
FROM viewing v
JOIN film f ON f.number = v.film
LEFT JOIN source s ON s.number = v.source
LEFT JOIN pass p ON p.number = v.pass
WHERE v.deleted = '';

CREATE VIEW films AS
SELECT f.number AS film, f.title, f.original_title, f.year, f.released, f.runtime,
    (SELECT group_concat(name, ', ') FROM film_credit c
        WHERE c.film = f.number AND c.job = 'director') AS directors,
    (SELECT group_concat(name, ', ') FROM film_label l
        WHERE l.film = f.number AND l.kind = 'genre') AS genres,
    (SELECT count(*) FROM viewing v WHERE v.film = f.number AND v.deleted = '') AS viewings,
    (SELECT v.rating / 20.0 FROM viewing v
        WHERE v.film = f.number AND v.deleted = '' AND v.rating IS NOT NULL
        ORDER BY v.watched DESC, v.number DESC LIMIT 1) AS stars
FROM film f
WHERE f.deleted = '';

CREATE VIEW spending AS
SELECT p.number AS pass, s.name AS source, p.kind, p.minor AS price_in_minor_units, p.currency,
    p.starts, p.ends,
    (SELECT count(*) FROM viewing v WHERE v.pass = p.number AND v.deleted = '') AS viewings
FROM pass p
JOIN source s ON s.number = p.source
WHERE p.deleted = '';
"""


def apply(db: Database) -> None:
    """Make everything in a new file."""
    for script in (_TABLES, _JOURNAL, _INDEXES, _VIEWS):
        run(db, script)
