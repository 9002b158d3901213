"""The whole check-up: sound diaries, and several faults mended in rounds."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass
from filmlog.domain.viewing import Viewing
from filmlog.storage import database
from filmlog.storage.diary import Diary
from tests import whole
from tests.effort import some
from tests.program import filmlog
from tests.storage.checkup.faults import (
    doctor,
    killed_while_writing,
    names,
    only_finds,
    run,
    state_of,
)

SCHEMAS = Path(__file__).parents[2] / "storage" / "schemas"


def test_a_sound_diary_has_nothing_wrong(diary: Path, home: Path) -> None:
    before = state_of(home)
    result = filmlog("doctor")
    assert (result.code, result.stderr) == (0, "")
    assert " ".join(result.stdout.split()).startswith(
        f"Nothing is wrong with {diary}. Looked at: SQLite"
    )
    assert result.stdout.split()[-2:] == ["SQLite", f"{sqlite3.sqlite_version}."]
    assert "Not looked at" not in result.stdout
    assert filmlog("doctor", "--fix").code == 0
    assert state_of(home) == before


def test_a_diary_of_every_command_has_nothing_wrong(home: Path) -> None:
    for words in (
        "add|Ran (1985)|--on|2026-11-01|--rating|4.5|--source|MUBI|--price|5 EUR|--tag|war",
        "add|Ran|--on|2026-11-02|--review|Armies, and a fall.",
        "edit|Ran|--viewing|1|--review|Armies and mud",
        "film|edit|Ran|--runtime|162|--original-title|乱",
        "watch|Ikiru|--why|the swing",
        "found|Ikiru|--at|Kanopy",
        "add|Mirror (1975)",
        "remove|Mirror|--yes",
        "undo",
        "redo",
    ):
        assert filmlog(*words.split("|")).code == 0, words
    assert doctor()[1]["findings"] == []


def _possible(made: whole.Whole) -> whole.Whole:
    """The same diary without dates that cannot be; generated ones are of any millennium."""
    records = []
    for record in made.records:
        if isinstance(record, Viewing):
            record = record._replace(watched=None)  # noqa: PLW2901 - the record as it shall be
        elif isinstance(record, Pass):
            record = record._replace(ends=None, refunded=None)  # noqa: PLW2901 - likewise
        elif isinstance(record, Film):
            record = record._replace(rated=PartialDate(2020))  # noqa: PLW2901 - likewise
        records.append(record)
    return made._replace(records=records)


@settings(max_examples=some(8))
@given(st.data())
def test_whole_diaries_have_nothing_wrong(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("whole") / "diary.db"
    with Diary.open(path, create=True) as diary:
        _possible(data.draw(whole.diaries())).write(diary)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILMLOG_DB", str(path))
        code, found = doctor()
    assert (code, set(names(found["findings"])) - {"double-films"}) == (0, set()), found
    assert found["not_looked_at"] == []


@pytest.mark.parametrize("schema", range(1, database.SCHEMA_VERSION))
def test_an_older_diary_is_left_and_once_upgraded_has_nothing_wrong(
    schema: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-25T12:00:00+00:00")  # a day of these is the 24th
    path = home / "diary.db"
    path.write_bytes(gzip.decompress((SCHEMAS / f"{schema}.db.gz").read_bytes()))
    path.chmod(0o600)
    only_finds(home, "older-diary", "note")
    Diary.open(path).connection.close()
    assert doctor()[1]["findings"] == []


def test_several_faults_are_mended_at_once(diary: Path) -> None:
    killed_while_writing(diary)
    code, data = doctor()
    assert (code, names(data["findings"])) == (1, ["interrupted"])
    assert doctor("--fix")[0] == 0
    run(diary, "DROP VIEW credits")
    run(diary, "DELETE FROM viewing_words")
    run(diary, "INSERT INTO person (name) VALUES ('Nobody')")
    diary.chmod(0o644)
    assert names(doctor()[1]["findings"]) == ["not-private", "wrong-views"]
    result = filmlog("doctor", "--fix")
    assert result.code == 0
    assert result.stdout.count("\nmended") + result.stdout.startswith("mended") == 4
    assert result.stderr.startswith(f"Backup: {diary}.backups/20261120T231000Z-doctor.backup\n")
    assert doctor()[1]["findings"] == []


def test_salvage_is_not_for_mending() -> None:
    result = filmlog("doctor", "--fix", "--salvage", "new.db")
    assert result.code == 2
