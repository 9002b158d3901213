from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filmlog.catalogue import web
from filmlog.cli.context import Session
from filmlog.cli.lookup import look_up_added
from filmlog.domain.services import NOTICES
from filmlog.storage.diary import Diary
from tests.catalogue.loopback import Loopback, Reply, changed, recorded
from tests.cli.commands.asking import refused
from tests.program import Result, filmlog

NOTICE = NOTICES["tmdb"]
KEY = "0123456789abcdef0123456789abcdef"
CRANES = "The Cranes Are Flying (1957)"
ASKED = (
    'filmlog would ask 127.0.0.1 for "The Cranes Are Flying (1957)": it tells Wikidata that '
    "title, year and your internet address, and nothing else of your diary."
)


@pytest.fixture(autouse=True)
def service(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Both services on this machine, allowed to be asked; no facts from the catalogue."""
    monkeypatch.delenv("TMDB_TOKEN", raising=False)
    monkeypatch.setattr(web, "sleep", lambda _: None)
    with Loopback() as server:
        (home / "config.toml").write_text(
            'catalogue = "never"\nonline = "tmdb,wikidata"\n'
            f'tmdb_url = "{server.url}"\nwikidata_url = "{server.url}"\n'
        )
        yield server


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMLOG_TMDB_TOKEN", KEY)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions may be put; the answers are the lines of stdin."""
    monkeypatch.setattr(Session, "may_ask", property(lambda session: session._may_ask))


def film(title: str = CRANES) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(filmlog("show", title, "--json").stdout)["data"]["film"]
    return found


def cranes(*words: str) -> None:
    assert filmlog("add", CRANES, *words).code == 0


def look_up(*words: str, stdin: str = "") -> Result:
    return filmlog("film", "lookup", *words, stdin=stdin)


def allow(home: Path, services: str) -> None:
    path = home / "config.toml"
    path.write_text(path.read_text().replace('"tmdb,wikidata"', f'"{services}"'))


def test_wikidata_fills_what_is_missing(service: Loopback) -> None:
    cranes("--director", "M. Kalatozow", "--runtime", "97")
    service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    done = look_up("cranes")
    assert done.code == 0
    assert done.stdout == ""
    assert done.stderr == (
        "Wikidata: The Cranes Are Flying (1957), number Q714524 there\n"
        "Filled the original title, release date, writers, cast, genres, countries, languages, "
        "IMDb id, TMDB id, Wikidata id and Letterboxd name of The Cranes Are Flying (1957), "
        "film #1\n"
        "It says otherwise, and what you have stays:\n"
        "  directors: M. Kalatozow; Wikidata: Mikhail Kalatozov\n"
    )
    kept = film()
    assert kept["directors"] == ["M. Kalatozow"]
    assert kept["released"] == "1957-10-12"
    assert kept["wikidata"] == "Q714524"


@pytest.mark.usefixtures("token")
def test_tmdb_is_asked_where_there_is_a_token(service: Loopback) -> None:
    cranes()
    service.reply("tmdb_search_cranes", "tmdb_movie_38360")
    done = look_up(CRANES)
    assert done.stderr.startswith("TMDB: The Cranes Are Flying (1957), number 38360 there\nFilled ")
    assert done.stderr.endswith(f"{NOTICE}\n")
    assert KEY not in done.output
    assert film()["overview"] == "Veronika waits in wartime Moscow."
    assert service.requests[0].query["api_key"] == KEY


def test_a_second_look_up_goes_by_the_id(service: Loopback) -> None:
    cranes()
    service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    look_up(CRANES)
    asked = len(service.requests)
    service.reply("wikidata_item", "wikidata_names")
    assert look_up(CRANES).stderr == (
        "Wikidata: The Cranes Are Flying (1957), by its id\n"
        "Nothing to fill in The Cranes Are Flying (1957), film #1\n"
    )
    assert len(service.requests) == asked + 2


def test_a_dry_run_writes_nothing(service: Loopback) -> None:
    cranes()
    before = Path("diary.db").read_bytes()
    service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    assert "\nWould fill the original title, " in look_up(CRANES, "--dry-run").stderr
    assert Path("diary.db").read_bytes() == before


@pytest.mark.usefixtures("token")
def test_what_is_not_sure_is_asked_about(service: Loopback) -> None:
    filmlog("add", "Solaris")
    service.reply("tmdb_search_solaris")
    done = look_up("Solaris")
    assert done.code == 3
    assert done.stderr == (
        "error: It is not sure which film of TMDB Solaris is.\n"
        "  593  Solaris (1972), Солярис\n"
        "  2103  Solaris (2002), A troubled psychologist is sent to investigate the crew of…\n"
        "  990002  Solaris, Солярис\n"
        "hint: `filmlog film edit '#1' --tmdb ID` says which it is.\n"
    )
    assert filmlog("film", "edit", "#1", "--tmdb", "593").code == 0
    service.reply("tmdb_movie_593")
    assert look_up("Solaris").stderr.startswith("TMDB: Solaris, by its id\nFilled the ")


@pytest.mark.usefixtures("token", "terminal")
def test_somebody_at_a_terminal_chooses(service: Loopback) -> None:
    filmlog("add", "Solaris")
    service.reply("tmdb_search_solaris", "tmdb_movie_593")
    done = look_up("Solaris", stdin="1\n")
    assert done.code == 0
    assert done.stderr.startswith("Which film of TMDB is Solaris?\n  1  Solaris (1972), Солярис\n")
    assert film("Solaris")["imdb"] == "tt0069293"
    service.reply("tmdb_search_solaris")
    filmlog("add", "Solaris (1987)", "--new")
    assert look_up("Solaris (1987)", stdin="\n").code == 1


@pytest.mark.usefixtures("token")
def test_the_same_year_goes_before_the_next(service: Loopback) -> None:
    filmlog("add", "Solaris (1972)")

    def second(answer: Any) -> None:
        answer["results"][1]["release_date"] = "1973-01-01"

    service.replies = [changed("tmdb_search_solaris", second), recorded("tmdb_movie_593")]
    assert look_up("Solaris").code == 0
    assert service.requests[1].path == "/movie/593"


def test_nothing_is_found(service: Loopback) -> None:
    cranes()
    service.reply("wikidata_search_nothing")
    assert refused("film", "lookup", CRANES, code=3) == (
        "Wikidata knows no film called 'The Cranes Are Flying (1957)'."
    )


@pytest.mark.usefixtures("token")
def test_another_film_of_that_name_is_not_taken(service: Loopback) -> None:
    cranes("--imdb", "tt1111111")
    service.reply("tmdb_find_nothing", "tmdb_search_cranes", "tmdb_movie_38360")
    assert refused("film", "lookup", CRANES, code=3) == (
        "TMDB's The Cranes Are Flying (1957) is another film: its IMDb id is tt0050634, "
        "that of yours tt1111111."
    )
    assert film()["runtime"] is None


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    ("reply", "code", "sentence"),
    [
        (recorded("tmdb_error_7", 401), 7, "TMDB refused to answer (401)."),
        (recorded("tmdb_error_34", 404), 7, "TMDB has nothing of that name at 127.0.0.1 (404)."),
        (Reply(b"", 429, (("Retry-After", "300"),)), 7, "TMDB has too much to do and asks to wait"),
        (Reply(b"<html>"), 7, "The answer of TMDB is not JSON."),
        (Reply(b"[1]"), 7, "The answer of TMDB has a form that filmlog does not know."),
    ],
    ids=["401", "404", "429", "HTML", "form"],
)
def test_what_goes_wrong(service: Loopback, reply: Reply, code: int, sentence: str) -> None:
    cranes()
    before = Path("diary.db").read_bytes()
    service.replies = [reply]
    assert refused("film", "lookup", CRANES, code=code).startswith(sentence)
    assert Path("diary.db").read_bytes() == before


@pytest.mark.usefixtures("token")
def test_off_opens_no_socket(
    service: Loopback, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cranes()
    allow(home, "off")
    opened: list[object] = []
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, lambda *args, **_: opened.append(args))
    monkeypatch.setattr("filmlog.catalogue.token.find", lambda: opened.append("the keyring"))
    for words in ([CRANES], [CRANES, "--yes"], [CRANES, "--from", "wikidata"], ["--refresh"]):
        done = look_up(*words)
        assert done.code == (8 if words != ["--refresh"] else 0)
    with Diary.open(home / "diary.db") as diary:
        kept = diary.film(1)
        assert kept is not None
        look_up_added(Session(), diary, kept, yes=True)
    assert opened == []
    assert service.requests == []


def test_nobody_is_asked_unless_allowed(service: Loopback, home: Path) -> None:
    cranes()
    allow(home, "")
    done = look_up(CRANES)
    assert done.code == 8
    assert done.stderr == (
        f"error: {ASKED} Nobody has allowed that yet.\n"
        "hint: `filmlog config set online wikidata` allows it from now on; --yes, this once.\n"
    )
    assert service.requests == []
    service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    assert look_up(CRANES, "--yes").code == 0
    assert filmlog("config", "get", "online").stdout == "\n"


@pytest.mark.usefixtures("terminal")
def test_a_yes_is_remembered_and_a_no_is_not(service: Loopback, home: Path) -> None:
    cranes()
    allow(home, "tmdb")
    for answer in ("", "n", "perhaps"):
        done = look_up(CRANES, stdin=f"{answer}\n")
        assert done.code == 1
        assert done.stderr == (
            f"{ASKED}\nMay filmlog ask Wikidata, now and later? [y/N] "
            "Wikidata was not asked; nothing was changed.\n"
        )
    assert service.requests == []
    service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
    assert look_up(CRANES, stdin="y\n").code == 0
    assert filmlog("config", "get", "online").stdout == "tmdb,wikidata\n"
    service.reply("wikidata_item", "wikidata_names")
    assert filmlog("--no-input", "film", "lookup", CRANES, "--dry-run").code == 0


def test_what_is_told_to_whom(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("add", "Ran", "--imdb", "tt0089881")
    allow(home, "")
    monkeypatch.setenv("FILMLOG_TMDB_TOKEN", KEY)
    assert refused("film", "lookup", "Ran", code=8) == (
        'filmlog would ask 127.0.0.1 for "Ran": it tells TMDB that title, ids, your token and '
        "your internet address, and nothing else of your diary. Nobody has allowed that yet."
    )


def test_words_that_do_not_fit() -> None:
    cranes()
    assert refused("film", "lookup") == "Which film is to be looked up?"
    assert refused("film", "lookup", CRANES, "--from", "imdb") == "--from cannot be 'imdb'."
    assert refused("film", "lookup", CRANES, "--refresh").startswith("--refresh is for all films")
    assert refused("film", "lookup", "--refresh", "--from", "wikidata")
    assert refused("film", "lookup", CRANES, "--from", "tmdb").startswith("TMDB is asked with a")
    assert refused("film", "lookup", "Ran", code=3) == "No film in the diary is called 'Ran'."


@pytest.mark.usefixtures("token")
def test_a_refresh_fetches_the_oldest_first(
    service: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    cranes()
    filmlog("add", "Solaris (1972)")
    filmlog("add", "Ran (1985)")
    for day, title, replies in (
        ("19", "Solaris (1972)", ("tmdb_search_solaris", "tmdb_movie_593")),
        ("20", CRANES, ("tmdb_search_cranes", "tmdb_movie_38360")),
    ):
        monkeypatch.setenv("FILMLOG_NOW", f"2026-11-{day}T12:00:00+00:00")
        service.reply(*replies)
        assert look_up(title).code == 0
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-21T12:00:00+00:00")

    def longer(movie: Any) -> None:
        movie["runtime"] = 166

    service.requests.clear()
    service.replies = [changed("tmdb_movie_593", longer), recorded("tmdb_movie_38360")]
    done = look_up("--refresh")
    assert [request.path for request in service.requests] == ["/movie/593", "/movie/38360"]
    assert done.stderr == (
        "Filled the runtime of Solaris (1972), film #2\n"
        f"1 of 2 films have other facts now.\n{NOTICE}\n"
    )
    service.by_path["/movie/593"] = Reply(b"{}", 404)
    service.replies = [recorded("tmdb_movie_38360")]
    assert look_up("--refresh").stderr == (
        f"Solaris (1972): TMDB has no film 593.\n0 of 2 films have other facts now.\n{NOTICE}\n"
    )
    service.by_path["/movie/38360"] = Reply(b"", 500)
    done = look_up("--refresh")
    assert done.code == 7
    assert done.stderr.endswith("0 of 2 films are done. The same command goes on.\n")


@pytest.mark.usefixtures("token")
def test_what_aged_comes_back_by_an_id_that_was_typed(
    service: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmlog("add", "Solaris (1972)", "--tmdb", "593")
    service.reply("tmdb_movie_593")
    assert look_up("Solaris (1972)").code == 0
    assert film("Solaris")["overview"]
    monkeypatch.setenv("FILMLOG_NOW", "2027-06-21T12:00:00+00:00")
    assert film("Solaris")["overview"] == ""
    service.reply("tmdb_movie_593")
    assert "1 of 1 films have other facts now." in look_up("--refresh").stderr
    assert film("Solaris")["overview"]


def test_there_is_nothing_to_refresh(service: Loopback) -> None:
    cranes()
    assert (
        look_up("--refresh").stderr
        == "No film in the diary has facts from TMDB, or its id there.\n"
    )
    assert service.requests == []


def test_what_goes_wrong_after_a_viewing_is_no_error(
    service: Loopback, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cranes()
    with Diary.open(home / "diary.db") as diary:
        kept = diary.film(1)
        assert kept is not None
        service.replies = [Reply(b"", 500)]
        look_up_added(Session(), diary, kept)
        assert capsys.readouterr().err == (
            "Not looked up: Wikidata has trouble of its own (500).\n"
            "Later: filmlog film lookup '#1'\n"
        )
        service.reply("wikidata_search_one", "wikidata_item", "wikidata_names")
        look_up_added(Session(), diary, kept, "wikidata")
        assert "Filled the original title" in capsys.readouterr().err


def test_hostile_words_of_a_service(service: Loopback) -> None:
    cranes("--director", "Me")

    def hostile(answer: Any) -> None:
        answer["entities"]["Q714524"]["labels"]["en"]["value"] = "The \x1b[31mCranes[/red]"
        answer["entities"]["Q714524"]["claims"]["P345"] = []

    service.replies = [
        changed("wikidata_item", hostile), recorded("wikidata_names"),
    ]  # fmt: skip
    filmlog("film", "edit", CRANES, "--wikidata", "Q714524")
    done = look_up(CRANES)
    assert "\x1b" not in done.output
    assert "[/red]" in done.output
