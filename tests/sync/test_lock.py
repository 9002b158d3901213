from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from filmlog.errors import BusyError, FilmlogError
from filmlog.sync import lock
from filmlog.sync.lock import held
from filmlog.sync.remote import Remote, make_place
from filmlog.sync.repository import Repository
from tests.sync.examples import SEEN, SNOW, committed

_LEFT = (
    "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock", "refs/heads/main.lock",
    "refs/remotes/origin/main.lock", "refs/filmlog/new.lock", "gc.pid", "gc.pid.lock",
    "objects/info/commit-graphs/chain.lock", "fast_import_crash_4711",
)  # fmt: skip
_HOLD = (
    "import sys; from pathlib import Path; from filmlog.sync.lock import held\n"
    "with held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for a lock."""
    monkeypatch.setattr(lock, "WAIT", 0.0)


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let every file be everybody's."""
    umask = os.umask(0)
    yield
    os.umask(umask)


def test_one_sync_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "diary.db.sync"
    with held(folder), pytest.raises(BusyError, match="Another sync of this diary is running"):
        held(folder).__enter__()
    with held(folder), held(tmp_path / "other.sync"):
        assert folder.is_dir()


def test_a_lock_that_is_let_go_of_soon_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT", 60.0)
    with ExitStack() as first:
        first.enter_context(held(tmp_path))
        monkeypatch.setattr(time, "sleep", lambda _: first.close())
        with held(tmp_path):
            pass


def test_it_is_let_go_of_however_its_holder_ends(tmp_path: Path) -> None:
    folder = tmp_path / "diary.db.sync"
    command = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BusyError):
            held(folder).__enter__()
        holder.kill()
        holder.wait()
        with held(folder):
            pass
    with pytest.raises(ZeroDivisionError), held(folder):
        raise ZeroDivisionError
    with held(folder):
        pass


def test_a_git_that_outlives_filmlog_holds_it_on(tmp_path: Path) -> None:
    folder = tmp_path / "diary.db.sync"
    with held(folder) as descriptor:
        repository = Repository(folder, kept_open=descriptor)
        running = repository.git.running("cat-file", "--batch")
        process = running.__enter__()
    with pytest.raises(BusyError):
        held(folder).__enter__()
    running.__exit__(None, None, None)
    assert process.returncode == 0
    with held(folder):
        pass


def test_what_a_killed_git_left_is_taken_away(repository: Repository) -> None:
    commit = committed(repository, "", SEEN)
    repository.move(commit)
    other = committed(repository, commit, SNOW)
    for name in _LEFT:
        path = repository.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with pytest.raises(FilmlogError, match=r"main\.lock"):
        repository.move(other)
    with held(repository.folder):
        assert [name for name in _LEFT if (repository.folder / name).exists()] == []
        repository.move(other)
        repository.forget_unused()
        assert (repository.folder / "filmlog.lock").is_file()
    assert repository.head() == other


def test_who_is_refused_takes_nothing_away(repository: Repository) -> None:
    left = repository.folder / "HEAD.lock"
    with held(repository.folder):
        left.touch()
        with pytest.raises(BusyError):
            held(repository.folder).__enter__()
        assert left.exists()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "diary.db.sync").touch()
    with pytest.raises(FilmlogError) as caught:
        held(tmp_path / "diary.db.sync").__enter__()
    assert caught.value.hint


@pytest.mark.usefixtures("open_umask")
def test_everything_is_private_under_any_umask(tmp_path: Path) -> None:
    place, folder = tmp_path / "disk", tmp_path / "deep" / "diary.db.sync"
    assert make_place(place)
    with held(folder) as descriptor:
        repository = Repository(folder, kept_open=descriptor)
        remote = Remote(repository)
        remote.use(str(place))
        base = committed(repository, "", SEEN)
        repository.move(base)
        remote.push(base)
        repository.move(committed(repository, base, SNOW))
        assert remote.fetch() == base
        repository.forget_unused()
        repository.tidy()
    made = [path for top in (place, tmp_path / "deep") for path in (top, *top.rglob("*"))]
    assert len(made) > 30
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert set(modes.values()) <= {0o700, 0o600, 0o400}
    assert modes[folder / "filmlog.lock"] == modes[folder / "config"] == 0o600
