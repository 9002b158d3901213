from __future__ import annotations

from pathlib import Path

import pytest

from filmlog.demo.cranes import changes
from filmlog.domain.viewing import Viewing
from tests.cli.commands.asking import data, refused
from tests.program import filmlog


def test_facts_of_a_film_already_there_are_filled_in() -> None:
    filmlog("add", "Ran", "--director", "Akira Kurosawa")
    filmlog("add", "Ran (1985)", "--genre", "Drama", "--released", "1985-05-31")
    film = data("show", "Ran", kind="film")["film"]
    assert (film["year"], film["directors"], film["genres"]) == (
        1985,
        ["Akira Kurosawa"],
        ["Drama"],
    )
    filmlog("add", "Ikiru", "--released", "1952-10-09")
    assert data("show", "Ikiru", kind="film")["film"]["year"] == 1952


def test_viewings_count_by_their_day() -> None:
    filmlog("add", "Ran", "--on", "2026-11-20")
    earlier = filmlog("add", "Ran", "--on", "2020")
    assert "Watched 2020\n" in earlier.stderr
    third = filmlog("add", "#1", "--on", "today", "--no-rewatch", "--heart", "--unfinished", "1h")
    assert (
        "Watched Fri 20 Nov 2026, 3rd time, not a rewatch, ♥, stopped after 60 min" in third.stderr
    )
    assert refused("add", "#2", code=3) == "There is no film #2."


def test_the_demo_and_a_diary_kept_of_it(home: Path) -> None:
    kept = home / "kept.db"
    done = filmlog("demo", "--keep", str(kept))
    assert done.code == 0
    assert "The Cranes Are Flying (1957)" in done.stdout
    assert "Летят журавли" in done.stdout
    assert not (home / "diary.db").exists()
    assert refused("demo", "--keep", str(kept)).endswith("is there already.")
    listed = filmlog("--db", str(kept), "list")
    assert len(listed.stdout.splitlines()) == 3
    svg = filmlog("demo", "--svg", str(home / "card.svg"))
    assert (svg.code, svg.stdout) == (0, "")
    first = (home / "card.svg").read_bytes()
    filmlog("demo", "--svg", str(home / "card.svg"))
    assert (home / "card.svg").read_bytes() == first
    # No spoiler of the example stands in the picture or on the card.
    changed, _ = changes()
    reviews = [c.after.review for c in changed if isinstance(c.after, Viewing)]
    assert any("||" in review or ":::" in review for review in reviews)
    assert "||" not in done.stdout


def test_settings_of_the_program() -> None:
    assert data("config", "list", kind="config")["rating_style"] == "stars"
    assert filmlog("config", "set", "rating-style", "ten").code == 0
    assert "9/10" in filmlog("add", "Ran", "--rating", "4.5").stderr
    assert refused("config", "get", "color") == "There is no setting 'color'."
    assert refused("config", "set", "pager", "less").startswith("pager cannot be 'less'")


def test_a_clock_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMLOG_NOW", "tomorrow")
    assert refused("add", "Ran") == "FILMLOG_NOW is not an ISO 8601 time: 'tomorrow'."
    monkeypatch.delenv("FILMLOG_NOW")
    assert filmlog("add", "Ran").code == 0


def test_the_program_itself(home: Path) -> None:
    assert filmlog("--version").stdout.startswith("filmlog ")
    assert filmlog("-V").stdout == filmlog("--version").stdout
    assert filmlog("where").stdout == f"{home / 'diary.db'}\n"
    assert filmlog("--db", "~/other.db", "where").stdout == f"{home / 'other.db'}\n"
    assert refused("lst") == "There is no command 'lst'. Did you mean `filmlog list`?"
    assert refused("zzz") == "There is no command 'zzz'."
    assert refused("add", "--ratin", "4").startswith("No such option")
    assert refused("show").startswith("Missing argument 'TITLE'")
    bare = filmlog()
    assert bare.code == 2
    assert bare.stdout.startswith("Usage: filmlog ")
    assert filmlog("-h").stdout == filmlog("--help").stdout
