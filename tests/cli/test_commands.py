from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from filmlog.demo.cranes import changes
from filmlog.domain.viewing import Viewing
from filmlog.files import write_private
from filmlog.screen.machine import CSV_COLUMNS
from tests.examples import cranes_diary
from tests.program import filmlog

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def diary(home: Path) -> None:
    """The example film, seen twice, and three more."""
    with cranes_diary(home / "diary.db"):
        pass
    filmlog("add", "Ran (1985)", "--on", "2026-11-19", "--rating", "5", "--runtime", "160")
    filmlog("add", "Ikiru (1952)", "--on", "2025", "--rating", "90%", "--runtime", "143", "--heart")
    filmlog(
        "add", "Persona (1966)", "--on", "unknown", "--unfinished", "40", "--headline",
        "She ||is|| she", "--source", "Arsenal",
    )  # fmt: skip


def data(*words: str, kind: str) -> Any:
    """What a command prints as JSON, out of its envelope."""
    done = filmlog(*words, "--json")
    assert (done.code, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["filmlog"] == {"format": 1, "kind": kind}
    return document["data"]


def titles(*words: str) -> list[str]:
    done = filmlog("list", *words, "--csv")
    assert done.code == 0
    return [row["title"].split()[-1] for row in csv.DictReader(io.StringIO(done.stdout))]


def refused(*words: str, code: int = 2, stdin: str = "") -> str:
    """The sentence of a command that is refused."""
    done = filmlog(*words, stdin=stdin)
    assert done.code == code
    assert done.stdout == ""
    first, *_ = done.stderr.splitlines()
    assert first.startswith("error: ")
    return first.removeprefix("error: ")


# list and search


@pytest.mark.usefixtures("diary")
def test_orders_of_a_list() -> None:
    assert titles() == ["Flying", "Ran", "Ikiru", "Flying", "Persona"]
    assert titles("--reverse") == ["Persona", "Flying", "Ikiru", "Ran", "Flying"]
    assert titles("--sort", "rating")[:2] == ["Ran", "Flying"]
    assert titles("--sort", "title") == ["Ikiru", "Persona", "Ran", "Flying", "Flying"]
    assert titles("--sort", "title", "--reverse")[-2:] == ["Persona", "Ikiru"]
    assert titles("--sort", "year")[:2] == ["Ran", "Persona"]
    assert titles("--sort", "runtime")[:2] == ["Ran", "Ikiru"]
    assert titles("--sort", "added")[:3] == ["Persona", "Ikiru", "Ran"]


@pytest.mark.usefixtures("diary")
def test_so_many_rows() -> None:
    assert titles("--limit", "2") == ["Flying", "Ran"]
    assert titles("--limit", "2", "--reverse") == ["Persona", "Flying"]
    assert len(titles("--limit", "2", "--all")) == 5
    shown = filmlog("list", "--limit", "2")
    assert len(shown.stdout.splitlines()) == 3
    assert shown.stderr == "2 of 5 viewings; --all shows every one.\n"
    assert filmlog("list", "--limit", "5").stderr == ""


@pytest.mark.usefixtures("diary")
def test_a_page_is_25_rows_but_not_for_programs() -> None:
    for day in range(1, 25):
        filmlog("add", "Ran", "--on", f"2024-01-{day:02}")
    shown = filmlog("list")
    assert len(shown.stdout.splitlines()) == 26
    assert shown.stderr == "25 of 29 viewings; --all shows every one.\n"
    assert len(filmlog("list", "--all").stdout.splitlines()) == 30
    assert len(titles()) == 29
    assert len(data("list", kind="list")) == 29
    assert len(data("list", "--limit", "3", kind="list")) == 3
    # A rewatch is worked out over all the viewings, not over the rows shown.
    assert titles("-rewatch", "ran") == ["Ran"]


@pytest.mark.usefixtures("diary")
def test_csv() -> None:
    done = filmlog("list", "--csv", "persona")
    assert done.stdout.startswith(",".join(CSV_COLUMNS) + "\r\n")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row == {
        "film": "4", "title": "Persona", "year": "1966", "watched": "", "rating": "", "heart": "",
        "rewatch": "", "unfinished": "yes", "source": "Arsenal",
        "headline": "She [spoiler, 1 word] she", "viewing": "5",
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(filmlog("list", "--csv", "persona", "--spoilers").stdout))
    assert row["headline"] == "She ||is|| she"
    assert filmlog("list", "--csv", "zzzz").stdout == ",".join(CSV_COLUMNS) + "\r\n"


@pytest.mark.usefixtures("diary")
def test_json_of_a_list_and_a_search() -> None:
    ran, *rest = data("list", "rating:5", kind="list")
    assert rest == []
    assert (ran["film"]["title"], ran["film"]["year"], ran["film"]["number"]) == ("Ran", 1985, 2)
    assert (ran["watched"], ran["rating"], ran["heart"], ran["rewatch"]) == (
        "2026-11-19", 100, False, False,
    )  # fmt: skip
    assert (ran["source"], ran["pass"], ran["pictures"], ran["tags"]) == (None, None, [], [])
    assert data("list", "zzzz", kind="list") == []
    found = data("search", "staircase", kind="list")
    assert {entry["film"]["number"] for entry in found} == {1}
    assert all("||" not in json.dumps(entry) for entry in found)
    latest = data("list", "--limit", "1", kind="list")
    (same,) = data("search", "staircase", "--limit", "1", "--spoilers", kind="list")
    assert same["id"] == latest[0]["id"]
    assert "||" in json.dumps(same)
    assert data("search", "nowhere-to-be-found", kind="list") == []


@pytest.mark.usefixtures("diary")
def test_a_search_with_a_limit() -> None:
    # Three films of the four have a rated viewing.
    shown = filmlog("search", "has:rating", "--limit", "1")
    assert shown.stderr == "1 of 4 viewings; --all shows every one.\n"
    assert filmlog("search", "has:rating", "--all").stderr == ""
    assert filmlog("search", "heart").stderr.startswith("heart picks by the mark;")


@pytest.mark.usefixtures("diary")
def test_lists_that_are_refused() -> None:
    assert refused("list", "--sort", "size") == "A list cannot be sorted by 'size'."
    assert refused("list", "--json", "--csv") == "--json and --csv say different things."
    assert refused("list", "--limit", "0").startswith("Invalid value for '--limit'")
    assert refused("list", "--limit", "x").startswith("Invalid value for '--limit'")
    assert refused("list", "--heart") == "There is no option --heart."
    assert refused("search") == "There is nothing to look for."
    assert refused("search", "--csv") == "There is no option --csv."
    assert refused("list", "watched:soon").startswith("'soon'")


# sources and passes


@pytest.mark.usefixtures("diary")
def test_json_of_sources() -> None:
    cinema, site = data("source", "list", kind="sources")
    assert (cinema["name"], cinema["viewings"]) == ("Arsenal", 2)
    assert (site["name"], site["kind"], site["viewings"]) == ("Soviet Movies Online", "site", 1)
    assert site["url"] == "https://sovietmoviesonline.com"
    one = data("source", "show", "ARSENAL", kind="source")
    assert one["seen"] == [
        {"title": "The Cranes Are Flying", "watched": "2024-03-09"},
        {"title": "Persona", "watched": None},
    ]
    assert [pass_["kind"] for pass_ in one["passes"]] == ["ticket"]


@pytest.mark.usefixtures("diary")
def test_json_of_passes() -> None:
    day, ticket = data("pass", "list", kind="passes")
    assert (day["kind"], day["price"], day["films"]) == (
        "one-day pass", {"currency": "USD", "minor": 500}, 1,
    )  # fmt: skip
    assert (ticket["source"]["name"], ticket["ends"]) == ("Arsenal", None)
    one = data("pass", "show", str(day["number"]), kind="pass")
    assert one["seen"] == [{"title": "The Cranes Are Flying", "watched": "2026-11-20"}]
    assert one["starts"] == day["starts"]


def test_empty_lists_are_empty_for_programs() -> None:
    filmlog("add", "Ran")
    for words, kind in (("source", "sources"), ("pass", "passes")):
        assert data(words, "list", kind=kind) == []
        assert filmlog(words, "list").stdout == ""
        assert filmlog(words, "list").stderr.startswith("There are no ")
    assert data("trash", kind="trash") == []
    assert filmlog("trash").stderr == "The trash is empty.\n"


@pytest.mark.usefixtures("diary")
def test_a_source_is_changed() -> None:
    assert (
        filmlog("source", "edit", "arsenal", "--name", "Kino Arsenal", "--kind", "CINEMA").code == 0
    )
    assert (
        filmlog("source", "edit", "Kino Arsenal", "--note", "a", "--url", "https://x.y").code == 0
    )
    assert filmlog("source", "edit", "Kino Arsenal", "--note", "", "--url", "").code == 0
    one = data("source", "show", "Kino Arsenal", kind="source")
    assert (one["kind"], one["note"], one["url"]) == ("cinema", "", "")
    assert filmlog("source", "edit", "Kino Arsenal", "--name", "KINO Arsenal").code == 0
    assert refused("source", "edit", "Kino Arsenal", "--name", "soviet movies online").startswith(
        "There is a source called 'Soviet Movies Online' already."
    )
    assert refused("source", "edit", "Kino Arsenal") == "Nothing to change was given."
    assert refused("source", "edit", "Kino Arsenal", "--name", " ") == "A source needs a name."
    assert refused("source", "edit", "Kino Arsenal", "--kind", "bar").startswith("There is no kind")
    assert refused("source", "edit", "Nobody", "--url", "x", code=3).startswith(
        "There is no source"
    )
    assert refused("source", "add", "kino arsenal").startswith("There is a source called")


@pytest.mark.usefixtures("diary")
def test_a_pass_is_changed() -> None:
    number = str(data("pass", "list", kind="passes")[0]["number"])
    assert (
        filmlog("pass", "edit", number, "--price", "", "--ends", "never", "--kind", "month").code
        == 0
    )
    one = data("pass", "show", number, kind="pass")
    assert (one["price"], one["ends"], one["kind"]) == (None, None, "subscription")
    changed = filmlog("pass", "edit", number, "--starts", "2026-11-20 20:00", "--ends", "midnight")
    assert changed.stderr.endswith("subscription, until Sat 21 Nov 2026 00:00.\n")
    assert refused("pass", "edit", number, "--ends", "2026-11-20").startswith("A pass that starts")
    assert refused("pass", "edit", number) == "Nothing to change was given."
    assert refused("pass", "edit", "99", "--note", "x", code=3) == "There is no pass #99."
    assert refused("pass", "show", "x").startswith("Invalid value for 'NUMBER'")
    assert refused("pass", "add", "Arsenal", "--kind", "loan") == "There is no kind of pass 'loan'."
    assert filmlog("pass", "add", "Arsenal", "--starts", "never").code == 0


# the trash


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


# export


@pytest.mark.usefixtures("diary")
def test_an_export_writes_over_nothing(home: Path) -> None:
    out = home / "diary.md"
    assert filmlog("export", "markdown", "-o", str(out)).code == 0
    text = out.read_text(encoding="utf-8")
    assert text == filmlog("export", "markdown").stdout
    assert filmlog("export", "markdown", "-o", str(out)).code == 0
    filmlog("add", "Ran")
    assert refused("export", "markdown", "-o", str(out), code=1).endswith("holds something else.")
    assert out.read_text(encoding="utf-8") == text
    assert filmlog("export", "markdown", "-o", str(out), "--overwrite").code == 0
    assert out.read_text(encoding="utf-8") != text
    refused("export", "markdown", "-o", str(home), code=1)
    refused("export", "markdown", "-o", str(home / "none" / "x.md"), code=1)


@pytest.mark.usefixtures("diary")
def test_spoilers_of_an_export(home: Path) -> None:
    folded, opened, without = (
        filmlog("export", "markdown", *flags).stdout
        for flags in ([], ["--spoilers"], ["--no-spoilers"])
    )
    assert "<details>" in folded
    assert "<details>" not in opened + without
    assert len(opened) > len(without)
    assert ("She is she" in opened, "She is she" in folded + without) == (True, False)
    assert refused("export", "markdown", "--spoilers", "--no-spoilers").startswith("--spoilers and")
    both = ("-o", str(home / "a.md"), "--pages", str(home / "a"))
    assert refused("export", "markdown", *both).startswith("--output and --pages")
    done = filmlog("export", "markdown", "--pages", str(home / "pages"))
    assert (done.code, done.stdout) == (0, "")
    assert str(home / "pages") in done.stderr
    assert len(list((home / "pages").glob("*.md"))) == 4


# edit, film edit and what comes from files


@pytest.mark.usefixtures("diary")
def test_every_fact_can_be_taken_away() -> None:
    facts = (
        "year original-title director writer cast runtime released genre country language overview "
        "tagline award related imdb tmdb"
    ).split()
    words = [word for fact in facts for word in (f"--{fact}", "")]
    assert filmlog("film", "edit", "cranes", *words).code == 0
    film = data("show", "The Cranes Are Flying", kind="film")["film"]
    empty = {name for name, value in film.items() if value in (None, "", [])}
    assert set(film) - empty - {"wikidata", "letterboxd"} == {"id", "number", "title"}


@pytest.mark.usefixtures("diary")
def test_every_word_of_a_viewing_can_be_taken_away() -> None:
    words = (
        "on rating unfinished why with venue format subtitles tag headline quote quote-by review"
    )
    given = [word for name in words.split() for word in (f"--{name}", "")]
    done = filmlog(
        "edit", "cranes", "--viewing", "2", *given, "--source", "", "--no-heart", "--no-rewatch",
        "--no-pictures",
    )  # fmt: skip
    assert done.code == 0
    viewings = data("show", "cranes", kind="film")["viewings"]
    (bare,) = [viewing for viewing in viewings if viewing["watched"] is None]
    empty = {name for name, value in bare.items() if value in (None, "", [], False)}
    assert set(bare) - empty == {"id", "film_id", "number", "ordinal"}


@pytest.mark.usefixtures("diary")
def test_an_edit_with_nothing_new_says_so() -> None:
    assert filmlog("edit", "Ran", "--rating", "100%").stderr == "Nothing to change in Ran (1985).\n"
    assert refused("edit", "Ran").startswith("Nothing to change was given")
    assert refused("film", "edit", "Ran").startswith("Nothing to change was given")
    assert refused("edit", "Ran", "--viewing", "2", "--rating", "4", code=3).endswith(
        "a viewing 2."
    )


@pytest.fixture
def pictures(home: Path) -> list[str]:
    for name in ("one.png", "two.png"):
        write_private(home / name, PNG + name.encode())
    return [str(home / "one.png"), str(home / "two.png")]


def test_pictures_and_their_captions(pictures: list[str]) -> None:
    one, two = pictures
    added = filmlog(
        "add", "Ran", "--picture", one, "--picture", two, "--caption", " The  castle ",
        "--caption", "||The end||",
    )  # fmt: skip
    assert added.code == 0

    def kept(*words: str) -> list[tuple[str, str]]:
        (viewing,) = data("show", "Ran", *words, kind="film")["viewings"]
        return [(picture["name"], picture["caption"]) for picture in viewing["pictures"]]

    assert kept() == [("one.png", "The castle"), ("two.png", "[spoiler, 2 words]")]
    assert filmlog("edit", "Ran", "--picture", two).code == 0
    assert kept("--spoilers")[1:] == [("two.png", "||The end||"), ("two.png", "")]
    assert filmlog("edit", "Ran", "--no-pictures", "--picture", one).code == 0
    assert kept() == [("one.png", "")]
    assert filmlog("edit", "Ran", "--no-pictures").code == 0
    assert kept() == []
    assert filmlog("edit", "Ran", "--no-pictures").stderr == "Nothing to change in Ran.\n"


def test_what_is_no_picture(pictures: list[str], home: Path) -> None:
    (home / "text.png").write_text("<svg/>")
    (home / "empty.png").write_bytes(b"")
    one, two = pictures
    for words, sentence in (
        ((str(home / "text.png"),), "is not a picture filmlog keeps."),
        ((str(home / "empty.png"),), "is not a picture filmlog keeps."),
        ((str(home / "none.png"),), "cannot be read: No such file or directory."),
        ((str(home),), "cannot be read: Is a directory."),
        (("a\x00b",), "cannot be read: not a file name."),
        ((one, "--caption", "a", "--caption", "b"), "more captions (2) than pictures (1)."),
        ((two, "--picture", str(home / "text.png")), "is not a picture filmlog keeps."),
    ):
        assert refused("add", "Ran", "--picture", *words).endswith(sentence)
    assert refused("add", "Ran", "--caption", "x").endswith("than pictures (0).")
    assert not (home / "diary.db").exists()


@pytest.mark.parametrize(
    "head",
    [
        PNG, b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x1cftypavif",
        b"\0\0\0\x18ftypheic", b"II*\0", b"MM\0*", b"BM",
    ],
)  # fmt: skip
def test_every_kind_of_picture(head: bytes, home: Path) -> None:
    (home / "picture").write_bytes(head + b"...")
    assert filmlog("add", "Ran", "--picture", str(home / "picture")).code == 0


def test_a_picture_that_is_too_large(home: Path) -> None:
    with (home / "scan.png").open("wb") as file:
        file.write(PNG)
        file.truncate(25_000_001)
    assert refused("add", "Ran", "--picture", str(home / "scan.png")).endswith("larger than 25 MB.")


def test_a_review_from_stdin_and_from_a_file(home: Path) -> None:
    def review() -> str:
        (viewing,) = data("show", "Ran", kind="film")["viewings"]
        text: str = viewing["review"]
        return text

    assert filmlog("add", "Ran", "--review", "-", stdin="\nA storm.\r\n\r\nДва\n\n").code == 0
    assert review() == "A storm.\n\nДва"
    (home / "review.md").write_bytes(b"\xef\xbb\xbf# War\r\n\r\nAnd wind.\r\n")
    assert filmlog("edit", "Ran", "--review-file", str(home / "review.md")).code == 0
    assert review() == "# War\n\nAnd wind."
    assert filmlog("edit", "Ran", "--review", "-", stdin="").code == 0
    assert review() == ""
    both = ("--review", "x", "--review-file", str(home / "review.md"))
    assert refused("edit", "Ran", *both) == "--review and --review-file both give the review."
    assert refused("edit", "Ran", "--review-file", str(home / "none")).endswith(
        "No such file or directory."
    )
    (home / "review.md").write_bytes(b"caf\xe9")
    assert refused("edit", "Ran", "--review-file", str(home / "review.md")).endswith(
        "is not UTF-8: byte 3 does not fit."
    )
    assert refused("edit", "Ran", "--review", "a\x00b") == "--review holds a NUL character."


# add, demo, config, where, and the program itself


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
