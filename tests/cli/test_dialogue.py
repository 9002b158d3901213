from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from filmlog.cli import questions
from filmlog.cli.context import Session
from filmlog.cli.dialogue import ask_for_viewing
from filmlog.errors import CancelledError, UsageError
from tests.program import Result, filmlog


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions may be put; the answers are the lines of stdin."""
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))


def told(*words: str, answers: str) -> Result:
    return filmlog("add", *words, stdin=answers)


def viewing(title: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(filmlog("show", title, "--json").stdout)["data"]
    assert isinstance(found["viewings"][0], dict)
    return found["viewings"][0]


@pytest.mark.usefixtures("terminal")
def test_a_film_is_logged_by_answers() -> None:
    done = told(answers="Ran (1985)\nyesterday\n4.5\nArsenal\nA storm.\n")
    assert done.code == 0
    assert done.stdout == ""
    assert done.stderr == (
        "A film for your diary. Enter alone leaves a line empty, Ctrl-C stops.\n"
        "Which film? (Tab completes) When did you watch it? [today] "
        "Your rating, out of five stars? Where did you find it? A few words about it? "
        "Ran (1985), film #1, new in your diary\nWatched Thu 19 Nov 2026, ★★★★½\nAt Arsenal\n"
        'Next: filmlog show "Ran (1985)"\n'
    )
    assert viewing("Ran")["review"] == "A storm."


@pytest.mark.usefixtures("terminal")
def test_all_but_the_title_may_be_left_empty() -> None:
    assert told(answers="Ran\n\n\n\n\n").code == 0
    kept = viewing("Ran")
    assert (kept["watched"], kept["rating"], kept["source"]) == ("2026-11-20", None, None)


@pytest.mark.usefixtures("terminal")
def test_what_options_say_is_not_asked() -> None:
    done = told(
        "--on", "2026-11-01", "--rating", "3", "--source", "Arsenal", "--review", "Yes.", "--heart",
        answers="Ran\n",
    )  # fmt: skip
    assert done.code == 0
    assert "When did" not in done.stderr
    assert "Your rating" not in done.stderr
    kept = viewing("Ran")
    assert (kept["watched"], kept["rating"], kept["heart"]) == ("2026-11-01", 60, True)


@pytest.mark.usefixtures("terminal")
def test_a_wrong_answer_is_asked_again() -> None:
    done = told(answers="\nRan\n2026-12-24\nsoon\nlast friday\neleven\n4\n\n\n")
    assert done.code == 0
    assert "Thu 24 Dec 2026 is still to come.\n" in done.stderr
    assert "'soon' is not a date that filmlog can read.\n" in done.stderr
    assert "'eleven' is not a rating.\n" in done.stderr
    assert done.stderr.count("When did you watch it?") == 3
    kept = viewing("Ran")
    assert (kept["watched"], kept["rating"]) == ("2026-11-13", 80)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("\n\n\n", "A film needs a title."),
        ("Ran\nsoon\nlater\nnever\n", "Three answers could not be read."),
        ("Ran\n\n6\n7\n0\n", "Three answers could not be read."),
    ],
)
def test_three_wrong_answers_end_it(answers: str, sentence: str, home: Path) -> None:
    done = told(answers=answers)
    assert done.code == 2
    assert f"error: {sentence}\n" in done.stderr
    assert not (home / "diary.db").exists()


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("answers", ["", "Ran\n", "Ran\n\n\n", "Ran\n\n\n\n"])
def test_the_end_of_input_cancels(answers: str, home: Path) -> None:
    done = told(answers=answers)
    assert done.code == 1
    assert done.stderr.endswith("Stopped; nothing was changed.\n")
    assert not (home / "diary.db").exists()


@pytest.mark.usefixtures("terminal")
def test_no_input_asks_nothing() -> None:
    done = filmlog("--no-input", "add", stdin="Ran\n")
    assert done.code == 2
    assert done.stderr.startswith("error: No title was given, and nobody can be asked here.\n")


@pytest.mark.usefixtures("terminal")
def test_a_near_title_is_asked_about() -> None:
    filmlog("add", "Amélie (2001)")
    done = told(answers="Amely\n\n\n\n\n1\n")
    assert done.code == 0
    assert "Which film is 'Amely'?\n  1  Amélie (2001), film #1\n" in done.stderr
    assert "  2  another film, new in the diary: Amely\n" in done.stderr
    assert "Amélie (2001), film #1\n" in done.stderr


@pytest.mark.usefixtures("terminal")
def test_a_removal_is_asked_about() -> None:
    filmlog("add", "Ran")
    for answer, code in (("", 1), ("no", 1), ("perhaps", 1), ("YES", 0)):
        done = filmlog("remove", "Ran", stdin=f"{answer}\n")
        assert done.code == code
        assert done.stderr.startswith("Put Ran in the trash? [y/N] ")
    assert filmlog("show", "Ran").code == 3


@pytest.mark.usefixtures("terminal")
def test_which_shall_come_back_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for minute, year in ((10, 1972), (11, 2002)):
        monkeypatch.setenv("FILMLOG_NOW", f"2026-11-20T23:{minute}:00+00:00")
        filmlog("add", f"Solaris ({year})")
        filmlog("remove", f"Solaris ({year})", "--yes")
    done = filmlog("restore", "Solaris", stdin="2\n")
    assert done.code == 0
    assert done.stderr.startswith("Which 'Solaris' shall come back?\n  1  1  Solaris (2002), ")
    assert done.stderr.endswith("Back in the diary: Solaris (1972), watched Fri 20 Nov 2026.\n")


def test_what_goes_while_the_question_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("add", "Ran")
    monkeypatch.setattr(Session, "may_ask", True)

    def answer(*_: str) -> str:
        filmlog("remove", "Ran", "--yes")
        return "y"

    monkeypatch.setattr("builtins.input", answer)
    done = filmlog("remove", "Ran")
    assert done.code == 2
    assert "error: Ran has just been changed.\n" in done.stderr
    assert filmlog("restore", "Ran").code == 0


def test_who_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream(io.StringIO):
        def __init__(self, *, is_terminal: bool) -> None:
            super().__init__()
            self.is_terminal = is_terminal

        def isatty(self) -> bool:
            return self.is_terminal

    for stdin, stderr in ((True, True), (True, False), (False, True)):
        monkeypatch.setattr(sys, "stdin", Stream(is_terminal=stdin))
        monkeypatch.setattr(sys, "stderr", Stream(is_terminal=stderr))
        assert Session().may_ask is (stdin and stderr)
        assert not Session(may_ask=False).may_ask


class Terminal(io.StringIO):
    """A stdout that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_tab_completes_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline")
    filmlog("add", "The Cranes Are Flying (1957)")
    filmlog("add", "Cranky\x1b[2J Tales", "--new")
    offered: list[str | None] = []

    def typed(question: str = "") -> str:
        complete = readline.get_completer()
        if complete is None:
            return ""
        offered.extend(complete("cran", state) for state in range(3))
        return str(offered[0])

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr(sys, "stdout", Terminal())
    answers = ask_for_viewing(Session(), {"source": "Arsenal", "review": "Yes."})
    # What could act on a terminal is not offered.
    assert offered == ["The Cranes Are Flying", None, None]
    assert answers == {"title": "The Cranes Are Flying", "on": None, "rating": None}
    assert readline.get_completer() is None


def test_with_no_diary_there_is_nothing_to_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    readline = pytest.importorskip("readline")
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr("builtins.input", lambda *_: str(readline.get_completer()("r", 0)))
    answers = {"on": "x", "rating": "x", "source": "x", "edit": True}
    assert ask_for_viewing(Session(), answers) == {"title": "None"}


def test_questions_are_clean_and_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda *_: " 2 ")
    assert questions.choose("Which \x1b[2Jone?", ["a\x07", "b"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "\x1b" not in err
    assert "\x07" not in err


def test_confirming(monkeypatch: pytest.MonkeyPatch) -> None:
    questions.confirm("Sure?", may_ask=False, yes=True)
    with pytest.raises(UsageError, match=r"Sure\? Nobody can be asked here\.") as caught:
        questions.confirm("Sure?", may_ask=False, yes=False)
    assert "--yes" in caught.value.hint
    monkeypatch.setattr("builtins.input", lambda *_: "n")
    with pytest.raises(CancelledError):
        questions.confirm("Sure?", may_ask=True, yes=False)
