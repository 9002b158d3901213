"""Conflict copies of every service, and what they hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filmlog.domain.change import Change
from filmlog.domain.film import Film, Origin
from filmlog.storage.backups import folder_of
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from tests.program import filmlog
from tests.storage.checkup.faults import doctor, names, only_finds, run
from tests.storage.test_migrations import diary_of_schema


@pytest.mark.parametrize(
    "name",
    [
        "diary (Anna's conflicted copy 2026-11-25).db",
        "diary (conflicted copy 2026-11-25 101010).db",
        "diary (Anna's conflicted copy 2026-11-25 (1)).db",
        "diary_conflict-20261125-101010.db",
        "diary.sync-conflict-20261125-101010-ABCDEFG.db",
    ],
)
def test_a_conflict_copy_that_holds_nothing_more(name: str, diary: Path, home: Path) -> None:
    shutil.copy2(diary, home / name)
    only_finds(home, "old-conflict-copy", "note")


def test_what_a_conflict_copy_holds_is_counted_and_brought_in(diary: Path, home: Path) -> None:
    name = "diary (conflicted copy 2026-11-25 101010).db"
    shutil.copy2(diary, home / name)
    done = filmlog("--db", str(home / name), "add", "Ran (1985)", "--on", "2026-11-01")
    assert done.code == 0
    shutil.rmtree(folder_of(home / name), ignore_errors=True)
    finding = only_finds(home, "conflict-copy")
    assert "1 film, 1 viewing" in finding["meaning"]
    copy = str(home / "copy.json")
    assert filmlog("--db", str(home / name), "export", "json", "-o", copy).code == 0
    assert filmlog("import", copy).code == 0
    assert "old-conflict-copy" in names(doctor()[1]["findings"])
    (home / name).write_bytes(b"SQLite format 3\0 and no more".ljust(2000))
    assert "conflict-copy" in names(doctor()[1]["findings"])


@pytest.fixture
def copy(diary: Path, home: Path) -> Path:
    """A conflict copy that is as the diary is, of two films."""
    assert filmlog("add", "Ran (1985)", "--on", "2026-11-01", "--review", "Armies.").code == 0
    shutil.rmtree(folder_of(diary), ignore_errors=True)
    return Path(shutil.copy2(diary, home / "diary.sync-conflict-20261120-101010-ABCDEFG.db"))


def _in(copy: Path, *words: str) -> None:
    assert filmlog("--db", str(copy), *words).code == 0
    shutil.rmtree(folder_of(copy), ignore_errors=True)


def _here(diary: Path, *words: str) -> None:
    assert filmlog(*words).code == 0
    shutil.rmtree(folder_of(diary), ignore_errors=True)


def test_an_edit_made_in_the_copy_is_named_and_brought_in(
    diary: Path, copy: Path, home: Path
) -> None:
    _in(copy, "edit", "Ran", "--review", "Rewritten.")
    finding = only_finds(home, "conflict-copy")
    assert "Otherwise in the copy: 1 viewing." in finding["meaning"]
    assert finding["items"] == ["#2 Ran (1985), watched Sun 1 Nov 2026: another review"]
    assert "`filmlog import copy.json --overwrite`" in finding["remedy"]
    _in(copy, "export", "json", "-o", str(home / "copy.json"))
    _here(diary, "import", str(home / "copy.json"), "--overwrite")
    assert "Rewritten." in filmlog("show", "Ran").stdout
    (home / "copy.json").unlink()
    only_finds(home, "old-conflict-copy", "note")


def test_a_removal_made_in_the_copy_is_named(diary: Path, copy: Path, home: Path) -> None:
    _in(copy, "remove", "Ran", "--yes")
    finding = only_finds(home, "conflict-copy")
    assert "Removed in the copy: 1 film, 1 viewing." in finding["meaning"]
    assert finding["items"] == [
        "#2 Ran (1985): removed in the copy",
        "#2 Ran (1985), watched Sun 1 Nov 2026: removed in the copy",
    ]
    assert "`filmlog remove TITLE`" in finding["remedy"]
    assert "import" not in finding["remedy"]
    _here(diary, "remove", "Ran", "--yes")
    only_finds(home, "old-conflict-copy", "note")


def test_a_copy_that_is_only_older_may_go(diary: Path, copy: Path, home: Path) -> None:
    _here(diary, "edit", "Ran", "--review", "Armies, and a fall.")
    _here(diary, "edit", "Ran", "--rating", "5")
    _here(diary, "remove", "Ran", "--yes")
    only_finds(home, "old-conflict-copy", "note")


def test_where_both_were_changed_nothing_is_taken_over_unseen(
    diary: Path, copy: Path, home: Path
) -> None:
    _in(copy, "edit", "Ran", "--rating", "2")
    _here(diary, "film", "edit", "Ran", "--runtime", "160")
    finding = only_finds(home, "conflict-copy")
    assert finding["items"] == ["#2 Ran (1985), watched Sun 1 Nov 2026: another rating"]
    assert "import copy.json`. That brings in what is new and names" in finding["remedy"]
    assert "by hand" in finding["remedy"]


def test_what_was_changed_there_and_removed_here(diary: Path, copy: Path, home: Path) -> None:
    _in(copy, "edit", "Ran", "--rating", "2")
    _here(diary, "remove", "Ran", "--yes")
    assert only_finds(home, "conflict-copy")["items"] == [
        "#2 Ran (1985), watched Sun 1 Nov 2026: changed in the copy, removed here"
    ]


def test_records_on_shelves_are_compared_too(diary: Path, copy: Path, home: Path) -> None:
    for line in ("watch|Ran|--why|mud", "lists|create|Spring", "source|add|Kino"):
        _here(diary, *line.split("|"))
    shutil.copy2(diary, copy)
    _in(copy, "watch", "Ran", "--why", "Armies")
    _in(copy, "source", "edit", "Kino", "--url", "https://a.b")
    items = only_finds(home, "conflict-copy")["items"]
    assert items == ["Kino: another url", "#2 Ran (1985), on the watchlist: another why"]


def test_facts_that_only_one_of_the_two_may_still_keep_are_no_difference(
    diary: Path, home: Path
) -> None:
    origins = (Origin("runtime", "tmdb", "2026-01-01"),)
    film = Film("01F", "Ran", year=1985, runtime=160, origins=origins)
    with Diary.open(diary) as here, here.writing():
        here.apply([Change(None, film)], "add")
    shutil.copy2(diary, home / "diary_conflict-20261125-101010.db")
    with Diary.open(diary) as here:
        assert here.age_out("2026-11-01")
    only_finds(home, "old-conflict-copy", "note")


@pytest.mark.parametrize("schema", [1, 3, 5])
def test_a_copy_of_an_older_filmlog_is_read_elsewhere(schema: int, home: Path) -> None:
    old = diary_of_schema(schema, home)
    copy = Path(shutil.copy2(old, home / f"{old.stem} (conflicted copy){old.suffix}"))
    old.rename(home / "diary.db")
    copy.rename(home / "diary (conflicted copy).db")
    for file in home.glob("*.db"):
        file.chmod(0o600)
    Diary.open(home / "diary.db").connection.close()
    shutil.rmtree(folder_of(home / "diary.db"))
    run(home / "diary.db", "UPDATE viewing SET watched = NULL")  # of any day to come
    run(home / "diary.db", "UPDATE viewing SET review = 'Other' WHERE number = 1")
    before = (home / "diary (conflicted copy).db").read_bytes()
    found = [f for f in doctor()[1]["findings"] if f["name"] == "conflict-copy"]
    assert "Otherwise in the copy: " in found[0]["meaning"]
    assert (home / "diary (conflicted copy).db").read_bytes() == before
    assert {file.name for file in home.glob("*copy*")} == {"diary (conflicted copy).db"}


def test_a_copy_of_a_newer_filmlog(copy: Path, home: Path) -> None:
    run(copy, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    finding = only_finds(home, "conflict-copy")
    assert "newer filmlog" in finding["found"]
    assert finding["remedy"].startswith("Upgrade filmlog")


def test_a_copy_with_a_value_that_cannot_be_read(copy: Path, home: Path) -> None:
    run(copy, "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    finding = only_finds(home, "conflict-copy")
    assert "cannot be read" in finding["found"]
    assert "--salvage" in finding["remedy"]


def test_a_diary_that_cannot_be_read_is_not_blamed_on_its_copy(copy: Path, home: Path) -> None:
    run(home / "diary.db", "UPDATE viewing SET watched = '2026-02-30' WHERE number = 1")
    only_finds(home, "unreadable-values")


@pytest.mark.parametrize("name", ["diary (1).db", "diary 2.db", "diary-LAPTOP.db"])
def test_names_that_a_person_gives_too_count_where_a_service_copies(
    name: str, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy2(diary, home / name)
    assert doctor()[1]["findings"] == []
    place = home / "OneDrive"
    place.mkdir(mode=0o700)
    shutil.copy2(diary, place / "diary.db")
    shutil.copy2(diary, place / name)
    run(place / "diary.db", "DELETE FROM imported")
    monkeypatch.setenv("FILMLOG_DB", str(place / "diary.db"))
    assert set(names(doctor()[1]["findings"])) == {"synced-folder", "old-conflict-copy"}
