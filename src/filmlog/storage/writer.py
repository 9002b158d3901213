"""Writing changes: rows, child rows, indexes and journal, all in the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from filmlog.domain.change import Change, Record
from filmlog.domain.film import Film
from filmlog.domain.matching import title_key, without_article
from filmlog.domain.source import Pass, Source
from filmlog.domain.texts import film_texts, source_texts, viewing_texts
from filmlog.domain.viewing import Viewing
from filmlog.storage import rows, word_index
from filmlog.storage.titles import GRAM_SLOTS

_REFERENCES = frozenset({"film", "source", "pass", "filmlist"})


def write(connection: sqlite3.Connection, changes: Iterable[Change], words: str) -> list[int]:
    """Apply `changes` and journal them as one command; return the records' short numbers.

    `words` say what was done, for the history. Changes are applied in order, so a film comes
    before its viewing.
    """
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    command = connection.execute(
        "INSERT INTO command (at, words) VALUES (?, ?) RETURNING number", (now, words)
    ).fetchone()[0]
    numbers = []
    for change in changes:
        before, after = change
        if before is not None and (type(before) is not type(after) or before.id != after.id):
            raise ValueError("a change keeps its record's kind and id")
        numbers.append(_write_record(connection, change.after, is_new=change.before is None))
        _journal(connection, command, change)
    return numbers


def _journal(connection: sqlite3.Connection, command: int, change: Change) -> None:
    kind = type(change.after).__name__.lower()
    before = tmdb = None
    if change.before is not None:
        # 1 ms, and a new record has nothing to encode.
        import json

        from filmlog.domain.codec import to_plain

        before = json.dumps(to_plain(change.before), ensure_ascii=False)
        if isinstance(change.before, Film) and change.before.origins:
            from filmlog.domain.filling import oldest  # most films are as a person wrote them

            tmdb = oldest(change.before) or None
    connection.execute(
        "INSERT INTO change (command, kind, record, before, tmdb) VALUES (?, ?, ?, ?, ?)",
        (command, kind, change.after.id, before, tmdb),
    )


def _write_record(connection: sqlite3.Connection, record: Record, *, is_new: bool) -> int:
    match record:
        case Film():
            return _write_film(connection, record, is_new=is_new)
        case Viewing():
            return _write_viewing(connection, record, is_new=is_new)
        case Source():
            return _write_source(connection, record, is_new=is_new)
        case Pass():
            return upsert(connection, "pass", rows.PASS, rows.pass_values(record))
        case _:
            from filmlog.storage import shelf_writer  # a viewing puts nothing on a shelf

            return shelf_writer.write_record(connection, record, is_new=is_new)


def _write_film(connection: sqlite3.Connection, film: Film, *, is_new: bool) -> int:
    number = upsert(connection, "film", rows.FILM, rows.film_values(film))
    write_children(connection, "film", number, rows.film_children(film), is_new=is_new)
    if not is_new:
        connection.execute("DELETE FROM title_key WHERE film = ?", (number,))
        first = number * GRAM_SLOTS
        connection.execute(
            "DELETE FROM title_gram WHERE rowid BETWEEN ? AND ?", (first, first + GRAM_SLOTS - 1)
        )
        word_index.remove(connection, "film_words", number)
    if not film.deleted:
        _index_titles(connection, film, number)
        word_index.add(connection, "film_words", number, film_texts(film))
    return number


def _index_titles(connection: sqlite3.Connection, film: Film, number: int) -> None:
    keys: dict[str, str] = {}
    for kind, title in (("title", film.title), ("original", film.original_title)):
        if title:
            keys.setdefault(title_key(title), kind)
            keys.setdefault(without_article(title_key(title)), f"bare {kind}")
    connection.executemany(
        "INSERT INTO title_key (folded, film, kind) VALUES (?, ?, ?)",
        [(folded, number, kind) for folded, kind in keys.items()],
    )
    connection.executemany(
        "INSERT INTO title_gram (rowid, folded) VALUES (?, ?)",
        [
            (number * GRAM_SLOTS + slot, folded)
            for slot, (folded, kind) in enumerate(keys.items())
            if not kind.startswith("bare")
        ],
    )


def _write_viewing(connection: sqlite3.Connection, viewing: Viewing, *, is_new: bool) -> int:
    number = upsert(connection, "viewing", rows.VIEWING, rows.viewing_values(viewing))
    write_children(connection, "viewing", number, rows.viewing_children(viewing), is_new=is_new)
    if not is_new:
        word_index.remove(connection, "viewing_words", number)
    if not viewing.deleted:
        word_index.add(connection, "viewing_words", number, viewing_texts(viewing))
    return number


def _write_source(connection: sqlite3.Connection, source: Source, *, is_new: bool) -> int:
    number = upsert(connection, "source", rows.SOURCE, rows.source_values(source))
    if not is_new:
        word_index.remove(connection, "source_words", number)
    # Words find a source in the trash too: its viewings still name it.
    word_index.add(connection, "source_words", number, source_texts(source))
    return number


def upsert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    values: tuple[object, ...],
) -> int:
    """Write a row by its id; a column named for a table takes the ULID of a record there."""
    names = columns[1:]  # the number is SQLite's to give
    slots = [
        f"(SELECT number FROM {name} WHERE id = ?)" if name in _REFERENCES else "?"
        for name in names
    ]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    row = connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(slots)}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates} RETURNING number",
        values,
    ).fetchone()
    return int(row[0])


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
            columns = (owner, *rows.CHILDREN[table])
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) "
                f"VALUES ({', '.join('?' * len(columns))})",
                [(number, *item) for item in items],
            )


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
