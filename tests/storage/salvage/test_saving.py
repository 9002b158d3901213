"""Saving damaged diaries: what lies on sound pages is saved, what does not is told."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.history import COMMAND_KINDS, SYNC
from filmlog.domain.viewing import Viewing
from filmlog.errors import DiaryError, NewerDiaryError, NotADiaryError, UsageError
from filmlog.storage.database import SCHEMA_VERSION
from filmlog.storage.diary import Diary
from filmlog.storage.salvage import schema
from filmlog.storage.salvage.page_file import PageFile
from filmlog.storage.salvage.saving import save
from filmlog.storage.sync_state import SyncState
from tests import whole
from tests.battery.damage import leave_journal
from tests.battery.rich import rich_diary
from tests.battery.sound import faults
from tests.effort import some
from tests.examples import log
from tests.storage.salvage import truth

_PAGE = 4096
_FILM, _VIEWING = "01KAFE00000000000000000001", "01KAFE00000000000000000002"
_SCHEMAS = Path(__file__).parents[1] / "schemas"


class _Rich(NamedTuple):
    path: Path
    rows: truth.Rows
    pages: dict[tuple[str, object], set[int]]

    def copy(self, folder: Path) -> Path:
        return Path(shutil.copy(self.path, folder / "damaged.db"))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> _Rich:
    path = tmp_path_factory.mktemp("rich") / "diary.db"
    rich_diary(path, Random(1957))  # noqa: S311 - it has to come again
    return _Rich(path, truth.rows(path), truth.pages(path))


def _zero(path: Path, *pages: int) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * _PAGE)
            file.write(bytes(_PAGE))


def _run(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def test_the_pages_hold_what_sqlite_reads(rich: _Rich) -> None:
    for table in ("film", "viewing", "film_credit", "viewing_label", "change", "picture"):
        assert {key for name, key in rich.pages if name == table} == set(rich.rows[table])


def test_a_sound_diary_is_saved_as_it_is(rich: _Rich, tmp_path: Path) -> None:
    out = tmp_path / "new.db"
    account = save(rich.path, out)
    assert account.is_whole
    assert account.saved["viewing"] == len(rich.rows["viewing"])
    assert truth.rows(out) == rich.rows
    assert faults(out) == []
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_diary_of_an_earlier_schema_is_upgraded(version: int, tmp_path: Path) -> None:
    old, new, out = (tmp_path / name for name in ("old.db", "upgraded.db", "out.db"))
    old.write_bytes(gzip.decompress((_SCHEMAS / f"{version}.db.gz").read_bytes()))
    shutil.copy(old, new)
    Diary.open(new).connection.close()
    account = save(old, out)
    assert (account.is_whole, account.schema) == (True, version)
    assert truth.rows(out) == truth.rows(new)
    assert faults(out) == []


@pytest.mark.parametrize("table", ["film", "viewing", "film_credit", "viewing_label", "change"])
def test_a_zeroed_page_costs_what_stands_on_it(rich: _Rich, table: str, tmp_path: Path) -> None:
    places = sorted({min(pages) for (name, _), pages in rich.pages.items() if name == table})
    for page in Random(3).sample(places, min(2, len(places))):  # noqa: S311 - it has to come again
        path, out = rich.copy(tmp_path), tmp_path / f"{page}.db"
        _zero(path, page)
        before = path.read_bytes()
        account = save(path, out)
        assert path.read_bytes() == before
        assert not account.is_whole
        assert page in {bad.page for bad in account.bad_pages} or account.notes
        assert truth.unsaved(rich.rows, rich.pages, {page}, out) == []
        assert truth.invented(rich.rows, account, out, rich.pages, set()) == []
        assert faults(out) == []


def test_nothing_is_made_up_where_little_is(tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    with Diary.open(path, create=True) as diary:
        log(diary, Film(_FILM, "Ran"), Viewing(_VIEWING, _FILM))
    assert save(path, out).is_whole
    assert truth.rows(out) == truth.rows(path)


def test_an_empty_diary_is_saved_empty(tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    Diary.open(path, create=True).connection.close()
    assert save(path, out).is_whole
    with Diary.open(out) as diary:
        assert diary.is_new


def test_without_its_first_page_all_is_found_again(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    _zero(path, 1)
    save(path, out)
    assert truth.unsaved(rich.rows, rich.pages, {1}, out) == []
    assert faults(out) == []


def test_without_any_page_of_the_schema_rows_are_told_by_their_shape(
    rich: _Rich, tmp_path: Path
) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    with PageFile(path) as file:
        gone = schema.find(file).seen
    _zero(path, *gone)
    save(path, out)
    assert truth.unsaved(rich.rows, rich.pages, gone, out) == []
    assert faults(out) == []


def test_conflicts_are_saved_and_the_state_of_sync_is_not(tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    with Diary.open(path, create=True) as diary:
        whole.demo().write(diary)
        conflicts = list(diary.records.of("conflict"))
        with diary.writing():
            diary.apply([Change(None, Film(_FILM, "Ran"))], "sync", SYNC)
            diary.syncing.keep(SyncState("ab", 2, "2026-11-25T01:15:00Z"))
    _zero(path, *{min(p) for (table, _), p in truth.pages(path).items() if table == "wish"})
    account = save(path, out)
    assert account.saved["conflict"] == len(conflicts) == 1
    assert "sync" not in account.saved
    with Diary.open(out) as saved:
        assert list(saved.records.of("conflict")) == conflicts
        assert saved.syncing.state() is None
        assert [command.kind for command in saved.journal.commands()] == [SYNC, ""]
    assert faults(out) == []


def test_every_kind_of_command_is_saved_as_it_is(tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    with Diary.open(path, create=True) as diary, diary.writing():
        diary.apply([Change(None, Film(_FILM, "Ran"))], "add")
        for kind in COMMAND_KINDS:
            diary.apply([], "another", kind)
    assert save(path, out).is_whole
    with Diary.open(out) as saved:
        kinds = [command.kind for command in saved.journal.commands()]
        assert kinds[::-1] == ["", *COMMAND_KINDS]


@pytest.mark.parametrize("column", ["kind", "field", "other"])
def test_a_conflict_that_says_nothing_is_not_saved(column: str, tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    with Diary.open(path, create=True) as diary:
        whole.demo().write(diary)
    _run(path, f"UPDATE conflict SET {column} = '{{'")  # noqa: S608 - our own
    account = save(path, out)
    assert account.saved["conflict"] == 0
    assert [(note.table, note.number, note.outcome) for note in account.notes] == [
        ("conflict", 1, "lost")
    ]


def test_a_conflict_is_saved_without_what_both_began_from(tmp_path: Path) -> None:
    path, out = tmp_path / "diary.db", tmp_path / "out.db"
    with Diary.open(path, create=True) as diary:
        whole.demo().write(diary)
    _run(path, "UPDATE conflict SET base = '{'")
    (note,) = save(path, out).notes
    assert (note.table, note.name, note.outcome) == ("conflict", "rating", "in part")
    assert _run(out, "SELECT base, other FROM conflict") == [("", "70")]


def test_random_damage_leaves_the_rest(rich: _Rich, tmp_path: Path) -> None:
    for seed in range(some(6)):
        random = Random(seed)  # noqa: S311 - it has to come again
        path, out = rich.copy(tmp_path), tmp_path / f"{seed}.db"
        data = bytearray(path.read_bytes())
        if seed % 3:
            for _ in range(random.choice([1, 20])):
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        else:
            del data[random.randrange(len(data) // 4, len(data)) :]
        path.write_bytes(data)
        save(path, out)
        bad = truth.touched(rich.path, path)
        assert truth.unsaved(rich.rows, rich.pages, bad, out) == [], seed
        assert faults(out) == [], seed


def test_zeros_in_front_are_passed_over(rich: _Rich, tmp_path: Path) -> None:
    path, out = tmp_path / "damaged.db", tmp_path / "out.db"
    path.write_bytes(bytes(777) + rich.path.read_bytes())
    assert save(path, out).is_whole
    assert truth.rows(out) == rich.rows


def test_a_hot_journal_takes_the_diary_back(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    leave_journal(path, "UPDATE viewing SET venue = 'nowhere'")
    journal = path.with_name(f"{path.name}-journal")
    before = path.read_bytes(), journal.read_bytes()
    assert path.read_bytes() != rich.path.read_bytes()
    assert save(path, out).is_whole
    assert truth.rows(out) == rich.rows
    assert (path.read_bytes(), journal.read_bytes()) == before


def test_a_lost_film_is_called_by_what_knows_its_title(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    _run(path, "PRAGMA foreign_keys = OFF")
    _zero(path, *rich.pages["film", 7])
    account = save(path, out)
    note = next(note for note in account.notes if (note.table, note.number) == ("film", 7))
    assert note.outcome == "stand-in"
    ((title, id_),) = _run(out, "SELECT title, id FROM film WHERE number = 7")
    assert str(title).casefold() == str(rich.rows["film"][7][2]).casefold()
    assert id_ == rich.rows["film"][7][1]
    assert len(_run(out, "SELECT 1 FROM viewing")) == len(rich.rows["viewing"])


def test_a_lost_list_keeps_its_films_together(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    _zero(path, *rich.pages["filmlist", 1])
    save(path, out)
    assert _run(out, "SELECT number, name, kind FROM filmlist") == [(1, "Lost list 1", "unordered")]
    assert truth.rows(out)["listed"] == rich.rows["listed"]


def test_a_lost_viewing_keeps_its_day_and_rating(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    number = next(
        number for number, row in rich.rows["viewing"].items() if row[3] and row[4] and not row[10]
    )
    _zero(path, min(rich.pages["viewing", number]))
    save(path, out)
    (found,) = _run(out, f"SELECT * FROM viewing WHERE number = {number}")  # noqa: S608 - a number
    was = rich.rows["viewing"][number]
    assert found[:8] == was[:8]
    assert found[18] == ""


def test_a_review_that_breaks_off_is_saved_up_to_there(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    number, pages = next(
        (key, pages)
        for (table, key), pages in rich.pages.items()
        if table == "viewing" and len(pages) > 1
    )
    with PageFile(path) as file:
        inner = next(page for page in pages if file.page(page) is None)
    _zero(path, inner)
    account = save(path, out)
    ((review,),) = _run(out, f"SELECT review FROM viewing WHERE number = {number}")  # noqa: S608 - a number
    was = rich.rows["viewing"][number][18]
    assert isinstance(review, str)
    assert 100 < len(review) < len(str(was))
    assert str(was).startswith(review)
    assert [n.why for n in account.notes if n.number == number and n.outcome == "in part"] == [
        f"its review is cut off after {len(review):,} letters"
    ]


def test_a_picture_with_a_changed_byte_is_lost(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    digest, row = max(rich.rows["picture"].items(), key=lambda item: len(str(item[1][1])))
    data = row[1]
    assert isinstance(data, bytes)
    whole = bytearray(path.read_bytes())
    whole[whole.index(data[-40:])] ^= 1
    path.write_bytes(whole)
    account = save(path, out)
    assert digest not in truth.rows(out)["picture"]
    assert any("picture" in note.why for note in account.notes if note.table == "viewing")
    assert faults(out) == []


def test_an_earlier_review_stays_in_the_history(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    _zero(path, *{min(p) for (table, _), p in rich.pages.items() if table == "viewing"})
    save(path, out)
    with Diary.open(out) as diary:
        (count,) = diary.connection.execute(
            "SELECT count(*) FROM change WHERE kind = 'viewing' AND before LIKE '%crows%'"
        ).fetchone()
    assert count >= 1


@pytest.mark.parametrize(
    "data", [b"", b"Dear diary,\n", b"\0" * 9000, b"SQLite format 3\0 and more"]
)
def test_what_is_no_diary_is_refused(data: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / "letter.txt", tmp_path / "out.db"
    path.write_bytes(data)
    with pytest.raises(NotADiaryError, match="Nothing of a filmlog diary can be read"):
        save(path, out)
    assert [found.name for found in tmp_path.iterdir() if found != path] == []
    assert path.read_bytes() == data


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    _run(path, "CREATE TABLE film (number INTEGER PRIMARY KEY, id TEXT, title TEXT)")
    _run(path, "INSERT INTO film VALUES (1, '01KAFE00000000000000000001', 'borscht')")
    with pytest.raises(NotADiaryError):
        save(path, tmp_path / "out.db")


def test_a_newer_diary_is_refused(rich: _Rich, tmp_path: Path) -> None:
    path = rich.copy(tmp_path)
    _run(path, "CREATE TABLE smell (name TEXT)")
    _run(path, "PRAGMA user_version = 99")
    with pytest.raises(NewerDiaryError, match="schema 99"):
        save(path, tmp_path / "out.db")


def test_nothing_that_is_there_is_overwritten(rich: _Rich, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    out.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        save(rich.path, out)
    assert out.read_text() == "mine"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_no_file_is_no_diary(make: object, tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    assert callable(make)
    make(path)
    with pytest.raises(DiaryError):
        save(path, tmp_path / "out.db")


def test_what_was_saved_can_be_written_to(rich: _Rich, tmp_path: Path) -> None:
    path, out = rich.copy(tmp_path), tmp_path / "out.db"
    _zero(path, *rich.pages["film", 7])
    save(path, out)
    with Diary.open(out) as diary, diary.writing():
        films = list(diary.films())
        diary.apply([Change(film, film._replace(tagline="Snow")) for film in films], "edit")
    assert faults(out) == []
