from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filmlog.cli.context import Session
from filmlog.domain.film import Film
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid
from tests.examples import log
from tests.imdb_catalogue import small_catalogue
from tests.program import Result, filmlog


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_catalogue(tmp_path_factory.mktemp("films") / "catalogue.db")


@pytest.fixture(autouse=True)
def catalogue(films: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of this test's own, with the films of `tests/catalogues.py`."""
    path = home / "films.db"
    path.write_bytes(films.read_bytes())
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(path))
    return path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody sits at the terminal and gives these answers."""
    given: list[str] = []
    monkeypatch.setattr(Session, "may_ask", True)
    monkeypatch.setattr("builtins.input", lambda *_: given.pop(0))
    return given


def diary_of(home: Path, *films: Film) -> None:
    with Diary.open(home / "diary.db", create=True) as diary:
        for film in films:
            log(diary, film)


def named(title: str, year: int | None = None, **facts: Any) -> Film:
    return Film(new_ulid(), title, year=year, **facts)


def shown(title: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(filmlog("show", title, "--json").stdout)["data"]["film"]
    return found


def said(done: Result) -> str:
    """The first line a command said, where it went well."""
    assert done.code == 0, done.stderr
    return done.stderr.splitlines()[0]


FILLED = "Filled in from the catalogue: The Cranes Are Flying (1957), Mikhail Kalatozov."


@pytest.mark.parametrize("command", [("add",), ("watch",), ("lists", "add", "Best")])
def test_a_new_film_is_filled_in_wherever_it_is_new(command: tuple[str, ...]) -> None:
    filmlog("lists", "create", "Best")
    assert said(filmlog(*command, "The Cranes Are Flying (1957)")) == FILLED
    film = shown("#1")
    assert (film["runtime"], film["directors"]) == (95, ["Mikhail Kalatozov"])
    assert film["cast"][0] == {"name": "Tatyana Samoylova", "role": "Veronika"}
    assert film["origins"]["runtime"] == {"service": "imdb", "day": "2026-11-24"}
    assert film["origins"]["released"] == {"service": "wikidata", "day": "2026-10-18"}


def test_what_is_typed_goes_before_the_catalogue() -> None:
    said(filmlog("add", "cranes are flying (1958)", "--runtime", "97", "--director", "M. K."))
    film = shown("#1")
    assert (film["year"], film["runtime"], film["directors"]) == (1958, 97, ["M. K."])
    assert {"year", "runtime", "directors"}.isdisjoint(film["origins"])
    assert film["writers"] == ["V. Rozov"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("crains are flying", "The Cranes Are Flying (1957), Mikhail Kalatozov"),
        ("cranes are fl", "The Cranes Are Flying (1957), Mikhail Kalatozov"),
        ("Летят журавли", "The Cranes Are Flying (1957), Mikhail Kalatozov"),
        ("Quand passent les cigognes", "The Cranes Are Flying (1957), Mikhail Kalatozov"),
        ("Solaris 1972", "Solaris (1972), Andrei Tarkovsky"),
        ("prejudice & pride", "Pride & Prejudice (2005)"),
    ],
)
def test_what_was_taken_for_other_words_is_said(typed: str, label: str) -> None:
    done = filmlog("add", typed)
    assert said(done) == f"Took '{typed}' as {label}; --as-typed keeps the title as it is."
    assert f"{label.split(',', maxsplit=1)[0]}, film #1, new in your diary\n" in done.stderr


def test_the_diary_goes_before_the_catalogue(home: Path) -> None:
    diary_of(home, named("Solaris"), named("Cranes Are Flying"))
    for typed, number in (("solaris", 1), ("The Cranes Are Flying", 2), ("Solaris (1999)", 1)):
        done = filmlog("add", typed)
        assert f"film #{number}\n" in done.stderr
        assert "atalogue" not in done.stderr
    assert shown("#1")["directors"] == []


def test_the_very_title_of_the_catalogue_goes_before_a_slip_of_the_diary(home: Path) -> None:
    diary_of(home, named("Bride & Prejudice", 2004), named("The Crane Is Flying"))
    assert said(filmlog("add", "Pride & Prejudice")).startswith("Filled in")
    assert said(filmlog("add", "The Cranes Are Flying")) == FILLED
    assert filmlog("show", "#4").code == 0


def test_a_slip_of_the_diary_goes_before_one_of_the_catalogue(home: Path) -> None:
    diary_of(home, named("The Cranes Are Flying", 1957), named("Pryde & Prejudice"))
    for typed, number in (("crains are flying", 1), ("pryde & prejudise", 2)):
        done = filmlog("add", typed)
        assert said(done).endswith("; --new logs it as another film.")
        assert f"film #{number}\n" in done.stderr


def test_films_that_only_the_diary_knows_are_found_by_slips(home: Path) -> None:
    diary_of(home, named("Zwischen Ebbe und Flut", 2021))
    assert said(filmlog("add", "zwischn ebbe und flut")) == (
        "Took 'zwischn ebbe und flut' as Zwischen Ebbe und Flut (2021); "
        "--new logs it as another film."
    )


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("Quand passent les cigognes", "add"), ("Quand passent les cigognes", "show"),
        ("летят журавли", "add"), ("летят журавли", "edit"), ("tt0050634", "show"),
        ("https://www.wikidata.org/wiki/Q714524", "add"),
    ],
)  # fmt: skip
def test_another_name_or_id_finds_the_film_of_the_diary(
    home: Path, typed: str, command: str
) -> None:
    diary_of(home, named("The Cranes", imdb="tt0050634"), named("Ran"))
    with Diary.open(home / "diary.db") as diary:
        before = diary.film(1)
    options = ["--heart"] if command == "edit" else []
    filmlog("add", "#1")
    done = filmlog(command, typed, *options)
    assert done.code == 0, done.stderr
    if not typed.startswith(("tt", "http")):
        assert done.stderr.startswith(f"Took '{typed}' as The Cranes")
    with Diary.open(home / "diary.db") as diary:
        assert diary.film(1) == before
        assert diary.film(3) is None


def test_a_film_of_the_same_title_and_year_needs_no_id(home: Path) -> None:
    diary_of(home, named("The Cranes Are Flying", 1957))
    assert said(filmlog("add", "Летят журавли")) == (
        "Took 'Летят журавли' as The Cranes Are Flying (1957); --new logs it as another film."
    )


def test_several_are_kept_as_typed_where_nobody_can_be_asked() -> None:
    assert said(filmlog("add", "Solaris")) == (
        "Kept the title as typed; it may be Solaris (1972), Andrei Tarkovsky or Solaris (2002). "
        "`filmlog film match` asks which."
    )
    film = shown("Solaris")
    assert (film["title"], film["year"], film["directors"]) == ("Solaris", None, [])


def test_a_remake_that_no_catalogue_has_is_nothing_to_ask_about(answers: list[str]) -> None:
    done = filmlog("add", "The Cranes Are Flying (2024)")
    assert said(done) == "The Cranes Are Flying (2024), film #1, new in your diary"
    assert answers == []


def test_several_are_asked_about_on_a_terminal(answers: list[str]) -> None:
    answers += ["2"]
    done = filmlog("add", "Solaris")
    assert done.stderr.startswith(
        "Which film is 'Solaris'?\n  1  Solaris (1972), Andrei Tarkovsky\n  2  Solaris (2002)\n"
        "  3  another film, new in the diary: Solaris\n"
    )
    assert "Solaris (2002), film #1, new in your diary\n" in done.stderr
    answers += ["3"]
    assert "Solaris, film #2, new" in filmlog("add", "Solaris", "--new").stderr
    assert "origins" not in shown("#2")


def test_films_of_the_diary_are_offered_before_those_of_the_catalogue(
    home: Path, answers: list[str]
) -> None:
    diary_of(home, named("Solarium", 1999))
    answers += ["1"]
    done = filmlog("add", "Solari")
    assert done.stderr.startswith("Which film is 'Solari'?\n  1  Solarium (1999), film #1\n")
    assert "  2  Solaris (1972), Andrei Tarkovsky\n" in done.stderr
    assert "Solarium (1999), film #1\n" in done.stderr


@pytest.mark.parametrize(
    "typed", ["tt0050634", "https://www.imdb.com/title/tt0050634/?ref_=x", "Q714524"]
)
def test_an_id_is_a_film_of_the_catalogue(typed: str) -> None:
    assert said(filmlog("add", typed)) == FILLED
    assert (shown("#1")["imdb"], shown("#1")["wikidata"]) == ("tt0050634", "Q714524")


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("tt9999999", "--imdb tt9999999"),
        ("https://www.wikidata.org/wiki/Q99", "--wikidata Q99"),
        ("tmdb:38360", "--tmdb 38360"),
    ],
)
def test_an_unknown_id_alone_is_no_film(home: Path, typed: str, option: str) -> None:
    for command in ("add", "watch"):
        done = filmlog(command, typed)
        assert done.code == 3
        assert done.stderr == (
            f"error: No film is known here by {option.split()[1]}.\n"
            f"hint: Give its title: `filmlog add TITLE {option}`.\n"
        )
    with Diary.open(home / "diary.db") as diary:
        assert list(diary.films()) == []


def test_an_address_that_has_words_is_looked_for_by_them_and_kept() -> None:
    filmlog("add", "https://letterboxd.com/film/the-cranes-are-flying/")
    film = shown("#1")
    assert (film["imdb"], film["letterboxd"]) == ("tt0050634", "the-cranes-are-flying")
    # What it says of an unknown film is no title to keep.
    unknown = filmlog("add", "https://www.themoviedb.org/movie/123-a-film-of-our-own")
    assert unknown.code == 3
    assert "`filmlog add TITLE --tmdb 123`" in unknown.stderr
    filmlog("add", "A Film of Our Own", "--tmdb", "123")
    assert "film #2\n" in filmlog("add", "tmdb:123").stderr


def test_an_id_of_a_film_that_the_diary_has_without_it(home: Path) -> None:
    diary_of(home, named("The Cranes Are Flying", 1957))
    assert "film #1\n" in filmlog("add", "tt0050634").stderr


def test_new_means_another_film_than_the_one_of_the_diary(home: Path) -> None:
    diary_of(home, named("The Cranes Are Flying", 1957, imdb="tt0050634"))
    assert "film #2, new" in said(filmlog("add", "The Cranes Are Flying", "--new"))
    assert shown("#2")["directors"] == []
    # One that the diary has not is filled in all the same.
    assert said(filmlog("add", "Pride & Prejudice", "--new")).startswith("Filled in")


def test_as_typed_leaves_the_catalogue_out_and_not_the_diary(home: Path) -> None:
    diary_of(home, named("Ran", 1985))
    for typed in ("The Cranes Are Flying", "crains are flying"):
        assert said(filmlog("add", typed, "--as-typed", "--new")).startswith(f"{typed}, film #")
    assert said(filmlog("add", "Cranes Are Fl", "--as-typed")).startswith("Took 'Cranes Are Fl'")
    assert "film #1\n" in filmlog("add", "ran", "--as-typed").stderr
    assert "origins" not in shown("#2")


def test_never_neither_reads_nor_makes_a_catalogue(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmlog("config", "set", "catalogue", "never")
    assert said(filmlog("add", "The Cranes Are Flying")).startswith("The Cranes Are Flying, film")
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(home / "none.db"))
    assert said(filmlog("add", "Solaris")).startswith("Solaris, film #2")
    assert filmlog("show", "Solariss").code == 0
    assert not (home / "none.db").exists()


@pytest.mark.parametrize("kept", [0, 100, 0.4])
def test_a_damaged_catalogue_is_said_and_the_viewing_kept(catalogue: Path, kept: float) -> None:
    data = catalogue.read_bytes()
    catalogue.write_bytes(data[: int(len(data) * kept) if isinstance(kept, float) else kept])
    done = filmlog("add", "The Cranes Are Flying")
    assert done.code == 0
    assert str(catalogue) in done.stderr.splitlines()[0].replace("~", str(catalogue.parent))
    assert "filmlog catalogue remove" in done.stderr
    assert "The Cranes Are Flying, film #1, new in your diary\n" in done.stderr
    # A film of the diary needs none.
    assert filmlog("add", "The Cranes Are Flying").stderr.startswith("The Cranes Are Flying, film")
    assert filmlog("show", "no such film").code == 3
    assert filmlog("show", "tt0050634").code == 3
