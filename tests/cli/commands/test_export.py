from __future__ import annotations

from pathlib import Path

import pytest

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
