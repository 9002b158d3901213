from __future__ import annotations

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from typer import Context

from filmlog.cli import film_lists, questions
from filmlog.cli.completion import complete_film_list
from filmlog.cli.context import Session
from filmlog.storage.diary import Diary
from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.fixture
def best(home: Path) -> None:
    """A ranked list of three films, the second of them seen."""
    filmlog("add", "Ran (1985)", "--on", "2026-11-19", "--rating", "5")
    filmlog("lists", "create", "Best of 1985", "--ranked")
    for title in ("Come and See (1985)", "Ran", "Brazil (1985)"):
        assert filmlog("lists", "add", "Best of 1985", title).code == 0


def films(name: str = "Best of 1985") -> list[str]:
    done = filmlog("lists", "show", name, "--csv")
    return [row["title"] for row in csv.DictReader(io.StringIO(done.stdout))]


def said(*words: str, stdin: str = "") -> str:
    """What a `lists` command that works says; none of them but `show` has data."""
    done = filmlog("lists", *words, stdin=stdin)
    assert (done.code, done.stdout) == (0, "")
    return done.stderr


def commands(home: Path) -> int:
    """How many commands have changed the diary."""
    with Diary.open(home / "diary.db") as diary:
        return int(diary.connection.execute("SELECT count(*) FROM command").fetchone()[0])


@pytest.mark.usefixtures("best")
def test_json_of_lists() -> None:
    said("create", "Anytime", "--note", "Rainy days.")
    anytime, best = data("lists", "list", kind="film-lists")
    assert (anytime["name"], anytime["kind"], anytime["note"], anytime["films"]) == (
        "Anytime", "unordered", "Rainy days.", 0,
    )  # fmt: skip
    assert (best["name"], best["films"]) == ("Best of 1985", 3)
    one = data("lists", "show", "best OF 1985", kind="film-list")
    assert one["id"] == best["id"]
    assert [film["place"] for film in one["films"]] == [1, 2, 3]
    assert [film["viewings"] for film in one["films"]] == [0, 1, 0]
    assert [film["rating"] for film in one["films"]] == [None, 100, None]
    assert all(film["film"]["id"].startswith("01") for film in one["films"])


@pytest.mark.usefixtures("best")
def test_lists_alone_lists_them() -> None:
    alone = filmlog("lists")
    assert alone == filmlog("lists", "list")
    assert alone.stdout.splitlines()[1].split() == ["Best", "of", "1985", "ranked", "3"]


def test_with_no_list_there_is_a_hint() -> None:
    filmlog("add", "Ran")
    assert said().startswith("There are no lists yet.\n")
    assert data("lists", "list", kind="film-lists") == []
    said("create", "Best")
    assert "puts a film on it" in said("show", "Best")
    assert data("lists", "show", "Best", kind="film-list")["films"] == []


def test_a_list_can_be_the_first_thing_in_a_diary() -> None:
    assert said("create", "Best", "--ordered") == "Made the ordered list 'Best'.\n"


@pytest.mark.usefixtures("best")
def test_a_film_is_put_where_it_is_said() -> None:
    assert said("add", "Best of 1985", "After Hours", "--year", "1985", "--at", "2") == (
        "After Hours (1985), film #4, is new in your diary: not seen yet.\n"
        "Put After Hours (1985) on 'Best of 1985', place 2 of 4.\n"
    )
    assert films() == ["Come and See", "After Hours", "Ran", "Brazil"]
    assert said("add", "Best of 1985", "Vagabond (1985)", "--at", "9").splitlines()[1:] == [
        "'Best of 1985' has 5 films: place 9 is the end.",
        "Put Vagabond (1985) on 'Best of 1985', place 5 of 5.",
    ]
    assert "place 6 of 6" in said("add", "Best of 1985", "Ran (1985)", "--new")


@pytest.mark.usefixtures("best")
def test_a_film_on_the_list_already_gets_what_is_given(home: Path) -> None:
    before = commands(home)
    assert said("add", "Best of 1985", "ran") == (
        "Ran (1985) is on 'Best of 1985' already, place 2 of 3; nothing was changed.\n"
    )
    assert commands(home) == before
    assert said("add", "Best of 1985", "ran", "--note", "Fire.", "--at", "1") == (
        "Changed the note of Ran (1985) on 'Best of 1985'.\n"
        "Moved Ran (1985) on 'Best of 1985' from place 2 to place 1 of 3.\n"
    )
    assert commands(home) == before + 1
    assert films() == ["Ran", "Come and See", "Brazil"]


@pytest.mark.usefixtures("best")
def test_a_film_is_moved() -> None:
    assert said("move", "best of 1985", "Brazil", "1") == (
        "Moved Brazil (1985) on 'Best of 1985' from place 3 to place 1 of 3.\n"
    )
    assert said("move", "best of 1985", "#2", "7") == (
        "'Best of 1985' has 3 films: place 7 is the end.\n"
        "Moved Come and See (1985) on 'Best of 1985' from place 2 to place 3 of 3.\n"
    )
    assert "nothing was changed" in said("move", "best of 1985", "Ran", "2")
    assert films() == ["Brazil", "Ran", "Come and See"]
    assert refused("lists", "move", "best of 1985", "Ran", "0").endswith("0 is less than 1.")


@pytest.mark.usefixtures("best")
def test_an_unordered_list_has_no_places() -> None:
    said("edit", "Best of 1985", "--unordered")
    assert films() == ["Brazil", "Come and See", "Ran"]
    for words in (("move", "Best of 1985", "Ran", "1"), ("add", "Best of 1985", "X", "--at", "1")):
        assert refused("lists", *words).startswith("'Best of 1985' is unordered")
    assert said("add", "Best of 1985", "Ran").endswith("already, 3 films; nothing was changed.\n")
    assert said("edit", "Best of 1985", "--ordered") == "Changed the ordered list 'Best of 1985'.\n"
    assert films() == ["Come and See", "Ran", "Brazil"]


@pytest.mark.usefixtures("best")
def test_a_note_is_written_and_taken_away() -> None:
    name = "Best of 1985"
    assert said("note", name, "Ran", "Fire\n||and|| rain.").startswith("Changed the note of Ran")
    assert "Fire [spoiler, 1 word] rain." in filmlog("lists", "show", name).stdout
    assert "Fire ||and|| rain." in filmlog("lists", "show", name, "--spoilers").stdout
    assert said("note", name, "Ran", "").startswith("Took away the note of Ran")
    assert said("note", name, "Ran", "").endswith("nothing was changed.\n")
    assert "Note" not in filmlog("lists", "show", name).stdout


@pytest.mark.usefixtures("best")
def test_of_two_films_of_one_title_the_one_on_the_list_is_meant() -> None:
    filmlog("add", "Solaris (1972)")
    filmlog("add", "Solaris (2002)")
    assert refused("lists", "add", "Best of 1985", "Solaris", code=3).startswith("Several films")
    said("add", "Best of 1985", "Solaris (1972)")
    assert "Solaris (1972)" in said("note", "Best of 1985", "solaris", "Slow.")
    said("add", "Best of 1985", "Solaris (2002)")
    assert refused("lists", "note", "Best of 1985", "Solaris", "x", code=3).startswith("Several")


@pytest.mark.usefixtures("best")
def test_taking_a_film_off_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("remove", "Best of 1985", "Ran")
    assert refused("lists", *words) == (
        "Take Ran (1985) off 'Best of 1985'? Nobody can be asked here."
    )
    monkeypatch.setattr(Session, "may_ask", True)
    assert filmlog("lists", *words, stdin="n\n").code == 1
    assert said(*words, stdin="y\n").endswith("Took Ran (1985) off 'Best of 1985'; 2 films left.\n")
    assert films() == ["Come and See", "Brazil"]
    assert filmlog("show", "Ran").code == 0  # it was seen


@pytest.mark.usefixtures("best")
def test_a_film_that_nothing_keeps_goes_to_the_trash() -> None:
    said("create", "Other")
    said("add", "Other", "Brazil")
    assert "trash" not in said("remove", "Best of 1985", "Brazil", "--yes")
    assert said("remove", "Other", "Brazil", "--yes") == (
        "Took Brazil (1985) off 'Other'; 0 films left.\n"
        "It was not seen and is on no other list, so it is in the trash; "
        "`filmlog restore` takes it out again.\n"
    )
    assert "Brazil (1985), no viewing" in filmlog("trash").stdout
    assert filmlog("restore", "Brazil").code == 0
    assert films("Other") == []


@pytest.mark.usefixtures("best")
def test_the_last_place_of_a_film_may_be_the_watchlist() -> None:
    told = "It was not seen and is on no other list, so it is in the trash"
    filmlog("watch", "Brazil")
    assert told not in said("remove", "Best of 1985", "Brazil", "--yes")
    assert told in filmlog("watch", "Brazil", "--remove", "--yes").stderr
    filmlog("undo", "2")
    assert told not in filmlog("watch", "Brazil", "--remove", "--yes").stderr
    assert told in said("remove", "Best of 1985", "Brazil", "--yes")


@pytest.mark.usefixtures("best")
def test_the_history_names_film_and_list() -> None:
    said("note", "Best of 1985", "Ran", "War.")
    said("move", "Best of 1985", "Ran", "3")
    said("add", "Best of 1985", "Ran", "--at", "1", "--note", "Rain.")
    said("remove", "Best of 1985", "Ran", "--yes")
    done = data("history", "--limit", "4", kind="history")
    assert [command["words"] for command in done] == [
        "lists remove Ran (1985) from Best of 1985",
        "lists change Ran (1985) on Best of 1985",
        "lists move Ran (1985) on Best of 1985",
        "lists note Ran (1985) on Best of 1985",
    ]
    assert "lists add Ran (1985) to Best of 1985" in filmlog("history", "Ran").stdout


@pytest.mark.usefixtures("best")
def test_a_list_is_renamed() -> None:
    said("create", "Été")
    assert said("rename", "ETE", "ÉTÉ") == "The list 'Été' is called 'ÉTÉ' now.\n"
    assert refused("lists", "rename", "ETE", "best of 1985") == (
        "There is a list called 'Best of 1985' already."
    )
    assert refused("lists", "create", "ete") == "There is a list called 'ÉTÉ' already."
    for nothing in ("", " \n", "\u200b"):
        assert refused("lists", "create", nothing) == "A list needs a name."
        assert refused("lists", "rename", "ETE", nothing) == "A list needs a name."


@pytest.mark.usefixtures("best")
def test_a_list_is_changed() -> None:
    said("edit", "Best of 1985", "--ordered", "--note", "So far.")
    one = data("lists", "show", "Best of 1985", kind="film-list")
    assert (one["kind"], one["note"]) == ("ordered", "So far.")
    said("edit", "Best of 1985", "--note", "")
    assert data("lists", "show", "Best of 1985", kind="film-list")["note"] == ""
    assert refused("lists", "edit", "Best of 1985") == "Nothing to change was given."
    assert refused("lists", "edit", "Best of 1985", "--ranked", "--unordered") == (
        "--ranked and --unordered say different things."
    )
    assert refused("lists", "create", "X", "--ranked", "--ordered").startswith("--ranked and")


@pytest.mark.usefixtures("best")
def test_a_list_is_deleted_and_its_films_stay(home: Path) -> None:
    assert refused("lists", "delete", "Best of 1985").startswith(
        "Delete the list 'Best of 1985' of 3 films?"
    )
    with Diary.open(home / "diary.db") as diary:
        gone = diary.film_lists.all()[0]
    assert said("delete", "best of 1985", "--yes") == (
        "Deleted the list 'Best of 1985'; its films stay in the diary.\n"
    )
    with Diary.open(home / "diary.db") as diary:
        assert diary.film_lists.all() == []
        assert len(list(diary.films())) == 3
        stamps = {
            stamp
            for (stamp,) in diary.connection.execute(
                "SELECT deleted FROM listed WHERE filmlist = :list "
                "UNION SELECT deleted FROM filmlist WHERE number = :list",
                {"list": gone.number},
            )
        }
    assert stamps == {"2026-11-20T23:10:00Z"}
    said("create", "Best of 1985")
    assert films() == []


@pytest.mark.usefixtures("best")
@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        (("show", "Worst"), "There is no list called 'Worst'.", 3),
        (("add", "Worst", "Ran"), "There is no list called 'Worst'.", 3),
        (("note", "Best of 1985", "Nashville", "x"), "No film in the diary is called", 3),
        (("note", "Best of 1985", "#99", "x"), "There is no film #99.", 3),
        (("show", "Best of 1985", "--json", "--csv"), "--json and --csv say", 2),
        (("show", "Best of 1985", "--spreadsheet"), "--spreadsheet is about CSV.", 2),
        (("add", "Best of 1985", " "), "The title is empty.", 2),
    ],
)
def test_what_does_not_fit_is_refused(words: tuple[str, ...], sentence: str, code: int) -> None:
    assert refused("lists", *words, code=code).startswith(sentence)


@pytest.mark.usefixtures("best")
def test_a_film_that_is_not_on_the_list_is_named() -> None:
    filmlog("add", "Persona (1966)")
    assert refused("lists", "remove", "Best of 1985", "Persona", "--yes", code=3) == (
        "Persona (1966) is not on 'Best of 1985'."
    )
    assert filmlog("lists", "show", "x").stderr.endswith("hint: There is 'Best of 1985'.\n")


@pytest.mark.usefixtures("best")
@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (("remove", "Best of 1985", "Ran"), "Ran (1985) is not on 'Best of 1985'."),
        (("delete", "Best of 1985"), "There is no list called 'Best of 1985'."),
        (("edit", "Best of 1985", "--unordered"), "'Best of 1985' is unordered"),
    ],
)
def test_what_was_asked_about_may_be_gone_when_it_is_answered(
    meanwhile: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered_late(*_: object, **__: object) -> None:
        monkeypatch.setattr(film_lists, "confirm", questions.confirm)
        yes = [] if meanwhile[0] == "edit" else ["--yes"]
        assert filmlog("lists", *meanwhile, *yes).code == 0

    monkeypatch.setattr(film_lists, "confirm", answered_late)
    code = 2 if meanwhile[0] == "edit" else 3
    assert refused("lists", "move", "Best of 1985", "Ran", "1", code=code).startswith(sentence)


@pytest.mark.usefixtures("best")
def test_what_changes_nothing_writes_nothing(home: Path) -> None:
    before = commands(home)
    said("rename", "best of 1985", "Best of 1985")
    said("edit", "Best of 1985", "--ranked", "--note", "")
    assert commands(home) == before


@pytest.mark.usefixtures("best")
def test_a_name_is_completed() -> None:
    said("create", "Bad \x1b[2J")
    context = cast(Context, SimpleNamespace(obj=Session(may_ask=False)))
    assert complete_film_list(context, [], "b") == ["Best of 1985"]
    assert complete_film_list(context, [], "x") == []


def test_hostile_names_do_nothing_to_a_terminal() -> None:
    name = "\x1b[31m[bold]Best\u202e:smiley:"
    assert "\x1b" not in said("create", name)
    made = filmlog("lists", "add", name, "\x1b]52;c;x\x07Film", "--note", "\x9b2J")
    assert made.code == 0
    shown = "".join(
        filmlog("lists", *words).output
        for words in ((), ("show", name), ("show", name, "--csv"), ("show", name, "--json"))
    )
    assert "[bold]Best" in shown
    assert not set(made.stderr + shown) & set("\x1b\x07\x9b\u202e")
    assert "NUL" in refused("lists", "create", "a\x00b")
