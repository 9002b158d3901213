from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmlog import paths
from filmlog.cli import film_merging, turning_back
from filmlog.domain.change import Record
from filmlog.domain.film import Film
from filmlog.domain.moment import stamp
from filmlog.domain.shelf import Listed, Wish
from filmlog.domain.source import Offer
from filmlog.domain.uniting import united
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.holdings import holdings
from filmlog.storage.ulid import new_ulid
from tests import whole
from tests.cli.commands.asking import refused
from tests.cli.imports.letterboxd_files import imported, outcomes, write
from tests.effort import some
from tests.examples import films
from tests.program import filmlog
from tests.storage.everything import everything, is_sound, without_undone

NOW = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
IN_TRASH = "2026-01-01T00:00:00Z"


def said(*words: str) -> str:
    done = filmlog("film", "merge", *words)
    assert (done.code, done.stdout) == (0, "")
    return done.stderr


def labels() -> list[str]:
    with Diary.open(paths.diary_path()) as diary:
        return [f"{film.label} {len(diary.entries_of(film))}" for film in diary.films()]


def solaris() -> None:
    filmlog("add", "Solaris (1972)", "--on", "2024-03-09", "--rating", "4", "--genre", "Drama")
    filmlog("add", "Solaris (1971)", "--new", "--on", "2024-03-09", "--runtime", "166")
    filmlog("add", "#2", "--on", "2025-01-01")
    filmlog("found", "#1", "--at", "Arsenal", "--on", "2026-01-01", "--note", "35 mm")
    filmlog("found", "#2", "--at", "Arsenal", "--on", "2026-02-01")


def test_one_film_of_two_and_two_of_it_again() -> None:
    solaris()
    assert said("#1", "#2", "--yes") == (
        "Solaris (1971), film #2, goes into Solaris (1972), film #1.\n"
        "  moves: 2 viewings\n"
        "  in both, and now one: 1 place to find a film\n"
        "  takes over: runtime\n"
        "  year: stays '1972', not '1971'\n"
        "  watched twice on Sat 9 Mar 2024: both viewings stay\n"
        "Merged into Solaris (1972), film #1. `filmlog undo` makes two of it again.\n"
    )
    assert labels() == ["Solaris (1972) 3"]
    shown = filmlog("show", "solaris").stdout
    assert "2 h 46" in shown
    assert "35 mm" in shown
    assert filmlog("trash").stdout == "  1  removed 2026-11-20  Solaris (1971), no viewing\n"
    assert filmlog("undo").code == 0
    assert labels() == ["Solaris (1972) 1", "Solaris (1971) 2"]
    assert filmlog("redo").code == 0
    assert labels() == ["Solaris (1972) 3"]


def test_a_dry_run_changes_nothing_and_no_answer_is_no() -> None:
    solaris()
    before = paths.diary_path().read_bytes()
    assert said("#1", "#2", "--dry-run").endswith("Nothing was changed.\n")
    done = filmlog("film", "merge", "#1", "#2")
    assert done.code == 2
    assert "error: Make one film of the two? Nobody can be asked here.\n" in done.stderr
    assert paths.diary_path().read_bytes() == before


def test_what_changed_since_it_was_shown_is_not_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    solaris()

    def meanwhile(*_: object, **__: object) -> None:
        filmlog("add", "#2", "--on", "2026-01-01")

    monkeypatch.setattr(film_merging, "confirm", meanwhile)
    assert filmlog("film", "merge", "#1", "#2").stderr.endswith(
        "error: One of the two has just been changed.\nhint: Run it again.\n"
    )
    assert labels() == ["Solaris (1972) 1", "Solaris (1971) 3"]


def test_different_films_are_named_as_such_first() -> None:
    filmlog("add", "Solaris (1972)", "--imdb", "tt0069293")
    filmlog("add", "Solaris (2002)", "--imdb", "tt0307479")
    first, second, *_ = said("Solaris (1972)", "Solaris (2002)", "--dry-run").splitlines()
    assert first == "They seem to be different films: IMDb knows them as tt0069293 and tt0307479."
    assert second == (
        "They seem to be different films: their years, 1972 and 2002, are more than one apart."
    )


def test_a_price_that_would_be_lost_is_told() -> None:
    filmlog("add", "Solaris (1972)")
    filmlog("add", "Solaris (1971)", "--new")
    for at, ours, theirs in (
        ("Kino", ["--price", "3 EUR"], ["--price", "2 EUR", "--on", "2026-11-01"]),
        ("Arsenal", ["--not-there"], ["--price", "4 EUR", "--on", ""]),
        ("Attic", [], ["--price", "1 EUR", "--on", "2026-01-01"]),
        ("Shelf", ["--price", "5 EUR", "--note", "35 mm"], ["--price", "5 EUR"]),
    ):
        filmlog("found", "#1", "--at", at, *ours)
        filmlog("found", "#2", "--at", at, *theirs)
    for manner in ("--dry-run", "--yes"):
        assert [line for line in said("#1", "#2", manner).splitlines() if "  at " in line] == [
            (
                "  at Kino: stays '3.00 EUR, checked Fri 20 Nov 2026', "
                "not '2.00 EUR, checked Sun 1 Nov 2026'"
            ),
            "  at Arsenal: stays 'not there, checked Fri 20 Nov 2026', not '4.00 EUR'",
        ]
    assert "1.00 EUR" in filmlog("found", "#1").stdout  # what is not known is taken over


def test_a_title_that_would_be_lost_is_told() -> None:
    filmlog("add", "The Cranes Are Flying (1957)")
    filmlog("add", "Die Kraniche ziehen (1957)")
    lines = said("cranes", "kraniche", "--yes").splitlines()
    assert lines[2:4] == [
        "  title: stays 'The Cranes Are Flying', not 'Die Kraniche ziehen'",
        "  a title that does not stay is kept in the history alone",
    ]
    assert refused("show", "Die Kraniche ziehen", code=3).startswith("No film in the diary")
    filmlog("film", "edit", "cranes", "--original-title", "Die Kraniche ziehen")
    assert filmlog("show", "kraniche").code == 0


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        (("#1", "solaris (1972)"),
         "'#1' and 'solaris (1972)' are one film, Solaris (1972), film #1.", 2),
        (("#1", "#9"), "There is no film #9.", 3),
        (("#1", "Ran"), "Ran (1985), film #3, is in the trash.", 3),
        (("#3", "#1"), "Ran (1985), film #3, is in the trash.", 3),
        (("#1", "Stalker"), "No film in the diary is called 'Stalker'.", 3),
        (("Solaris", "#1"), "Several films are called 'Solaris'.", 3),
        (("#1", ""), "The title is empty.", 2),
    ],
)  # fmt: skip
def test_films_that_cannot_be_merged(words: tuple[str, str], sentence: str, code: int) -> None:
    solaris()
    filmlog("add", "Ran (1985)")
    filmlog("remove", "Ran", "--yes")
    assert refused("film", "merge", *words, "--yes", code=code) == sentence


def test_a_merged_film_is_known_and_may_come_back_empty() -> None:
    solaris()
    said("#1", "#2", "--yes")
    sentence = "Solaris (1971), film #2, was merged into Solaris (1972), film #1."
    assert refused("film", "merge", "#1", "#2", "--yes", code=3) == sentence
    assert filmlog("restore", "solaris").code == 0
    assert labels() == ["Solaris (1972) 3", "Solaris (1971) 0"]
    said("#1", "#2", "--yes")
    assert labels() == ["Solaris (1972) 3"]
    assert filmlog("undo", "3").code == 0
    assert labels() == ["Solaris (1972) 1", "Solaris (1971) 2"]
    said("#2", "#1", "--yes")
    assert labels() == ["Solaris (1971) 3"]


def test_an_import_after_a_merge_changes_nothing(tmp_path: Path) -> None:
    filmlog("add", "Pinocchio (2021)", "--on", "2020-01-01")
    assert filmlog("watch", "Pinocchio (2021)", "--why", "Garrone").code == 0
    film = "2026-05-03,Pinocchio,2022"
    export = write(
        tmp_path / "export",
        diary=[f"{film},https://boxd.it/1,4,,,2026-05-02"],
        watched=[f"{film},https://boxd.it/f1"],
        watchlist=[f"{film},https://boxd.it/f1"],
    )
    account = imported(export)
    assert account["unsure"][0]["numbers"] == [1]
    assert "filmlog film merge" not in filmlog("import", str(export)).stderr
    said("#1", "#2", "--yes")
    assert labels() == ["Pinocchio (2021) 2"]
    before = paths.diary_path().read_bytes()
    again = imported(export)
    assert set(outcomes(again)) == {"already there"}
    assert paths.diary_path().read_bytes() == before
    write(tmp_path / "export", diary=[f"{film},https://boxd.it/1,3,,,2026-05-02"])
    write(tmp_path / "export", ratings=[f"{film},https://boxd.it/f1,3"])
    imported(export)
    assert labels() == ["Pinocchio (2021) 2"]


def test_a_later_import_knows_a_merged_film_by_its_id(tmp_path: Path) -> None:
    filmlog("add", "Pinocchio (2021)", "--on", "2020-01-01", "--letterboxd", "pinocchio-2021")
    film = "2026-05-03,Pinocchio,2022"
    rows = [f"{film},https://boxd.it/1,4,,,2026-05-02", f"{film},https://boxd.it/2,4,,,2026-05-09"]
    imported(write(tmp_path, diary=rows[:1], watched=[f"{film},https://boxd.it/f1"]))
    said("#1", "#2", "--yes")
    imported(write(tmp_path, diary=rows))
    assert labels() == ["Pinocchio (2021) 3"]


def test_an_import_says_how_to_merge(tmp_path: Path) -> None:
    filmlog("add", "Pinocchio (2021)", "--on", "2020-01-01")
    write(tmp_path, diary=["2026-05-03,Pinocchio,2022,https://boxd.it/1,4,,,2026-05-02"])
    done = filmlog("import", str(tmp_path))
    assert "`filmlog film merge FILM OTHER` makes one film of two" in done.stderr


@st.composite
def twins(draw: st.DrawFn) -> tuple[whole.Whole, Film, Film]:
    """A whole diary with a second film that has, in other words, what the first has."""
    made = draw(whole.diaries())
    keep = next(record for record in made.of("film") if isinstance(record, Film))
    other = draw(films())
    records: list[Record] = [*made.records, other]
    for record in made.records:
        if not isinstance(record, (Viewing, Offer, Wish, Listed)) or record.film_id != keep.id:
            continue
        gone = draw(st.sampled_from(["", "", IN_TRASH]))
        again = record._replace(id=new_ulid(), film_id=other.id, deleted=gone)
        if isinstance(again, (Offer, Listed)):
            again = again._replace(note=f"{record.id} again")
        records.append(again)
    return made._replace(records=records), keep, other


@given(twins())
@settings(max_examples=some(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_and_undo_restores_every_record(
    made: tuple[whole.Whole, Film, Film],
) -> None:
    diary_made, keep, other = made
    with TemporaryDirectory() as folder, Diary.open(Path(folder) / "d.db", create=True) as diary:
        diary_made.write(diary)
        before = everything(diary)
        kept, gone = (holdings(diary.connection, _film(diary, one)) for one in (keep, other))
        union = united(kept, gone, stamp(NOW))
        with diary.writing():
            diary.apply(union.changes, "film merge B into A")
        now = holdings(diary.connection, _film(diary, keep))
        assert not any(holdings(diary.connection, _film(diary, other))[1:5])
        for kind in ("viewings", "offers", "wishes", "listed"):
            mine, theirs, all_ = (_ids(getattr(each, kind)) for each in (kept, gone, now))
            assert all_ == mine | theirs
        assert set(now.viewings) == {
            viewing._replace(film_id=keep.id) for viewing in (*kept.viewings, *gone.viewings)
        }
        notes = [one.note for one in now.offers if not one.deleted]
        notes += [one.note for one in now.listed if not one.deleted]
        lost = [one.note for one in gone.offers if not one.deleted]
        lost += [one.note for one in gone.listed if not one.deleted]
        assert all(any(one in note for note in notes) for one in lost)
        assert len([wish for wish in now.wishes if not wish.deleted]) <= 1
        after = everything(diary)
        turning_back.undo(diary, 1, NOW)
        assert without_undone(everything(diary)) == before
        assert is_sound(diary)
        turning_back.redo(diary, 1, NOW)
        assert everything(diary) == after
        assert is_sound(diary)


def _ids(records: tuple[Record, ...]) -> set[str]:
    return {record.id for record in records}


def _film(diary: Diary, film: Film) -> Film:
    found = diary.by_id.get(Film, film.id)
    assert found is not None
    return found
