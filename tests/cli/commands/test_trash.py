from __future__ import annotations

import pytest

from tests.cli.commands.asking import data, refused, titles
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_a_film_goes_to_the_trash_and_comes_back() -> None:
    removed = filmlog("remove", "cranes", "--all", "--yes")
    assert removed.stderr.startswith(
        "In the trash: The Cranes Are Flying (1957), with its 2 viewings.\n"
    )
    assert filmlog("remove", "Ran", "-y").code == 0
    assert titles() == ["Ikiru", "Persona"]
    items = data("trash", kind="trash")
    by_title = {item["film"]["title"]: item for item in items}
    cranes = by_title["The Cranes Are Flying"]
    assert [item["number"] for item in items] == [1, 2]
    assert (len(cranes["viewings"]), cranes["film_deleted"]) == (2, True)
    assert cranes["deleted"] == "2026-11-20T23:10:00Z"
    assert filmlog("restore", str(cranes["number"])).code == 0
    assert filmlog("restore", "ran (1985)").code == 0
    assert titles() == ["Flying", "Ran", "Ikiru", "Flying", "Persona"]
    assert data("trash", kind="trash") == []


@pytest.mark.usefixtures("diary")
def test_one_viewing_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("remove", "cranes", "-y", code=3).endswith("has 2 viewings.")
    assert refused("remove", "cranes", "--all", "--viewing", "1").startswith("--all and --viewing")
    assert refused("remove", "cranes", "--viewing", "2").endswith("Nobody can be asked here.")
    assert filmlog("remove", "cranes", "--viewing", "2", "--yes").code == 0
    (item,) = data("trash", kind="trash")
    assert (item["film_deleted"], [v["watched"] for v in item["viewings"]]) == (
        False,
        ["2026-11-20"],
    )
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-20T23:11:00+00:00")
    assert filmlog("remove", "cranes", "--yes").code == 0
    # Two things of one film by now.
    assert refused("restore", "cranes", code=3).startswith("Nothing in the trash")
    assert refused("restore", "The Cranes Are Flying", code=3).startswith("Several things")
    assert refused("restore", "3", code=3).startswith("Nothing in the trash answers to '3'.")
    assert filmlog("restore", "2").code == 0
    assert filmlog("restore", "1").code == 0
    assert len(titles("cranes")) == 2
