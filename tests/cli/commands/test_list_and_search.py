from __future__ import annotations

import csv
import io
import json

import pytest

from filmlog.screen.machine import CSV_COLUMNS
from tests.cli.commands.asking import data, refused, titles
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_orders_of_a_list() -> None:
    assert titles() == ["Flying", "Ran", "Ikiru", "Flying", "Persona"]
    assert titles("--reverse") == ["Persona", "Flying", "Ikiru", "Ran", "Flying"]
    assert titles("--sort", "rating")[:2] == ["Ran", "Flying"]
    assert titles("--sort", "title") == ["Ikiru", "Persona", "Ran", "Flying", "Flying"]
    assert titles("--sort", "title", "--reverse")[-2:] == ["Persona", "Ikiru"]
    assert titles("--sort", "year")[:2] == ["Ran", "Persona"]
    assert titles("--sort", "runtime")[:2] == ["Ran", "Ikiru"]
    assert titles("--sort", "added")[:3] == ["Persona", "Ikiru", "Ran"]


@pytest.mark.usefixtures("diary")
def test_so_many_rows() -> None:
    assert titles("--limit", "2") == ["Flying", "Ran"]
    assert titles("--limit", "2", "--reverse") == ["Persona", "Flying"]
    assert len(titles("--limit", "2", "--all")) == 5
    shown = filmlog("list", "--limit", "2")
    assert len(shown.stdout.splitlines()) == 3
    assert shown.stderr == "2 of 5 viewings; --all shows every one.\n"
    assert filmlog("list", "--limit", "5").stderr == ""


@pytest.mark.usefixtures("diary")
def test_a_page_is_25_rows_but_not_for_programs() -> None:
    for day in range(1, 25):
        filmlog("add", "Ran", "--on", f"2024-01-{day:02}")
    shown = filmlog("list")
    assert len(shown.stdout.splitlines()) == 26
    assert shown.stderr == "25 of 29 viewings; --all shows every one.\n"
    assert len(filmlog("list", "--all").stdout.splitlines()) == 30
    assert len(titles()) == 29
    assert len(data("list", kind="list")) == 29
    assert len(data("list", "--limit", "3", kind="list")) == 3
    # A rewatch is worked out over all the viewings, not over the rows shown.
    assert titles("-rewatch", "ran") == ["Ran"]


@pytest.mark.usefixtures("diary")
def test_csv() -> None:
    done = filmlog("list", "--csv", "persona")
    assert done.stdout.startswith(",".join(CSV_COLUMNS) + "\r\n")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row == {
        "film": "4", "title": "Persona", "year": "1966", "watched": "", "rating": "", "heart": "",
        "rewatch": "", "unfinished": "yes", "source": "Arsenal",
        "headline": "She [spoiler, 1 word] she", "viewing": "5",
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(filmlog("list", "--csv", "persona", "--spoilers").stdout))
    assert row["headline"] == "She ||is|| she"
    assert filmlog("list", "--csv", "zzzz").stdout == ",".join(CSV_COLUMNS) + "\r\n"


@pytest.mark.usefixtures("diary")
def test_json_of_a_list_and_a_search() -> None:
    ran, *rest = data("list", "rating:5", kind="list")
    assert rest == []
    assert (ran["film"]["title"], ran["film"]["year"], ran["film"]["number"]) == ("Ran", 1985, 2)
    assert (ran["watched"], ran["rating"], ran["heart"], ran["rewatch"]) == (
        "2026-11-19", 100, False, False,
    )  # fmt: skip
    assert (ran["source"], ran["pass"], ran["pictures"], ran["tags"]) == (None, None, [], [])
    assert data("list", "zzzz", kind="list") == []
    found = data("search", "staircase", kind="list")
    assert {entry["film"]["number"] for entry in found} == {1}
    assert all("||" not in json.dumps(entry) for entry in found)
    latest = data("list", "--limit", "1", kind="list")
    (same,) = data("search", "staircase", "--limit", "1", "--spoilers", kind="list")
    assert same["id"] == latest[0]["id"]
    assert "||" in json.dumps(same)
    assert data("search", "nowhere-to-be-found", kind="list") == []


@pytest.mark.usefixtures("diary")
def test_a_search_with_a_limit() -> None:
    # Three films of the four have a rated viewing.
    shown = filmlog("search", "has:rating", "--limit", "1")
    assert shown.stderr == "1 and more; --all shows every one.\n"
    assert filmlog("search", "has:rating", "--all").stderr == ""
    assert filmlog("search", "heart").stderr.startswith("heart picks by the mark;")


@pytest.mark.usefixtures("diary")
def test_lists_that_are_refused() -> None:
    assert refused("list", "--sort", "size") == "A list cannot be sorted by 'size'."
    assert refused("list", "--json", "--csv") == "--json and --csv say different things."
    assert refused("list", "--limit", "0").startswith("Invalid value for '--limit'")
    assert refused("list", "--limit", "x").startswith("Invalid value for '--limit'")
    assert refused("list", "--heart") == "There is no option --heart."
    assert refused("search") == "There is nothing to look for."
    assert refused("search", "--csv") == "There is no option --csv."
    assert refused("list", "watched:soon").startswith("'soon'")


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("command", ["list", "search"])
def test_a_letter_after_a_minus_is_an_option_that_is_not_there(command: str) -> None:
    done = filmlog(command, "-n", "5")
    assert done.code == 2
    assert done.stderr.startswith("error: There is no option -n.\nhint: The word n is left out")
    assert filmlog("list", '-"n"').code == 0


def test_a_spreadsheet_runs_no_title() -> None:
    filmlog("add", "=1+1 (1999)")
    assert ",=1+1,1999," in filmlog("list", "--csv").stdout
    assert ",'=1+1,1999," in filmlog("list", "--csv", "--spreadsheet").stdout
    assert filmlog("list", "--spreadsheet").code == 2
