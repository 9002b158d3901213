"""What somebody may write into the repository that a diary syncs with."""

from __future__ import annotations

import json
from typing import Any

import pytest

from filmlog.domain.codec import to_plain
from filmlog.sync.page import page, path_of
from filmlog.sync.repository import Repository
from tests.machines import Machine, World, in_step
from tests.sync.examples import put

RAN = ("add", "Ran (1985)", "--as-typed", "--review", "word1w")


def _write(
    world: World, *files: tuple[str, dict[str, Any]], who: bytes = b"Bea", when: bytes = b"1 +0000"
) -> None:
    """Commit records by hand at the other end."""
    begin = b"commit refs/heads/main\ncommitter %b <b@x> %b\ndata 4\nhand\n" % (who, when)
    begin += b"from refs/heads/main^0\n"
    written = [put(path_of(kind, plain["id"]), page(plain)) for kind, plain in files]
    Repository(world.remote).git("fast-import", "--quiet", feed=begin + b"".join(written))


def _plain(machine: Machine, kind: str) -> dict[str, Any]:
    return next(
        to_plain(record)
        for record in machine.records().values()
        if type(record).__name__.lower() == kind
    )


def test_a_picture_that_is_not_there_is_named(world: World, anna: Machine) -> None:
    anna(*RAN)
    in_step(anna)
    viewing = _plain(anna, "viewing")
    _write(world, ("viewing", viewing | {
        "pictures": [{"name": "a.png", "sha256": "0" * 64, "caption": ""}]
    }))  # fmt: skip
    before = anna.state()
    done = anna("sync")
    assert done.code == 10
    assert f"{path_of('viewing', viewing['id'])} in the repository names picture/00/" in done.output
    assert anna.state() == before


def test_undo_tells_records_of_two_kinds_with_one_id_apart(world: World, anna: Machine) -> None:
    anna(*RAN)
    in_step(anna)
    film, viewing = _plain(anna, "film"), _plain(anna, "viewing")
    _write(world, ("viewing", viewing | {"id": film["id"], "review": "word2w"}))
    in_step(anna)
    anna("film", "edit", "Ran", "--tagline", "word3w")
    anna("edit", "Ran", "--viewing", "2", "--headline", "word4w")
    assert anna("undo", "2").code == 0
    assert anna.live_tokens() == {"word2w"} | ({"word1w"} & anna.live_tokens())
    assert anna("redo", "2").code == 0
    assert "word3w" in anna("show", "Ran").output


@pytest.mark.parametrize(
    "when", [b"253402343998 -1200", b"253402300799 +1400", b"9999999999999 +0000"]
)
def test_a_commit_of_the_end_of_time_is_shown(when: bytes, world: World, anna: Machine) -> None:
    anna(*RAN)
    in_step(anna)
    _write(world, ("viewing", _plain(anna, "viewing") | {"tags": ["x"]}), when=when)
    in_step(anna)
    assert anna("sync", "log").code == 0
    entries = json.loads(anna("sync", "log", "--json").stdout)["data"]
    assert [entry["at"][:4] for entry in entries] == ["1970", "2026"]
    assert "Thu 1 Jan 1970" in anna("sync", "log").output
