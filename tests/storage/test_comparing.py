from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import Change, Record, replace
from filmlog.domain.codec import KINDS
from filmlog.storage.comparing import KINDS as IN_ORDER
from filmlog.storage.comparing import Comparing
from filmlog.storage.diary import Diary
from filmlog.storage.records import by_ids
from tests import whole
from tests.effort import some

AT = "2026-11-25T01:15:00Z"


def everything(diary: Diary) -> dict[str, Record]:
    """Every record by kind and id, those in the trash too."""
    found: dict[str, Record] = {}
    for kind in KINDS:
        ids = [id_ for (id_,) in diary.connection.execute(f"SELECT id FROM {kind}")]  # noqa: S608 - our own
        found |= {f"{kind} {r.id}": r for r in by_ids(diary.connection, kind, ids)}
    return found


def pictures(diary: Diary) -> dict[str, bytes]:
    return dict(diary.connection.execute("SELECT sha256, bytes FROM picture").fetchall())


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "here.db", create=True) as diary:
        yield diary


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "there.db", create=True) as diary:
        whole.demo().write(diary)
        yield diary


def go_back(here: Diary, there: Diary) -> list[Change]:
    comparing = Comparing(here, there)
    made = list(comparing.changes(AT))
    with here.writing():
        comparing.copy_pictures()
        here.apply(comparing.changes(AT), "restore")
    return made


def test_every_kind_is_compared_after_what_it_refers_to() -> None:
    assert sorted(IN_ORDER) == sorted(KINDS)


def test_what_is_only_there_comes_with_its_pictures(here: Diary, there: Diary) -> None:
    changes = go_back(here, there)
    assert [change.before for change in changes] == [None] * len(changes)
    assert everything(here) == everything(there)
    assert pictures(here) == pictures(there)
    assert here.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert go_back(here, there) == []


def test_what_is_only_here_goes_to_the_trash(here: Diary, there: Diary) -> None:
    changes = go_back(there, here)
    assert {change.after.deleted for change in changes} == {AT}
    assert len(changes) == len(everything(there))
    assert go_back(there, here) == []


def test_what_is_in_the_trash_there_is_there_too(here: Diary, there: Diary) -> None:
    go_back(here, there)
    (film,) = there.films()
    with there.writing():
        there.apply([Change(film, replace(film, deleted=AT))], "remove")
    (change,) = go_back(here, there)
    assert change.after.deleted == AT
    assert everything(here) == everything(there)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "diary.db"
    Diary.open(path, create=True).connection.close()
    return path


@given(st.data())
@settings(max_examples=some(8))
def test_the_records_become_those_of_the_other(empty: Path, data: st.DataObject) -> None:
    first, second = data.draw(whole.diaries()), data.draw(whole.diaries())
    with TemporaryDirectory() as folder:
        paths = [Path(shutil.copy(empty, Path(folder) / name)) for name in ("here", "there")]
        with Diary.open(paths[0]) as here, Diary.open(paths[1]) as there:
            first.write(here)
            first.write(there)
            second.write(data.draw(st.sampled_from([here, there])))
            found = everything(here)
            gone = data.draw(st.sets(st.sampled_from(sorted(found))))
            with here.writing():
                here.apply(
                    (Change(found[i], replace(found[i], deleted=AT)) for i in gone), "remove"
                )
            before, wanted = everything(here), everything(there)
            go_back(here, there)
            after = everything(here)
            assert {id_: after[id_] for id_ in wanted} == wanted
            assert all(after[id_].deleted for id_ in set(before) - set(wanted))
            assert set(after) == set(before) | set(wanted)
            assert set(pictures(there)) <= set(pictures(here))
            assert here.connection.execute("PRAGMA foreign_key_check").fetchall() == []
