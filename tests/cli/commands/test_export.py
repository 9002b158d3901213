from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from filmlog.cli import exports
from filmlog.domain.change import Change
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.shelf import FilmList, Listed, Wish
from filmlog.domain.source import Offer, Pass, Source
from filmlog.storage.diary import Diary
from tests.cli.commands.asking import refused
from tests.program import filmlog

DAY = PartialDate(2026, 11, 20)


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


@pytest.mark.usefixtures("diary")
def test_an_export_has_what_is_on_the_shelves(home: Path) -> None:
    film, source = Film("01FILM", "The Ascent", year=1977), Source("01SOURCE", "Nina's shelf")
    film_list = FilmList("01LIST", "Top ten", "ranked")
    with Diary.open(home / "diary.db") as diary, diary.writing():
        ran = next(film for film in diary.films() if film.title == "Ran")
        records = (
            *(film, source, Pass("01PASS", source.id, "free"), film_list),
            Offer("01OFFER", film.id, source.id, price=Money(0, "EUR"), checked=DAY),
            Offer("01OFFER2", ran.id, source.id, is_there=False, checked=DAY),
            Wish("01WISH", film.id, "the snow", due=DAY),
            Listed("01LISTED", film_list.id, film.id, note="maybe"),
        )
        diary.apply([Change(None, record) for record in records], "test")
    text = filmlog("export", "markdown").stdout
    assert text.startswith("# Film diary\n\n4 films, 5 viewings.\n")
    assert "\n- **Where to find it:** Nina's shelf, not there on 20 Nov 2026\n" in text
    assert text.endswith(
        "# Watchlist\n\n- The Ascent (1977) · the snow · see it by 20 Nov 2026 · "
        "where to find it: Nina's shelf, 0.00 EUR, checked 20 Nov 2026\n\n"
        "# Lists\n\n## Top ten\n\n*Ranked, 1 film.*\n\n1. The Ascent (1977): maybe\n"
    )
    pages = home / "pages"
    assert filmlog("export", "markdown", "--pages", str(pages)).code == 0
    assert {path.name for path in (pages / "lists").iterdir()} == {"Top ten.md", "Watchlist.md"}
    assert '"id": "01PASS"' in (pages / "sources" / "Nina's shelf.md").read_text()
    page = (pages / "The Ascent (1977).md").read_text()
    assert '"id": "01OFFER"' in page
    assert '"id": "01WISH"' in page


FORMATS = ("markdown", "letterboxd", "csv", "json", "ics")


def _records(*words: str) -> list[dict[str, Any]]:
    done = filmlog("export", "json", *words)
    assert (done.code, done.stderr) == (0, "")
    records: list[dict[str, Any]] = json.loads(done.stdout)["records"]
    return records


def _titles(*words: str) -> list[str]:
    done = filmlog("export", "csv", *words)
    assert done.code == 0
    return [row["title"] for row in csv.DictReader(io.StringIO(done.stdout, newline=""))]


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_the_same_again_and_in_a_private_file(name: str, home: Path) -> None:
    out = home / "out"
    printed = filmlog("export", name)
    assert printed.code == 0
    assert filmlog("export", name).stdout == printed.stdout
    assert filmlog("export", name, "-o", str(out)).stdout == ""
    assert out.read_bytes() == printed.stdout.encode()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert filmlog("export", name, f"--output={out}").code == 0
    out.write_text("mine")
    assert "holds something else" in refused("export", name, "-o", str(out), code=1)
    assert out.read_text() == "mine"
    assert filmlog("export", name, "--overwrite", "-o", str(out)).code == 0
    assert out.read_bytes() == printed.stdout.encode()


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("name", [*FORMATS, "sqlite"])
def test_an_export_never_writes_over_the_diary(name: str, home: Path) -> None:
    diary, link = home / "diary.db", home / "link.db"
    before = diary.read_bytes()
    link.symlink_to(diary)
    for path in (diary, link):
        said = refused("export", name, "--overwrite", "-o", str(path))
        assert said.endswith("is the diary itself.")
    assert diary.read_bytes() == before
    assert link.is_symlink()


@pytest.mark.usefixtures("diary")
def test_a_query_picks_what_is_exported(home: Path) -> None:
    assert _titles("title:ran") == ["Ran"]
    # Every term with an o in it would be -o to Click.
    assert _titles("-noir", "-director:kalatozov", "-persona") == ["Ikiru", "Ran"]
    out = home / "out.csv"
    words = ("-persona", "-o", str(out), "-director:kalatozov", "--spreadsheet", "-year:1985")
    assert filmlog("export", "csv", *words).code == 0
    text = out.read_bytes().decode()
    assert [row["title"] for row in csv.DictReader(io.StringIO(text, newline=""))] == ["Ikiru"]
    assert refused("export", "csv", "-o").startswith("Option '--output' requires")
    assert refused("export", "csv", "-x").startswith("There is no option -x.")
    assert refused("export", "csv", "--", "-o", "x").startswith("There is no option -o.")

    kinds = [record["record"] for record in _records("persona")]
    assert kinds == ["film", "source", "viewing"]
    assert _records("zzzz") == []
    text = filmlog("export", "markdown", "persona").stdout
    assert text.startswith("# Film diary\n\n1 film, 1 viewing.\n")
    one = filmlog("export", "markdown", "rating:4", "cranes").stdout
    assert one.startswith("# Film diary\n\n1 film, 1 viewing.\n")
    assert "Arsenal" in one
    assert "one-day pass" not in one
    days = filmlog("export", "ics", "-persona")
    assert days.stdout.count("BEGIN:VEVENT") == 3
    assert days.stderr == "Left out 1 viewing on no known day.\n"


@pytest.mark.usefixtures("diary")
def test_pages_of_a_query(home: Path) -> None:
    filmlog("watch", "Stalker (1979)")
    done = filmlog("export", "markdown", "title:ran", "--pages", str(home / "pages"))
    assert done.code == 0
    assert [path.name for path in (home / "pages").rglob("*.md")] == ["Ran (1985).md"]


@pytest.mark.usefixtures("diary")
def test_json_is_everything() -> None:
    filmlog("watch", "Stalker (1979)", "--why", "the room")
    filmlog("remove", "Ran", "--yes")
    records = _records()
    assert [r["title"] for r in records if r["record"] == "film"] == [
        *("The Cranes Are Flying", "Ikiru", "Persona", "Stalker")
    ]
    assert [r["why"] for r in records if r["record"] == "wish"] == ["the room"]
    assert sum(r["record"] == "picture" for r in records) == 2


@pytest.mark.usefixtures("diary")
def test_hostile_text_is_made_safe_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    filmlog("add", "Ran", "--on", "2026-11-20", "--review", "\x1b[2J\u202egone\x9b")
    for name, found in (("csv", "\x1b[2J\u202egone\x9b"), ("json", "\\u001b[2J\u202egone\x9b")):
        assert found in filmlog("export", name, "ran").stdout
    records = _records("ran")
    with monkeypatch.context() as patched:
        patched.setattr(exports, "is_terminal", lambda _: True)
        for name in FORMATS:
            shown = filmlog("export", name, "ran").stdout
            assert shown.isprintable() or set(shown) >= {"\n"}
            assert not set(shown) & {"\x1b", "\u202e", "\x9b"}
        assert _records("ran") == records


@pytest.mark.usefixtures("diary")
def test_letterboxd_takes_so_much_a_file(home: Path) -> None:
    done = filmlog("export", "letterboxd")
    assert len(list(csv.DictReader(io.StringIO(done.stdout, newline="")))) == 5
    assert "2 viewings on no known day" in done.stderr
    assert "flowers away" not in done.stdout
    assert "She is she" not in done.stdout
    opened, marked = (
        filmlog("export", "letterboxd", flag).stdout for flag in ("--spoilers", "--mark-spoilers")
    )
    assert "flowers away" in opened
    assert "[spoiler]" in marked
    assert refused("export", "letterboxd", "--spoilers", "--mark-spoilers").startswith("--spoilers")
    (home / "review.md").write_text("word " * 100_000)
    for day in ("2026-11-01", "2026-11-02", "2026-11-03"):
        filmlog("add", "Ran", "--on", day, "--review-file", "review.md")
    assert refused("export", "letterboxd").startswith("Letterboxd takes files of up to 1 MB")
    done = filmlog("export", "letterboxd", "-o", str(home / "lb.csv"))
    parts = sorted(home.glob("lb*"))
    assert [path.name for path in parts] == ["lb-1.csv", "lb-2.csv", "lb-3.csv"]
    texts = [path.read_bytes().decode() for path in parts]
    assert all(text.startswith("LetterboxdURI,") for text in texts)
    assert sum(text.count("\r\n") for text in texts) == 3 + 8
    assert all(path.stat().st_size <= 1_000_000 for path in parts)


@pytest.mark.usefixtures("diary")
def test_a_copy_of_the_diary(home: Path) -> None:
    assert refused("export", "sqlite").startswith("A copy of the diary has to go into a file.")
    copy = home / "copy.db"
    done = filmlog("export", "sqlite", "-o", str(copy))
    assert (done.code, done.stdout, done.stderr) == (0, "", f"Copied the diary to {copy}.\n")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert filmlog("--db", str(copy), "list").stdout == filmlog("list").stdout
    assert "holds something else" in refused("export", "sqlite", "-o", str(copy), code=1)
    filmlog("add", "Stalker")
    assert filmlog("export", "sqlite", "-o", str(copy), "--overwrite").code == 0
    assert "Stalker" in filmlog("--db", str(copy), "list").stdout
