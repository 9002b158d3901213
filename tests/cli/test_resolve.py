from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.cli.context import Session
from filmlog.cli.meaning import film_meant
from filmlog.cli.resolve import Wanted, find_film, find_viewing, read_title
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.errors import AmbiguousError, CancelledError, FilmlogError, NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.effort import some
from tests.examples import log
from tests.program import filmlog

TITLES = (
    ("The Cranes Are Flying", "Летят журавли", 1957),
    ("Solaris", "Солярис", 1972),
    ("Solaris", "", 2002),
    ("Amélie", "", 2001),
    ("1917", "", 2019),
    ("Ran", "乱", 1985),
    ("Rocky II", "", 1979),
    ("Rocky III", "", 1982),
    ("Undated", "", None),
    ("The Thing from Another World", "", 1951),
    ("Another Year", "", 2010),
)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.db", create=True) as diary:
        for title, original, year in TITLES:
            log(diary, Film(new_ulid(), title, original_title=original, year=year))
        yield diary


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody sits at the terminal and gives these answers."""
    given_: list[str] = []
    monkeypatch.setattr(Session, "may_ask", True)
    monkeypatch.setattr("builtins.input", lambda *_: given_.pop(0))
    return given_


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#7", 7), (" #1 ", 1), ("The Cranes Are Flying", 1), ("the cranes are flying (1957)", 1),
        ("Cranes Are Flying, The", 1), ("Летят журавли", 1), ("letyat zhuravli", 1), ("amelie", 4),
        ("Solaris (2002)", 3), ("Solaris [1972]", 2), ("солярис", 2), ("乱", 6), ("Undated", 9),
        ("Undated (1999)", 9), ("cranes", 1), ("world", 10), ("Ra", 6), ("Rocky III", 8),
        # Digits are a title first, and a number where no film is called so.
        ("1917", 5), ("4", 4), ("11", 11),
    ],
)  # fmt: skip
def test_words_that_find_a_film(
    diary: Diary, text: str, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert find_film(Session(), diary, text).number == number
    assert capsys.readouterr() == ("", "")


def test_a_year_apart_from_the_title(diary: Diary) -> None:
    assert find_film(Session(), diary, "Solaris", 2002).number == 3
    with pytest.raises(NotFoundError):
        find_film(Session(), diary, "4", 2001)  # a title of 2001, not the film #4


def test_a_slip_is_taken_and_said(diary: Diary, capsys: pytest.CaptureFixture[str]) -> None:
    assert find_film(Session(), diary, "The Crains Are Flying").number == 1
    assert capsys.readouterr().err == (
        "Took 'The Crains Are Flying' as The Cranes Are Flying (1957).\n"
    )


@pytest.mark.parametrize(
    "text", ["#0", "#12", "#999999999", "12", "0", "²", "9" * 30, "9" * 5000, "Come and See"]
)
def test_what_is_not_there(diary: Diary, text: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_film(Session(), diary, text)
    assert not isinstance(caught.value, AmbiguousError)
    assert caught.value.hint


def test_several_stop_with_the_words_that_pick_one(diary: Diary) -> None:
    with pytest.raises(AmbiguousError) as caught:
        find_film(Session(), diary, "solaris")
    assert caught.value.sentence == "Several films are called 'solaris'."
    assert caught.value.candidates == ("'#2'  Solaris (1972)", "'#3'  Solaris (2002)")
    with pytest.raises(AmbiguousError) as caught:
        find_film(Session(), diary, "another")
    assert caught.value.candidates == (
        "'#11'  Another Year (2010)", "'#10'  The Thing from Another World (1951)",
    )  # fmt: skip
    # A year that fits none is never overlooked, and no sequel is taken for another.
    for text in ("Solaris (2003)", "The Crains Are Flying (1987)", "Rockie II"):
        with pytest.raises(AmbiguousError) as caught:
            find_film(Session(), diary, text)
        assert caught.value.sentence == f"No film is called exactly {text!r}."
        assert len(caught.value.candidates) in {1, 2}


def test_several_are_asked_about_on_a_terminal(
    diary: Diary, answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers += ["0", "two", "2"]
    assert find_film(Session(), diary, "solaris").number == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "Several films are called 'solaris'. Which?\n  1  Solaris (1972), film #2\n"
        "  2  Solaris (2002), film #3\nNumber 1-2, or nothing to stop: "
    )
    answers += [""]
    with pytest.raises(CancelledError):
        find_film(Session(), diary, "solaris")
    answers += ["3", "-1", "²"]
    with pytest.raises(CancelledError):
        find_film(Session(), diary, "solaris")
    assert answers == []


def test_titles_as_typed() -> None:
    assert read_title(" The  Third Man (1949) ", None) == Wanted("The Third Man", 1949)
    assert read_title("The Third Man", 1949).label == "The Third Man (1949)"
    assert read_title("1984 (1984)", 1984) == Wanted("1984", 1984)
    assert read_title("(1984)", None).label == "(1984)"
    for text, year in (("", None), (" \t", None), ("Ran (1985)", 1986), ("Ran", 12), ("a\0", None)):
        with pytest.raises(UsageError):
            read_title(text, year)


def new_or(diary: Diary, text: str, *, is_new: bool = False) -> int | None:
    meant = film_meant(Session(), diary, read_title(text, None), is_new=is_new)
    return None if meant.film is None else meant.film.number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("solaris (1972)", 2), ("Летят журавли", 1), ("Undated (1999)", 9), ("1917", 5),
        ("crains are flying", 1),
        # A remake, a number, and words of a title alone are films of their own.
        ("Solaris (2022)", None), ("4", None), ("cranes", None), ("Come and See", None),
        ("The Crains Are Flying (1987)", None),
    ],
)  # fmt: skip
def test_a_film_to_log(diary: Diary, text: str, number: int | None) -> None:
    assert new_or(diary, text) == number


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Rocky IV", {"'#7'  Rocky II (1979)", "'#8'  Rocky III (1982)"}),
        ("Amely", {"'#4'  Amélie (2001)"}),
        # The year of the festival and that of the release are one apart.
        ("Solaris (1973)", {"'#2'  Solaris (1972)"}),
        ("Solaris (2001)", {"'#3'  Solaris (2002)"}),
    ],
)
def test_what_looks_like_a_film_is_not_logged_beside_it(
    diary: Diary, text: str, candidates: set[str]
) -> None:
    with pytest.raises(AmbiguousError) as caught:
        new_or(diary, text)
    assert set(caught.value.candidates) == candidates
    assert "--new" in caught.value.hint
    assert new_or(diary, text, is_new=True) is None


def test_new_is_new_however_called(diary: Diary) -> None:
    assert new_or(diary, "Solaris (1972)", is_new=True) is None
    assert new_or(diary, "The Crains Are Flying", is_new=True) is None


def test_a_terminal_is_asked_about_what_is_near(diary: Diary, answers: list[str]) -> None:
    answers += ["1", "2", "1"]
    assert new_or(diary, "Solaris (1973)") == 2
    assert new_or(diary, "Solaris (1973)") is None
    assert new_or(diary, "Amely") == 4


def test_remakes_a_year_apart_are_two_films() -> None:
    assert filmlog("add", "Dangerous Liaisons (1988)").code == 0
    assert filmlog("add", "Dangerous Liaisons (1989)").code == 3
    second = filmlog("add", "Dangerous Liaisons (1989)", "--new")
    assert second.stderr.startswith("Dangerous Liaisons (1989), film #2, new in your diary\n")
    for year, number in (("1988", 1), ("1989", 2)):
        again = filmlog("add", "dangerous liaisons", "--year", year)
        assert f"({year}), film #{number}\n" in again.stderr
    assert filmlog("add", "Dangerous Liaisons").code == 3


def test_the_viewing_that_is_meant(tmp_path: Path, answers: list[str]) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = Film(new_ulid(), "Ran")
        film = log(
            diary, film, Viewing(new_ulid(), film.id),
            Viewing(new_ulid(), film.id, watched=PartialDate(2026, 11, 1)),
        )  # fmt: skip
        entries = diary.entries_of(film)
    session = Session()
    assert find_viewing(session, entries[:1], film, None, "change") == entries[0]
    assert find_viewing(session, entries, film, 2, "change") == entries[1]
    answers += ["1"]
    assert find_viewing(session, entries, film, None, "change") == entries[0]
    for nth in (0, 3, -1):
        with pytest.raises(NotFoundError, match=f"has 2 viewings, not a viewing {nth}"):
            find_viewing(session, entries, film, nth, "change")
    with pytest.raises(NotFoundError, match="Ran has no viewing"):
        find_viewing(session, [], film, None, "change")


def test_the_viewings_are_listed_where_nobody_can_be_asked(diary: Diary) -> None:
    film = Film(new_ulid(), "Ikiru")
    film = log(
        diary, film, Viewing(new_ulid(), film.id),
        Viewing(new_ulid(), film.id, watched=PartialDate(2026, 11)),
    )  # fmt: skip
    with pytest.raises(AmbiguousError) as caught:
        find_viewing(Session(), diary.entries_of(film), film, None, "change")
    assert caught.value.candidates == ("--viewing 1  unknown date", "--viewing 2  Nov 2026")


@settings(max_examples=some(60))
@given(
    text=st.text(max_size=30)
    | st.lists(st.sampled_from(["#", "7", "(1972)", "solaris", "²", "'", '"', "*", "OR", " "])).map(
        "".join
    )
)
def test_any_words_are_a_film_or_an_error(diary: Diary, text: str) -> None:
    try:
        film = find_film(Session(), diary, text)
    except FilmlogError as error:
        code = error.exit_code
    else:
        code = 0
        assert film.number
    assert code in {0, 2, 3}
