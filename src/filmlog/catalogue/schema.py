"""The tables of a catalogue file: films, the people in them, and every name a film goes by.

A catalogue is a cache: it is never changed, only made anew and put in the place of the old one.

Films are numbered as IMDb numbers them (`tt0050634` is 50634), people as IMDb does, or
from 2**30 on where IMDb is not the source. Lists of people are 32-bit integers, packed as this
machine has them.

Names are numbered so that those of well-known films come first: every look-up that has to stop
somewhere stops at the least known. `name.spelling` is a hash of the name folded, without its
leading article and without spaces, which one small index finds exactly, whatever its length. The
full-text tables keep no positions and no text, as both are at hand in `name`.
"""

from __future__ import annotations

APPLICATION_ID = 0x46694361  # "FiCa"
VERSION = 1

STARTER_DAY = "2026-10-18"
"""The day of the snapshot of Wikidata that the starter catalogue is of."""

FIRST_STARTER_PERSON = 1 << 30
"""People of the starter catalogue have numbers from here on: IMDb's are far below."""

TABLES = """
CREATE TABLE about (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE film (
    number INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    original_title TEXT,
    year INTEGER,
    runtime INTEGER,
    genres TEXT NOT NULL,
    votes INTEGER NOT NULL
) STRICT;

CREATE TABLE crew (
    film INTEGER PRIMARY KEY,
    directors BLOB NOT NULL,
    writers BLOB NOT NULL
) STRICT;

CREATE TABLE billing (
    film INTEGER PRIMARY KEY,
    people BLOB NOT NULL,
    roles TEXT
) STRICT;

CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE origin (
    film INTEGER PRIMARY KEY,
    released TEXT,
    countries TEXT NOT NULL,
    languages TEXT NOT NULL,
    wikidata INTEGER
) STRICT;

CREATE TABLE name (
    number INTEGER PRIMARY KEY,
    film INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    spelling INTEGER NOT NULL,
    folded TEXT NOT NULL
) STRICT;
"""
"""`roles` has one line for each of `people`; `kind` is 0 for a title, 1 for an original title and 2
for one of another country or language; `genres`, `countries` and `languages` have `|` between them.
"""

INDEXES = """
CREATE INDEX name_spelling ON name (spelling);
CREATE INDEX origin_wikidata ON origin (wikidata) WHERE wikidata IS NOT NULL;

CREATE VIRTUAL TABLE name_words USING fts5 (
    folded, content = 'name', content_rowid = 'number', tokenize = 'ascii', detail = 'none',
    columnsize = 0
);
INSERT INTO name_words (name_words, rank) VALUES ('automerge', 0);
INSERT INTO name_words (name_words) VALUES ('rebuild');
INSERT INTO name_words (name_words) VALUES ('optimize');

CREATE VIEW name_squashed AS SELECT number, replace(folded, ' ', '') AS folded FROM name;
CREATE VIRTUAL TABLE name_grams USING fts5 (
    folded, content = 'name_squashed', content_rowid = 'number',
    tokenize = 'trigram case_sensitive 1', detail = 'none', columnsize = 0
);
INSERT INTO name_grams (name_grams, rank) VALUES ('automerge', 0);
INSERT INTO name_grams (name_grams) VALUES ('rebuild');
INSERT INTO name_grams (name_grams) VALUES ('optimize');

CREATE VIRTUAL TABLE temp.gram_vocabulary USING fts5vocab (main, name_grams, row);
CREATE TABLE gram (
    term TEXT PRIMARY KEY,
    names INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO gram SELECT term, doc FROM gram_vocabulary;
DROP TABLE temp.gram_vocabulary;

CREATE VIRTUAL TABLE temp.word_vocabulary USING fts5vocab (main, name_words, row);
CREATE TABLE word (
    number INTEGER PRIMARY KEY,
    term TEXT NOT NULL UNIQUE,
    names INTEGER NOT NULL
) STRICT;
INSERT INTO word (term, names) SELECT term, doc FROM word_vocabulary ORDER BY doc DESC, term;
DROP TABLE temp.word_vocabulary;

CREATE VIEW word_fenced AS SELECT number, '^' || term || '$' AS term FROM word;
CREATE VIRTUAL TABLE word_grams USING fts5 (
    term, content = 'word_fenced', content_rowid = 'number',
    tokenize = 'trigram case_sensitive 1', detail = 'none', columnsize = 0
);
INSERT INTO word_grams (word_grams, rank) VALUES ('automerge', 0);
INSERT INTO word_grams (word_grams) VALUES ('rebuild');
INSERT INTO word_grams (word_grams) VALUES ('optimize');
"""
"""An index is merged once, when it is whole: it is quicker to make and to ask so.

`gram` and `word` say in how many names a term is; FTS5's own count reads a whole list each."""
