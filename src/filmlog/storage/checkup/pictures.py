"""Pictures whose bytes are missing or not those that were kept, and the backups that have them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from filmlog.domain.change import Change
from filmlog.domain.checkup import Finding
from filmlog.domain.numerals import counted
from filmlog.storage.backups import backups_seen
from filmlog.storage.diary import Diary
from filmlog.storage.read_only import open_read_only


def look(diary: Diary) -> Iterator[Finding]:
    """The pictures that are not as they were kept, by whether a backup has them."""
    bad = [*_missing(diary.connection), *_otherwise(diary.connection)]
    held = {digest: backup for digest in bad if (backup := _backup_with(diary.path, digest))}
    lost = [digest for digest in bad if digest not in held]
    if held:

        def mend() -> Iterable[Change]:
            for digest, backup in held.items():
                data = _read(backup, digest)
                if data is not None:
                    diary.connection.execute(
                        "INSERT INTO picture (sha256, bytes) VALUES (?, ?) "
                        "ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes",
                        (digest, data),
                    )
            return ()

        yield Finding(
            "damaged-pictures",
            "wrong",
            f"{counted(len(held), 'picture')} missing, or not as kept.",
            "The viewing shows a broken picture, or none.",
            "Each is taken from the newest backup that has it whole.",
            _shown(diary.connection, list(held)),
            mend,
        )
    if lost:
        yield Finding(
            "lost-pictures",
            "wrong",
            f"{counted(len(lost), 'picture')} missing, or not as kept, and in no backup either.",
            "The viewing shows a broken picture, or none.",
            "If you have the file: `filmlog edit TITLE --picture FILE` keeps it anew.",
            _shown(diary.connection, lost),
        )


def _missing(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT DISTINCT sha256 FROM viewing_picture "
        "WHERE sha256 NOT IN (SELECT sha256 FROM picture) ORDER BY sha256"
    )
    return [digest for (digest,) in found]


def _otherwise(connection: sqlite3.Connection) -> Iterator[str]:
    """Those whose bytes have another SHA-256; one at a time is held in memory."""
    for digest, data in connection.execute(
        "SELECT sha256, bytes FROM picture WHERE sha256 IN (SELECT sha256 FROM viewing_picture)"
    ):
        if sha256(data).hexdigest() != digest:
            yield digest


def _backup_with(path: Path, digest: str) -> Path | None:
    for backup in backups_seen(path):
        if _read(backup.path, digest) is not None:
            return backup.path
    return None


def _read(backup: Path, digest: str) -> bytes | None:
    """The bytes of a picture in a backup, if they are there and whole."""
    try:
        with closing(open_read_only(backup, is_immutable=True)) as connection:
            row = connection.execute(
                "SELECT bytes FROM picture WHERE sha256 = ?", (digest,)
            ).fetchone()
    except sqlite3.Error:  # a backup that cannot be read is found by `backups.py`
        return None
    data = None if row is None else bytes(row[0])
    return data if data is not None and sha256(data).hexdigest() == digest else None


def _shown(connection: sqlite3.Connection, digests: Sequence[str]) -> tuple[str, ...]:
    """Where the pictures are shown."""
    shown = []
    for digest in digests:
        row = connection.execute(
            "SELECT p.name, f.number, f.title FROM viewing_picture p "
            "JOIN viewing v ON v.number = p.viewing JOIN film f ON f.number = v.film "
            "WHERE p.sha256 = ? ORDER BY v.number LIMIT 1",
            (digest,),
        ).fetchone()
        shown.append(digest if row is None else "{} of #{} {}".format(*row))
    return tuple(shown)
