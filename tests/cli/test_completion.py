from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from typer import Context

from filmlog.cli import completion
from filmlog.cli.context import Session
from tests.program import filmlog
from tests.starter_films import film, make_catalogue

CTX = cast(Context, SimpleNamespace(obj=None, find_root=lambda: SimpleNamespace(params={})))


@pytest.fixture(autouse=True)
def diary(home: Path) -> None:
    filmlog(
        "add", "The Cranes Are Flying (1957)", "--original-title", "Летят журавли",
        "--director", "Mikhail Kalatozov", "--writer", "Viktor Rozov",
        "--cast", "Tatyana Samoylova as Veronika", "--genre", "War", "--genre", "Drama",
        "--tag", "war", "--tag", "black and white", "--source", "Soviet Movies Online",
        "--review", "||A hidden word||",
    )  # fmt: skip
    filmlog("add", "Solaris (1972)", "--tag", "Water", "--tag", "wa\x1b[2Jter")
    filmlog("add", "Solaris (2002)", "--source", "Videodrom")


def titles(text: str) -> list[str]:
    return completion.complete_title(CTX, [], text)


def words(text: str) -> list[str]:
    return completion.complete_query_word(CTX, [], text)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cra", ["The Cranes Are Flying"]), ("the c", ["The Cranes Are Flying"]),
        ("THE CRANES", ["The Cranes Are Flying"]), ("лет", ["The Cranes Are Flying"]),
        ("sol", ["Solaris (1972)", "Solaris (2002)"]), ("x", []), ("hidden", []), ("%", []),
    ],
)  # fmt: skip
def test_titles(typed: str, offered: list[str]) -> None:
    found = titles(typed)
    assert sorted(found) == offered
    # Typer drops what does not begin as typed.
    assert all(title.startswith(typed) for title in found)


def test_every_title_for_nothing_typed() -> None:
    assert sorted(titles("")) == ["Solaris (1972)", "Solaris (2002)", "The Cranes Are Flying"]


def test_titles_of_the_catalogue_come_after_those_of_the_diary(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [film(7, "The Cranes Are Flying", 1957), film(8, "Cranes of Paper", 1990)]
    known += [film(9, "Twins", 1990), film(10, "Twins", 2000), film(11, "A\x1b[2J crane", 1991)]
    path = make_catalogue(home / "films.db", *known)
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(path))

    def to_log(text: str) -> list[str]:
        return completion.complete_title_to_log(CTX, [], text)

    assert to_log("cranes") == ["The Cranes Are Flying", "Cranes of Paper"]
    assert to_log("cranes of p") == ["Cranes of Paper"]
    assert sorted(to_log("twin")) == ["Twins (1990)", "Twins (2000)"]
    # Two letters are too few to look in millions of titles.
    assert to_log("tw") == []
    assert completion.complete_title_of_catalogue(CTX, [], "cranes a") == ["The Cranes Are Flying"]
    path.write_bytes(path.read_bytes()[:9000])
    assert to_log("cranes") == ["The Cranes Are Flying"]
    path.unlink()
    assert completion.complete_title_of_catalogue(CTX, [], "cranes") == []
    assert not path.exists()


def test_the_other_names() -> None:
    assert completion.complete_source(CTX, [], "SOV") == ["Soviet Movies Online"]
    assert completion.complete_source(CTX, [], "") == ["Soviet Movies Online", "Videodrom"]
    # What could act on a terminal is not offered.
    assert completion.complete_tag(CTX, [], "wa") == ["war", "Water"]
    assert completion.complete_person(CTX, [], "t") == ["Tatyana Samoylova"]
    assert completion.complete_person(CTX, [], "vik") == ["Viktor Rozov"]
    assert completion.complete_genre(CTX, [], "") == ["Drama", "War"]
    assert completion.complete_tag(CTX, [], "_") == []


def test_a_tag_that_is_gone_is_not_offered() -> None:
    filmlog("edit", "#1", "--tag", "")
    assert completion.complete_tag(CTX, [], "b") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("dir", ["director:"]), ("-dir", ["-director:"]), ("DIR", ["director:"]),
        ("-re", ["-released:", "-related:", "-review:", "-rewatch"]),
        ("has:re", ["has:review", "has:rewatch"]),
        ("tag:", ['tag:"black and white"', "tag:war", "tag:Water"]),
        ("-tag:w", ["-tag:war", "-tag:Water"]),
        ('tag:"bl', ['tag:"black and white"']), ("source:v", ["source:Videodrom"]),
        ("director:mik", []), ("zzz", []),
    ],
)  # fmt: skip
def test_words_of_a_query(typed: str, offered: list[str]) -> None:
    assert sorted(words(typed)) == sorted(offered)


def test_a_completed_word_is_a_query_that_finds() -> None:
    filmlog("edit", "cranes", "--tag", 'a "very" long take')
    (word,) = words("tag:a")
    assert filmlog("list", word).stdout.splitlines()[1].startswith("#1")


def test_bash_is_given_what_it_puts_into_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def bash(*line: str) -> None:
        monkeypatch.setenv("_FILMLOG_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", "\n".join(line))
        monkeypatch.setenv("COMP_CWORD", str(len(line) - 1))

    bash("filmlog", "show", "sol")
    assert sorted(titles("sol")) == [r"Solaris\ \(1972\)", r"Solaris\ \(2002\)"]
    # In quotes it stands as it is.
    bash("filmlog", "show", '"sol')
    assert sorted(titles("sol")) == ["Solaris (1972)", "Solaris (2002)"]
    # Bash cuts a word at its colon.
    bash("filmlog", "list", "tag", ":")
    assert words(":") == [r"black\ and\ white", "war", "Water"]
    bash("filmlog", "list", "-tag", ":", "b")
    assert words("b") == [r"black\ and\ white"]
    bash("filmlog", "list", "director", ":", "m")
    assert words("m") == []
    # A line that ends in a blank has one word less than COMP_CWORD says.
    monkeypatch.setenv("COMP_WORDS", "filmlog\nshow")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert len(titles("")) == 3


def test_nothing_to_offer_is_no_failure(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (b"not a diary at all, but a text of some length" * 30, b""):
        (home / "diary.db").write_bytes(text)
        assert titles("sol") == []
    (home / "diary.db").unlink()
    assert titles("sol") == []
    assert not (home / "diary.db").exists()
    monkeypatch.setenv("FILMLOG_DB", str(home))
    assert titles("sol") == []


def test_another_diary_by_option_or_session(home: Path) -> None:
    filmlog("--db", str(home / "other.db"), "add", "Ran")
    root = SimpleNamespace(params={"db": str(home / "other.db")})
    assert titles("r") == []
    asked = cast(Context, SimpleNamespace(obj=None, find_root=lambda: root))
    assert completion.complete_title(asked, [], "r") == ["Ran"]
    asked = cast(Context, SimpleNamespace(obj=Session(home / "other.db")))
    assert completion.complete_title(asked, [], "r") == ["Ran"]


@pytest.mark.parametrize(
    ("shell", "line", "offered"),
    [
        ("zsh", "filmlog show cran", "_arguments '*: :((\"The Cranes Are Flying\"))'"),
        ("fish", "filmlog show cran", "The Cranes Are Flying"),
        ("fish", "filmlog rem", "remove"),
        ("fish", "filmlog list --sort ti", "title"),
        ("fish", "filmlog pass add sov", "Soviet Movies Online"),
        ("fish", "filmlog add x --pass ", ""),
        ("fish", "filmlog config get cu", "currency"),
    ],
)
def test_the_program_answers_a_shell(
    shell: str, line: str, offered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_FILMLOG_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    done = filmlog()
    assert (done.code, done.stderr) == (0, "")
    # A command has its help behind it.
    assert done.stdout.strip().split("\t")[0] == offered
