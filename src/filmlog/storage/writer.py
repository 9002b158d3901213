"""Writing changes: rows, child rows, indexes and journal, all in the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.source import Pass, Source
from filmlog.domain.texts import film_texts, source_texts, viewing_texts
from filmlog.domain.viewing import Viewing
from filmlog.storage import rows, word_index
from filmlog.storage.title_index import index_titles
from filmlog.storage.titles import GRAM_SLOTS

_BATCH = 1000
_REFERENCES = frozenset({"film", "source", "pass", "filmlist"})


class Heading(NamedTuple):
    """What the journal says of a command: in words, by whom, when (None for now), of which kind.

    `kind` is '' for what a person did, else one of `storage/journal.py`; `target` is the number of
    the command that an undo or a redo is of.
    """

    words: str
    who: str = ""
    at: datetime | None = None
    kind: str = ""
    target: int | None = None


def write(connection: sqlite3.Connection, changes: Iterable[Change], heading: Heading) -> list[int]:
    """Apply `changes` and journal them as one command; return the records' short numbers.

    Changes are applied in order, so a film comes
    before its viewing, and `changes` may look up what was written of them so far, but for new
    records of imports, which are kept back for a while; these have the number 0 in the answer.
    """
    command = _Command(connection, heading)
    numbers = [command.write(change) for change in changes]
    command.finish()
    return numbers


class _Command:
    """One command of the journal; rows that nothing looks up meanwhile are written in batches."""

    def __init__(self, connection: sqlite3.Connection, heading: Heading) -> None:
        self._connection = connection
        at = stamp(datetime.now(UTC) if heading.at is None else heading.at)
        self._number = connection.execute(
            "INSERT INTO command (at, words, who, kind, target) VALUES (?, ?, ?, ?, ?) "
            "RETURNING number",
            (at, heading.words, heading.who, heading.kind, heading.target),
        ).fetchone()[0]
        self._journal: list[tuple[object, ...]] = []
        self._imported: list[Record] = []

    def write(self, change: Change) -> int:
        before, after = change
        if before is not None and (type(before) is not type(after) or before.id != after.id):
            raise ValueError("a change keeps its record's kind and id")
        is_imported = type(after).__name__ == "Imported"
        if is_imported and before is not None:
            self.finish()  # what is changed may have been made just now
        if is_imported and before is None:
            # An import makes as many as it reads rows; each says itself which command made it.
            self._imported.append(after)
            number = 0
        else:
            number = _write_record(self._connection, change)
            self._journal.append((self._number, *_journalled(change)))
        if len(self._journal) + len(self._imported) >= _BATCH:
            self.finish()
        return number

    def finish(self) -> None:
        """Write what was kept back."""
        self._connection.executemany(
            "INSERT INTO change (command, kind, record, before, tmdb) VALUES (?, ?, ?, ?, ?)",
            self._journal,
        )
        self._journal.clear()
        if self._imported:
            from filmlog.storage import imported  # most commands import nothing

            imported.write_new(self._connection, self._imported, self._number)
            self._imported.clear()


def _journalled(change: Change) -> tuple[str, str, str | None, str | None]:
    """Kind, id, what was before in JSON, and the day of the oldest fact of TMDB in that."""
    kind = type(change.after).__name__.lower()
    if change.before is None:
        return kind, change.after.id, None, None
    # 1 ms, and a new record has nothing to encode.
    import json

    from filmlog.domain.codec import to_plain

    tmdb = None
    before = json.dumps(to_plain(change.before), ensure_ascii=False)
    if isinstance(change.before, Film) and change.before.origins:
        from filmlog.domain.filling import oldest  # most films are as a person wrote them

        tmdb = oldest(change.before) or None
    return kind, change.after.id, before, tmdb


def _write_record(connection: sqlite3.Connection, change: Change) -> int:
    before, record = change
    match record:
        case Film():
            return _write_film(connection, record, before if isinstance(before, Film) else None)
        case Viewing():
            known = before if isinstance(before, Viewing) else None
            return _write_viewing(connection, record, known)
        case Source():
            return _write_source(connection, record, is_new=before is None)
        case Pass():
            values = rows.pass_values(record)
            return put(connection, "pass", rows.PASS, values, is_new=before is None)
        case _:
            from filmlog.storage import shelf_writer  # a viewing puts nothing on a shelf

            return shelf_writer.write_record(connection, record, is_new=before is None)


def _write_film(connection: sqlite3.Connection, film: Film, before: Film | None) -> int:
    is_new = before is None
    number = put(connection, "film", rows.FILM, rows.film_values(film), is_new=is_new)
    children = rows.film_children(film)
    if before is None or rows.film_children(before) != children:
        write_children(connection, "film", number, children, is_new=is_new)
    texts = film_texts(film)
    if before is not None:
        if (before.deleted, film_texts(before)) == (film.deleted, texts):
            return number
        connection.execute("DELETE FROM title_key WHERE film = ?", (number,))
        first = number * GRAM_SLOTS
        connection.execute(
            "DELETE FROM title_gram WHERE rowid BETWEEN ? AND ?", (first, first + GRAM_SLOTS - 1)
        )
        word_index.remove(connection, "film_words", number)
    if not film.deleted:
        index_titles(connection, film, number)
        word_index.add(connection, "film_words", number, texts)
    return number


def _write_viewing(connection: sqlite3.Connection, viewing: Viewing, before: Viewing | None) -> int:
    is_new = before is None
    number = put(connection, "viewing", rows.VIEWING, rows.viewing_values(viewing), is_new=is_new)
    children = rows.viewing_children(viewing)
    if before is None or rows.viewing_children(before) != children:
        write_children(connection, "viewing", number, children, is_new=is_new)
    texts = viewing_texts(viewing)
    if before is not None:
        if (before.deleted, viewing_texts(before)) == (viewing.deleted, texts):
            return number
        word_index.remove(connection, "viewing_words", number)
    if not viewing.deleted:
        word_index.add(connection, "viewing_words", number, texts)
    return number


def _write_source(connection: sqlite3.Connection, source: Source, *, is_new: bool) -> int:
    number = put(connection, "source", rows.SOURCE, rows.source_values(source), is_new=is_new)
    if not is_new:
        word_index.remove(connection, "source_words", number)
    # Words find a source in the trash too: its viewings still name it.
    word_index.add(connection, "source_words", number, source_texts(source))
    return number


def put(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    values: tuple[object, ...],
    *,
    is_new: bool,
) -> int:
    """Write a row by its id; a column named for a table takes the ULID of a record there.

    Returns the row's number. A record that `is_new` must not be there yet.
    """
    if is_new:
        # RETURNING would cost half as much again, and an import writes 40,000 rows.
        return connection.execute(_insert(table, columns), values).lastrowid or 0
    return int(connection.execute(_upsert(table, columns), values).fetchone()[0])


@cache
def _upsert(table: str, columns: tuple[str, ...]) -> str:
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns[1:] if name != "id")
    return f"{_insert(table, columns)} ON CONFLICT (id) DO UPDATE SET {updates} RETURNING number"


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = columns[1:]  # the number is SQLite's to give
    slots = [
        f"(SELECT number FROM {name} WHERE id = ?)" if name in _REFERENCES else "?"
        for name in names
    ]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(slots)})"


def write_children(
    connection: sqlite3.Connection,
    owner: str,
    number: int,
    children: dict[str, list[tuple[object, ...]]],
    *,
    is_new: bool,
) -> None:
    """Put the child rows of a record in place of those it had."""
    for table, items in children.items():
        if not is_new:
            connection.execute(f"DELETE FROM {table} WHERE {owner} = ?", (number,))
        if items and table == "film_credit":
            _write_credits(connection, number, items)
        elif items:
            connection.executemany(_insert_child(owner, table), [(number, *i) for i in items])


@cache
def _insert_child(owner: str, table: str) -> str:
    columns = (owner, *rows.CHILDREN[table])
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _write_credits(
    connection: sqlite3.Connection, film: int, items: Sequence[tuple[object, ...]]
) -> None:
    """Credits as rows.CHILDREN has them, each name by the number of its person."""
    connection.executemany(
        "INSERT OR IGNORE INTO person (name) VALUES (?)", [(name,) for _, _, name, _ in items]
    )
    known: set[tuple[object, object]] = set()
    credits_ = []
    for job, position, name, role in items:
        credits_.append((film, job, position, name, role, (job, name) in known))
        known.add((job, name))
    connection.executemany(
        "INSERT INTO film_credit (film, job, position, person, role, again) "
        "VALUES (?, ?, ?, (SELECT number FROM person WHERE name = ?), ?, ?)",
        credits_,
    )
