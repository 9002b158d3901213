"""What leaves as JSON or as pages, and comes into an empty diary, makes the same diary.

`FILMLOG_TEST_EFFORT=25 pytest tests/cli/imports/test_lossless.py` takes a diary of 10,000 viewings.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bench.diarist import Diarist
from hypothesis import HealthCheck, given, settings

from filmlog.demo import cranes
from filmlog.domain.change import Change, Record
from filmlog.domain.codec import KINDS
from filmlog.storage.diary import Diary
from tests import whole
from tests.effort import some
from tests.program import filmlog

SETTINGS = settings(
    max_examples=some(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def ok(*words: object) -> None:
    done = filmlog(*map(str, words))
    assert done.code == 0, done.output


def records(path: Path, *, but: tuple[str, ...] = ()) -> list[Record]:
    """Every record that a diary shows, by id."""
    with Diary.open(path) as diary:
        found = chain.from_iterable(diary.records.of(kind) for kind in KINDS if kind not in but)
        return sorted(found, key=lambda record: (type(record).__name__, record.id))


def pictures(path: Path) -> list[tuple[str, bytes]]:
    with Diary.open(path) as diary:
        return list(diary.records.pictures())


def written(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def check_json(folder: Path, source: Path) -> None:
    first, second, target = folder / "1.json", folder / "2.json", folder / "json.db"
    ok("--db", source, "export", "json", "-o", first)
    ok("--db", target, "import", first)
    assert records(target) == records(source)
    assert pictures(target) == pictures(source)
    ok("--db", target, "export", "json", "-o", second)
    assert second.read_bytes() == first.read_bytes()


def check_pages(folder: Path, source: Path) -> None:
    """Pages do not say what was imported, or changed on two machines apart: that is history."""
    history = ("imported", "conflict")
    first, second, target = folder / "1", folder / "2", folder / "pages.db"
    ok("--db", source, "export", "markdown", "--pages", first)
    ok("--db", target, "import", first)
    assert records(target, but=history) == records(source, but=history)
    assert pictures(target) == pictures(source)
    ok("--db", target, "export", "markdown", "--pages", second)
    assert written(second) == written(first)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "diary.db"
    with Diary.open(path, create=True) as diary, diary.writing():
        for sha256, data in cranes.changes()[1].items():
            diary.keep_picture(sha256, data)
        diary.apply((Change(None, record) for record in Diarist(some(400), 7).records()), "test")
    return path


@given(whole.diaries())
@SETTINGS
def test_any_diary_comes_back_from_json_and_from_pages(made: whole.Whole) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Diary.open(folder / "diary.db", create=True) as diary:
            made.write(diary)
        check_json(folder, folder / "diary.db")
        check_pages(folder, folder / "diary.db")


def test_a_large_diary_comes_back_from_json(large: Path, tmp_path: Path) -> None:
    check_json(tmp_path, large)


def test_a_large_diary_comes_back_from_pages(large: Path, tmp_path: Path) -> None:
    check_pages(tmp_path, large)
