"""A repository of which something is lost: git says so at one call or the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from filmlog.errors import FilmlogError, SyncError
from filmlog.sync.remote import Remote, make_place
from filmlog.sync.repository import HEAD, Repository
from tests.sync.examples import SEEN, committed

_Harm = Callable[[Path], None]


def _emptied(file: Path) -> None:
    file.chmod(0o600)
    file.write_bytes(b"")


def _objects(repository: Repository) -> list[Path]:
    return [f for f in repository.folder.glob("objects/??/*") if f.is_file()]


@pytest.mark.parametrize("harm", [_emptied, Path.unlink])
def test_a_damaged_repository_is_told_from_a_place_out_of_reach(
    harm: _Harm, tmp_path: Path, repository: Repository
) -> None:
    make_place(tmp_path / "disk")
    remote = Remote(repository)
    remote.use(str(tmp_path / "disk"))
    head = committed(repository, "", SEEN)
    repository.move(head)
    blob = next(file.after for file in repository.changes("", head))
    harm(repository.folder / "objects" / blob[:2] / blob[2:])
    with pytest.raises(SyncError) as caught:
        remote.push(head)
    assert caught.value.sentence.startswith(f"The repository {repository.folder} is damaged: ")
    assert "Delete that folder" in str(caught.value.hint)


def test_a_damaged_repository_fails_git_here_too(repository: Repository) -> None:
    repository.move(committed(repository, "", SEEN))
    for file in _objects(repository):
        _emptied(file)
    with pytest.raises(SyncError, match="is damaged"):
        repository.head(HEAD)


def test_a_sound_repository_is_not_blamed(repository: Repository) -> None:
    repository.move(committed(repository, "", SEEN))
    with pytest.raises(FilmlogError) as caught:
        repository.git("log", "nowhere")
    assert caught.value.sentence.startswith("git log failed: ambiguous argument 'nowhere'")
