"""`filmlog undo` and `redo`, across every command that writes to the diary."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from filmlog.cli.app import COMMANDS
from filmlog.storage.diary import Diary
from tests.cli.imports.letterboxd_files import write
from tests.program import Result, filmlog
from tests.storage.everything import everything, is_sound, without_undone

_FIXTURES = Path(__file__).parents[2] / "exchange" / "fixtures"

WRITING = {
    "add": ["add Ikiru --rating 4", "add Ran --on 2026-11-19 --source Mosfilm --price '5 USD'"],
    "edit": ["edit Ran --viewing 1 --rating 2 --review 'Other words.'"],
    "film": ["film edit Ran --title Chaos --rating 5", "film merge Ran Stalker --yes"],
    "remove": ["remove Ran --all --yes", "remove Stalker --yes"],
    "restore": ["restore Mirror"],
    "source": ["source add Criterion", "source edit Kino --url https://a.b"],
    "pass": [
        "pass add Kino --kind one-day --price '5 EUR'",
        "pass edit 1 --note 'Dear.'",
        "pass stop 2",
    ],
    "found": ["found Ran --at Kino --price '3 EUR'", "found Stalker --at Kino --forget --yes"],
    "watch": ["watch 'The Ascent (1977)' --why snow", "watch --remove Stalker --yes"],
    "lists": [
        "lists create Spring",
        "lists add Winter Ran",
        "lists remove Winter Stalker --yes",
        "lists delete Winter --yes",
        "lists rename Winter Cold",
        "lists note Winter Stalker 'Again.'",
    ],
    "import": [f"import {_FIXTURES / 'letterboxd' / 'export'}"],
    "history": ["history Ran --restore 1"],
}
"""Commands that change records, each with lines that do."""

NOT_WRITING = set(
    "show compare list search stats spending catalogue trash undo redo watchlist backup backups "
    "doctor config where demo export restore-backup sync".split()
)
"""The others; `restore-backup`, `doctor --fix` and `sync settle` are undone in their own tests."""


@pytest.fixture
def diary(home: Path) -> Path:
    for line in (
        "add Ran --on 2026-11-01 --rating 4 --review 'War.' --source Kino --price '8 EUR'",
        "edit Ran --rating 4.5 --review 'War and rain.'",
        "add Stalker --on 2026-11-02 --tag zone",
        "add Mirror --on 2026-11-03",
        "remove Mirror --yes",
        "pass add Kino --kind subscription --price '9 EUR'",
        "watch Stalker --why again",
        "found Stalker --at Kino",
        "lists create Winter --ranked",
        "lists add Winter Stalker",
    ):
        done = filmlog(*shlex.split(line))
        assert done.code == 0, done.output
    return home / "diary.db"


def state(path: Path) -> dict[tuple[str, str], Any]:
    with Diary.open(path) as diary:
        assert is_sound(diary)
        return without_undone(everything(diary))


def ok(line: str) -> Result:
    done = filmlog(*shlex.split(line))
    assert done.code == 0, done.output
    assert done.stdout == "" or line.startswith(("import", "history"))
    return done


def _without_numbers(csv: str) -> list[list[str]]:
    return [line.split(",")[1:-1] for line in csv.splitlines()]


def test_every_command_is_one_that_writes_or_not() -> None:
    assert set(COMMANDS) == set(WRITING) | NOT_WRITING


@pytest.mark.parametrize("line", [line for lines in WRITING.values() for line in lines])
def test_whatever_was_done_is_taken_back_and_done_again(line: str, diary: Path) -> None:
    before = state(diary)
    ok(line)
    after = state(diary)
    assert after != before
    assert "Undone: " in ok("undo").stderr
    assert state(diary) == before
    assert "Done again: " in ok("redo").stderr
    assert state(diary) == after
    ok("undo")
    assert state(diary) == before


def test_an_import_that_was_undone_can_be_done_anew(home: Path) -> None:
    rows = [f"2026-05-0{n},Film {n},200{n},https://boxd.it/{n},4,,Good.,," for n in range(1, 6)]
    export = write(home / "export", reviews=rows)
    assert filmlog("add", "Film 1 (2001)", "--on", "2026-01-01").code == 0
    filmlog("import", str(export))
    listed = filmlog("list", "--csv", "--all").stdout
    assert len(listed.splitlines()) == 7
    ok("undo")
    assert len(filmlog("list", "--csv").stdout.splitlines()) == 2
    assert filmlog("trash").stdout == ""
    again = filmlog("import", str(export))
    assert again.stdout.split()[again.stdout.split().index("added") + 1] == "5"
    assert _without_numbers(filmlog("list", "--csv").stdout) == _without_numbers(listed)
    assert "Nothing was changed" in filmlog("import", str(export)).output


def test_json_that_was_undone_comes_back(home: Path) -> None:
    whole = home / "whole.json"
    assert filmlog("add", "Ran (1985)", "--review", "War.").code == 0
    whole.write_text(filmlog("export", "json").stdout)
    ok("undo")
    assert "Ran" not in filmlog("export", "json").stdout
    assert filmlog("import", str(whole)).code == 0
    assert filmlog("export", "json").stdout == whole.read_text()


def test_several_steps_at_once(diary: Path) -> None:
    said = ok("undo 3").stderr.splitlines()
    assert [line.partition(",")[0] for line in said] == [
        "Undone: lists add Stalker to Winter",
        "Undone: lists create Winter",
        "Undone: found Stalker",
        "`filmlog redo` does it again.",
    ]
    assert "There is nothing before that." in ok("undo 99").stderr
    assert state(diary) == {}
    refused = filmlog("undo")
    assert (refused.code, refused.stdout) == (3, "")
    assert refused.stderr.startswith("error: There is nothing to undo.")
    assert "Nothing else was undone." in ok("redo 99").stderr
    assert filmlog("redo").code == 3
    assert filmlog("undo", "0").code == 2
    assert filmlog("undo", "x").code == 2


def test_an_import_of_a_table_is_named_in_a_sentence(home: Path) -> None:
    (home / "mine.csv").write_text("Film\nPersona\n")
    assert filmlog("import", "mine.csv", "--map", "Film=film.title").code == 0
    assert filmlog("undo").stderr.startswith("Undone: import from a table, of Fri 20 Nov 2026 ")
