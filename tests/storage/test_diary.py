from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.demo import cranes
from filmlog.domain.change import Change, replace
from filmlog.domain.codec import KINDS, from_plain, to_plain
from filmlog.domain.film import Film
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Viewing
from filmlog.storage.diary import Diary
from filmlog.storage.listing import ORDERS, Condition
from filmlog.storage.ulid import new_ulid
from tests.effort import some
from tests.examples import cranes_diary, films, log, viewings


def test_the_example_comes_back_whole(tmp_path: Path) -> None:
    changes, pictures = cranes.changes()
    film, site, cinema, day, ticket, first, second = (change.after for change in changes)
    with cranes_diary(tmp_path / "d.db") as diary:
        found = diary.film(1)
        assert found == film
        assert found is not None
        seen = diary.entries_of(found)
        assert [entry.viewing for entry in seen] == [first, second]
        assert [(entry.source, entry.pass_) for entry in seen] == [(cinema, ticket), (site, day)]
        assert [(entry.ordinal, entry.rewatch) for entry in seen] == [(1, False), (2, True)]
        assert all(diary.picture(sha256) == data for sha256, data in pictures.items())
        assert list(diary.entries([2, 1])) == list(reversed(seen))


@settings(max_examples=some(60))
@given(data=st.data())
def test_any_film_and_viewing_survive(data: st.DataObject) -> None:
    film = data.draw(films())
    seen = data.draw(viewings(film.id))
    other = data.draw(viewings(film.id))
    with TemporaryDirectory() as folder, Diary.open(Path(folder) / "d.db", create=True) as diary:
        kept = log(diary, film, seen)
        assert kept == film
        assert [entry.viewing for entry in diary.entries_of(kept)] == [seen]
        assert any(c.number == kept.number for c in diary.titled(film.title))
        changed = replace(other, id=seen.id)
        with diary.writing():
            diary.apply([Change(seen, changed)], "change")
        assert [entry.viewing for entry in diary.entries_of(kept)] == [changed]
        assert diary.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@given(film=films(), data=st.data())
def test_records_survive_as_plain_values(film: Film, data: st.DataObject) -> None:
    viewing = data.draw(viewings(film.id))
    pass_ = Pass("p", "s", "ticket", Money(5, "EUR"), datetime(2026, 1, 1, tzinfo=UTC))
    for record in (film, viewing, pass_, Source("s", "Kino")):
        # The kind as the journal writes it.
        kind = type(record).__name__.lower()
        assert KINDS[kind] is type(record)
        assert from_plain(kind, to_plain(record)) == record


def test_every_change_is_journalled_with_what_was_before(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        before = diary.entries_of(next(diary.films()))[1].viewing
        with diary.writing():
            diary.apply([Change(before, replace(before, review="Better."))], "edit")
        rows = diary.connection.execute(
            "SELECT c.words, change.kind, record, before FROM change JOIN command c "
            "ON c.number = change.command ORDER BY change.number DESC LIMIT 2"
        ).fetchall()
        words, kind, record, plain = rows[0]
        assert (words, kind, record) == ("edit", "viewing", before.id)
        assert before.review in __import__("json").loads(plain)["review"]
        assert rows[1][0::3] == ("example", None)


def test_a_viewing_of_unknown_date_stands_first_and_makes_the_next_a_rewatch(
    tmp_path: Path,
) -> None:
    with Diary.open(tmp_path / "d.db", create=True) as diary:
        film = Film(new_ulid(), "Stalker")
        film = log(
            diary,
            film,
            Viewing(new_ulid(), film.id, PartialDate(2020, 5)),
            Viewing(new_ulid(), film.id, unfinished=20),
            Viewing(new_ulid(), film.id, PartialDate(2020)),
        )
        seen = diary.entries_of(film)
        dates = [str(entry.viewing.watched) for entry in seen]
        assert dates == ["None", "2020", "2020-05"]
        assert [entry.rewatch for entry in seen] == [False, False, True]
        assert list(diary.entries([e.viewing.number for e in seen])) == seen
        lines = list(diary.lines(Condition()))
        assert [line.watched for line in lines] == ["2020-05", "2020", ""]
        assert [line.rewatch for line in lines] == [True, False, False]


def test_films_come_with_their_viewings_many_at_once(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        for year in range(1950, 1953):
            film = Film(new_ulid(), "Rashomon", year=year)
            days = [PartialDate(2020, 5), None, PartialDate(2019)][: year - 1950]
            log(diary, film, *(Viewing(new_ulid(), film.id, day) for day in days))
        known = list(diary.films())[::-1]
        found = list(diary.with_entries(iter(known)))
        assert found == [(film, diary.entries_of(film)) for film in known]
        assert [len(entries) for _, entries in found] == [2, 1, 0, 2]
        assert list(diary.with_entries([])) == []


def test_lists_sort_by_every_order_and_reverse(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        other = Film(new_ulid(), "alphaville", year=1965, runtime=99)
        log(diary, other, Viewing(new_ulid(), other.id, PartialDate(2025), rating=85))
        firsts = {
            order: next(diary.lines(Condition(), order=order)).viewing_number for order in ORDERS
        }
        assert firsts == {
            "watched": 2, "rating": 2, "title": 3, "year": 3, "runtime": 3, "added": 3,
        }  # fmt: skip
        ups = [
            line.rating for line in diary.lines(Condition(), order="rating", reverse=True, limit=2)
        ]
        assert ups == [80, 85]
        assert diary.count() == 3


def test_the_trash_hides_a_film_everywhere(tmp_path: Path) -> None:
    with cranes_diary(tmp_path / "d.db") as diary:
        film = next(diary.films())
        gone = [Change(e.viewing, replace(e.viewing, deleted="x")) for e in diary.entries_of(film)]
        with diary.writing():
            diary.apply([*gone, Change(film, replace(film, deleted="x"))], "remove")
        assert diary.film(1) is None
        assert list(diary.films()) == []
        assert list(diary.lines(Condition())) == []
        assert diary.titled("The Cranes Are Flying") == []
        assert diary.titles.spelt_like("the cranes are flyin") == []
        assert diary.titles.holding([], "cranes") == []
        assert diary.titles_starting("the") == []
        assert len(diary.trashed_viewings()) == 2
        with diary.writing():
            diary.apply([Change(f, replace(f, deleted="")) for f in diary.trashed_films()], "back")
        assert diary.titled("The Cranes Are Flying")[0].number == 1
