"""`filmlog history`: what happened, the earlier texts, going back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filmlog.storage.diary import Diary
from tests.program import filmlog
from tests.storage.everything import everything


def said(*words: str) -> str:
    done = filmlog(*words)
    assert done.code == 0, done.output
    return done.output


@pytest.fixture
def diary(home: Path) -> Path:
    said("add", "Ran (1985)", "--on", "2026-11-01", "--rating", "4", "--review", "One ||end||.")
    said("edit", "Ran", "--review", "Two.", "--tag", "rain")
    said("edit", "Ran", "--review", "Three.")
    said("film", "edit", "Ran", "--overview", "A king.")
    return home / "diary.db"


def versions(*more: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(filmlog("history", "Ran", "--json", *more).stdout)[
        "data"
    ]
    return data


def test_each_earlier_text_is_there_in_full(diary: Path) -> None:
    shown = filmlog("history", "Ran").stdout
    assert "Two." in shown
    assert "One [spoiler, 1 word]." in shown
    assert "Three." not in shown  # as it is now
    assert "One ||end||." in filmlog("history", "Ran", "--spoilers").stdout


def test_json_has_each_field_before_and_after(diary: Path) -> None:
    fourth, third, second, first = versions()
    assert [one["number"] for one in (fourth, third, second, first)] == [4, 3, 2, 1]
    assert fourth["changes"][0]["after"] == {"overview": "A king."}
    assert third["changes"][0]["before"] == {"review": "Two."}
    assert second["changes"][0]["before"] == {"review": "One [spoiler, 1 word].", "tags": []}
    assert [one["before"] for one in first["changes"]] == [None, None]
    assert versions("--spoilers")[2]["changes"][0]["before"]["review"] == "One ||end||."
    assert len(versions("--limit", "2")) == 2


def test_going_back_leaves_what_came_later(diary: Path) -> None:
    said("add", "Ran", "--on", "2026-11-05", "--review", "Again.")
    said("watch", "Ran", "--why", "A third time")
    said("history", "Ran", "--restore", "1")
    with Diary.open(diary) as opened:
        film = opened.film(1)
        assert film is not None
        assert film.overview == ""
        assert [e.viewing.review for e in opened.entries_of(film)] == ["One ||end||.", "Again."]
        assert [e.viewing.tags for e in opened.entries_of(film)] == [(), ()]
        assert opened.wish_for(film) is not None
    said("history", "Ran", "--restore", "4")
    assert "Three." in filmlog("show", "Ran").stdout
    assert "nothing was changed" in filmlog("history", "Ran", "--restore", "4").stderr


def test_going_back_to_another_title_names_the_film_by_it(diary: Path) -> None:
    said("film", "edit", "Ran", "--title", "Chaos")
    lines = said("history", "Chaos", "--restore", "1").splitlines()
    assert lines[:3] == [
        "Ran (1985) is as #1 left it again.",
        "Ran (1985): title and overview",
        "Ran (1985), watched Sun 1 Nov 2026: tags and review",
    ]
    assert said("undo").startswith("Undone: history Ran (1985) --restore 1, of ")


def test_going_back_is_undone_as_anything_else(diary: Path) -> None:
    with Diary.open(diary) as opened:
        before = everything(opened)
    said("history", "Ran", "--restore", "2")
    said("undo")
    with Diary.open(diary) as opened:
        assert everything(opened) == before


def test_a_film_in_the_trash_and_one_that_was_undone_have_a_history(diary: Path) -> None:
    said("remove", "Ran", "--all", "--yes")
    assert "in the trash" in filmlog("history", "ran").stdout
    said("history", "#1", "--restore", "4")
    assert "Three." in filmlog("show", "Ran").stdout
    said("undo", "99")
    assert "taken back" in filmlog("history", "Ran (1985)").stdout
    said("history", "Ran", "--restore", "3")
    assert "Three." in filmlog("show", "Ran").stdout


def test_a_film_of_the_diary_goes_before_one_in_the_trash(diary: Path) -> None:
    said("remove", "Ran", "--all", "--yes")
    said("add", "Ran (1985)", "--on", "2026-11-07")
    assert "7 Nov 2026: new" in filmlog("history", "Ran").stdout


def test_what_a_viewing_refers_to_is_named(home: Path) -> None:
    (home / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    said("add", "Ran", "--source", "Kino", "--pass", "ticket", "--price", "9 EUR")
    said("edit", "Ran", "--picture", "pic.png")
    said("edit", "Ran", "--no-pictures", "--picture", "pic.png", "--caption", "The ||castle||")
    said("edit", "Ran", "--source", "Attic")
    shown = filmlog("history", "Ran").stdout
    for line in (
        "pass: ticket at Kino",
        "pass: none, before ticket at Kino",
        "source: Attic, before Kino",
        "pictures: pic.png, before none",
        "pictures: pic.png (The [spoiler, 1 word]), before pic.png",
    ):
        assert f"        {line}\n" in shown


def test_another_machine_is_named(diary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "By" not in filmlog("history").stdout.split("\n")[0]
    monkeypatch.setenv("USER", "mira")
    said("edit", "Ran", "--rating", "5")
    assert "mira@" in filmlog("history", "--json", "--limit", "1").stdout
    monkeypatch.setenv("USER", "anna")
    assert "mira@" in filmlog("history").stdout
    assert "by mira@" in said("undo")
    monkeypatch.delenv("USER")  # as for all but one of the commands
    heads = [line for line in filmlog("history", "Ran").stdout.splitlines() if line[0] == "#"]
    assert "anna@" in heads[0]
    assert "mira@" in heads[1]
    assert [line[-1] for line in heads] == [")"] * 6


def test_the_newest_25_unless_told_otherwise(diary: Path) -> None:
    for number in range(26):
        said("edit", "Ran", "--rating", f"{number + 1}%")
    listed = filmlog("history")
    assert len(listed.stdout.splitlines()) == 26
    assert listed.stderr == "25 and more; --all shows every one.\n"
    assert len(filmlog("history", "--all").stdout.splitlines()) == 31
    assert len(filmlog("history", "--limit", "3").stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Ran", "--restore", "99"), 3),
        (("Ikiru",), 3),
        (("#9",), 3),
        (("--restore", "1"), 2),
        (("--spoilers",), 2),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], code: int, diary: Path) -> None:
    refused = filmlog("history", *words)
    assert (refused.code, refused.stdout) == (code, "")
    assert refused.stderr.startswith("error: ")
