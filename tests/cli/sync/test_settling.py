"""Settling what two machines changed apart."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from filmlog.domain.change import Change
from filmlog.domain.conflict import Conflict
from filmlog.domain.film import Origin
from filmlog.domain.history import SYNC
from filmlog.storage.diary import Diary
from tests.machines import TOKEN, Machine, World, in_step

RAN = ("add", "Ran (1985)", "--as-typed")


def test_a_removal_that_was_settled_is_asked_about_again(anna: Machine, ben: Machine) -> None:
    anna(*RAN, "--review", "word1w")
    in_step(anna, ben)
    anna("remove", "Ran", "--all", "--yes")
    ben(*RAN, "--review", "word2w")
    in_step(anna, ben)
    assert anna("sync", "settle", "--theirs").code == 0
    ben(*RAN, "--review", "word3w")
    in_step(anna, ben)
    for machine in (anna, ben):
        assert machine("sync", "status").code == 11
        assert machine.live_tokens() >= {"word3w"}


def test_what_tmdb_said_since_is_in_no_text_of_both(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna(*RAN)
    anna("film", "edit", "Ran", "--overview", "War.")
    in_step(anna, ben)
    anna("film", "edit", "Ran", "--overview", "")
    ben("film", "edit", "Ran", "--overview", "Colour.")
    in_step(ben, anna)
    with Diary.open(anna.db) as diary, diary.writing():
        (film,) = diary.films()
        found = film._replace(
            overview="Of TMDB.", origins=(Origin("overview", "tmdb", "2026-11-02"),)
        )
        diary.apply([Change(film, found)], "film lookup Ran (1985)")
    assert anna("sync", "settle", "--both").code == 0
    in_step(anna, ben)
    with Diary.open(ben.db) as diary:
        assert [film.overview for film in diary.films()] == ["Colour."]
    whole = subprocess.run(
        ["git", f"--git-dir={world.remote}", "log", "-p", "--all"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Of TMDB." not in whole


@pytest.mark.parametrize(
    ("choice", "stand", "left"),
    [
        ("mine", [{"word3w"}], 0),
        ("theirs", [{"word1w"}, {"word2w"}], 1),
        ("both", [{"word1w", "word2w", "word3w"}], 0),
    ],
)
def test_three_machines_changed_one_field(
    choice: str, stand: list[set[str]], left: int, home: Path
) -> None:
    machines = World(home, 3).machines
    anna, ben, cleo = machines
    anna(*RAN, "--review", "word0w")
    in_step(*machines)
    for number, machine in enumerate(machines, 1):
        machine("edit", "Ran", "--review", f"word{number}w")
    in_step(*machines)
    done = anna("sync", "settle", f"--{choice}")
    assert done.code == 0
    assert done.output.count("Left open: ") == left
    shown = json.loads(anna("show", "Ran", "--json").stdout)["data"]["viewings"][0]["review"]
    assert set(TOKEN.findall(shown)) in stand
    assert anna.live_tokens() == set.union(*stand)
    in_step(*machines)
    assert anna.state() == ben.state() == cleo.state()


@pytest.mark.parametrize(
    ("choice", "source", "is_paid"), [("mine", "Mubi", True), ("theirs", "Kino", False)]
)
def test_a_viewing_is_not_on_a_pass_of_another_source(
    choice: str, source: str, is_paid: bool, anna: Machine, ben: Machine
) -> None:
    anna(*RAN, "--source", "Mubi")
    in_step(anna, ben)
    anna("edit", "Ran", "--source", "Kino")
    ben("edit", "Ran", "--source", "Mubi", "--price", "7 EUR")
    in_step(anna, ben)
    assert "Mubi, ticket, 7.00 EUR" in anna("show", "Ran").output
    assert ben("sync", "settle", f"--{choice}").code == 0
    in_step(ben, anna)
    for machine in (anna, ben):
        shown = json.loads(machine("show", "Ran", "--json").stdout)["data"]["viewings"][0]
        assert shown["source"]["name"] == source
        assert (shown["pass"] is not None) is is_paid
        assert machine("sync", "status").code == 0


@pytest.mark.parametrize(
    ("field", "other", "called"),
    [
        ("film_id", "01NONE", "film"),
        ("source_id", "01NONE", "source"),
        ("pictures", [{"name": "a.png", "sha256": "0" * 64, "caption": ""}], "pictures"),
    ],
)
def test_what_is_not_in_the_diary_is_not_taken(
    field: str, other: object, called: str, anna: Machine
) -> None:
    anna(*RAN)
    in_step(anna)
    with Diary.open(anna.db) as diary, diary.writing():
        (entry,) = diary.entries([1])
        conflict = Conflict("01C", "viewing", entry.viewing.id, field, other=json.dumps(other))
        diary.apply([Change(None, conflict)], "sync", SYNC)
    assert anna("sync", "status").code == 11
    done = anna("sync", "settle", "--theirs")
    assert (done.code, done.output.splitlines()) == (
        2,
        [
            f"error: The other {called} is not in this diary.",
            "hint: `filmlog sync settle N --mine` keeps what stands.",
        ],
    )
    assert anna("sync", "settle", "--mine").code == 0
    assert anna("sync", "status").code == 0
