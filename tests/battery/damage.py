"""What can happen to a file on a disk: each way of damaging a diary, by name, from a seed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

Damage = Callable[[Path, Random], None]


def _flipped(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.choice([1, 1, 2, 8, 40, 200])):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def _flipped_in_one_page(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    start = random.randrange(len(data) // 4096) * 4096
    for _ in range(random.choice([1, 3, 30])):
        data[start + random.randrange(4096)] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def _flipped_in_the_header(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    data[random.randrange(100)] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def _truncated(path: Path, random: Random) -> None:
    size = path.stat().st_size
    os.truncate(path, random.choice([1, 15, 16, 99, 100, 2000, 4096, 8192, random.randrange(size)]))


def _zeroed(path: Path, random: Random) -> None:
    _overwrite(path, random, bytes)


def _overwritten(path: Path, random: Random) -> None:
    _overwrite(path, random, random.randbytes)


def _overwrite(path: Path, random: Random, filling: Callable[[int], bytes]) -> None:
    data = bytearray(path.read_bytes())
    page = random.randrange(len(data) // 4096) * 4096
    start, size = random.choice(
        [(page, 4096), (page, 5 * 4096), (random.randrange(len(data)), random.randint(1, 9000))]
    )
    data[start : start + size] = filling(len(data[start : start + size]))
    path.write_bytes(data)


def _swapped(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(random.choice([1, 5])):
        one, two = (random.randrange(len(data) // 4096) * 4096 for _ in range(2))
        page = data[one : one + 4096]
        data[one : one + 4096] = data[two : two + 4096]
        data[two : two + 4096] = page
    path.write_bytes(data)


def _lengthened(path: Path, random: Random) -> None:
    with path.open("ab") as file:
        file.write(random.randbytes(random.choice([1, 100, 4096, 50_000])))


def _pulled_together(path: Path, random: Random) -> None:
    data = path.read_bytes()
    start = random.randrange(len(data))
    path.write_bytes(data[:start] + data[start + random.choice([1, 512, 4096]) :])


def _a_text(path: Path, random: Random) -> None:
    path.write_bytes(random.choice([b"Dear diary\n", "Дневник\n".encode() * 900, b"\0" * 9000]))


def _random_bytes(path: Path, random: Random) -> None:
    head = random.choice([b"", b"SQLite format 3\x00"])
    path.write_bytes(head + random.randbytes(random.randint(1, 20_000)))


def _empty(path: Path, random: Random) -> None:
    path.write_bytes(b"")


def _of_another_program(path: Path, random: Random) -> None:
    path.unlink()
    script = "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('borscht');"
    if random.random() < 0.5:
        script += "PRAGMA user_version = 2; PRAGMA application_id = 252006673;"
    _run(path, script)


def _marked_otherwise(path: Path, random: Random) -> None:
    number = random.choice([0, 1, -1, 0x46696C6C])
    _run(path, f"PRAGMA application_id = {number}")


def _of_a_newer_filmlog(path: Path, random: Random) -> None:
    _run(path, f"PRAGMA user_version = {random.choice([6, 99, 2**31 - 1])}")


def _of_no_version(path: Path, random: Random) -> None:
    _run(path, f"PRAGMA user_version = {random.choice([0, -1, 1, 3])}")


def _of_another_page_size(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    size = random.choice([0, 1, 512, 1000, 1024, 2048, 8192, 65535])
    data[16:18] = size.to_bytes(2, "big")
    path.write_bytes(data)


def _without_a_table(path: Path, random: Random) -> None:
    table = random.choice(["viewing_label", "picture", "title_key", "change", "wish", "film_words"])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A diary of an earlier schema may not have it.
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _beside_a_journal_of_garbage(path: Path, random: Random) -> None:
    garbage = random.randbytes(random.choice([1, 512, 9000]))
    head = random.choice([b"", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", bytes(28)])
    path.with_name(f"{path.name}-journal").write_bytes(head + garbage)


def _beside_a_journal_of_another(path: Path, random: Random) -> None:
    other = path.with_name("other.db")
    if random.random() < 0.5:
        _run(other, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('borscht');")
    else:  # itself, some changes ago
        shutil.copy(path, other)
        _run(path, "PRAGMA user_version = 77; PRAGMA user_version = 5;")
    leave_journal(other, "PRAGMA user_version = 3")
    shutil.move(f"{other}-journal", f"{path}-journal")
    other.unlink()


def leave_journal(path: Path, sql: str) -> None:
    """Leave the file at `path` with the hot journal of a transaction that a crash cut off."""
    copy = path.with_name("crashing.db")
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(sql)
        connection.execute("CREATE TABLE spilt (words TEXT)")
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999) "
            "INSERT INTO spilt SELECT hex(randomblob(400)) FROM n"
        )
        # As a crash leaves them: the pages that did not fit in memory are in the file already.
        shutil.copy(copy, path)
        shutil.copy(f"{copy}-journal", f"{path}-journal")
        connection.execute("ROLLBACK")
    copy.unlink()


def _cut_off_by_a_crash(path: Path, random: Random) -> None:
    leave_journal(path, "PRAGMA user_version = 3")


def _kept_in_wal(path: Path, random: Random) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE mine (words TEXT)")
        wal, data = path.with_name(f"{path.name}-wal").read_bytes(), path.read_bytes()
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    path.write_bytes(data)
    if random.random() < 0.5:
        path.with_name(f"{path.name}-wal").write_bytes(wal)


def _beside_a_wal_of_another(path: Path, random: Random) -> None:
    other = path.with_name("other.db")
    shutil.copy(path, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA user_version = 3")
        shutil.copy(f"{other}-wal", f"{path}-wal")
    other.unlink()


def _a_folder(path: Path, random: Random) -> None:
    path.unlink()
    path.mkdir()


def _a_pipe(path: Path, random: Random) -> None:
    path.unlink()
    os.mkfifo(path)


def _a_link_to_nothing(path: Path, random: Random) -> None:
    path.unlink()
    path.symlink_to(random.choice(["gone.db", path.name, "gone/diary.db"]))


def _run(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(script)


DAMAGES: dict[str, tuple[int, Damage]] = {
    "bits flipped": (6, _flipped),
    "bits of one page flipped": (6, _flipped_in_one_page),
    "bits of the header flipped": (4, _flipped_in_the_header),
    "truncated": (5, _truncated),
    "zeroed": (4, _zeroed),
    "overwritten": (4, _overwritten),
    "pages swapped": (4, _swapped),
    "lengthened": (2, _lengthened),
    "pulled together": (2, _pulled_together),
    "a text": (1, _a_text),
    "random bytes": (1, _random_bytes),
    "empty": (1, _empty),
    "another program's": (1, _of_another_program),
    "another application's id": (1, _marked_otherwise),
    "a newer filmlog's": (1, _of_a_newer_filmlog),
    "of no version": (1, _of_no_version),
    "another page size": (1, _of_another_page_size),
    "without a table": (2, _without_a_table),
    "a journal of garbage": (1, _beside_a_journal_of_garbage),
    "a journal of another file": (2, _beside_a_journal_of_another),
    "cut off by a crash": (1, _cut_off_by_a_crash),
    "in WAL": (1, _kept_in_wal),
    "a WAL of another file": (1, _beside_a_wal_of_another),
    "a folder": (1, _a_folder),
    "a pipe": (1, _a_pipe),
    "a link to nothing": (1, _a_link_to_nothing),
}
"""Each way with how often it is drawn beside the others."""

FINISHED_BY_READING = frozenset({"empty", "cut off by a crash", "in WAL"})
"""What was left half done, and the next program to open the file brings to its end."""
