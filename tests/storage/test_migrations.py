"""Diaries of earlier versions, as those versions wrote them: `schemas/N.db.gz` is of schema N."""

from __future__ import annotations

import gzip
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from filmlog.domain.codec import KINDS
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.storage.backups import backups_of
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from tests.battery.sound import content

SCHEMAS = Path(__file__).parent / "schemas"


def diary_of_schema(number: int, folder: Path) -> Path:
    path = folder / "diary.db"
    path.write_bytes(gzip.decompress((SCHEMAS / f"{number}.db.gz").read_bytes()))
    return path


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_there_is_a_diary_of_every_earlier_schema() -> None:
    assert sorted(path.name for path in SCHEMAS.iterdir()) == [
        f"{number}.db.gz" for number in range(1, SCHEMA_VERSION)
    ]


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION))
def test_a_diary_is_copied_and_then_upgraded_whole(schema: int, tmp_path: Path) -> None:
    path = diary_of_schema(schema, tmp_path)
    old = path.read_bytes()
    Diary.open(path).connection.close()
    (made,) = backups_of(path)
    assert made.why == f"schema-{schema}"
    backup = made.path
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert _rows(backup, "PRAGMA user_version") == [(schema,)]
    assert _rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert _rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(path, "PRAGMA foreign_key_check") == []
    for table in ("film", "viewing", "source", "command", "change", "film_label", "title_key"):
        columns = [str(row[1]) for row in _rows(backup, f"PRAGMA table_info({table})")]
        sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2"  # noqa: S608 - our own
        assert _rows(path, sql) == _rows(backup, sql), table
    again = tmp_path / "again.db"
    again.write_bytes(old)
    Diary.open(again).connection.close()
    assert _rows(again, "SELECT sql FROM sqlite_master ORDER BY name") == _rows(
        path, "SELECT sql FROM sqlite_master ORDER BY name"
    )


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION))
def test_an_upgraded_diary_has_the_schema_of_a_new_one(schema: int, tmp_path: Path) -> None:
    path = diary_of_schema(schema, tmp_path)
    Diary.open(path).connection.close()
    new = tmp_path / "new.db"
    Diary.open(new, create=True).connection.close()
    sql = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    assert _rows(path, sql) == _rows(new, sql)


def test_what_passes_cost_is_dated_by_the_day_they_began(tmp_path: Path) -> None:
    with Diary.open(diary_of_schema(1, tmp_path)) as diary:
        passes = {pass_.number: pass_ for pass_ in diary.passes.all()}
        assert [(p.kind, p.price, p.paid, p.every) for p in passes.values()] == [
            ("one-day pass", Money(500, "USD"), PartialDate(2026, 3, 29), ""),
            ("subscription", Money(1250, "EUR"), PartialDate(2026, 3, 1), ""),
            ("ticket", Money(800, "EUR"), PartialDate(2026, 3, 1), ""),
            ("free", None, None, ""),
            ("ticket", Money(300, "JPY"), PartialDate(1989, 11), ""),
        ]


def test_credits_keep_their_names_and_order(tmp_path: Path) -> None:
    path = diary_of_schema(1, tmp_path)
    old = _rows(path, "SELECT film, job, position, name, role FROM film_credit ORDER BY 1, 2, 3")
    Diary.open(path).connection.close()
    assert old
    assert _rows(path, "SELECT * FROM credits ORDER BY 1, 2, 3") == old


@pytest.mark.parametrize("schema", [1, 2])
def test_facts_of_earlier_diaries_are_the_persons_own(schema: int, tmp_path: Path) -> None:
    with Diary.open(diary_of_schema(schema, tmp_path)) as diary:
        films = [*diary.films(), *diary.trashed_films()]
        assert len(films) == 5
        assert [film.origins for film in films] == [()] * 5
        assert diary.oldest_ageing() == ""


def test_ids_of_schema_2_find_their_films(tmp_path: Path) -> None:
    with Diary.open(diary_of_schema(2, tmp_path)) as diary:
        assert [film.label for film in diary.identified("imdb", "tt0050634")] == [
            "The Cranes Are Flying (1957)"
        ]
        assert [film.label for film in diary.identified("tmdb", "1398")] == ["Stalker (1979)"]


def test_schema_6_adds_to_schema_5_and_changes_no_row(tmp_path: Path) -> None:
    path = diary_of_schema(5, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        old = sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql <> ''"))
    before = content(path)
    Diary.open(path).connection.close()
    after = content(path)
    assert set(after) - set(before) == {"conflict", "sync"}
    assert (after.pop("conflict"), after.pop("sync")) == ([], [])
    assert after == before
    new = _rows(path, "SELECT name, sql FROM sqlite_master WHERE sql <> ''")
    assert {name for name, _ in set(new) - set(old)} == {
        *("conflict", "conflict_open", "conflict_record", "sync", "imported_command")
    }
    assert set(old) <= set(new)


def test_there_is_one_state_of_sync(tmp_path: Path) -> None:
    path = diary_of_schema(5, tmp_path)
    Diary.open(path).connection.close()
    with closing(sqlite3.connect(path)) as connection:
        for number in (0, 2):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute("INSERT INTO sync VALUES (?, 'ab', 1, '')", (number,))


def test_the_journal_takes_every_kind_of_record(tmp_path: Path) -> None:
    path = diary_of_schema(1, tmp_path)
    Diary.open(path).connection.close()
    with closing(sqlite3.connect(path)) as connection:
        for kind in KINDS:
            connection.execute(
                "INSERT INTO change (command, kind, record) VALUES (1, ?, 'x')", (kind,)
            )


def test_an_upgrade_that_fails_leaves_the_old_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filmlog.storage.migrations import migrations

    def fail(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))
    migrations(name="m999_fails")(fail)
    path = diary_of_schema(1, tmp_path)
    with pytest.raises(RuntimeError):
        Diary.open(path)
    assert _rows(path, "PRAGMA user_version") == [(1,)]
    assert "paid" not in {row[1] for row in _rows(path, "PRAGMA table_info(pass)")}
