"""Undo and redo of commands, before and after a sync brought other records together with theirs."""

from __future__ import annotations

import subprocess

import pytest

from filmlog.domain.change import Change
from filmlog.domain.film import Film, Origin
from filmlog.domain.shelf import FilmList
from filmlog.domain.source import Source
from filmlog.storage.diary import Diary
from tests.machines import Machine, World, in_step

RAN = ("add", "Ran (1985)", "--as-typed")
LEFT = "Left in the diary, since a sync put something into it: {}."


def _gone(machine: Machine, kind: type[object]) -> list[str]:
    found = (one for one in machine.records().values() if isinstance(one, kind))
    return [one.deleted for one in found if one.deleted]


@pytest.mark.parametrize("first", ["anna", "ben"])
def test_a_film_that_another_machine_saw_too_stays(first: str, anna: Machine, ben: Machine) -> None:
    for machine in (anna, ben) if first == "anna" else (ben, anna):
        machine(*RAN, "--review", f"word{len(machine.name)}w")
    in_step(ben, anna)
    one, other = (anna, ben) if first == "anna" else (ben, anna)  # whose film is kept
    done = one("undo")
    assert "1 viewing.\n" + LEFT.format("Ran (1985)") in done.output
    assert one.live_tokens() == {f"word{len(other.name)}w"}
    in_step(one, other)
    assert anna.state() == ben.state()
    assert other.live_tokens() == {f"word{len(other.name)}w"}
    assert one("redo").code == 0
    assert one.live_tokens() == {"word3w", "word4w"}


def test_what_another_machine_wrote_into_a_viewing_stays(anna: Machine, ben: Machine) -> None:
    anna(*RAN, "--headline", "word1w")
    in_step(anna, ben)
    ben("edit", "Ran", "--review", "word2w")
    in_step(ben, anna)
    done = anna("undo")
    assert done.output.startswith("Undone: add Ran (1985), of Fri 20 Nov 2026 12:00.\n")
    seen = "Ran (1985), watched Fri 20 Nov 2026"
    assert f"Changed again since, and left so: the review of {seen}.\n" in done.output
    assert LEFT.format("Ran (1985)") in done.output
    in_step(anna, ben)
    assert anna.live_tokens() == ben.live_tokens() == {"word1w", "word2w"}
    assert anna.state() == ben.state()


def test_a_list_and_a_source_that_another_machine_uses_too_stay(
    anna: Machine, ben: Machine
) -> None:
    for machine, title in ((anna, "Ran (1985)"), (ben, "Mirror (1975)")):
        machine("add", title, "--as-typed", "--source", "Mubi", "--price", "5 EUR")
        machine("lists", "create", "Winter")
        machine("lists", "add", "Winter", title)
    in_step(ben, anna)
    assert LEFT.format("Winter") in anna("undo", "2").output
    assert LEFT.format("Mubi") in anna("undo").output
    in_step(anna, ben)
    assert anna.state() == ben.state()
    assert (
        len(_gone(ben, Source)) == len(_gone(ben, FilmList)) == 1
    )  # that of ben, which was joined
    assert "Mirror" in ben("lists", "show", "Winter").output


def test_what_was_undone_comes_back_where_its_film_and_list_are_by_now(
    anna: Machine, ben: Machine
) -> None:
    anna(*RAN)
    anna("lists", "create", "Winter")
    ben(*RAN)
    ben("lists", "create", "Winter")
    ben(*RAN, "--review", "word1w")
    ben("lists", "add", "Winter", "Ran", "--note", "word2w")
    ben("undo", "2")
    in_step(ben, anna)
    assert ben("redo", "2").code == 0
    assert ben.live_tokens() == {"word1w", "word2w"}
    assert "word2w" in ben("lists", "show", "Winter").output
    in_step(ben, anna)
    assert anna.state() == ben.state()


def test_a_fact_of_tmdb_that_comes_back_stays_at_home(
    world: World, anna: Machine, ben: Machine
) -> None:
    anna(*RAN)
    _look_up(anna, Origin("runtime", "tmdb", "2026-11-01"), runtime=162)
    in_step(anna, ben)
    anna("film", "edit", "Ran", "--runtime", "170")
    _look_up(ben, Origin("tagline", "imdb", "2026-11-01"), tagline="Lear")
    in_step(ben, anna)
    assert anna("undo").code == 0
    in_step(anna, ben)
    with Diary.open(anna.db) as here, Diary.open(ben.db) as there:
        assert [film.runtime for film in (*here.films(), *there.films())] == [162, None]
    whole = subprocess.run(
        ["git", f"--git-dir={world.remote}", "log", "-p", "--all"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Lear" in whole
    assert "162" not in whole


def _look_up(machine: Machine, *origins: Origin, **facts: object) -> None:
    with Diary.open(machine.db) as diary, diary.writing():
        (film,) = diary.films()
        found: Film = film._replace(**facts, origins=origins)  # type: ignore[arg-type]  # fields
        diary.apply([Change(film, found)], "film lookup Ran (1985)")
