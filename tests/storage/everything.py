"""Every record of a diary, those in the trash and those that were undone too."""

from __future__ import annotations

from filmlog.domain.change import Record
from filmlog.domain.codec import KINDS
from filmlog.domain.record import UNDONE
from filmlog.storage import records
from filmlog.storage.diary import Diary


def everything(diary: Diary) -> dict[tuple[str, str], Record]:
    """The records by kind and id."""
    found = {}
    for kind in KINDS:
        ids = [id_ for (id_,) in diary.connection.execute(f"SELECT id FROM {kind}")]  # noqa: S608 - our own
        for start in range(0, len(ids), 500):
            for record in records.by_ids(diary.connection, kind, ids[start : start + 500]):
                found[kind, record.id] = record
    return found


def without_undone(found: dict[tuple[str, str], Record]) -> dict[tuple[str, str], Record]:
    """The records but those that undo took back with the command that made them."""
    return {key: record for key, record in found.items() if not record.deleted.endswith(UNDONE)}


def is_sound(diary: Diary) -> bool:
    """Whether SQLite finds no fault in the file, its references and its full-text indexes."""
    connection = diary.connection
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("film_words", "viewing_words", "source_words", "wish_words", "title_gram"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608 - our own
    return True
