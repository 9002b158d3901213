"""A diary that was put back as a file, and a place that another diary was synced with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filmlog.cli.sync.taking_in import TakingIn
from filmlog.domain.film import Film
from filmlog.errors import ServiceError, StorageFullError
from filmlog.sync.remote import Remote
from tests.machines import Machine, World, in_step


def _kept(machine: Machine) -> Path:
    return Path(shutil.copy(machine.db, machine.home / "old.db"))


def test_an_older_diary_changes_nothing_back_after_a_purge(anna: Machine, ben: Machine) -> None:
    anna("add", "Ran (1985)", "--as-typed", "--review", "word1w")
    in_step(anna, ben)
    old = _kept(anna)
    assert anna("sync", "purge", "--yes").code == 0
    in_step(ben, anna)
    anna("edit", "Ran", "--review", "word2w")
    in_step(anna, ben)
    shutil.copy(old, anna.db)
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w"}  # one in a conflict


def test_what_only_the_repository_has_waits_until_it_is_taken_in(
    anna: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise ServiceError("The line is down.")

    def is_full(*args: object, **kwargs: object) -> None:
        raise StorageFullError("The disk is full.")

    anna("add", "Ran (1985)", "--as-typed", "--review", "word1w")
    in_step(anna)
    old = _kept(anna)
    anna("edit", "Ran", "--headline", "word2w")
    with monkeypatch.context() as patched:
        patched.setattr(Remote, "push", fails)
        assert anna("sync").code == 7
    shutil.copy(old, anna.db)
    anna("edit", "Ran", "--quote", "word3w")
    with monkeypatch.context() as patched:
        patched.setattr(TakingIn, "take", is_full)
        assert anna("sync").code == 6
    in_step(anna)
    assert anna.live_tokens() == {"word1w", "word2w", "word3w"}


@pytest.fixture
def elsewhere(home: Path, ben: Machine) -> World:
    """Another place, where ben's diary is alone; its history was purged."""
    folder = home / "elsewhere"
    folder.mkdir()
    other = World(folder, 0)
    ben("add", "Ran (1985)", "--as-typed", "--review", "word2w")
    assert ben("sync", "setup", str(other.remote)).code == 0
    in_step(ben)
    assert ben("sync", "purge", "--yes").code == 0
    return other


def test_a_place_that_another_diary_purged_is_joined(elsewhere: World, anna: Machine) -> None:
    anna("add", "Ran (1985)", "--as-typed", "--review", "word1w")
    in_step(anna)
    assert anna("sync", "setup", str(elsewhere.remote)).code == 0
    assert "Now one:\n  Ran (1985): one film of two" in anna.synced().output
    films = [one for one in anna.records().values() if isinstance(one, Film)]
    assert sorted(bool(film.deleted) for film in films) == [False, True]
    assert list(Path(f"{anna.db}.backups").glob("*-sync.backup"))


def test_status_of_a_place_that_knows_nothing_of_the_diary(elsewhere: World, anna: Machine) -> None:
    anna("add", "Ran (1985)", "--as-typed", "--review", "word1w")
    in_step(anna)
    shutil.rmtree(f"{anna.db}.sync")
    assert anna("sync", "setup", str(elsewhere.remote)).code == 0
    done = anna("sync", "status")
    assert done.code == 0
    assert "Waiting there: what was fetched already" in done.output
