from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from filmlog import paths
from filmlog.domain.entry import Entry
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.storage.diary import Diary
from tests.cli.imports.letterboxd_files import imported, outcomes, write, write_table
from tests.program import filmlog

CRANES = "2026-05-03,The Cranes Are Flying,1957"
IMDB = "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,Year"


def films() -> list[Film]:
    with Diary.open(paths.diary_path()) as diary:
        return list(diary.films())


def entries() -> list[Entry]:
    with Diary.open(paths.diary_path()) as diary:
        return [entry for film in diary.films() for entry in diary.entries_of(film)]


def only_entry() -> Entry:
    (entry,) = entries()
    return entry


def file_bytes() -> bytes:
    return paths.diary_path().read_bytes()


def without_dry_run(account: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in account.items() if name != "dry_run"}


def test_a_diary_row_and_its_review_are_one_viewing(tmp_path: Path) -> None:
    write(
        tmp_path,
        diary=[f"{CRANES},https://boxd.it/1,4.5,,soviet,2026-05-02"],
        reviews=[f"{CRANES},https://boxd.it/1,4.5,,<i>War</i>.,soviet,2026-05-02"],
    )
    assert outcomes(imported(tmp_path)) == ["added", "merged"]
    viewing = only_entry().viewing
    assert (viewing.rating, viewing.review, viewing.tags) == (90, "*War*.", ("soviet",))
    assert viewing.watched == PartialDate(2026, 5, 2)


def test_twice_is_once_to_the_byte(tmp_path: Path) -> None:
    write(
        tmp_path,
        diary=[f"{CRANES},https://boxd.it/1,4.5,,,2026-05-02"],
        watched=[f"{CRANES},https://boxd.it/f1", "2020-01-01,Fargo,1996,https://boxd.it/f2"],
        ratings=["2020-01-01,Fargo,1996,https://boxd.it/f2,4"],
        watchlist=["2020-01-01,Ran,1985,https://boxd.it/f3"],
    )
    first = imported(tmp_path)
    assert first["counts"] == {
        "added": 3, "merged": 2, "already there": 0, "skipped": 0, "rejected": 0
    }  # fmt: skip
    before = file_bytes()
    assert set(outcomes(imported(tmp_path))) == {"already there"}
    assert file_bytes() == before


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4.5,,,2026-05-02", "x,Ran,x,,,,,"])
    dry = imported(tmp_path, "--dry-run")
    assert not paths.diary_path().exists()
    assert without_dry_run(dry) == without_dry_run(imported(tmp_path))
    before = file_bytes()
    again = imported(tmp_path, "--dry-run")
    assert file_bytes() == before
    assert without_dry_run(again) == without_dry_run(imported(tmp_path))


def test_what_the_service_changed_is_taken(tmp_path: Path) -> None:
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4.5,,war,2026-05-02"])
    imported(tmp_path)
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,5,Yes,train,2026-05-01"])
    assert outcomes(imported(tmp_path)) == ["merged"]
    viewing = only_entry().viewing
    assert (viewing.rating, viewing.rewatch, viewing.tags) == (100, True, ("train",))
    assert viewing.watched == PartialDate(2026, 5, 1)


def test_what_the_person_changed_stays(tmp_path: Path) -> None:
    write(tmp_path, reviews=[f"{CRANES},https://boxd.it/1,4.5,,First words.,war,2026-05-02"])
    imported(tmp_path)
    filmlog("edit", "The Cranes Are Flying", "--rating", "3", "--review", "My own words.")
    assert outcomes(imported(tmp_path)) == ["already there"]
    write(tmp_path, reviews=[f"{CRANES},https://boxd.it/1,5,,Other words.,train,2026-05-02"])
    account = imported(tmp_path)
    viewing = only_entry().viewing
    assert (viewing.rating, viewing.review) == (60, "My own words.")
    assert viewing.tags == ("train",)
    assert [(kept["field"], kept["theirs"]) for kept in account["kept"]] == [
        ("rating", "★★★★★"),
        ("review", "Other words."),
    ]


def test_what_the_person_cleared_stays_empty(tmp_path: Path) -> None:
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4.5,,war,2026-05-02"])
    imported(tmp_path)
    filmlog("edit", "The Cranes Are Flying", "--rating", "", "--tag", "")
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4.5,Yes,war,2026-05-02"])
    imported(tmp_path)
    viewing = only_entry().viewing
    assert (viewing.rating, viewing.tags, viewing.rewatch) == (None, (), True)


def test_what_was_removed_here_does_not_come_back(tmp_path: Path) -> None:
    write(
        tmp_path,
        diary=[f"{CRANES},https://boxd.it/1,4.5,,,2026-05-02"],
        watched=[f"{CRANES},https://boxd.it/f1"],
    )
    imported(tmp_path)
    filmlog("remove", "The Cranes Are Flying", "--yes")
    assert outcomes(imported(tmp_path)) == ["skipped"] * 2
    write(
        tmp_path,
        diary=[
            f"{CRANES},https://boxd.it/1,5,,,2026-05-02",
            f"{CRANES},https://boxd.it/2,5,,,2026-05-09",
        ],
    )
    account = imported(tmp_path)
    assert outcomes(account) == ["skipped"] * 3
    assert account["rows"][0]["why"].startswith("removed from the diary here")
    assert films() == []


def test_two_entries_of_one_day_stay_two(tmp_path: Path) -> None:
    rows = [f"{CRANES},https://boxd.it/{n},4.5,,,2026-05-02" for n in (1, 2)]
    write(tmp_path, diary=rows)
    assert outcomes(imported(tmp_path)) == ["added", "added"]
    assert set(outcomes(imported(tmp_path))) == {"already there"}
    write(tmp_path, diary=[rows[0], f"{CRANES},https://boxd.it/3,4,,,2026-05-02", rows[1]])
    assert outcomes(imported(tmp_path)) == ["already there", "added", "already there"]


def test_a_viewing_logged_here_is_the_one_of_that_day(tmp_path: Path) -> None:
    filmlog("add", "The Cranes Are Flying (1957)", "--on", "2026-05-02", "--venue", "Kino")
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4.5,,war,2026-05-02"])
    assert outcomes(imported(tmp_path)) == ["merged"]
    viewing = only_entry().viewing
    assert (viewing.venue, viewing.rating, viewing.tags) == ("Kino", 90, ("war",))


def test_two_reviews_of_one_viewing_are_both_kept(tmp_path: Path) -> None:
    filmlog(
        "add", "The Cranes Are Flying (1957)", "--on", "2026-05-02", "--review", "Mine.",
        "--rating", "5",
    )  # fmt: skip
    write(tmp_path, reviews=[f"{CRANES},https://boxd.it/1,4.5,,Theirs.,,2026-05-02"])
    account = imported(tmp_path)
    viewing = only_entry().viewing
    assert viewing.review == "Mine.\n\n---\n\nTheirs."
    assert viewing.rating == 100
    assert [(kept["field"], kept["ours"]) for kept in account["kept"]] == [("rating", "★★★★★")]


def test_films_without_a_date_are_viewings_of_unknown_date(tmp_path: Path) -> None:
    write(
        tmp_path,
        watched=["2020-01-01,Fargo,1996,https://boxd.it/f2"],
        ratings=["2020-01-01,Fargo,1996,https://boxd.it/f2,4"],
        likes=["2020-01-01,Fargo,1996,https://boxd.it/f2"],
    )
    assert outcomes(imported(tmp_path)) == ["added", "merged", "merged"]
    viewing = only_entry().viewing
    assert (viewing.watched, viewing.rating, viewing.heart) == (None, 80, True)


def test_a_day_from_elsewhere_dates_a_film_that_was_only_known_to_be_seen(tmp_path: Path) -> None:
    write(tmp_path / "lb", watched=["2020-01-01,Fargo,1996,https://boxd.it/f2"])
    imported(tmp_path / "lb")
    netflix = write_table(tmp_path / "netflix.csv", "Title,Date", ["Fargo", "9/25/23"])
    assert outcomes(imported(netflix)) == ["merged"]
    entry = only_entry()
    assert entry.viewing.watched == PartialDate(2023, 9, 25)
    assert entry.source is not None
    assert entry.source.name == "Netflix"
    assert outcomes(imported(tmp_path / "lb")) == ["already there"]


def test_a_rating_that_differs_from_the_diarys_stands_with_the_film(tmp_path: Path) -> None:
    write(
        tmp_path,
        diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02"],
        ratings=["2026-06-01,The Cranes Are Flying,1957,https://boxd.it/f1,5"],
    )
    imported(tmp_path)
    entry = only_entry()
    assert entry.viewing.rating == 80
    assert (entry.film.rating, entry.film.rated) == (100, PartialDate(2026, 6, 1))
    write(tmp_path, ratings=["2026-07-01,The Cranes Are Flying,1957,https://boxd.it/f1,4.5"])
    assert outcomes(imported(tmp_path)) == ["already there", "merged"]
    assert (films()[0].rating, only_entry().viewing.rating) == (90, 80)


def test_a_rating_like_the_diarys_says_nothing_new(tmp_path: Path) -> None:
    write(
        tmp_path,
        diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02"],
        ratings=["2026-06-01,The Cranes Are Flying,1957,https://boxd.it/f1,4"],
    )
    assert outcomes(imported(tmp_path)) == ["added", "merged"]
    assert films()[0].rating is None


def test_one_film_from_several_services_is_one(tmp_path: Path) -> None:
    write(tmp_path / "lb", diary=[f"{CRANES},https://boxd.it/1,4.5,,,2026-05-02"])
    imdb = write_table(
        tmp_path / "ratings.csv", IMDB,
        ["tt0050634", "9", "2026-05-02", "The Cranes Are Flying", "Letyat zhuravli", "", "Movie",
         "1957"],
    )  # fmt: skip
    imported(tmp_path / "lb")
    assert outcomes(imported(imdb)) == ["already there"]
    (film,) = films()
    assert (film.imdb, film.original_title) == ("tt0050634", "Letyat zhuravli")
    filmlog("film", "edit", "The Cranes Are Flying", "--title", "Cranes", "--year", "1958")
    trakt = write_table(
        tmp_path / "t.csv", "movie_id,imdb_id,tmdb_id,rating,average_rating,title",
        ["1", "0050634", "38360", "4.5", "4.1", "Cranes Fly (1957)"],
    )  # fmt: skip
    imported(trakt)
    assert len(films()) == 1
    assert len(entries()) == 1


def test_a_slip_of_the_pen_is_taken_and_said(tmp_path: Path) -> None:
    filmlog("add", "The Cranes Are Flying (1957)", "--on", "2020-01-01")
    write(
        tmp_path, diary=["2026-05-03,The Crains Are Flying,1957,https://boxd.it/1,4,,,2026-05-02"]
    )
    account = imported(tmp_path)
    assert len(films()) == 1
    assert account["taken"][0]["film"] == "The Crains Are Flying (1957)"


def test_a_film_a_year_off_is_not_guessed(tmp_path: Path) -> None:
    filmlog("add", "Pinocchio (2021)", "--on", "2020-01-01")
    write(tmp_path, diary=["2026-05-03,Pinocchio,2022,https://boxd.it/1,4,,,2026-05-02"])
    account = imported(tmp_path)
    assert [film.label for film in films()] == ["Pinocchio (2021)", "Pinocchio (2022)"]
    assert account["unsure"][0]["numbers"] == [1]
    assert outcomes(imported(tmp_path)) == ["already there"]


def test_one_service_may_have_films_of_one_title_a_year_apart(tmp_path: Path) -> None:
    write(
        tmp_path,
        watched=[
            "2020-01-01,Pinocchio,2021,https://boxd.it/f1",
            "2020-01-01,Pinocchio,2022,https://boxd.it/f2",
            "2020-01-01,Pinocchio,2022,https://boxd.it/f3",
        ],
    )
    account = imported(tmp_path)
    assert outcomes(account) == ["added"] * 3
    assert account["unsure"] == []
    assert len(films()) == 3


def test_another_id_is_another_film(tmp_path: Path) -> None:
    for id_ in ("tt0000001", "tt0000002"):
        row = [id_, "9", "2026-05-02", "The Trip", "The Trip", "", "Movie", "2010"]
        imported(write_table(tmp_path / "ratings.csv", IMDB, row))
    assert sorted(film.imdb for film in films()) == ["tt0000001", "tt0000002"]


def test_tags_become_fields(tmp_path: Path) -> None:
    tags = '"Netflix, with Nina, with Boris, on a plane, fun"'
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4,,{tags},2026-05-02"])
    first = imported(tmp_path)
    assert any('--tag-with "with *"' in note for note in first["notes"])
    options = ["--tag-source", "netflix", "--tag-with", "with *", "--tag-venue", "on a plane=plane"]
    assert outcomes(imported(tmp_path, *options)) == ["merged"]
    entry = only_entry()
    assert entry.source is not None
    assert entry.source.name == "Netflix"
    assert entry.viewing.companions == ("Nina", "Boris")
    assert (entry.viewing.venue, entry.viewing.tags) == ("plane", ("fun",))
    assert outcomes(imported(tmp_path, *options)) == ["already there"]
    assert outcomes(imported(tmp_path)) == ["already there"]


@pytest.mark.parametrize("rule", ["", "=x", "x=", "a*b*c"])
def test_a_rule_that_says_nothing_is_refused(rule: str, tmp_path: Path) -> None:
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02"])
    done = filmlog("import", str(tmp_path), "--tag-with", rule)
    assert done.code == 2
    assert not paths.diary_path().exists()


def test_a_backup_is_made_when_something_changes_and_only_then(tmp_path: Path) -> None:
    def backups() -> list[Path]:
        return sorted(paths.diary_path().parent.glob("*.backups/*.backup"))

    filmlog("add", "Ran (1985)", "--on", "2020-01-01")
    before = films()
    write(tmp_path, diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02"])
    imported(tmp_path, "--dry-run")
    assert backups() == []
    imported(tmp_path)
    (backup,) = backups()
    with Diary.open(backup) as diary:
        assert list(diary.films()) == before
    assert backup.stat().st_mode & 0o777 == 0o600
    imported(tmp_path)
    assert backups() == [backup]


def test_a_report_has_every_row(tmp_path: Path) -> None:
    export = write(tmp_path / "lb", diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02", "x,,1"])
    done = filmlog("import", str(export), "--report", str(tmp_path / "report.csv"))
    assert done.code == 0
    report = (tmp_path / "report.csv").read_text()
    assert report.splitlines() == [
        "file,line,outcome,film,field,why",
        "diary.csv,2,added,The Cranes Are Flying (1957),,",
        "diary.csv,3,rejected,,,is cut short: 3 of 8 fields",
    ]
    again = filmlog("import", str(export), "--report", str(tmp_path / "report.csv"))
    assert again.code == 2
    assert (tmp_path / "report.csv").read_text() == report


def test_a_report_that_cannot_be_written_keeps_the_diary_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "lb", diary=[f"{CRANES},https://boxd.it/1,4,,,2026-05-02"])
    (tmp_path / "file").touch()
    done = filmlog("import", str(tmp_path / "lb"), "--report", str(tmp_path / "file" / "r.json"))
    assert done.code != 0
    assert not paths.diary_path().exists()
