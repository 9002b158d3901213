"""`filmlog doctor --salvage`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.examples import cranes_diary
from tests.program import filmlog


def _damage(path: Path) -> None:
    """Zero the page of the film."""
    cranes_diary(path).connection.close()
    place = path.read_bytes().index("Летят журавли".encode()) // 4096
    with path.open("r+b") as file:
        file.seek(place * 4096)
        file.write(bytes(4096))


def test_a_sound_diary_is_saved_whole(home: Path) -> None:
    cranes_diary(home / "diary.db").connection.close()
    result = filmlog("doctor", "--salvage", "new.db")
    assert result.code == 0
    assert result.stdout.startswith("Saved in new.db: 1 film, 2 viewings, ")
    assert result.stdout.endswith("Nothing was lost.\n")
    assert "The Cranes Are Flying" in filmlog("--db", "new.db", "list").stdout


def test_what_is_lost_is_listed(home: Path) -> None:
    _damage(home / "diary.db")
    result = filmlog("doctor", "--salvage", "new.db")
    assert result.code == 1
    assert "Damaged pages" in result.stdout
    assert "- film 1 (the cranes are flying): it cannot be read; only its name is" in result.stdout
    assert result.stderr == ""
    listed = filmlog("--db", "new.db", "list")
    assert (listed.code, listed.stdout.count("the cranes are flying")) == (0, 2)


def test_programs_get_json(home: Path) -> None:
    _damage(home / "diary.db")
    result = filmlog("doctor", "--salvage", "new.db", "--json")
    assert result.code == 1
    document = json.loads(result.stdout)
    assert document["filmlog"]["kind"] == "salvage"
    data = document["data"]
    assert (data["file"], data["whole"], data["saved"]["viewing"]) == ("new.db", False, 2)
    assert data["not_as_it_was"][0] == {
        "table": "film",
        "number": 1,
        "name": "the cranes are flying",
        "outcome": "stand-in",
        "why": "it cannot be read; only its name is there",
    }
    assert [page["table"] for page in data["damaged_pages"]] == ["film"]


def test_a_text_is_refused(home: Path) -> None:
    (home / "diary.db").write_text("Dear diary")
    result = filmlog("doctor", "--salvage", "new.db")
    assert (result.code, result.stdout) == (4, "")
    assert "Nothing of a filmlog diary can be read" in result.stderr
    assert not (home / "new.db").exists()


def test_a_file_that_is_there_stays(home: Path) -> None:
    cranes_diary(home / "diary.db").connection.close()
    result = filmlog("doctor", "--salvage", "diary.db")
    assert result.code == 2
    assert "diary.db is there already" in result.stderr


def test_where_it_cannot_be_saved(home: Path) -> None:
    cranes_diary(home / "diary.db").connection.close()
    result = filmlog("doctor", "--salvage", "none/new.db")
    assert result.code == 2
    assert result.stderr.startswith("error: There is no folder none.\n")
    result = filmlog("doctor", "--salvage", "-")
    assert (result.code, result.stdout) == (2, "")
    assert "standard output" in result.stderr
    assert {file.name for file in home.iterdir()} == {"diary.db"}
