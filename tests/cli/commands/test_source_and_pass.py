from __future__ import annotations

import pytest

from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_json_of_sources() -> None:
    cinema, site = data("source", "list", kind="sources")
    assert (cinema["name"], cinema["viewings"]) == ("Arsenal", 2)
    assert (site["name"], site["kind"], site["viewings"]) == ("Soviet Movies Online", "site", 1)
    assert site["url"] == "https://sovietmoviesonline.com"
    one = data("source", "show", "ARSENAL", kind="source")
    assert one["seen"] == [
        {"title": "The Cranes Are Flying", "watched": "2024-03-09"},
        {"title": "Persona", "watched": None},
    ]
    assert [pass_["kind"] for pass_ in one["passes"]] == ["ticket"]


@pytest.mark.usefixtures("diary")
def test_json_of_passes() -> None:
    day, ticket = data("pass", "list", kind="passes")
    assert (day["kind"], day["price"], day["films"]) == (
        "one-day pass", {"currency": "USD", "minor": 500}, 1,
    )  # fmt: skip
    assert (ticket["source"]["name"], ticket["ends"]) == ("Arsenal", None)
    one = data("pass", "show", str(day["number"]), kind="pass")
    assert one["seen"] == [{"title": "The Cranes Are Flying", "watched": "2026-11-20"}]
    assert one["starts"] == day["starts"]


def test_empty_lists_are_empty_for_programs() -> None:
    filmlog("add", "Ran")
    for words, kind in (("source", "sources"), ("pass", "passes")):
        assert data(words, "list", kind=kind) == []
        assert filmlog(words, "list").stdout == ""
        assert filmlog(words, "list").stderr.startswith("There are no ")
    assert data("trash", kind="trash") == []
    assert filmlog("trash").stderr == "The trash is empty.\n"


@pytest.mark.usefixtures("diary")
def test_a_source_is_changed() -> None:
    assert (
        filmlog("source", "edit", "arsenal", "--name", "Kino Arsenal", "--kind", "CINEMA").code == 0
    )
    assert (
        filmlog("source", "edit", "Kino Arsenal", "--note", "a", "--url", "https://x.y").code == 0
    )
    assert filmlog("source", "edit", "Kino Arsenal", "--note", "", "--url", "").code == 0
    one = data("source", "show", "Kino Arsenal", kind="source")
    assert (one["kind"], one["note"], one["url"]) == ("cinema", "", "")
    assert filmlog("source", "edit", "Kino Arsenal", "--name", "KINO Arsenal").code == 0
    assert refused("source", "edit", "Kino Arsenal", "--name", "soviet movies online").startswith(
        "There is a source called 'Soviet Movies Online' already."
    )
    assert refused("source", "edit", "Kino Arsenal") == "Nothing to change was given."
    assert refused("source", "edit", "Kino Arsenal", "--name", " ") == "A source needs a name."
    assert refused("source", "edit", "Kino Arsenal", "--kind", "bar").startswith("There is no kind")
    assert refused("source", "edit", "Nobody", "--url", "x", code=3).startswith(
        "There is no source"
    )
    assert refused("source", "add", "kino arsenal").startswith("There is a source called")


@pytest.mark.usefixtures("diary")
def test_a_pass_is_changed() -> None:
    number = str(data("pass", "list", kind="passes")[0]["number"])
    assert (
        filmlog("pass", "edit", number, "--price", "", "--ends", "never", "--kind", "month").code
        == 0
    )
    one = data("pass", "show", number, kind="pass")
    assert (one["price"], one["ends"], one["kind"]) == (None, None, "subscription")
    changed = filmlog("pass", "edit", number, "--starts", "2026-11-20 20:00", "--ends", "midnight")
    assert changed.stderr.endswith("subscription, until Sat 21 Nov 2026 00:00.\n")
    assert refused("pass", "edit", number, "--ends", "2026-11-20").startswith("A pass that starts")
    assert refused("pass", "edit", number) == "Nothing to change was given."
    assert refused("pass", "edit", "99", "--note", "x", code=3) == "There is no pass #99."
    assert refused("pass", "show", "x").startswith("Invalid value for 'NUMBER'")
    assert refused("pass", "add", "Arsenal", "--kind", "loan") == "There is no kind of pass 'loan'."
    assert filmlog("pass", "add", "Arsenal", "--starts", "never").code == 0
