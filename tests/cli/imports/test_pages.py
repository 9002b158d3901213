from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from filmlog import paths
from filmlog.storage.diary import Diary
from tests.cli.imports.letterboxd_files import imported
from tests.examples import cranes_diary
from tests.program import filmlog

PAGE = "The Cranes Are Flying (1957).md"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The pages of a diary with the example film, a list and a wish."""
    with cranes_diary(paths.diary_path()):
        pass
    for words in (
        ("watch", "The Ascent (1977)", "--why", "Shepitko", "--as-typed"),
        ("lists", "create", "Winter", "--note", "cold"),
        ("lists", "add", "Winter", "The Ascent (1977)", "--note", "snow"),
        ("lists", "add", "Winter", "The Cranes Are Flying"),
    ):
        assert filmlog(*words).code == 0
    folder = tmp_path / "pages"
    assert filmlog("export", "markdown", "--pages", str(folder)).code == 0
    return folder


def edit(page: Path, before: str, after: str) -> None:
    text = page.read_text()
    assert before in text
    page.write_text(text.replace(before, after, 1))


def exported(db: Path) -> list[str]:
    """The records of a diary but what was imported when, each as JSON, in any order."""
    done = filmlog("--db", str(db), "export", "json")
    assert done.code == 0
    return sorted(line.rstrip(",") for line in done.stdout.splitlines())


def test_pages_make_the_same_diary(pages: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    done = filmlog("--db", str(other), "import", str(pages))
    assert done.code == 0, done.output
    assert exported(other) == exported(paths.diary_path())
    again = tmp_path / "again"
    assert filmlog("--db", str(other), "export", "markdown", "--pages", str(again)).code == 0
    written = {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}
    assert written == {path.relative_to(pages): path.read_bytes() for path in pages.rglob("*.*")}


@pytest.mark.parametrize("db", ["diary.db", "other.db"])
def test_pages_of_a_newer_filmlog_are_refused_by_any_diary(pages: Path, db: str) -> None:
    edit(pages / ".filmlog-pages.json", '"version": 1', '"version": 2')
    done = filmlog("--db", str(pages.parent / db), "import", str(pages))
    assert done.code == 1
    assert "written by a newer filmlog" in done.stderr


def test_pages_that_nobody_edited_change_nothing(pages: Path) -> None:
    filmlog("edit", "The Cranes Are Flying", "--viewing", "2", "--venue", "Changed since")
    before = paths.diary_path().read_bytes()
    account = imported(pages)
    assert account["counts"]["already there"] == account["read"] - 1  # the watchlist's page
    assert paths.diary_path().read_bytes() == before


def test_an_edit_on_a_page_is_an_edit_of_the_diary(pages: Path) -> None:
    venue = re.findall(r'"venue": ".+?"', (pages / PAGE).read_text())[0]
    edit(pages / PAGE, venue, '"venue": "Kino Mir"')
    edit(pages / PAGE, "runtime: 97", "runtime: 96")
    edit(pages / "The Ascent (1977).md", '"why": "Shepitko"', '"why": "Larisa Shepitko"')
    edit(pages / "lists" / "Winter.md", '"note": "snow"', '"note": "deep snow"')
    dry = filmlog("import", str(pages), "--dry-run")
    assert "runtime '97' becomes '96'" in dry.stdout
    account = imported(pages)
    assert account["counts"]["merged"] == 3
    changed = {(one["field"], one["after"]) for one in account["edited"]}
    assert changed == {
        ("venue", "Kino Mir"),
        ("runtime", "96"),
        ("why", "Larisa Shepitko"),
        ("note", "deep snow"),
    }
    with Diary.open(paths.diary_path()) as diary:
        film = next(film for film in diary.films() if film.year == 1957)
        assert film.runtime == 96
        assert "Kino Mir" in {entry.viewing.venue for entry in diary.entries_of(film)}


def test_a_review_edited_on_a_page_comes_back(pages: Path) -> None:
    with Diary.open(paths.diary_path()) as diary:
        film = next(film for film in diary.films() if film.year == 1957)
        review = max((e.viewing.review for e in diary.entries_of(film)), key=len)
    words = next(line for line in review.splitlines() if len(line) > 20 and "|" not in line)
    edit(pages / PAGE, words, f"{words} And so on.")
    assert imported(pages)["counts"]["merged"] == 1
    with Diary.open(paths.diary_path()) as diary:
        reviews = [entry.viewing.review for entry in diary.entries_of(film)]
    assert review.replace(words, f"{words} And so on.") in reviews


def test_a_page_is_not_taken_where_the_diary_has_changed_since(pages: Path) -> None:
    filmlog("film", "edit", "The Cranes Are Flying", "--tagline", "War")
    edit(pages / PAGE, "runtime: 97", "runtime: 96")
    account = imported(pages)
    (rejected,) = [row for row in account["rows"] if row["outcome"] == "rejected"]
    assert "--overwrite" in rejected["why"]
    assert imported(pages, "--overwrite")["counts"]["merged"] == 1
    with Diary.open(paths.diary_path()) as diary:
        film = next(film for film in diary.films() if film.year == 1957)
    assert film.runtime == 96


def test_a_page_that_cannot_be_read_is_refused_with_its_line(pages: Path) -> None:
    edit(pages / PAGE, "runtime: 97", "runtime: long")
    line = next(
        n for n, text in enumerate((pages / PAGE).read_text().splitlines(), 1) if "long" in text
    )
    before = paths.diary_path().read_bytes()
    done = filmlog("import", str(pages))
    assert done.code == 0
    assert f"{PAGE}, line {line}: " in done.stdout
    assert paths.diary_path().read_bytes() == before


def test_what_is_worked_out_is_not_read_and_that_is_said(pages: Path) -> None:
    edit(pages / PAGE, "- **Runtime:** 1 h 37 min", "- **Runtime:** 2 h")
    edit(pages / PAGE, "runtime: 97", "runtime: 96")
    account = imported(pages)
    assert any(PAGE in note and "not read" in note for note in account["notes"])


def test_an_edit_of_nothing_but_what_is_worked_out_is_said_too(pages: Path) -> None:
    edit(pages / PAGE, "# The Cranes Are Flying (1957)", "# The Crane Is Flying (1957)")
    account = imported(pages)
    assert account["changed"] == {}
    assert any(PAGE in note and "not read" in note for note in account["notes"])


def test_after_an_import_the_pages_can_be_written_anew_and_edited_again(pages: Path) -> None:
    for before, after in (("97", "96"), ("96", "95")):
        edit(pages / PAGE, f"runtime: {before}", f"runtime: {after}")
        assert imported(pages)["counts"]["merged"] == 1
        assert filmlog("export", "markdown", "--pages", str(pages)).code == 0
    assert "- **Runtime:** 1 h 35 min" in (pages / PAGE).read_text()


@pytest.mark.parametrize("page", [PAGE, "lists/Winter.md"])
def test_a_page_alone_comes_back(page: str, pages: Path) -> None:
    before, after = ("runtime: 97", "runtime: 96") if page == PAGE else ('"snow"', '"ice"')
    edit(pages / page, before, after)
    assert imported(pages / page)["counts"]["merged"] == 1
    assert imported(pages)["counts"]["merged"] == 0


def test_a_viewing_added_or_left_out_by_hand(pages: Path) -> None:
    page = pages / PAGE
    lines = page.read_text().splitlines()
    at = lines.index("viewings:") + 1
    lines.insert(at, '  - {"watched": "2026-11-25", "rating": 100}')
    heading = next(n for n, line in enumerate(lines) if line.startswith("## "))
    lines[heading:heading] = ["## Wed 25 Nov 2026", "", "Better each time.", ""]
    page.write_text("\n".join([*lines, ""]))
    account = imported(pages)
    assert account["made"] == {"viewing": 1}
    with Diary.open(paths.diary_path()) as diary:
        film = next(film for film in diary.films() if film.year == 1957)
        newest = diary.entries_of(film)[-1].viewing
    assert (newest.rating, newest.review) == (100, "Better each time.")


def test_a_film_taken_off_a_list_on_its_page(pages: Path) -> None:
    page = pages / "lists" / "Winter.md"
    kept = [line for line in page.read_text().splitlines() if '"note": "snow"' not in line]
    page.write_text("\n".join([*kept, ""]))
    account = imported(pages)
    assert [one["after"] for one in account["edited"]] == [
        "the place on the list goes to the trash"
    ]


def test_a_picture_that_is_missing_or_another_is_refused(pages: Path, tmp_path: Path) -> None:
    picture = next((pages / "pictures").iterdir())
    picture.write_bytes(b"another")
    other = tmp_path / "other.db"
    done = filmlog("--db", str(other), "import", str(pages), "--json")
    rejected = [row for row in json.loads(done.stdout)["rows"] if row["outcome"] == "rejected"]
    # The list names a film that did not come with its page.
    assert [row["field"] for row in rejected] == ["pictures", "films"]
