"""The indexes that are made from the records: words for the search, titles, slips of the pen."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from filmlog.domain.change import Change, Record
from filmlog.domain.checkup import Finding
from filmlog.domain.film import Film
from filmlog.domain.numerals import counted
from filmlog.domain.shelf import Wish
from filmlog.domain.source import Source
from filmlog.domain.texts import Texts, film_texts, source_texts, viewing_texts, wish_texts
from filmlog.domain.viewing import Viewing
from filmlog.storage import failures, records, word_index
from filmlog.storage.checkup.schema import renew
from filmlog.storage.diary import Diary
from filmlog.storage.title_index import index_titles, title_rows
from filmlog.storage.titles import GRAM_SLOTS

_BATCH = 500


class _Words(NamedTuple):
    """A full-text index: of which kind of record, its columns, and the texts of a record.

    A record has no texts in it when `texts` gives None.
    """

    table: str
    kind: str
    columns: tuple[str, ...]
    texts: Callable[[Any], Texts | None]


_WORDS = (
    _Words(
        "film_words",
        "film",
        tuple(film_texts(Film("", ""))),
        lambda film: None if film.deleted else film_texts(film),
    ),
    _Words(
        "viewing_words",
        "viewing",
        tuple(viewing_texts(Viewing("", ""))),
        lambda viewing: None if viewing.deleted else viewing_texts(viewing),
    ),
    # Words find a source in the trash too: its viewings still name it.
    _Words("source_words", "source", tuple(source_texts(Source("", ""))), source_texts),
    _Words(
        "wish_words",
        "wish",
        tuple(wish_texts(Wish("", ""))),
        lambda wish: None if wish.deleted else wish_texts(wish),
    ),
)


class _Wrong(NamedTuple):
    """How many records an index lacks or has otherwise, and how many rows it has too many."""

    differing: int
    surplus: int


def look(diary: Diary) -> Iterator[Finding]:
    """What the indexes have too much, too little or otherwise than the records say."""
    faults: dict[str, list[str]] = {}
    for words in _WORDS:
        wrong = _unless_damaged(_wrong_words, diary, words)
        if wrong is None or any(wrong) or not _is_sound(diary, words.table):
            faults[words.table] = _counts(wrong, words.kind)
    wrong = _unless_damaged(_wrong_titles, diary)
    if wrong is None or any(wrong) or not _is_sound(diary, "title_gram"):
        faults["titles"] = _counts(wrong, "film")
    if not faults:
        return

    def mend() -> Iterable[Change]:
        for words in _WORDS:
            if words.table in faults:
                _fill_words(diary, words)
        if "titles" in faults:
            _fill_titles(diary)
        return ()

    yield Finding(
        "wrong-words",
        "wrong",
        "The index of words or titles does not agree with the records.",
        "A search may miss what is in the diary, or find what is not; no record is lost.",
        "The index is made anew from the records.",
        tuple(f"{table}: {', '.join(said)}" for table, said in faults.items()),
        mend,
    )


def _unless_damaged(compare: Callable[..., _Wrong], *what: object) -> _Wrong | None:
    """What is wrong with an index; None when it cannot be read."""
    try:
        return compare(*what)
    except sqlite3.DatabaseError as error:
        if not _is_of_an_index(error):
            raise
        return None


def _is_of_an_index(error: sqlite3.DatabaseError) -> bool:
    """Whether FTS5 says that one of its own indexes is damaged, and not SQLite that the file is."""
    return error.sqlite_errorname == "SQLITE_CORRUPT_VTAB" or "fts5" in str(error)


def _counts(wrong: _Wrong | None, kind: str) -> list[str]:
    if wrong is None:
        return ["damaged"]
    said = []
    if wrong.differing:
        said.append(f"{counted(wrong.differing, kind)} missing or otherwise")
    if wrong.surplus:
        said.append(f"{counted(wrong.surplus, 'row')} too many")
    return said or ["damaged"]


def _wrong_words(diary: Diary, words: _Words) -> _Wrong:
    table = words.table
    columns = ", ".join(f'"{name}"' for name in words.columns)
    differing = 0
    for first, last, batch in batches(diary, words.kind):
        there = {
            number: texts
            for number, *texts in diary.connection.execute(
                f"SELECT rowid, {columns} FROM {table} WHERE rowid BETWEEN ? AND ?", (first, last)
            )
        }
        for record in batch:
            texts = words.texts(record)
            wanted = None if texts is None else word_index.values(texts)
            differing += there.get(record[-1]) != wanted
    return _Wrong(differing, _surplus(diary, f"{table} WHERE rowid", words.kind))


def _wrong_titles(diary: Diary) -> _Wrong:
    differing = 0
    for first, last, batch in batches(diary, "film"):
        keys: defaultdict[int, set[tuple[Any, ...]]] = defaultdict(set)
        for row in diary.connection.execute(
            "SELECT folded, film, kind FROM title_key WHERE film BETWEEN ? AND ?", (first, last)
        ):
            keys[row[1]].add(row)
        for row in diary.connection.execute(
            "SELECT rowid, folded FROM title_gram WHERE rowid BETWEEN ? AND ?",
            (first * GRAM_SLOTS, (last + 1) * GRAM_SLOTS - 1),
        ):
            keys[row[0] // GRAM_SLOTS].add(row)
        for film in batch:
            wanted = title_rows(film, film[-1]) if isinstance(film, Film) else ((), ())
            differing += keys[film[-1]] != (set() if film.deleted else {*wanted[0], *wanted[1]})
    surplus = _surplus(diary, "title_key WHERE film", "film")
    return _Wrong(differing, surplus + _surplus(diary, "title_gram WHERE rowid / 8", "film"))


def _surplus(diary: Diary, number: str, kind: str) -> int:
    """How many rows of an index, where `number` is that of their record, have none."""
    sql = f"SELECT count(*) FROM {number} NOT IN (SELECT number FROM {kind})"
    return int(diary.connection.execute(sql).fetchone()[0])


def batches(diary: Diary, kind: str) -> Iterator[tuple[int, int, list[Record]]]:
    """The records of a kind, those in the trash too, with the first and last number of each batch.

    Another program may write between two batches, and not while one is looked at.
    """
    last = 0
    while True:
        with diary.reading():
            numbers = [
                number
                for (number,) in diary.connection.execute(
                    f"SELECT number FROM {kind} WHERE number > ? ORDER BY number LIMIT {_BATCH}",
                    (last,),
                )
            ]
            if not numbers:
                return
            yield numbers[0], numbers[-1], list(records.read(diary.connection, kind, numbers))
            last = numbers[-1]


def _is_sound(diary: Diary, table: str) -> bool:
    """Whether SQLite finds the index to agree with what it holds (sqlite.org/fts5.html, 6.6).

    It has to be asked by an INSERT, which writes nothing and needs a connection that could.
    """
    if diary.connection.in_transaction:
        return _agrees(diary.connection, table)
    with (
        failures.explained(diary.path),
        closing(
            sqlite3.connect(diary.path, timeout=failures.BUSY_SECONDS, isolation_level=None)
        ) as connection,
    ):
        connection.execute("BEGIN IMMEDIATE")
        try:
            return _agrees(connection, table)
        finally:
            connection.execute("ROLLBACK")


def _agrees(connection: sqlite3.Connection, table: str) -> bool:
    try:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not _is_of_an_index(error):
            raise
        return False
    return True


def _fill_words(diary: Diary, words: _Words) -> None:
    renew(diary.connection, words.table)
    for _, _, batch in batches(diary, words.kind):
        for record in batch:
            texts = words.texts(record)
            if texts is not None:
                word_index.add(diary.connection, words.table, record[-1], texts)


def _fill_titles(diary: Diary) -> None:
    diary.connection.execute("DELETE FROM title_key")
    renew(diary.connection, "title_gram")
    for _, _, batch in batches(diary, "film"):
        for film in batch:
            if isinstance(film, Film) and not film.deleted:
                index_titles(diary.connection, film, film.number)
